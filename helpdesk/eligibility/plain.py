"""The plain reference: what the rules come to for each person, worked out one person at a time.

It shares no code with the rest of the engine and knows no shortcut; the compiled engine is held against it. Whoever
doubts an answer can follow it here: `result` is the whole of the law about rules.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

from helpdesk.eligibility.plain_people import people
from helpdesk.eligibility.plain_world import OPEN, Person, Row, World, holds, within


class Result(NamedTuple):
    """What one person comes to: `decided`, `gap`, `conflict`, or `not_known` (nobody knows what followed a rule)."""

    kind: str
    outcome: str | None = None
    formula: str = ""


Told: TypeAlias = Sequence[tuple[Person, Result]]
"""Everybody with their result."""


class Difference(NamedTuple):
    """A person for whom two worlds come to different results; no result: nobody is like that there."""

    person: Person
    before: frozenset[Result]
    after: frozenset[Result]


def applying(world: World, person: Person) -> list[Row]:
    """The versions that apply to a person: in their region, on their day, with every condition met."""
    line = world.line(person[world.governing] if world.governing else "CN")
    return [
        row
        for row in world.rows
        if row.region in line
        and within(world.on if row.clock == "on" else person[row.clock], row.start, row.end)
        and all(holds(world, person, text) for text in row.conditions)
    ]


def is_base(row: Row) -> bool:
    """A version that always applies: it yields to every version that does not."""
    return not row.conditions and row.clock == "on"


def standing(world: World, person: Person) -> list[Row]:
    """What is left of the versions that apply: without those excepted; of base rules only the deepest region's."""
    found = applying(world, person)
    special = [row for row in found if not is_base(row)]
    if special:
        beaten = {key for row in special for key in world.excepted[row.rule]}
        return [row for row in special if row.rule not in beaten]
    depths = {row.region: len(world.line(row.region)) for row in found}
    return [row for row in found if depths[row.region] == max(depths.values())]


def result(world: World, person: Person) -> Result:
    """What the rules come to for one person of `people(world)`."""
    ends = {(row.outcome, row.formula) for row in standing(world, person)}
    if len(ends) != 1:
        return Result("conflict" if ends else "gap")
    ((outcome, formula),) = ends
    return Result("not_known" if outcome is None else "decided", outcome, formula)


def everybody(world: World) -> Told:
    """Everybody possible, each with their result."""
    return [(person, result(world, person)) for person in people(world)]


def possible(world: World) -> set[Result]:
    """Everything it can come to, as far as the person is known. Empty: there is nobody of whom all of it is true."""
    return {end for _, end in everybody(world)}


def gaps(world: World) -> list[Person]:
    """Everybody whom no rule answers."""
    return [person for person, end in everybody(world) if end.kind == "gap"]


def conflicts(world: World) -> list[Person]:
    """Everybody whom rules answer that disagree."""
    return [person for person, end in everybody(world) if end.kind == "conflict"]


def settles(world: World, told: Told, facts: Collection[str]) -> bool:
    """Does knowing these facts settle everybody's result?

    Who is open on a figure counts as settled on either side of it, once the fact that is compared with it is known.
    """
    open_cuts = [each.key for each in world.derived if each.kind == "cut" and each.sources[0] in facts]
    alike: dict[tuple[Any, ...], set[tuple[tuple[str, ...], Result]]] = {}
    for person, end in told:
        sides = tuple(person[key] if person[key] in OPEN else "" for key in open_cuts)
        alike.setdefault(tuple(person[key] for key in world.asked if key in facts), set()).add((sides, end))
    return not any(
        end != other and all(side == across or "" in {side, across} for side, across in zip(sides, others, strict=True))
        for group in alike.values()
        for (sides, end), (others, other) in combinations(group, 2)
    )


def essential(world: World, told: Told) -> set[str]:
    """The facts in which, alone, two possible persons differ who have different results.

    What is derived differs along. In other words: to know all the others does not settle it.
    """
    return {fact for fact in world.asked if not settles(world, told, set(world.asked) - {fact})}


def relevance_faults(world: World, facts: Collection[str]) -> Iterator[str]:
    """Why these are not the facts to ask: an essential one is left out, they do not settle it, one is too many."""
    told = everybody(world)
    yield from (f"{fact} is essential and left out" for fact in sorted(essential(world, told) - set(facts)))
    if not settles(world, told, facts):
        yield "to know them does not settle it"
    yield from (f"{fact} can be left out" for fact in facts if settles(world, told, set(facts) - {fact}))


def differences(before: World, after: World) -> list[Difference]:
    """The persons whose result differs between two worlds: two rulebooks, two days or two regions.

    Where the worlds know different things of a fact, the two persons differ in it and in what is derived from it.
    """
    worlds = (replace(before, beside=after), replace(after, beside=before))
    apart = {key for key in {*before.known, *after.known} if before.known.get(key) != after.known.get(key)}
    found: list[dict[tuple[tuple[str, Any], ...], set[Result]]] = [{}, {}]
    for world, ends in zip(worlds, found, strict=True):
        along = {*apart, *(each.key for each in world.derived if apart & set(each.sources))}
        for person, end in everybody(world):
            key = tuple(sorted((fact, value) for fact, value in person.items() if fact not in along))
            ends.setdefault(key, set()).add(end)
    return [
        Difference(dict(key), frozenset(found[0].get(key, ())), frozenset(found[1].get(key, ())))
        for key in {**found[0], **found[1]}
        if found[0].get(key) != found[1].get(key)
    ]
