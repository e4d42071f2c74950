"""The fewest questions there can be, on average: dynamic programming over every order of asking, without any limit.

A table is what the persons come to, written out: one byte for every combination of values, the last fact running
fastest. A fact whose every value leaves the same table is dropped, since its answer tells nothing of the result nor of
the other facts; what is left is looked up if it was met before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

NOBODY = 0
"""The byte of a combination that cannot occur."""


@dataclass(frozen=True, slots=True)
class Table:
    """`cells` for every combination of `sizes[i]` values of fact `names[i]`."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    cells: bytes

    def slices(self, axis: int) -> list[bytes]:
        """The cells for each value of one fact."""
        inner = prod(self.sizes[axis + 1 :])
        size = self.sizes[axis]
        block = inner * size
        starts = range(0, len(self.cells), block)
        if len(starts) == 1:
            return [self.cells[value * inner : (value + 1) * inner] for value in range(size)]
        return [
            b"".join(self.cells[start + value * inner : start + (value + 1) * inner] for start in starts)
            for value in range(size)
        ]

    def without(self, axis: int, cells: bytes) -> "Table":
        """The table of one value of a fact."""
        return Table(self.names[:axis] + self.names[axis + 1 :], self.sizes[:axis] + self.sizes[axis + 1 :], cells)

    def reduced(self) -> "Table":
        """The same without the facts that tell nothing."""
        axis = 0
        table = self
        while axis < len(table.names):
            first, *others = table.slices(axis)
            if all(other == first for other in others):
                table = table.without(axis, first)
            else:
                axis += 1
        return table

    @property
    def persons(self) -> int:
        """How many combinations can occur."""
        return len(self.cells) - self.cells.count(NOBODY)

    @property
    def settled(self) -> bool:
        """True when everybody left comes to the same."""
        return len(set(self.cells) - {NOBODY}) < 2


@dataclass
class Optimum:
    """The least sum of questions over all persons of a table; every table met is kept."""

    seen: dict[tuple[tuple[int, ...], bytes], int] = field(default_factory=dict)

    def mean(self, table: Table) -> float:
        """The fewest questions on average, everybody who can be being equally likely."""
        least = table.reduced()
        return self.total(least) / least.persons if least.persons else 0.0

    def total(self, table: Table) -> int:
        """The least sum of questions over the persons of a reduced table."""
        if table.settled:
            return 0
        key = (table.sizes, table.cells)
        if key not in self.seen:
            self.seen[key] = table.persons + min(self._after(table, axis) for axis in range(len(table.names)))
        return self.seen[key]

    def _after(self, table: Table, axis: int) -> int:
        """The sum of further questions once a fact was asked. Reducing shrinks a table: its sum counts so often."""
        found = 0
        for cells in table.slices(axis):
            rest = table.without(axis, cells)
            if not rest.settled:
                least = rest.reduced()
                found += self.total(least) * (len(cells) // len(least.cells))
        return found


def table_of(axes: Sequence[tuple[str, Sequence[str]]], end: Callable[[dict[str, str]], object]) -> Table:
    """Writes out what everybody comes to; `end` gives None for a combination that cannot occur. At most 255 ends."""
    numbers: dict[object, int] = {None: NOBODY}
    names = tuple(name for name, _ in axes)

    def cells() -> Iterator[int]:
        for row in product(*(values for _, values in axes)):
            found = end(dict(zip(names, row, strict=True)))
            yield numbers.setdefault(found, len(numbers))

    return Table(names, tuple(len(values) for _, values in axes), bytes(cells()))
