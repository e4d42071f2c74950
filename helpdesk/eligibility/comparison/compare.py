"""Exactly where two sides differ: two regions, two days, two rulebooks.

Both sides are walked with the same person; wherever their ends say something else, the path is a cell. Cells that
change in the same way make one difference, with the bases of both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from helpdesk.eligibility.comparison.product import Cell, Comparing, Product, cells
from helpdesk.eligibility.comparison.said import Said, Telling
from helpdesk.eligibility.diagrams.graph import Graph
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.walk import can_be, walk
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Known, Possible
from helpdesk.eligibility.vocabulary.regions import NATION, Places, Regions
from helpdesk.eligibility.vocabulary.span import Span

APART = ("1:", "2:")
"""What begins the name of a fact that only one side's person has, such as where in the one region they live."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a rulebook, what is known of the person (the region, as a rule), and the day.

    `region` and `edition` only say how the side is told; None is a rulebook that is no edition.
    """

    rulebook: Rulebook
    known: Known
    on: date
    region: str = ""
    edition: int | None = None


@dataclass(frozen=True)
class Difference:
    """Cells that differ in the same way."""

    decision: str
    before: Said
    after: Said
    cells: tuple[Cell, ...]

    @property
    def only_bases(self) -> bool:
        """Whether both sides say the same and rest it on different bases."""
        return self.before.result == self.after.result


def side_in(
    rulebook: Rulebook, question: str, region: str, on: date, known: Known | None = None, edition: int | None = None
) -> Side:
    """The side of a person of whom `known` is known, in a region: that of every decision asked; "" is anywhere."""
    known = known or Known()
    decisions = [rulebook.decisions[portion.decision] for portion in rulebook.questions[question].portions]
    for fact in {decision.region_fact for decision in decisions} - {""}:
        known = known.with_value(fact, Places(frozenset({region or NATION})))
    return Side(rulebook, known, on, region, edition)


def compare_question(question: str, one: Side, other: Side) -> tuple[Difference, ...]:
    """The differences of every decision that a question asks on both sides; those that only concern bases come last."""
    there = {portion.decision: portion.when for portion in other.rulebook.questions[question].portions}
    found = [
        difference
        for portion in one.rulebook.questions[question].portions
        if portion.decision in there
        for difference in compare(portion.decision, one, other, (portion.when, there[portion.decision]))
    ]
    return tuple(sorted(found, key=lambda difference: difference.only_bases))


def compare(
    decision: str, one: Side, other: Side, given: tuple[Sequence[Condition], Sequence[Condition]] = ((), ())
) -> tuple[Difference, ...]:
    """Every difference of a decision between two sides, for persons of whom each side's conditions `given` hold.

    A person who is possible on one side only (an option or a combination that the other lacks, a day to come) is no
    difference; a cell may take such persons in where that makes it simpler. Where the sides know different things of a
    fact, every person of the one meets every one of the other.
    """
    graph = Graph(Regions({**other.rulebook.regions.by_key, **one.rulebook.regions.by_key}))
    sides = [replace(side, known=known) for side, known in zip((one, other), _shared(one, other), strict=True)]
    trees = [
        Telling(graph, Person(side.rulebook, side.rulebook.decisions[decision], side.known, side.on), names).told(
            walk(side.rulebook, decision, side.known, side.on, when, fine=True, holes=True, by_place=True)
        )
        for side, when, names in zip(sides, given, own(_known_apart(one, other)), strict=True)
    ]
    found: dict[tuple[Said, Said], list[Cell]] = {}
    for end, cell in cells(Product(graph, Comparing()).node(*trees), graph.regions):
        if all(somebody(side, number, cell, given[number]) for number, side in enumerate(sides)):
            found.setdefault((end.before, end.after), []).append(cell)
    return tuple(Difference(decision, before, after, tuple(told)) for (before, after), told in found.items())


def somebody(side: Side, number: int, cell: Cell, given: Sequence[Condition]) -> bool:
    """Whether a cell has a person who is possible on a side, the first (0) or the second (1)."""
    facts = side.rulebook.facts
    answers = [(*parted(name), values) for name, values in cell]
    told = [
        [(fact, value) for value in values]
        for fact, only, values in answers
        if only in {None, number} and fact in facts and not facts[fact].derivation
    ]
    return any(
        can_be(side.rulebook, Known({**side.known.values, **dict(each)}), side.on, given) for each in product(*told)
    )


def own(facts: frozenset[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of facts on either side of which the two sides know different things."""
    one, other = ({fact: f"{mark}{fact}" for fact in sorted(facts)} for mark in APART)
    return one, other


def parted(name: str) -> tuple[str, int | None]:
    """The fact of a cell's name, and the side it is told of: 0, 1, or None for both."""
    for number, mark in enumerate(APART):
        if name.startswith(mark):
            return name.removeprefix(mark), number
    return name, None


def _known_apart(one: Side, other: Side) -> frozenset[str]:
    """The facts in which the persons of the two sides differ: what is known of them, and what follows from it."""
    facts = {**other.rulebook.facts, **one.rulebook.facts}
    told = {key for key in facts if one.known.values.get(key) != other.known.values.get(key)}
    follow = {key for key, fact in facts.items() if fact.derivation and told & set(fact.derivation.sources)}
    return frozenset(told | follow)


def _shared(one: Side, other: Side) -> tuple[Known, Known]:
    """What both sides know, each fact they know alike narrowed to the options and the days there are on both sides."""
    known = (one.known, other.known)
    for key, fact in one.rulebook.facts.items():
        there = other.rulebook.facts.get(key)
        if there is None or fact.derivation or key in _known_apart(one, other):
            continue
        here, beyond = one.known.possible(fact, one.on), other.known.possible(there, other.on)
        both: Possible | None = None
        if isinstance(here, frozenset) and isinstance(beyond, frozenset):
            both = here & beyond
        elif isinstance(here, Span) and isinstance(beyond, Span):
            both = here.both(beyond)  # type: ignore[arg-type]
        if both is not None and not here == both == beyond:
            known = (known[0].with_value(key, both), known[1].with_value(key, both))
    return known
