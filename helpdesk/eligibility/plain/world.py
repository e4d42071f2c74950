"""What the plain reference looks at: a rulebook's documents, a decision, a day, and what is known of a person.

It shares no code with the engine, so that the two can be held against each other: dates are compared as text,
conditions are split at blanks, regions are walked up by parent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, NamedTuple, Optional

Body = Mapping[str, Any]
Person = dict[str, Any]
"""Fact -> an option, a place, a day as text or a Decimal; `years >= @minimum` -> `reached`, `below`, or one of OPEN."""

OPEN = ("open, below", "open, reached")
"""On which side of a figure somebody stands of whom nobody knows the figure: there is a person for either."""


class Row(NamedTuple):
    """One version of a rule as it stands in the documents; without outcome: what follows is not known."""

    name: str
    rule: str
    region: str
    clock: str
    start: str | None
    end: str | None
    conditions: tuple[str, ...]
    outcome: str | None
    formula: str


class Derived(NamedTuple):
    """Something that follows from other facts: `relation`, `attribute` or, of a comparison with a figure, `cut`."""

    key: str
    kind: str
    sources: tuple[str, ...]
    name: str


@cache
def split(line: str) -> tuple[str, str, tuple[str, ...]]:
    """A condition in its parts: fact, operator, values."""
    fact, operator, rest = line.split(" ", 2)
    if operator == "not":
        operator, rest = "not in", rest.split(" ", 1)[1]
    return fact, operator, tuple(each.strip() for each in rest.split(","))


@cache
def figure(text: str) -> Decimal:
    """A figure."""
    return Decimal(text)


def within(day: str, start: str | None, end: str | None) -> bool:
    """Does a day lie in a period?"""
    return (start is None or start <= day) and (end is None or day < end)


@dataclass(frozen=True)
class World:
    """A rulebook's documents, a decision, the date asked about, and what is known and given.

    `known` has option keys, region codes, or bounds `(low, high)` with None for open: days as text, figures as numbers.
    `beside` is another world whose cuts count too, so that the people of both can be compared.
    """

    documents: Mapping[str, Mapping[str, Body]] = field(repr=False)
    decision: str
    on: str
    known: Mapping[str, Any] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    beside: Optional["World"] = None

    @property
    def governing(self) -> str:
        """The fact that says which region governs; empty where the nation does."""
        return str(self.documents["decision"][self.decision]["region_fact"])

    @cached_property
    def tables(self) -> dict[str, Body]:
        """The tables of the decision by region."""
        return {body["region"]: body for body in self.documents["table"].values() if body["decision"] == self.decision}

    @cached_property
    def excepted(self) -> dict[str, set[str]]:
        """For each rule every rule that it is, by way of others, an exception to."""
        targets = {row["key"]: row["exception_to"] for body in self.tables.values() for row in body["rules"]}
        found: dict[str, set[str]] = {rule: set() for rule in targets}
        for rule, reached in found.items():
            front = [rule]
            while front:
                new = set(targets[front.pop()]) & set(targets) - reached
                reached |= new
                front += new
        return found

    @cached_property
    def all_rows(self) -> list[Row]:
        """Every version of the decision."""
        return [row for body in self.tables.values() for rule in body["rules"] for row in rows_of(body, rule)]

    @cached_property
    def rows(self) -> list[Row]:
        """Every version that somebody possible may meet on this day."""
        return [row for row in self.all_rows if self.in_play(row)]

    def in_play(self, row: Row) -> bool:
        """Can anybody meet this version: is the place in reach, the day in its period, each option still possible?"""
        places = self.known.get(self.governing) or ["CN"]
        here = any(row.region in self.line(unit) or unit in self.line(row.region) for unit in places)
        today = row.clock != "on" or within(self.on, row.start, row.end)
        return here and today and all(self.somebody(line) for line in row.conditions)

    def somebody(self, line: str) -> bool:
        """Does a condition on options hold of some option that is still possible?"""
        fact = split(line)[0]
        if self.kind(fact) not in {"choice", "yes_no"} or self.documents["fact"][fact]["derived"]:
            return True
        return any(holds(self, {fact: option}, line) for option in self.options(fact))

    def options(self, fact: str) -> list[str]:
        """The options of a fact that are still possible."""
        found = [option["key"] for option in self.documents["fact"][fact]["options"]] or ["yes", "no"]
        known = self.known.get(fact, found)
        alone = [line for line in self.given if split(line)[0] == fact]
        return [key for key in found if key in known and all(holds(self, {fact: key}, line) for line in alone)]

    def kind(self, fact: str) -> str:
        """What kind of fact it is."""
        return str(self.documents["fact"][fact]["kind"])

    def line(self, place: str) -> list[str]:
        """The unit of a place and everything above it."""
        unit, found = place.partition("+")[0], []
        while unit is not None:
            found.append(unit)
            unit = self.documents["region"][unit]["parent"]
        return found

    def level(self, unit: str) -> str:
        """What kind of unit it is."""
        return str(self.documents["region"][unit]["level"])

    @cached_property
    def lines(self) -> set[str]:
        """Every condition anywhere, the other world's included."""
        found = {line for row in self.rows for line in row.conditions} | set(self.given)
        found |= {line for body in self.documents["exclusion"].values() for line in body["conditions"]}
        return found | (self.beside.lines if self.beside else set())

    @cached_property
    def derived(self) -> list[Derived]:
        """What follows from other facts, as far as anything asks about it."""
        found = {}
        for line in sorted(self.lines):
            fact, _, (first, *_) = split(line)
            if first.startswith("@"):
                key = cut_key(fact, first)
                clocks = {body["clock"] for body in self.histories(first[1:])} - {"on"}
                sources = dict.fromkeys(filter(None, [fact, self.governing, *sorted(clocks)]))
                found[key] = Derived(key, "cut", tuple(sources), first[1:])
            elif self.documents["fact"][fact]["derived"]:
                ((kind, (here, other)),) = self.documents["fact"][fact]["derived"].items()
                both = kind == "relation"
                found[fact] = Derived(fact, kind, (here, other) if both else (here,), "" if both else other)
        return list(found.values())

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The facts that can be asked and that anything depends on, in the order of the documents."""
        named = {split(line)[0] for line in self.lines} | {self.governing} | {row.clock for row in self.rows}
        named |= {source for each in self.derived for source in each.sources}
        named |= set(self.beside.asked) if self.beside else set()
        return tuple(key for key, body in self.documents["fact"].items() if key in named and not body["derived"])

    def histories(self, name: str) -> list[Body]:
        """The parameter of a name in every region that has its own."""
        return [body for body in self.documents["parameter"].values() if body["name"] == name]

    @cached_property
    def units(self) -> set[str]:
        """The units that tell places apart: all that is named, and everything above it."""
        named = {"CN", *self.tables}
        named |= {body["region"] for each in self.derived if each.name for body in self.histories(each.name)}
        regions = [fact for fact in self.asked if self.kind(fact) == "region"]
        lines = self.lines.union(*(row.conditions for row in self.all_rows))
        named |= {unit for line in lines if split(line)[0] in regions for unit in split(line)[2]}
        named |= {unit for fact in regions for unit in self.known.get(fact, ())}
        above = {above for unit in named for above in self.line(unit)}
        return above | (self.beside.units if self.beside else set())

    def points(self, fact: str) -> set[str]:
        """Where anything changes along an axis, as text."""
        found = {split(line)[2][0] for line in self.lines if split(line)[0] == fact}
        rows = [(row.start, row.end) for row in self.rows if row.clock == fact]
        for each in self.derived:
            for body in self.histories(each.name):
                if body["clock"] == fact:
                    rows += [(value["from"], value["to"]) for value in body["values"]]
                if each.kind == "cut" and each.sources[0] == fact:
                    found |= {value["value"] for value in body["values"]}
        found |= {bound for row in rows for bound in row if bound}
        beside = self.beside.points(fact) if self.beside else set()
        return {text for text in found if not text.startswith("@")} | beside


def rows_of(body: Body, rule: Body) -> list[Row]:
    """A rule's versions, and what stands after the last one where a region does not say what follows."""
    rows = [
        Row(
            f"{rule['key']}[{number}]", rule["key"], body["region"], each["clock"], each["from"], each["to"],
            tuple(each["conditions"]), each["outcome"], formula_of(each["formula"]),
        )
        for number, each in enumerate(rule["versions"], 1)
    ]  # fmt: skip
    ends = [row.end for row in rows]
    if body["after_end"] == "not_known" and body["region"] != "CN" and rows and all(ends):
        last = max(rows, key=lambda row: row.end or "")
        name = f"{rule['key']}[{len(rows) + 1}]"
        rows.append(last._replace(name=name, start=last.end, end=None, outcome=None, formula=""))
    return rows


def formula_of(text: str) -> str:
    """A formula without its blanks; empty where there is none."""
    return "" if text.strip() == "none" else "".join(text.split())


def cut_key(fact: str, name: str) -> str:
    """What says of a person whether a fact has reached a figure."""
    return f"{fact} >= {name}"


def holds(world: World, person: Person, line: str) -> bool:
    """Does a condition hold of a person?"""
    fact, operator, named = split(line)
    if named[0].startswith("@"):
        return person[cut_key(fact, named[0])].endswith("reached") is (operator == ">=")
    value = person[fact]
    if operator in {"<", ">="}:
        bound = named[0] if isinstance(value, str) else figure(named[0])
        return (value >= bound) is (operator == ">=")
    is_place = world.kind(fact) == "region"
    found = any(unit in named for unit in world.line(value)) if is_place else value in named
    return found is (operator in {"=", "in"})
