"""How the rules of one decision cut every fact into pieces in one region, and which rules each piece leaves alive.

A version of a rule is a box: on every fact it names it allows some pieces, on all others every piece. Versions and
impossible combinations are bits of one integer, so that "what is alive after this answer" is a single AND.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Exclusion, Version, all_conditions
from helpdesk.eligibility.rulebook.thresholds import figure_range
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.kinds import ON, FactKind
from helpdesk.eligibility.vocabulary.regions import NATION

Cut: TypeAlias = date | Decimal | str
"""Where an axis is cut: a day, a figure, or the name of a parameter (`@minimum-years`). Of a region fact: a unit."""

Box: TypeAlias = tuple[Condition, ...]


@dataclass(frozen=True)
class Axis:
    """One fact as the rules see it. A piece has a number.

    Options: their place. An axis: how many cuts lie at or below the value. Regions: 0 for a place in none of the
    units, else 1 + the place of the deepest unit it lies in. `alive[piece]` are the bits that a value in the piece
    leaves alive, `touched` those that name the fact.
    """

    fact: str
    cuts: tuple[Cut, ...]
    alive: tuple[int, ...]
    touched: int


@dataclass(frozen=True)
class Cells:
    """All of one decision in one region. Bit `i` is `versions[i]`; from `len(versions)` on come the limits."""

    decision: str
    region: str
    versions: tuple[Version, ...]
    limits: tuple[Exclusion, ...]
    axes: tuple[Axis, ...]

    def in_force(self, on: date) -> int:
        """The bits alive on a day before any fact is known."""
        bits = ((1 << len(self.limits)) - 1) << len(self.versions)
        for place, version in enumerate(self.versions):
            if version.clock != ON or on in version.period:
                bits |= 1 << place
        return bits

    def segments(self) -> tuple[date, ...]:
        """The first day of every stretch of the date asked about in which the same versions are in force."""
        cuts = {bound for version in self.versions if version.clock == ON for bound in version.period.bounds()}
        return tuple(sorted(cuts | {date.min}))


def region_classes(rulebook: Rulebook, decision_key: str) -> tuple[str, ...]:
    """The units a decision tells apart: those with rules of their own, those its conditions name, and the nation."""
    fact = rulebook.decisions[decision_key].region_fact if decision_key else ""
    if not fact:
        return (NATION,)
    found = {NATION, *rulebook.owners.get(decision_key, ())}
    versions = [version for rule in rulebook.rules_of(decision_key) for version in rule.versions]
    for box in (*(version.conditions for version in versions), *(x.conditions for x in rulebook.exclusions.values())):
        found |= {unit for condition in box if condition.fact == fact for unit in condition.values}
    return tuple(sorted(found, key=lambda unit: (len(rulebook.regions.line(unit)), unit)))


def cells_of(rulebook: Rulebook, decision_key: str, region: str) -> Cells:
    """The cells of a decision in the class of regions named by `region`; "" is nobody's decision: only the limits."""
    governing = rulebook.decisions[decision_key].region_fact if decision_key else ""
    boxes: list[tuple[Version | Exclusion, Box]] = []
    for table in rulebook.tables_for(decision_key, region) if decision_key else ():
        for version in (version for rule in table.rules for version in rule.versions):
            box = _within(rulebook, region, governing, all_conditions(version))
            if box is not None:
                boxes.append((version, box))
    limits = [
        (exclusion, box)
        for exclusion in rulebook.exclusions.values()
        if (box := _within(rulebook, region, governing, exclusion.conditions)) is not None
    ]
    boxes += _connected(rulebook, governing, [box for _, box in boxes], limits) if decision_key else limits
    named = {condition.fact for _, box in boxes for condition in box}
    axes = [_axis(rulebook, fact, [box for _, box in boxes]) for fact in _ordered(rulebook, decision_key, named)]
    return Cells(
        decision_key, region,
        tuple(owner for owner, _ in boxes if isinstance(owner, Version)),
        tuple(owner for owner, _ in boxes if isinstance(owner, Exclusion)),
        tuple(axes),
    )  # fmt: skip


def _within(rulebook: Rulebook, region: str, governing: str, box: Box) -> Box | None:
    """The conditions left once the governing region is known to be of this class; None when one fails."""
    left = []
    for condition in box:
        if condition.fact != governing:
            left.append(condition)
        elif any(rulebook.regions.below(region, unit) for unit in condition.values) is condition.negated:
            return None
    return tuple(left)


def _connected(
    rulebook: Rulebook, governing: str, boxes: Iterable[Box], limits: Sequence[tuple[Exclusion, Box]]
) -> list[tuple[Version | Exclusion, Box]]:
    """The limits that can bear on the rules: those that share a fact with them, or with another such limit.

    The region that governs bears on every rule: where a limit leaves nobody in it, no rule is met there.
    """

    def sources(box: Box) -> set[str]:
        return {source for condition in box for source in rulebook.sources(condition.fact)}

    reached = {governing}.union(*(sources(box) for box in boxes))
    found: dict[str, tuple[Version | Exclusion, Box]] = {}
    growing = True
    while growing:
        growing = False
        for exclusion, box in limits:
            if exclusion.key not in found and sources(exclusion.conditions) & reached:
                found[exclusion.key] = (exclusion, box)
                reached |= sources(exclusion.conditions)
                growing = True
    return list(found.values())


def _ordered(rulebook: Rulebook, decision_key: str, named: Iterable[str]) -> list[str]:
    """Facts in the staff's order; what is derived comes after what it is derived from."""
    told = rulebook.decisions[decision_key].facts if decision_key else ()
    order = {key: place for place, key in enumerate(told)}

    def place(key: str) -> tuple[int, bool, str]:
        sources = rulebook.sources(key)
        return (max(order.get(each, len(order)) for each in sources), sources != (key,), key)

    return sorted(named, key=place)


def _axis(rulebook: Rulebook, key: str, boxes: Sequence[Box]) -> Axis:
    fact = rulebook.facts[key]
    conditions = [condition for box in boxes for condition in box if condition.fact == key]
    cuts = cuts_of(rulebook, fact, conditions)
    pieces = len(cuts) + (0 if fact.options else 1)
    alive, touched = [(1 << len(boxes)) - 1] * pieces, 0
    for bit, box in enumerate(boxes):
        for condition in (each for each in box if each.fact == key):
            touched |= 1 << bit
            for piece in set(range(pieces)) - _allowed(rulebook, cuts, condition, pieces):
                alive[piece] &= ~(1 << bit)
    return Axis(key, cuts, tuple(alive), touched)


def cuts_of(rulebook: Rulebook, fact: Fact, conditions: Iterable[Condition]) -> tuple[Cut, ...]:
    """A fact's cuts in order: its options, the points and figures its conditions name, or the units they name."""
    if fact.options:
        return tuple(option.key for option in fact.options)
    if fact.kind is FactKind.REGION:
        units = {unit for condition in conditions for unit in condition.values}
        return tuple(sorted(units, key=lambda unit: (len(rulebook.regions.line(unit)), unit)))
    found: set[Cut] = {f"@{condition.threshold}" for condition in conditions if condition.threshold}
    found |= {point for condition in conditions if condition.span for point in condition.span.bounds()}
    return in_order(rulebook, found)


def in_order(rulebook: Rulebook, cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    """Cuts of one axis from low to high. A parameter stands where its figures do; that they never cross is checked."""

    def place(cut: Cut) -> tuple[object, object, str]:
        low, high = figure_range(rulebook, cut[1:]) if isinstance(cut, str) else (cut, cut)
        return (low, high, str(cut))

    return tuple(sorted(cuts, key=place))


def _allowed(rulebook: Rulebook, cuts: Sequence[Cut], condition: Condition, pieces: int) -> set[int]:
    """The pieces in which a condition holds."""
    if condition.threshold or condition.span is not None:
        return _allowed_stretch(cuts, condition, pieces)
    fact = rulebook.facts[condition.fact]
    if fact.kind is FactKind.REGION:
        inside = {
            1 + place
            for place, cut in enumerate(cuts)
            if any(rulebook.regions.below(str(cut), unit) for unit in condition.values)
        }
    else:
        inside = {place for place, cut in enumerate(cuts) if cut in condition.values}
    return set(range(pieces)) - inside if condition.negated else inside


def _allowed_stretch(cuts: Sequence[Cut], condition: Condition, pieces: int) -> set[int]:
    if condition.span is None:
        below = set(range(cuts.index(f"@{condition.threshold}") + 1))
        return set(range(pieces)) - below if condition.negated else below
    low, high = condition.span.low, condition.span.high
    first = 0 if low is None else cuts.index(low) + 1
    last = pieces if high is None else cuts.index(high) + 1
    return set(range(first, last))
