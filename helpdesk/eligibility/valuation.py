"""The amount of a settled outcome, from its formula, what is known of its fact, and the region's dated figures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from helpdesk.eligibility.amounts import CENT, Amount, Formula, factor_of, work_out
from helpdesk.eligibility.derivation import parameters_in
from helpdesk.eligibility.person import Person
from helpdesk.eligibility.rules import Version, all_conditions
from helpdesk.eligibility.span import Period, Span, one_day, uncovered
from helpdesk.eligibility.vocabulary import ON

Ends: TypeAlias = tuple[Version, ...]
"""The versions that stand for one kind of person."""


def single(span: Span[Decimal]) -> Decimal | None:
    """The figure, when a span holds exactly one: money to the cent."""
    if span.low is not None and span.high is not None and span.high - span.low <= CENT:
        return span.low
    return None


def amount_of(person: Person, formula: Formula, ends: Sequence[Ends]) -> Amount:
    """The amount a formula gives for this person; `ends` are the versions that stand for each kind still possible."""
    base = person.possible(formula.fact)
    assert isinstance(base, Span), formula.fact
    figures: Span[Decimal] = base  # type: ignore[assignment]
    return work_out(formula, figures, factors_of(person, formula, ends), single(figures))


def factors_of(person: Person, formula: Formula, ends: Sequence[Ends]) -> frozenset[Decimal]:
    """Every factor still possible; none where a place or a day that is possible has no figure."""
    if not formula.parameter:
        return frozenset({Decimal(1)})
    found: set[Decimal] = set()
    for parameter in parameters_in(person.rulebook, formula.parameter, person.places()):
        for period in _periods(person, parameter.clock if parameter else ON, ends):
            if parameter is None or uncovered(period, [value.period for value in parameter.values]):
                return frozenset()
            found |= {factor_of(formula, Decimal(value)) for value in parameter.values_in(period)}
    return frozenset(found)


def _periods(person: Person, clock: str, ends: Sequence[Ends]) -> set[Period]:
    """The days on a clock that are possible: at every end, those on which its versions apply."""
    if clock == ON:
        return {one_day(person.on)}
    possible = person.possible(clock)
    assert isinstance(possible, Span), clock
    found = set()
    for versions in ends:
        days: Period = possible  # type: ignore[assignment]
        for condition in (each for version in versions for each in all_conditions(version)):
            if condition.fact == clock and condition.span is not None:
                days = days.both(condition.span)  # type: ignore[arg-type]
        found.add(days)
    return found
