"""Everybody there can be, written out. A place is "somewhere in this unit and in none of the units named below it"."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from helpdesk.eligibility.plain_world import Derived, Person, World, figure, holds, split, within

EARLIEST = "0001-01-01"
PROVINCES = {"province", "municipality", "autonomous_region"}
AREAS = {"city", "municipality", "pooling_area"}


def values(world: World, fact: str) -> list[Any]:
    """One value for each way in which a fact can matter, as far as it is possible."""
    kind, known = world.kind(fact), world.known.get(fact)
    if kind in {"choice", "yes_no"}:
        return world.options(fact)
    if kind == "region":
        found: list[Any] = sorted(unit for unit in world.units if known is None or set(world.line(unit)) & set(known))
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


def ways(world: World, here: str, there: str) -> set[str]:
    """How one place can lie to another."""
    if "outside" in {world.level(here), world.level(there)}:
        return {"outside-mainland"}
    provinces = [[unit for unit in world.line(place) if world.level(unit) in PROVINCES] for place in (here, there)]
    areas = [area_of(world, p) for p in (here, there)]
    if not all(provinces):
        both = not any(provinces)
        return {"other-province", "outside-mainland"} | ({"same-area", "same-province"} if both else set())
    if provinces[0] != provinces[1]:
        return {"other-province"}
    if not all(areas):
        return {"same-province"} | ({"same-area"} if not any(areas) else set())
    return {"same-area"} if areas[0] == areas[1] else {"same-province"}


def area_of(world: World, unit: str) -> str | None:
    """The area whose pool a unit belongs to: the nearest that has one, or itself below a province without one."""
    nearest = next((each for each in world.line(unit) if world.level(each) in AREAS), None)
    return nearest or (None if world.level(unit) in {"nation", *PROVINCES} else unit)


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
        return sorted(ways(world, *(person[source] for source in each.sources)))
    if each.kind == "attribute":
        return sorted(figures(world, each.name, person, person[each.sources[0]]) or {"not-known"})
    unit = person[world.governing] if world.governing else "CN"
    found = {person[each.sources[0]] >= figure(text) for text in figures(world, each.name, person, unit)}
    return sorted(found or {True, False})


def people(world: World) -> Iterator[Person]:
    """Everybody there can be, told apart as far as anything depends on it."""
    excluded = [body["conditions"] for body in world.documents["exclusion"].values()]
    for row in product(*(values(world, fact) for fact in world.asked)):
        person = dict(zip(world.asked, row, strict=True))
        for found in product(*(follows(world, each, person) for each in world.derived)):
            whole = {**person, **{each.key: value for each, value in zip(world.derived, found, strict=True)}}
            if any(all(holds(world, whole, line) for line in lines) for lines in excluded):
                continue
            if all(holds(world, whole, line) for line in world.given):
                yield whole
