"""Everybody there can be, written out.

A place stands for all places that nothing tells apart from it: it lies in its unit and in none of those named below.
Where it matters how far two places lie apart, a province has two such places, `440000+1` and `440000+2`, in areas of
their own; the nation has three in two unnamed provinces, and one outside the mainland.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

from helpdesk.eligibility.plain.world import OPEN, Derived, Person, World, figure, holds, split, within

EARLIEST = "0001-01-01"
PROVINCES = {"province", "municipality", "autonomous_region"}
AREAS = {"city", "municipality", "pooling_area"}


def values(world: World, fact: str) -> list[Any]:
    """One value for each way in which a fact can matter, as far as it is possible."""
    kind, known = world.kind(fact), world.known.get(fact)
    if kind in {"choice", "yes_no"}:
        return world.options(fact)
    if kind == "region":
        units = sorted(unit for unit in world.units if known is None or set(world.line(unit)) & set(known))
        found: list[Any] = [place for unit in units for place in places(world, unit)]
    else:
        found = stretches(world, fact, *(known or (None, None)))
    alone = [line for line in world.given if split(line)[0] == fact and "@" not in line]
    return [value for value in found if all(holds(world, {fact: value}, line) for line in alone)]


def stretches(world: World, fact: str, low: Any, high: Any) -> list[Any]:
    """The first value of each piece of an axis; a date lies no later than the date asked about."""
    read: Any = str if world.kind(fact) == "date" else figure
    first = read(low) if low is not None else EARLIEST if read is str else Decimal(0)
    points = {first, *map(read, world.points(fact))}
    inside = [each for each in points if first <= each and (high is None or each < read(high))]
    return sorted(each for each in inside if read is not str or each <= world.on)


def places(world: World, unit: str) -> list[str]:
    """The places of a unit that lie in none of the units named below it."""
    level = world.level(unit)
    if all(each.kind != "relation" for each in world.derived) or level not in {
        "nation",
        "province",
        "autonomous_region",
    }:
        return [unit]
    inside = ["1+1", "1+2", "2+1", "outside"] if level == "nation" else ["1", "2"]
    return [f"{unit}+{each}" for each in inside]


def way(world: World, here: str, there: str) -> str:
    """How one place lies to another."""
    if any(place.endswith("+outside") or world.level(place.partition("+")[0]) == "outside" for place in (here, there)):
        return "outside-mainland"
    if area(world, here) == area(world, there):
        return "same-area"
    return "same-province" if province(world, here) == province(world, there) else "other-province"


def province(world: World, place: str) -> str:
    """The province a place lies in."""
    named = (unit for unit in world.line(place) if world.level(unit) in PROVINCES)
    return next(named, place.rpartition("+")[0])


def area(world: World, place: str) -> str:
    """The area whose pool a place belongs to: the nearest that has one, or itself where there is none."""
    return next((unit for unit in world.line(place) if world.level(unit) in AREAS), place)


def figures(world: World, name: str, person: Person, unit: str) -> set[str]:
    """What a parameter says of a person: the nearest at or above the unit, on its own clock. Empty: no figure."""
    for place in world.line(unit):
        body = world.documents["parameter"].get(f"{name}@{place}")
        if body:
            day = world.on if body["clock"] == "on" else person[body["clock"]]
            return {each["value"] for each in body["values"] if within(day, each["from"], each["to"])}
    return set()


def follows(world: World, each: Derived, person: Person) -> list[Any]:
    """Everything that can follow from what is asked."""
    if each.kind == "relation":
        return [way(world, *(person[source] for source in each.sources))]
    if each.kind == "attribute":
        return sorted(figures(world, each.name, person, person[each.sources[0]]) or {"not-known"})
    unit = person[world.governing] if world.governing else "CN"
    found = {person[each.sources[0]] >= figure(text) for text in figures(world, each.name, person, unit)}
    return sorted("reached" if reached else "below" for reached in found) or list(OPEN)


def people(world: World, hidden: Collection[str] = ()) -> Iterator[Person]:
    """Everybody there can be, told apart as far as anything depends on it.

    Of those who differ only in `hidden` facts and in nothing that follows from these one is enough: nothing else may
    ask about them.
    """
    excluded = [body["conditions"] for body in world.documents["exclusion"].values()]
    leading = {source for each in world.derived for source in each.sources}
    rest = [fact for fact in world.asked if fact not in leading]
    for start in starts(world, [fact for fact in world.asked if fact in leading], hidden):
        for row in product(*(values(world, fact) for fact in rest)):
            person = {**start, **dict(zip(rest, row, strict=True))}
            if any(all(holds(world, person, line) for line in lines) for lines in excluded):
                continue
            if all(holds(world, person, line) for line in world.given):
                yield person


def starts(world: World, leading: Sequence[str], hidden: Collection[str]) -> Iterator[Person]:
    """What leads to anything derived, with all that can follow from it."""
    seen = set()
    for row in product(*(values(world, fact) for fact in leading)):
        person = dict(zip(leading, row, strict=True))
        for found in product(*(follows(world, each, person) for each in world.derived)):
            start = {**person, **{each.key: value for each, value in zip(world.derived, found, strict=True)}}
            told = tuple(value for fact, value in start.items() if fact not in hidden)
            if told not in seen:
                seen.add(told)
                yield start
