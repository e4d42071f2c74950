"""The amount of a settled outcome, from its formula, what is known of its fact, and the region's dated figures."""

from decimal import Decimal

from helpdesk.eligibility.amounts import CENT, Amount, Formula, factor_of, work_out
from helpdesk.eligibility.derivation import parameters_in
from helpdesk.eligibility.evaluator import Exploration, all_conditions
from helpdesk.eligibility.regions import NATION, Places
from helpdesk.eligibility.span import Period, Span, one_day, uncovered
from helpdesk.eligibility.vocabulary import ON


def single(span: Span[Decimal]) -> Decimal | None:
    """The figure, when a span holds exactly one: money to the cent."""
    if span.low is not None and span.high is not None and span.high - span.low <= CENT:
        return span.low
    return None


def amount_of(exploration: Exploration, formula: Formula) -> Amount:
    """The amount a formula gives for this person."""
    base = exploration.possible(formula.fact, {})
    assert isinstance(base, Span), formula.fact
    figures: Span[Decimal] = base  # type: ignore[assignment]
    return work_out(formula, figures, factors_of(exploration, formula), single(figures))


def factors_of(exploration: Exploration, formula: Formula) -> frozenset[Decimal]:
    """Every factor still possible; none where a place or a day that is possible has no figure."""
    if not formula.parameter:
        return frozenset({Decimal(1)})
    region_fact = exploration.decision.region_fact
    places = exploration.possible(region_fact, {}) if region_fact else Places(frozenset({NATION}))
    assert isinstance(places, Places)
    found: set[Decimal] = set()
    for parameter in parameters_in(exploration.rulebook, formula.parameter, places):
        for period in _periods(exploration, parameter.clock if parameter else ON):
            if parameter is None or uncovered(period, [value.period for value in parameter.values]):
                return frozenset()
            found |= {factor_of(formula, Decimal(value)) for value in parameter.values_in(period)}
    return frozenset(found)


def _periods(exploration: Exploration, clock: str) -> set[Period]:
    """The days on a clock that are possible: at every end, those on which its versions apply."""
    if clock == ON:
        return {one_day(exploration.on)}
    possible = exploration.possible(clock, {})
    assert isinstance(possible, Span), clock
    found = set()
    for leaf in exploration.leaves:
        days: Period = possible  # type: ignore[assignment]
        for condition in (each for version in leaf.versions for each in all_conditions(version)):
            if condition.fact == clock and condition.span is not None:
                days = days.both(condition.span)  # type: ignore[arg-type]
        found.add(days)
    return found
