"""Half-open intervals over dates and numbers, and where rules cut them into pieces."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

Point = TypeVar("Point", date, Decimal)


def plain(point: date | Decimal) -> str:
    """A bound in digits: never with an exponent."""
    return point.isoformat() if isinstance(point, date) else f"{point:f}"


@dataclass(frozen=True, slots=True)
class Span(Generic[Point]):
    """All values from `low` (inclusive) up to `high` (exclusive); None is open."""

    low: Point | None = None
    high: Point | None = None

    def __contains__(self, value: Point) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value < self.high)

    @property
    def empty(self) -> bool:
        """True when no value lies inside."""
        return self.low is not None and self.high is not None and self.high <= self.low

    def covers(self, other: "Span[Point]") -> bool:
        """True when every value of `other` lies inside."""
        starts = self.low is None or (other.low is not None and self.low <= other.low)
        ends = self.high is None or (other.high is not None and other.high <= self.high)
        return starts and ends

    def meets(self, other: "Span[Point]") -> bool:
        """True when some value lies in both."""
        return not self.both(other).empty

    def both(self, other: "Span[Point]") -> "Span[Point]":
        """The values in both; it may be empty."""
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        return Span(max(lows) if lows else None, min(highs) if highs else None)

    def pieces(self, cuts: "Iterable[Point]") -> "list[Span[Point]]":
        """The span cut at every point strictly inside it, in ascending order."""
        rest, found = self, []
        for cut in sorted({cut for cut in cuts if cut in self and cut != self.low}):
            found.append(Span(rest.low, cut))
            rest = Span(cut, self.high)
        found.append(rest)
        return found

    def bounds(self) -> "list[Point]":
        """The finite bounds: the points at which this span cuts an axis."""
        return [bound for bound in (self.low, self.high) if bound is not None]

    def __str__(self) -> str:
        low, high = ("" if bound is None else plain(bound) for bound in (self.low, self.high))
        return f"{low}..{high}"


@dataclass(frozen=True, slots=True)
class SidedSpan(Span[Point]):
    """A stretch told apart further: on which side of figures it lies that nobody knows, `(name, whether reached)`."""

    sides: frozenset[tuple[str, bool]] = frozenset()


Period = Span[date]
ALWAYS: Period = Span(None, None)


def days_later(day: date, days: int = 1) -> date:
    """The day so many days later, or earlier where negative; at the ends of the calendar the last or first there is."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))


def one_day(day: date) -> Period:
    """The period that holds this day only; open after the last day there is."""
    return Span(day, None if day == date.max else days_later(day))


def up_to(day: date) -> Period:
    """All days up to this one, itself included."""
    return Span(None, one_day(day).high)


def uncovered(period: Period, parts: Iterable[Period]) -> list[Period]:
    """The stretches of `period` that no part covers, in order."""
    gaps = [period]
    for part in parts:
        left_over = []
        for gap in gaps:
            shared = gap.both(part)
            if shared.empty:
                left_over.append(gap)
                continue
            before = gap.both(Span(None, shared.low)) if shared.low is not None else None
            after = gap.both(Span(shared.high, None)) if shared.high is not None else None
            left_over += [piece for piece in (before, after) if piece is not None and not piece.empty]
        gaps = left_over
    return gaps
