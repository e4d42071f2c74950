"""Random changes to the shipped rules, and what each does by exhaustive enumeration with the plain reference."""

import random
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from helpdesk.eligibility.plain.people import EARLIEST, people
from helpdesk.eligibility.plain.reference import World, result
from helpdesk.eligibility.plain.world import Body, Person, Row, split
from helpdesk.policies.rulebook import rulebook_source
from tests.starter_edition import starter_documents

Documents = Mapping[str, Mapping[str, Body]]

BASE = 0.15
"""How often a base rule is picked: without it there are gaps, and few rules are base rules."""


@cache
def shipped() -> Documents:
    """The rulebook's documents as shipped."""
    found: Documents = rulebook_source(starter_documents())["documents"]
    return found


@dataclass(frozen=True)
class Change:
    """One change to one rule of one table; `table` is the table's body afterwards."""

    text: str
    key: str
    rule: str
    table: Body

    @property
    def decision(self) -> str:
        """The decision whose table is changed."""
        return str(self.table["decision"])

    @cached_property
    def documents(self) -> Documents:
        """The rulebook's documents afterwards."""
        return {**shipped(), "table": {**shipped()["table"], self.key: self.table}}


def deletions(seed: int) -> Iterator[Change]:
    """Deletions of a rule, or of one version of a rule that has several; the decisions take turns."""
    chance = random.Random(seed)
    for key, place in picks(chance):
        table: Any = deepcopy(shipped()["table"][key])
        rule = table["rules"][place]
        if len(rule["versions"]) > 1 and chance.random() < 0.5:
            number = chance.randrange(len(rule["versions"]))
            del rule["versions"][number]
            yield Change(f"delete {rule['key']}[{number + 1}] of {key}", key, rule["key"], table)
        else:
            del table["rules"][place]
            yield Change(f"delete {rule['key']} of {key}", key, rule["key"], table)


def edits(seed: int) -> Iterator[Change]:
    """Edits of one thing in one version of a rule."""
    chance = random.Random(seed)
    for key, place in picks(chance):
        table: Any = deepcopy(shipped()["table"][key])
        rule = table["rules"][place]
        version = chance.choice(rule["versions"])
        text = chance.choice(EDITS)(chance, key, rule, version)
        if text:
            yield Change(f"{text} in {rule['key']} of {key}", key, rule["key"], table)


def picks(chance: random.Random) -> Iterator[tuple[str, int]]:
    """A table and the place of a rule in it, for ever; decisions take turns, and base rules are not left to chance."""
    places = [
        (key, place, body["rules"][place])
        for key, body in shipped()["table"].items()
        for place in range(len(body["rules"]))
    ]
    while True:
        for decision in sorted(shipped()["decision"]):
            rules = [pick for pick in places if pick[0].startswith(f"{decision}@")]
            base = [pick for pick in rules if not any(each["conditions"] for each in pick[2]["versions"])]
            key, place, _ = chance.choice(base if chance.random() < BASE else rules)
            yield key, place


def drop_condition(chance: random.Random, key: str, rule: Any, version: Any) -> str:
    """Drop a condition."""
    if not version["conditions"]:
        return ""
    return f"drop “{version['conditions'].pop(chance.randrange(len(version['conditions'])))}”"


def change_option(chance: random.Random, key: str, rule: Any, version: Any) -> str:
    """Name another option."""
    if not version["conditions"]:
        return ""
    place = chance.randrange(len(version["conditions"]))
    line = version["conditions"][place]
    fact, _, values = split(line)
    body = shipped()["fact"][fact]
    others = sorted({option["key"] for option in body["options"]} - set(values))
    if not others:
        return ""
    old = chance.choice(values)
    words = line.split(" ", 1)[1].replace(old, chance.choice(others))
    version["conditions"][place] = f"{fact} {words}"
    return f"“{version['conditions'][place]}” for “{line}”"


def shift_period(chance: random.Random, key: str, rule: Any, version: Any) -> str:
    """Move one end of the period by up to a year."""
    ends = [end for end in ("from", "to") if version[end]]
    if not ends:
        return ""
    end = chance.choice(ends)
    days = chance.choice([-1, 1]) * chance.randint(1, 366)
    old, version[end] = version[end], str(date.fromisoformat(version[end]) + timedelta(days=days))
    return f"{end} {version[end]} for {old}"


def drop_exception(chance: random.Random, key: str, rule: Any, version: Any) -> str:
    """Drop an exception."""
    if not rule["exception_to"]:
        return ""
    return f"no exception to {rule['exception_to'].pop(chance.randrange(len(rule['exception_to'])))}"


def change_outcome(chance: random.Random, key: str, rule: Any, version: Any) -> str:
    """Give another outcome that some rule of the decision gives."""
    decision = key.partition("@")[0]
    tables = [body for body in shipped()["table"].values() if body["decision"] == decision]
    outcomes = {each["outcome"] for body in tables for row in body["rules"] for each in row["versions"]}
    version["outcome"] = chance.choice(sorted(outcomes - {version["outcome"]}))
    version["formula"] = ""
    return f"outcome {version['outcome']}"


def split_period(chance: random.Random, key: str, rule: Any, version: Any) -> str:
    """Let a version end on a day and go on as another from that day on."""
    day = str(date(2022, 1, 1) + timedelta(days=chance.randint(0, 1800)))
    if (version["from"] or "") >= day or (version["to"] or "9999") <= day:
        return ""
    rule["versions"].append({**deepcopy(version), "from": day})
    version["to"] = day
    return f"split on {day}"


def add_exception(chance: random.Random, key: str, rule: Any, version: Any) -> str:
    """Make a rule an exception to another one of its table, without closing a circle: that is refused on its own."""
    excepted = World(shipped(), key.partition("@")[0], EARLIEST).excepted
    others = [
        row["key"]
        for row in shipped()["table"][key]["rules"]
        if row["key"] not in {rule["key"], *rule["exception_to"]} and rule["key"] not in excepted[row["key"]]
    ]
    if not others:
        return ""
    rule["exception_to"].append(chance.choice(others))
    return f"exception to {rule['exception_to'][-1]}"


EDITS = (
    drop_condition, change_option, shift_period, drop_exception, change_outcome, split_period, add_exception,
)  # fmt: skip


def by_enumeration(change: Change) -> frozenset[str]:
    """What a change comes to: `gap`, `conflict`, `changed`; nothing where it has no effect.

    Whom a change can hit meets, before or after it, the changed rule or one whose exceptions changed with it.
    """
    found: set[str] = set()
    for before, after in pairs(change):
        for person in told_apart(before):
            old, new = result(before, person), result(after, person)
            found |= {new.kind} & {"gap", "conflict"}
            found |= {"changed"} if old != new else set()
    return frozenset(found)


def pairs(change: Change) -> Iterator[tuple[World, World]]:
    """The worlds before and after for everybody whom a change can hit, in parts."""
    before, after = (bearing(documents, change.decision) for documents in (shipped(), change.documents))
    touched = {change.rule} | {
        rule for rule, targets in before.excepted.items() if targets != after.excepted.get(rule, targets)
    }
    rows = {row[1:]: row for row in (*before.all_rows, *after.all_rows) if row.rule in touched}
    seen = set()
    for row in rows.values():
        for day in days(before, after):
            if row.clock == "on" and not ((row.start or "") <= day < (row.end or "9999-12-31")):
                continue
            for option in pivots(before, row):
                if (row.region, row.conditions, day, option) not in seen:
                    seen.add((row.region, row.conditions, day, option))
                    yield side_by_side(before, after, row, day, option)


def side_by_side(before: World, after: World, row: Row, day: str, option: tuple[str, str]) -> tuple[World, World]:
    """Both worlds for those whom one version fits, on one day, with one answer to the fact that rules ask most."""
    known = {option[0]: (option[1],)} if option[0] else {}
    if before.governing:
        known[before.governing] = (row.region,)
    old, new = (replace(each, on=day, known=known, given=row.conditions) for each in (before, after))
    return replace(old, beside=new), replace(new, beside=old)


def pivots(world: World, row: Row) -> list[tuple[str, str]]:
    """Each option of the fact that most versions ask about, as far as a version leaves it open."""
    asked = [split(line)[0] for each in world.all_rows for line in each.conditions]
    choices = [fact for fact in sorted(set(asked)) if world.kind(fact) == "choice" and fact in facts_asked()]
    if not choices:
        return [("", "")]
    fact = max(choices, key=asked.count)
    return [(fact, option) for option in replace(world, given=row.conditions).options(fact)]


@cache
def facts_asked() -> frozenset[str]:
    """The facts that are not derived."""
    return frozenset(key for key, body in shipped()["fact"].items() if not body["derived"])


def days(before: World, after: World) -> list[str]:
    """A day of every stretch in which nothing changes: the days that a version or a condition names."""
    rows = [*before.all_rows, *after.all_rows]
    named = {day for row in rows for day in (row.start, row.end) if day}
    named |= {split(line)[2][0] for row in rows for line in row.conditions if before.kind(split(line)[0]) == "date"}
    return sorted({EARLIEST, *named})


def told_apart(world: World) -> Iterator[Person]:
    """The persons that rules can tell apart; what only something derived asks about is looked at once."""
    named = {split(line)[0] for line in world.lines} | {row.clock for row in world.all_rows} | {world.governing}
    return people(world, set(world.asked) - named)


def bearing(documents: Documents, decision: str) -> World:
    """A world of a decision, with the impossible combinations that bear on its rules."""
    plain = World({**documents, "exclusion": {}}, decision, EARLIEST)
    named = {split(line)[0] for row in plain.all_rows for line in row.conditions}
    kept: dict[str, Body] = {}
    for _ in documents["exclusion"]:
        for key, body in documents["exclusion"].items():
            lines = {split(line)[0] for line in body["conditions"]}
            if lines & named:
                kept[key] = body
                named |= lines
    return replace(plain, documents={**documents, "exclusion": kept})
