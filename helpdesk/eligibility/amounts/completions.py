"""What a fact of a formula can be, written out as far as it can matter to the amount.

Along an axis these are both ends of what is known and both sides of every step of the schedules that run along it. A
fact can also turn a formula round in between (see `turns`): counts are then written out one by one, days by the first
and last of every month.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from helpdesk.eligibility.amounts import CENT, Formula, Name, Operation, Place, Schedule, Term, inside
from helpdesk.eligibility.vocabulary.facts import Fact, Possible
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.span import Period, Span

DAY = timedelta(days=1)
LIFETIME = 110
"""Years: nobody is insured who was born longer before the first step of a schedule."""
WRITTEN_OUT = 1200
"""Counts are written out so far, a hundred years in months; further out nothing changes but in proportion."""


@dataclass(frozen=True)
class Axis:
    """The values of one fact that can matter; `open` where it goes on without end."""

    fact: str
    values: tuple[str | Place, ...]
    open: bool = False

    @property
    def exact(self) -> bool:
        """True when there is nothing left to find out."""
        return not self.open and len(self.values) == 1


FALLS = {(Operation.LESS, 1), (Operation.REST, 1), (Operation.REIMBURSED, 1)}
"""The parts with which a result falls; with every other it rises."""


def turns(formula: Formula, fact: str, schedules: Mapping[str, Schedule]) -> bool:
    """Whether a formula may turn round as a fact rises, at other points than where a schedule along it starts.

    That takes two ways up and down: the fact stands twice, or says on which day along another schedule an age is
    reached.
    """
    written = sum(isinstance(term, Name) and term.key == fact for term in formula.terms())
    reached = (term for term in formula.terms() if isinstance(term, Formula) and term.operation is Operation.REACHED)
    twice = written > 1 or any(Name(fact) in term.parts for term in reached)
    return twice and len(signs(formula, fact, schedules)) > 1


def signs(term: Term, fact: str, schedules: Mapping[str, Schedule]) -> set[int]:
    """Whether what a term comes to rises (1) or falls (-1) with a fact: both where it does one here, one there."""
    if isinstance(term, Formula):
        return {
            -sign if (term.operation, place) in FALLS else sign
            for place, part in enumerate(term.parts)
            for sign in signs(part, fact, schedules)
        }
    if not term.by:
        return {1} if term.key == fact else set()
    along = {sign for by in term.by for sign in signs(by, fact, schedules)}
    own = schedules[term.key].signs() if term.key in schedules else set()
    return {one * other for one in along for other in own}


def starts_along(formula: Formula, fact: str, schedules: Mapping[str, Schedule]) -> set[Place]:
    """Where the schedules start that go by a fact."""
    found: set[Place] = set()
    for term in formula.terms():
        if (
            isinstance(term, Name)
            and term.key in schedules
            and Name(fact) in (each for by in term.by for each in inside(by))
        ):
            found |= schedules[term.key].starts()
    return found


def axis_of(fact: Fact, possible: Possible, starts: set[Place], *, turning: bool) -> Axis:
    """The values of a fact that can matter; `starts` are those of schedules along it. Of a place there are none."""
    if isinstance(possible, frozenset):
        return Axis(fact.key, tuple(sorted(possible)))
    if fact.kind is FactKind.DATE:
        days = [start for start in starts if isinstance(start, date)]
        return Axis(fact.key, tuple(sorted(_days(possible, days, turning=turning))))  # type: ignore[arg-type]
    if isinstance(possible, Span):
        figures = [start for start in starts if isinstance(start, Decimal)]
        step = Decimal(1) if fact.kind is FactKind.COUNT else CENT
        return _figures(fact.key, possible, figures, step, turning=turning)  # type: ignore[arg-type]
    return Axis(fact.key, ())


def _figures(fact: str, span: Span[Decimal], starts: list[Decimal], step: Decimal, *, turning: bool) -> Axis:
    def at_or_after(point: Decimal) -> Decimal:
        return (point / step).to_integral_value(ROUND_CEILING) * step

    low = at_or_after(span.low or Decimal(0))
    high = None if span.high is None else at_or_after(span.high) - step
    found = {low, *([] if high is None else [high])}
    for start in map(at_or_after, starts):
        found |= {start, start - step}
    if turning and step == 1:
        last = low + WRITTEN_OUT if high is None else min(high, low + WRITTEN_OUT)
        found |= {low + number for number in range(int(last - low) + 1)}
    inside = sorted(value for value in found if low <= value and (high is None or value <= high))
    return Axis(fact, tuple(inside), open=high is None)


def _days(span: Period, starts: list[date], *, turning: bool) -> set[date]:
    high = date.max if span.high is None else span.high - DAY
    low = span.low or min([high, *(_years_before(start, LIFETIME) for start in starts)])
    found = {low, high}
    for start in starts:
        found |= {start, start - DAY}
    if turning:
        found |= set(_month_ends(low, high))
    return {day for day in found if low <= day <= high}


def _years_before(day: date, years: int) -> date:
    return date(max(day.year - years, date.min.year), 1, 1)


def _month_ends(low: date, high: date) -> Iterator[date]:
    """The first and the last day of every month in between."""
    for month in range(low.year * 12 + low.month, high.year * 12 + high.month):
        first = date(month // 12, month % 12 + 1, 1)
        yield first
        yield first - DAY
