"""The naive enumerator: writes out every person there can be and evaluates each by hand.

It reads documents, not the engine's rulebook, and shares no code with the engine: dates are compared as text,
conditions are split at blanks, regions are walked up by parent. A place is "somewhere in this unit and in none of the
units below".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

Body = dict[str, Any]
Person = dict[str, Any]
START = "1990-01-01"


@dataclass(frozen=True)
class World:
    """A rulebook's documents, a day, and what is known: option lists, `(low, high)` bounds, region codes."""

    documents: Body
    known: Mapping[str, Any]
    on: str
    given: tuple[str, ...] = ()

    def __repr__(self) -> str:
        rows = [
            f"{row['key']}@{body['region']} over {row['exception_to']}: {each['conditions']} "
            f"{each['clock']} {each['from']}..{each['to']} -> {each['outcome']}"
            for body in self.documents["table"].values()
            for row in body["rules"]
            for each in row["versions"]
        ]
        limits = [body["conditions"] for body in self.documents["exclusion"].values()]
        return "\n".join([f"known {self.known}, given {self.given}, never {limits}", *rows])

    def facts(self) -> list[str]:
        """The facts that can be asked."""
        return [key for key, body in self.documents["fact"].items() if not body["derived"]]

    def line(self, unit: str | None) -> list[str]:
        """A unit and everything above it."""
        return [] if unit is None else [unit, *self.line(self.documents["region"][unit]["parent"])]


def lines_of(world: World) -> Iterator[str]:
    """Every condition anywhere."""
    for body in world.documents["table"].values():
        yield from (line for row in body["rules"] for each in row["versions"] for line in each["conditions"])
    yield from (line for body in world.documents["exclusion"].values() for line in body["conditions"])
    yield from world.given


def cuts(world: World, fact: str) -> set[Any]:
    """Where anything changes along an axis."""
    kind = world.documents["fact"][fact]["kind"]
    found = {line.split()[2] for line in lines_of(world) if line.split()[0] == fact}
    for body in world.documents["table"].values():
        for each in (each for row in body["rules"] for each in row["versions"] if each["clock"] == fact):
            found |= {each["from"], each["to"]} - {None}
    return found if kind == "date" else {int(text) for text in found}


def values(world: World, fact: str) -> list[Any]:
    """One value for each way in which a fact can matter."""
    body, known = world.documents["fact"][fact], world.known.get(fact)
    if body["kind"] in {"choice", "yes_no"}:
        options = [option["key"] for option in body["options"]] or ["yes", "no"]
        return options if known is None else list(known)
    if body["kind"] == "region":
        return [unit for unit in world.documents["region"] if known is None or set(world.line(unit)) & set(known)]
    first, beyond = (START, "9999") if body["kind"] == "date" else (0, 10**9)
    low, high = known or (None, None)
    points = {low if low is not None else first, *cuts(world, fact)}
    inside = [p for p in points if (low is None or low <= p) and p < (beyond if high is None else high)]
    return sorted(p for p in inside if body["kind"] != "date" or p <= world.on)


def holds(world: World, person: Person, line: str) -> bool:
    """Does a condition hold of a person?"""
    fact, operator, rest = line.split(" ", 2)
    value = person[fact]
    if operator in {"<", ">="}:
        bound = rest if isinstance(value, str) else int(rest)
        return value < bound if operator == "<" else value >= bound
    if operator == "not":
        return not holds(world, person, f"{fact} {rest}")
    named = [each.strip() for each in rest.split(",")]
    is_place = world.documents["fact"][fact]["kind"] == "region"
    found = bool(set(world.line(value)) & set(named)) if is_place else value in named
    return found is (operator != "!=")


def ways(world: World, here: str, there: str) -> set[str]:
    """How one place can lie to another."""
    level = {unit: body["level"] for unit, body in world.documents["region"].items()}
    provinces = [[u for u in world.line(p) if level[u] in {"province", "municipality"}] for p in (here, there)]
    areas = [
        [u for u in world.line(p) if level[u] in {"city", "municipality", "pooling_area", "county"}]
        for p in (here, there)
    ]
    if not all(provinces):
        both = not any(provinces)
        return {"other-province", "outside-mainland"} | ({"same-area", "same-province"} if both else set())
    if provinces[0] != provinces[1]:
        return {"other-province"}
    if not all(areas):
        return {"same-province"} | ({"same-area"} if not any(areas) else set())
    return {"same-area"} if areas[0][0] == areas[1][0] else {"same-province"}


def people(world: World) -> Iterator[Person]:
    """Everybody there can be."""
    facts = world.facts()
    derived = {key: body["derived"]["relation"] for key, body in world.documents["fact"].items() if body["derived"]}
    for row in product(*(values(world, fact) for fact in facts)):
        person = dict(zip(facts, row, strict=True))
        for found in product(*(sorted(ways(world, *(person[s] for s in sources))) for sources in derived.values())):
            whole = {**person, **dict(zip(derived, found, strict=True))}
            excluded = (body["conditions"] for body in world.documents["exclusion"].values())
            if any(all(holds(world, whole, line) for line in lines) for lines in excluded):
                continue
            if all(holds(world, whole, line) for line in world.given):
                yield whole


def in_period(value: str, each: Body) -> bool:
    return (each["from"] is None or each["from"] <= value) and (each["to"] is None or value < each["to"])


def versions_of(world: World, body: Body, row: Body) -> list[Body]:
    """A rule's versions, and what stands after the last one where a region does not say what follows."""
    told = list(row["versions"])
    ends = [each["to"] for each in told]
    if body["after_end"] == "not_known" and body["region"] != "CN" and told and all(ends):
        last = max(told, key=lambda each: each["to"])
        told.append({**last, "from": last["to"], "to": None, "outcome": None})
    return told


def result(world: World, person: Person) -> tuple[str, str | None]:
    """What the rules come to for one person: (kind, outcome)."""
    region_fact = world.documents["decision"]["d"]["region_fact"]
    line = world.line(person[region_fact]) if region_fact else ["CN"]
    applying = []
    for depth, unit in enumerate(reversed(line)):
        body = world.documents["table"].get(f"d@{unit}", {"rules": []})
        for row in body["rules"]:
            for each in versions_of(world, body, row):
                clock = world.on if each["clock"] == "on" else person[each["clock"]]
                if in_period(clock, each) and all(holds(world, person, text) for text in each["conditions"]):
                    applying.append(
                        (row["key"], bool(each["conditions"]) or each["clock"] != "on", each["outcome"], depth)
                    )
    special = [item for item in applying if item[1]]
    if special:
        beaten = {key for item in special for key in below(world, item[0])}
        left = [item for item in special if item[0] not in beaten]
    else:
        left = [item for item in applying if item[3] == max(each[3] for each in applying)]
    outcomes = {item[2] for item in left}
    if len(outcomes) != 1:
        return ("conflict" if left else "gap", None)
    (found,) = outcomes
    return ("not_known" if found is None else "decided", found)


def below(world: World, key: str) -> set[str]:
    """Every rule that a rule is, by way of others, an exception to."""
    rows = {row["key"]: row for body in world.documents["table"].values() for row in body["rules"]}
    found: set[str] = set()
    for target in rows[key]["exception_to"]:
        found |= {target} | below(world, target)
    return found


def relevant(world: World, everyone: list[Person]) -> set[str]:
    """The asked facts in which, alone, two possible persons differ who have different results.

    What is derived differs along with what it is derived from.
    """
    results = [(person, result(world, person)) for person in everyone]
    found = set()
    for fact in world.facts():
        follows = [
            key for key, body in world.documents["fact"].items() if fact in (body["derived"] or {}).get("relation", ())
        ]
        seen: dict[tuple[Any, ...], Any] = {}
        for person, end in results:
            others = tuple(value for key, value in person.items() if key not in {fact, *follows})
            if seen.setdefault(others, end) != end:
                found.add(fact)
    return found
