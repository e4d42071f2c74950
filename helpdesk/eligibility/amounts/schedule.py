"""Schedules: what a parameter's value says, from one figure to a table by option, step by step along an axis.

One row a line (or after `;`). A row is its options, `=`, and its steps in ascending order, each from where it starts:

    1300
    at most 6 · at least 50% · between 3 and 12                      the source gives no more than this
    from 12: 12, from 60: 18, from 120: 24                           months of benefit by months paid
    tier-3, working = 85%, from 30000: 90%, from 40000: 95%          bands, for one tier and status
    3, from 60: 6, from 120: 9, from 180: 9 + 1 per 12 to 24         in proportion: part-years count
    men = 720, from 1965-01-01: 721 + 1 every 4 months to 756        at full steps only, up to 756

`from` takes in the point it names. Without it a first step holds from the beginning; below a first `from` there is no
figure. `every` counts full steps, `per` counts in proportion; `to` is where a rise (or a fall, with `-`) ends.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import TypeAlias

Place: TypeAlias = date | Decimal
"""A point on the axis a schedule runs along."""


def whole_months(start: date, end: date) -> int:
    """Full calendar months from one day to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def later(start: date, months: int) -> date:
    """The same day so many months later, or the last of that month; no later than the last day there is."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Rise:
    """`add` (below 0: a fall) for `every` so many, at full steps or `even`ly, not beyond `limit`."""

    add: Decimal
    every: Decimal
    even: bool = False
    limit: Decimal | None = None

    def steps(self, start: Place | None, point: Place) -> Decimal:
        """How many steps lie between; of dates, in months."""
        if isinstance(point, date):
            assert isinstance(start, date)
            gone = Decimal(whole_months(start, point))
        else:
            gone = point - (start or Decimal(0))  # type: ignore[operator]
        return gone if self.even else (gone / self.every).to_integral_value(ROUND_FLOOR)

    def added(self, steps: Decimal) -> Decimal:
        """What that many steps add."""
        return self.add * steps / self.every if self.even else self.add * steps

    def limited(self, value: Decimal) -> Decimal:
        """A value, not beyond the limit."""
        if self.limit is None:
            return value
        return min(value, self.limit) if self.add > 0 else max(value, self.limit)


@dataclass(frozen=True, slots=True)
class Step:
    """A figure from `start` on: exactly `low`, or somewhere up to `high`; None there is open."""

    start: Place | None
    low: Decimal
    high: Decimal | None
    rise: Rise | None = None

    @property
    def exact(self) -> bool:
        """True when the source gives one figure."""
        return self.low == self.high

    def base(self, far: Decimal | None) -> Decimal:
        """The figure at its lower end, or with `far` at its upper one: `far` itself where that is open."""
        if far is None:
            return self.low
        return far if self.high is None else self.high

    def at(self, point: Place) -> Decimal:
        """Its lower figure at a point; a step that rises is exact."""
        if self.rise is None:
            return self.low
        return self.rise.limited(self.low + self.rise.added(self.rise.steps(self.start, point)))


def later_end(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether one upper end lies beyond the other; None is open."""
    return other is not None and (one is None or one > other)


@dataclass(frozen=True, slots=True)
class Row:
    """The steps for one combination of options, in ascending order."""

    options: tuple[str, ...]
    steps: tuple[Step, ...]

    def at(self, point: Place | None) -> Step | None:
        """The step that holds at a point (of a row without an axis, the one there is); None below the first."""
        if point is None:
            return self.steps[0] if self.plain else None
        found = None
        for step in self.steps:
            if step.start is None or step.start <= point:  # type: ignore[operator]
                found = step
        return found

    def signs(self) -> set[int]:
        """Whether it rises (1) or falls (-1) somewhere along its axis."""
        found = {1 if step.rise.add > 0 else -1 for step in self.steps if step.rise is not None}
        for before, after in pairwise(self.steps):
            assert after.start is not None
            last = before.at(after.start)
            highest = None if before.high is None else max(before.high, last)
            found |= {1} if after.low > last or later_end(after.high, highest) else set()
            found |= {-1} if after.low < last or later_end(highest, after.high) else set()
        return found

    @property
    def plain(self) -> bool:
        """True for a single figure, the same everywhere."""
        (*more, first) = self.steps
        return not more and first.start is None and first.rise is None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A parameter's value, read."""

    rows: tuple[Row, ...]

    def row(self, options: tuple[str, ...]) -> Row | None:
        """The row of these options."""
        return next((row for row in self.rows if row.options == options), None)

    def steps(self) -> Iterator[Step]:
        """Every step of every row."""
        for row in self.rows:
            yield from row.steps

    def signs(self) -> set[int]:
        """Whether it rises (1) or falls (-1) somewhere along its axis, for any options."""
        return {sign for row in self.rows for sign in row.signs()}

    def starts(self) -> set[Place]:
        """Where steps start."""
        return {step.start for step in self.steps() if step.start is not None}

    @property
    def exact(self) -> bool:
        """True when the source gives one figure everywhere."""
        return all(step.exact for step in self.steps())

    @property
    def single(self) -> Decimal | None:
        """The figure, where the whole schedule is one."""
        (*more, first) = self.rows
        alone = not more and not first.options and first.plain and first.steps[0].exact
        return first.steps[0].low if alone else None
