"""The amount of a settled outcome, from its formula, what is known of its fact, and the region's dated figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from helpdesk.eligibility.amounts import CENT, Amount, Formula, factor_of, work_out
from helpdesk.eligibility.derivation import parameters_in
from helpdesk.eligibility.evaluator import Exploration
from helpdesk.eligibility.parameters import Parameter
from helpdesk.eligibility.regions import NATION, Places
from helpdesk.eligibility.rules import Version
from helpdesk.eligibility.span import Period, Span, one_day
from helpdesk.eligibility.vocabulary import ON


def single(span: Span[Decimal]) -> Decimal | None:
    """The figure, when a span holds exactly one: money to the cent."""
    if span.low is not None and span.high is not None and span.high - span.low <= CENT:
        return span.low
    return None


def amount_of(exploration: Exploration, formula: Formula, versions: Sequence[Version]) -> Amount:
    """The amount a formula gives for this person."""
    base = exploration.possible(formula.fact, {})
    assert isinstance(base, Span), formula.fact
    figures: Span[Decimal] = base  # type: ignore[assignment]
    return work_out(formula, figures, _factors(exploration, formula, versions), single(figures))


def _factors(exploration: Exploration, formula: Formula, versions: Sequence[Version]) -> frozenset[Decimal]:
    if not formula.parameter:
        return frozenset({Decimal(1)})
    rulebook = exploration.rulebook
    places = exploration.known.values.get(exploration.decision.region_fact, Places(frozenset({NATION})))
    assert isinstance(places, Places)
    found: set[Decimal] = set()
    for parameter in parameters_in(rulebook, formula.parameter, places):
        values = frozenset() if parameter is None else parameter.values_in(_period(exploration, parameter, versions))
        factors = [factor_of(formula, Decimal(value)) for value in values]
        found |= {factor for factor in factors if factor is not None}
    return frozenset(found)


def _period(exploration: Exploration, parameter: Parameter, versions: Sequence[Version]) -> Period:
    """The days on the parameter's clock that are possible, within the applied versions on the same clock."""
    if parameter.clock == ON:
        return one_day(exploration.on)
    possible = exploration.possible(parameter.clock, {})
    assert isinstance(possible, Span), parameter.clock
    period: Span[date] = possible  # type: ignore[assignment]
    for version in versions:
        if version.clock == parameter.clock:
            period = period.both(version.period)
    return period
