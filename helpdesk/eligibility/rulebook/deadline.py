"""A deadline that the person has to keep: so many days, months or years from some day, and what is due by then."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from helpdesk.eligibility.amounts.units import Unit, figure_text
from helpdesk.eligibility.vocabulary.text import Text

UNITS = (Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS, Unit.YEARS)
SATURDAY = 5
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Deadline:
    """`number` of `unit` (one of UNITS), running from `start` ("the day of the death"), to do `task`.

    A draft may have it half filled in: `lacking` names what is left out, and the checks refuse that.
    """

    number: int
    unit: str
    start: Text
    task: Text

    @property
    def lacking(self) -> Text:
        """The fields left out or impossible, listed; empty when the deadline is whole."""
        wanted = (
            (self.number > 0, Text("a number above 0", "数目（大于0）")),
            (self.unit in UNITS, Text("the unit", "单位")),
            (bool(self.start.en), Text("from which day it runs, in English", "从哪天起算（英文）")),
            (bool(self.start.zh), Text("from which day it runs, in Chinese", "从哪天起算（中文）")),
            (bool(self.task.en), Text("what is due, in English", "要办的事（英文）")),
            (bool(self.task.zh), Text("what is due, in Chinese", "要办的事（中文）")),
        )
        left = [text for there, text in wanted if not there]
        return Text(", ".join(text.en for text in left), "、".join(text.zh for text in left))

    @property
    def term(self) -> Text:
        """How long it is: "20 working days"."""
        return figure_text(Decimal(self.number), self.unit)

    def last_day(self, start: date) -> date:
        """The last day of a whole deadline that runs from `start`. Raises OverflowError past the year 9999.

        Counted as the Civil Code of China counts periods. The day itself is left out, and the count begins on the day
        after it (article 201). Months and years end on the day of the same number, and where the month has none on its
        last day (article 202). That a period which would end on a holiday ends on the day after the holiday (article
        203) is left out on purpose: nobody knows here which days are holidays, and an earlier day is never too late.

        Working days are Mondays to Fridays. Public holidays, and weekends on which people work instead, are fixed a
        year at a time and not known here: the true last day can lie a few days later or earlier. Whoever shows this
        day has to say so.
        """
        if self.unit == Unit.DAYS:
            return start + timedelta(days=self.number)
        if self.unit == Unit.WORKING_DAYS:
            return _working_days_later(start, self.number)
        return _months_later(start, self.number * (12 if self.unit == Unit.YEARS else 1))


def _working_days_later(start: date, number: int) -> date:
    weeks, left = divmod(number, 5)
    # From a weekend the count begins as from the Friday before.
    day = start - timedelta(days=max(0, start.weekday() - SATURDAY + 1)) + weeks * WEEK
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def _months_later(start: date, number: int) -> date:
    years, month = divmod(start.month - 1 + number, 12)
    year = start.year + years
    if year > date.max.year:
        raise OverflowError(f"{number} months from {start} end after the year {date.max.year}")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
