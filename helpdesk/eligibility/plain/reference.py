"""The plain reference: what the rules come to for each person, worked out one person at a time.

It shares no code with the rest of the engine and knows no shortcut; the compiled engine is held against it. Whoever
doubts an answer can follow it here: `result` is the whole of the law about rules.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from helpdesk.eligibility.plain.people import people
from helpdesk.eligibility.plain.world import OPEN, Person, Row, World, holds, within


class Result(NamedTuple):
    """What one person comes to: `decided`, `gap`, `conflict`, or `not_known` (nobody knows what followed a rule)."""

    kind: str
    outcome: str | None = None
    formula: str = ""


Told: TypeAlias = Sequence[tuple[Person, Result]]
"""Everybody with their result."""


Ending: TypeAlias = tuple[tuple[str, ...], Result]
"""A result, and on which side of figures that nobody knows it comes out."""


class Difference(NamedTuple):
    """What is asked of a person for whom two worlds come to different results, and these results."""

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
    cuts = [each.key for each in world.derived if each.kind == "cut" and each.sources[0] in facts]
    alike: dict[tuple[Any, ...], set[Ending]] = {}
    for person, end in told:
        alike.setdefault(tuple(person[key] for key in world.asked if key in facts), set()).add(
            (sides(person, cuts), end)
        )
    return not any(disagree(group, group) for group in alike.values())


def sides(person: Person, cuts: Collection[str]) -> tuple[str, ...]:
    """On which side of each figure somebody stands of whom nobody knows it; empty where it is known."""
    return tuple(person[key] if person[key] in OPEN else "" for key in cuts)


def disagree(some: Collection[Ending], others: Collection[Ending]) -> bool:
    """Is there a different result among others, on no other side of a figure that nobody knows?"""
    return any(
        end != other and all(side == across or "" in {side, across} for side, across in zip(here, there, strict=True))
        for here, end in some
        for there, other in others
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
    """Everybody whose result differs between two worlds: two rulebooks, two days or two regions.

    Where the worlds know different things of a fact, the two persons differ in it. Somebody who is possible in one
    world only is no difference.
    """
    worlds = (replace(before, beside=after), replace(after, beside=before))
    apart = {key for key in {*before.known, *after.known} if before.known.get(key) != after.known.get(key)}
    found: list[dict[tuple[tuple[str, Any], ...], set[Ending]]] = [{}, {}]
    for world, endings in zip(worlds, found, strict=True):
        cuts = sorted(each.key for each in world.derived if each.kind == "cut")
        for person, end in everybody(world):
            key = tuple((fact, person[fact]) for fact in world.asked if fact not in apart)
            endings.setdefault(key, set()).add((sides(person, cuts), end))
    return [
        Difference(dict(key), frozenset(end for _, end in found[0][key]), frozenset(end for _, end in found[1][key]))
        for key in found[0]
        if key in found[1] and disagree(found[0][key], found[1][key])
    ]
