"""Numbers whose digits have each their own radix: what a reference code packs its answers into."""

from datetime import date, timedelta

EVERY_DAY = date.max.toordinal() + 1


class Packing:
    """Digits put one after the other, the lowest first."""

    def __init__(self) -> None:
        self._digits: list[tuple[int, int]] = []

    def put(self, digit: int, radix: int) -> None:
        """Adds a digit, 0 <= digit < radix."""
        assert 0 <= digit < radix, (digit, radix)
        self._digits.append((digit, radix))

    def natural(self, value: int, base: int) -> None:
        """Adds a whole number of any size, small ones short: in base `base`, each digit saying whether another follows.

        Below `base` it costs one digit of radix `2 * base`.
        """
        value, digit = divmod(value, base)
        while value:
            self.put(digit + base, 2 * base)
            value, digit = divmod(value, base)
        self.put(digit, 2 * base)

    def day(self, day: date, first: date, days: int) -> None:
        """Adds a day: one digit of radix `days + 1` within `days` days from `first`; any other costs a second digit."""
        place = day.toordinal() - first.toordinal()
        if 0 <= place < days:
            self.put(place + 1, days + 1)
        else:
            self.put(0, days + 1)
            self.put(day.toordinal(), EVERY_DAY)

    @property
    def number(self) -> int:
        """All digits as one number."""
        number = 0
        for digit, radix in reversed(self._digits):
            number = number * radix + digit
        return number


class Unpacking:
    """Takes the digits of a number again, in the order in which they were put. `rest` is what is left of it."""

    def __init__(self, number: int) -> None:
        self.rest = number

    def take(self, radix: int) -> int:
        """The next digit."""
        self.rest, digit = divmod(self.rest, radix)
        return digit

    def natural(self, base: int) -> int:
        """What `Packing.natural` put."""
        value, weight = 0, 1
        while (digit := self.take(2 * base)) >= base:
            value += (digit - base) * weight
            weight *= base
        return value + digit * weight

    def day(self, first: date, days: int) -> date:
        """What `Packing.day` put. Raises ValueError or OverflowError for a day the calendar does not have."""
        place = self.take(days + 1)
        return date.fromordinal(self.take(EVERY_DAY)) if place == 0 else first + timedelta(days=place - 1)
