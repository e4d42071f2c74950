"""One decision compiled to nested tuples over answers in text: the quickest way from complete answers to an outcome.

It is for many persons at once: bulk questions, the impact of a change, benches. Answers are those of an address
(`insured_in=120000`, `credited=2021-05-01`, `balance=5000`), one value each. What is not one plain value each, and
whatever cannot be told from it, is left to the general walk.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from helpdesk.eligibility.answers.reading import UNSURE, read_value
from helpdesk.eligibility.diagrams.cells import Cut
from helpdesk.eligibility.diagrams.derivation import attribute_values
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.pool import Place, Split
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf
from helpdesk.eligibility.diagrams.roots import FIRST, Diagrams, Fine
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.facts import Derivation, Known
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.regions import NATION, OUTSIDE, PROVINCE_LEVELS, Places, Relation

Facts: TypeAlias = Mapping[str, str]
Step: TypeAlias = Any
"""An end, or `(fact, {answer: step})`, or a `Worked` step."""


def figure(text: str) -> Decimal:
    """A figure in digits. Raises ValueError."""
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not found.is_finite():
        raise ValueError(text)
    return found


READ: dict[FactKind, Callable[[str], Any]] = {
    FactKind.DATE: date.fromisoformat,
    FactKind.COUNT: figure,
    FactKind.AMOUNT: figure,
}


class Ahead(dict[str, Step]):
    """The steps of an axis: answers are read and compared when they come, and not kept."""

    def __init__(self, read: Callable[[str], Any], cuts: Sequence[Any], arms: Sequence[Step]) -> None:
        super().__init__()
        self.read, self.cuts, self.arms = read, tuple(cuts), tuple(arms)

    def __missing__(self, text: str) -> Step:
        return self.arms[bisect_right(self.cuts, self.read(text))]


class Placed(dict[str, Step]):
    """The steps of a region fact, by the piece that a region lies in."""

    def __init__(self, pieces: Mapping[str, int], arms: Sequence[Step]) -> None:
        super().__init__()
        self.pieces, self.arms = pieces, tuple(arms)

    def __missing__(self, code: str) -> Step:
        return self.arms[self.pieces[code]]


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """A step on what is worked out of the answers: how one place lies to another, or a figure of a place."""

    work_out: Callable[[Facts, str], Any]
    arms: Mapping[Any, Step]

    def arm(self, facts: Facts, on: str) -> Step:
        """The step for these answers. Raises KeyError where they do not tell."""
        return self.arms[self.work_out(facts, on)]


@dataclass
class Program:
    """The diagrams of one decision as steps. `end` makes what stands at an end out of a leaf and a class of regions."""

    rulebook: Rulebook
    decision: str
    diagrams: Diagrams | Fine
    end: Callable[[Leaf, str], Any]
    roots: dict[str, tuple[tuple[str, ...], tuple[Step, ...]]] = field(default_factory=dict)
    region_fact: str = ""
    _made: dict[tuple[Place, str], Step] = field(default_factory=dict)
    _places: dict[tuple[Cut, ...], Mapping[str, int]] = field(default_factory=dict)
    _work: dict[Derivation, Callable[[Facts, str], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.region_fact = self.rulebook.decisions[self.decision].region_fact
        regions, classes = self.rulebook.regions, self.diagrams.classes(self.decision)
        by_class = {region: self._root(region) for region in classes}
        for key, region in regions.by_key.items():
            line = regions.line(key)
            split = any(unit != key and key in regions.line(unit) for unit in classes)
            if region.level == OUTSIDE or split:
                continue
            found = by_class[next(unit for unit in reversed(line) if unit in classes)]
            self.roots.update(dict.fromkeys((key, *region.former_codes), found))
        if not self.region_fact:
            self.roots = {"": by_class[NATION]}

    def _root(self, region: str) -> tuple[tuple[str, ...], tuple[Step, ...]]:
        starts, places = self.diagrams.starts(self.decision, region)
        return (
            tuple("" if start == FIRST else start.isoformat() for start in starts),
            tuple(self.step(place, region) for place in places),
        )

    def step(self, place: Place, region: str) -> Step:
        """A node as a step."""
        key = (place, region)
        if key not in self._made:
            pool = self.diagrams.pool
            self._made[key] = (
                self.end(pool.leaf_at(place), region) if place < 0 else self._split(pool.nodes[place], region)
            )
        return self._made[key]

    def work(self, derivation: Derivation) -> Callable[[Facts, str], str]:
        """How a derived fact is worked out: made once, since it looks at every place there is."""
        if derivation not in self._work:
            self._work[derivation] = worked_out(self.rulebook, derivation)
        return self._work[derivation]

    def _split(self, split: Split, region: str) -> Step:
        fact = self.rulebook.facts[split.fact]
        arms = [self.step(arm, region) for arm in split.arms]
        ends = {id(arm): arm for place, arm in zip(split.arms, arms, strict=True) if not self._is_nobody(place)}
        if len(ends) == 1:  # the fact only tells who cannot be, which is not looked at here
            return ends.popitem()[1]
        if fact.derivation is not None:
            arms_by_value = dict(zip(split.cuts, arms, strict=True))
            return Worked(self.work(fact.derivation), arms_by_value)
        if fact.options:
            return (split.fact, dict(zip(split.cuts, arms, strict=True)))
        if fact.kind == "region":
            return (split.fact, Placed(self._pieces(split.cuts), arms))
        if any(isinstance(cut, str) for cut in split.cuts):
            return Worked(self._piece(split), dict(enumerate(arms)))
        return (split.fact, Ahead(READ[fact.kind], split.cuts, arms))

    def _pieces(self, units: tuple[Cut, ...]) -> Mapping[str, int]:
        """The piece of every region: shared by all nodes that tell the same units apart."""
        if units not in self._places:
            self._places[units] = by_region(self.rulebook, [str(unit) for unit in units])
        return self._places[units]

    def _is_nobody(self, place: Place) -> bool:
        return place < 0 and self.diagrams.pool.leaf_at(place) == IMPOSSIBLE

    def _piece(self, split: Split) -> Callable[[Facts, str], int]:
        """The number of the piece in which an answer lies, its cuts looked up for the person."""
        rulebook, decision = self.rulebook, self.rulebook.decisions[self.decision]
        read = READ[rulebook.facts[split.fact].kind]

        def piece(facts: Facts, on: str) -> int:
            person = Person(rulebook, decision, known_of(rulebook, facts), date.fromisoformat(on))
            figures = [person.figures(cut[1:]) if isinstance(cut, str) else {cut} for cut in split.cuts]
            if any(len(found) != 1 or None in found for found in figures):
                raise KeyError(split.fact)
            return bisect_right([next(iter(found)) for found in figures], read(facts[split.fact]))

        return piece

    def find(self, facts: Facts, on: str) -> Any:
        """What stands at the end that these answers reach. Raises KeyError or ValueError where they do not tell."""
        starts, steps = self.roots[facts[self.region_fact] if self.region_fact else ""]
        return follow(steps[bisect_right(starts, on) - 1], facts, on)


def follow(step: Step, facts: Facts, on: str) -> Any:
    """From a step to an end."""
    while True:
        while step.__class__ is tuple:
            step = step[1][facts[step[0]]]
        if step.__class__ is not Worked:
            return step
        step = step.arm(facts, on)


class Lookup:
    """The outcome of one decision for complete answers in text, one value each. See rendering.py for all the rest."""

    def __init__(self, rulebook: Rulebook, decision: str) -> None:
        self.program = Program(rulebook, decision, rulebook.diagrams, lambda leaf, _: leaf.outcome)
        self.rulebook, self.decision = rulebook, decision

    def outcome(self, facts: Facts, on: str) -> str | None:
        """The key of the outcome on an ISO day; None where there is none for these answers.

        It does not look whether the answers can be together. Raises KeyError for an answer that is missing, unknown or
        not told far enough, ValueError for one that cannot be read.
        """
        found: str | None = self.program.find(facts, on)
        return found


def known_of(rulebook: Rulebook, facts: Facts) -> Known:
    """Answers in text as what is known. Raises KeyError and ValueError."""
    told = {key: text for key, text in facts.items() if text != UNSURE}
    values = {key: read_value(rulebook, rulebook.facts[key], text, {}) for key, text in told.items()}
    return Known(values, frozenset(facts))


def by_region(rulebook: Rulebook, units: Sequence[str]) -> dict[str, int]:
    """For every region its piece: 1 + the place of the deepest unit it lies in, else 0.

    A region with one of the units inside it has none: it is not told far enough.
    """
    regions, places = rulebook.regions, {unit: 1 + place for place, unit in enumerate(units)}
    found: dict[str, int] = {}
    for key, region in regions.by_key.items():
        line = regions.line(key)
        if not any(unit != key and key in regions.line(unit) for unit in units):
            piece = next((places[unit] for unit in reversed(line) if unit in places), 0)
            found.update(dict.fromkeys((key, *region.former_codes), piece))
    return found


def worked_out(rulebook: Rulebook, derivation: Derivation) -> Callable[[Facts, str], str]:
    """Works out a derived fact of places told far enough. Raises KeyError for others."""
    regions = rulebook.regions
    if derivation.kind == "attribute":
        source, name = derivation.arguments

        def attribute(facts: Facts, on: str) -> str:
            region = regions.resolve(facts[source])
            places = Places(frozenset({region.key if region else facts[source]}))
            (value, *more) = attribute_values(rulebook, name, places, date.fromisoformat(on))
            if more:
                raise KeyError(source)
            return value

        return attribute
    here, there = derivation.sources
    provinces: dict[str, str] = {}
    areas: dict[str, str | None] = {}
    for key, region in regions.by_key.items():
        outside = region.level == OUTSIDE
        province = next((unit for unit in regions.line(key) if regions.by_key[unit].level in PROVINCE_LEVELS), None)
        if outside or province is not None:
            provinces.update(dict.fromkeys((key, *region.former_codes), OUTSIDE if outside else str(province)))
            areas.update(dict.fromkeys((key, *region.former_codes), regions.pooling_area(key)))

    def relation(facts: Facts, on: str) -> str:
        one, other = provinces[facts[here]], provinces[facts[there]]
        if OUTSIDE in {one, other}:
            return Relation.OUTSIDE_MAINLAND.value
        if one != other:
            return Relation.OTHER_PROVINCE.value
        area, other_area = areas[facts[here]], areas[facts[there]]
        if area is None or other_area is None:
            raise KeyError(there)
        return Relation.SAME_AREA.value if area == other_area else Relation.SAME_PROVINCE.value

    return relation
