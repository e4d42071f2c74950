"""Parameters that rules compare facts with: where their figures lie, and what they may be for one person."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.vocabulary.span import Span, uncovered

NOWHERE = Decimal(0)


def parameters_named(rulebook: Rulebook, name: str) -> Iterator[Parameter]:
    """The parameter of that name in every region that has its own."""
    return (parameter for parameter in rulebook.parameters.values() if parameter.name == name)


def figure_range(rulebook: Rulebook, name: str) -> tuple[Decimal, Decimal]:
    """The lowest and the highest figure a parameter ever has anywhere; (0, 0) where it has none."""
    told = (value.figure for each in parameters_named(rulebook, name) for value in each.values)
    figures = [figure for figure in told if figure is not None]
    return (min(figures), max(figures)) if figures else (NOWHERE, NOWHERE)


def figures_on(parameter: Parameter | None, days: Span[date]) -> frozenset[Decimal | None]:
    """Every figure on some day of a stretch; None stands for a day without one."""
    if parameter is None:
        return frozenset({None})
    found = {value.figure for value in parameter.values if value.period.meets(days)}
    missing = uncovered(days, [value.period for value in parameter.values])
    return frozenset(found | ({None} if missing else set()))
