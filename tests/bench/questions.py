"""How many questions it takes to follow `next_fact`, beside the fewest there can be."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from tests.bench.goals import Goal, Section, Wanted
from tests.bench.optimum import Optimum, Table, table_of
from tests.bench.ours import Rulebook, ours, possible
from tests.bench.people import REAL_DAYS, People

NOTHING = "no outcome"
WITHIN = 1.05


@dataclass(frozen=True)
class Asking:
    """A decision in one region on one day: its facts with a value of each piece, what everybody comes to, what is
    asked next."""

    name: str
    axes: tuple[tuple[str, tuple[str, ...]], ...]
    given: Mapping[str, str]
    end: Callable[[Mapping[str, str]], object]
    next_fact: Callable[[Mapping[str, str]], str | None]

    @property
    def combinations(self) -> int:
        """How many combinations of values there are, impossible ones included."""
        return prod(len(values) for _, values in self.axes)

    def followed(self, table: Table) -> float:
        """The mean number of questions over everybody, by following `next_fact` to its end for each answer.

        Raises AssertionError where it stops before all who are left come to the same, or asks a fact twice.
        """
        places = dict(self.axes)
        asked = self._total(table, {}, places)
        return asked / table.persons if table.persons else 0.0

    def _total(self, table: Table, told: dict[str, str], places: Mapping[str, Sequence[str]]) -> int:
        if not table.persons:
            return 0
        fact = self.next_fact({**self.given, **told})
        if fact is None:
            assert table.settled, f"{self.name}: {told} is not settled, and nothing is asked"
            return 0
        assert fact in table.names, f"{self.name}: {fact} is asked again after {told}"
        axis = table.names.index(fact)
        rest = zip(places[fact], table.slices(axis), strict=True)
        further = sum(self._total(table.without(axis, cells), {**told, fact: value}, places) for value, cells in rest)
        return table.persons + further


def askings(rulebook: Rulebook, regions: int | None, days: Sequence[str]) -> Iterator[Asking]:
    """Every decision in every region with rules of its own and in `regions` others, on each day."""
    for decision in rulebook.decisions:
        people = People(rulebook, decision)
        engine, can_be = ours(rulebook, decision), possible(rulebook, decision)
        chosen = [*people.owners, *people.without_rules[:regions]] if people.region_fact else [""]
        for region in chosen:
            for on in days:
                yield asking(people, engine, can_be, region, on)


def asking(people: People, engine: Any, can_be: Callable[..., bool], region: str, on: str) -> Asking:
    """One of them."""
    given = {people.region_fact: region} if region else {}
    facts = [fact for fact in people.facts if fact not in given]
    axes = tuple((fact, tuple(people.values(fact, region, on))) for fact in facts)

    def end(told: Mapping[str, str]) -> object:
        whole = {**given, **told}
        return (engine.settled(whole, on) or NOTHING) if can_be(whole, on) else None

    return Asking(
        f"{people.decision} {region} {on}".replace("  ", " "), axes, given, end,
        lambda told: engine.next_fact(told, on),
    )  # fmt: skip


def compared(cases: Iterable[Asking]) -> list[dict[str, Any]]:
    """For each its mean number of questions, and the least there can be."""
    found, optimum = [], Optimum()
    for case in cases:
        table = table_of(case.axes, case.end)
        least, asked = optimum.mean(table), case.followed(table)
        found.append({"name": case.name, "persons": table.persons, "asked": asked, "optimum": least})
    return found


def ratio(rows: Sequence[Mapping[str, Any]]) -> float | None:
    """All questions asked beside the fewest possible, each case counting alike; None where nothing need be asked."""
    least = sum(row["optimum"] for row in rows)
    return sum(row["asked"] for row in rows) / least if least else None


def told(name: str, rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Lines for people: the whole, and the case that is furthest off."""
    if not rows:
        return (f"{name}: no cases",)
    worst = max(rows, key=lambda row: row["asked"] / row["optimum"] if row["optimum"] else 1.0)
    asked = sum(row["asked"] for row in rows) / len(rows)
    least = sum(row["optimum"] for row in rows) / len(rows)
    return (
        f"{name}: {len(rows)} cases, {asked:.3f} questions on average, at the least {least:.3f}",
        f"  furthest off: {worst['name']}: {worst['asked']:.3f}, at the least {worst['optimum']:.3f}",
    )


def questions(real: Rulebook, small: Sequence[Rulebook], regions: int) -> Section:
    """Both goals: the real content, and random small rulebooks."""
    cases = list(askings(real, regions, REAL_DAYS[1:]))
    real_rows = compared(cases)
    small_rows = [row for book in small for row in compared(askings(book, 1, REAL_DAYS[1:2]))]
    goals = tuple(
        Goal(f"questions asked beside the fewest possible, {name}", figure, Wanted.AT_MOST, WITHIN, "×")
        for name, figure in (
            ("real content", ratio(real_rows)),
            ("random small rulebooks", ratio(small_rows)),
        )
    )
    lines = (*told("real content", real_rows), *told("random small rulebooks", small_rows))
    figures = {"real": real_rows, "small": small_rows}
    return Section("questions asked", lines, figures, goals)
