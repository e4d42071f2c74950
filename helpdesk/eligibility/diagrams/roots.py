"""The diagrams of a rulebook: for each decision, class of regions and stretch of days, where its diagram begins."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from helpdesk.eligibility.diagrams.cells import Cells, cells_of, region_classes
from helpdesk.eligibility.diagrams.compiler import Compiler
from helpdesk.eligibility.diagrams.pool import Place, Pool, read_pool
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.regions import NATION
from helpdesk.eligibility.vocabulary.span import Period, Span

NOBODY = ""
"""The diagram that only tells whether there can be such a person: the impossible combinations alone."""

FIRST = date.min

Stretches: TypeAlias = tuple[tuple[date, ...], tuple[Place, ...]]
"""First days, ascending, and the node that holds from each; the first day is `date.min`."""


@dataclass(frozen=True)
class Diagrams:
    """`roots[decision][class]`; the classes of a decision are its keys."""

    pool: Pool
    roots: Mapping[str, Mapping[str, Stretches]]

    def classes(self, decision: str) -> Collection[str]:
        """The units that a decision tells apart, the nation among them."""
        return self.roots[decision].keys()

    def starts(self, decision: str, region_class: str) -> Stretches:
        """First days and the nodes that hold from each."""
        return self.roots[decision][region_class]

    def root(self, decision: str, region_class: str, on: date) -> Place:
        """Where the diagram for a day begins."""
        starts, places = self.roots[decision][region_class]
        return places[bisect_right(starts, on) - 1]

    def stretches(self, decision: str, region_class: str) -> list[tuple[Period, Place]]:
        """Each stretch of days with its node."""
        starts, places = self.roots[decision][region_class]
        ends = (*starts[1:], None)
        return [
            (Span(None if start == FIRST else start, end), place)
            for start, end, place in zip(starts, ends, places, strict=True)
        ]

    def as_json(self) -> dict[str, Any]:
        """`{"leaves", "nodes", "roots": {decision: {class: [[first day or null, node]]}}}`."""
        roots = {
            decision: {
                region: [
                    [None if start == FIRST else start.isoformat(), place]
                    for start, place in zip(*stretches, strict=True)
                ]
                for region, stretches in classes.items()
            }
            for decision, classes in self.roots.items()
        }
        return {**self.pool.as_json(), "roots": roots}


def read_diagrams(source: Mapping[str, Any], rulebook: Rulebook) -> Diagrams:
    """The diagrams that `as_json` wrote."""
    roots = {
        decision: {
            region: (
                tuple(FIRST if start is None else date.fromisoformat(start) for start, _ in rows),
                tuple(place for _, place in rows),
            )
            for region, rows in classes.items()
        }
        for decision, classes in source["roots"].items()
    }
    return Diagrams(read_pool(source, rulebook.facts), roots)


def compile_diagrams(
    rulebook: Rulebook, decisions: Iterable[str] | None = None, stood: set[str] | None = None
) -> Diagrams:
    """Compile every decision, or those named. Raises TooLarge.

    `stood` collects the names of the versions that stand for somebody.
    """
    pool = Pool()
    compiler = Compiler(rulebook, pool, stood=set() if stood is None else stood)
    found: dict[str, dict[str, Stretches]] = {NOBODY: {NATION: stretches(compiler, cells_of(rulebook, NOBODY, NATION))}}
    for decision in rulebook.decisions if decisions is None else decisions:
        found[decision] = {
            region: stretches(compiler, cells_of(rulebook, decision, region))
            for region in region_classes(rulebook, decision)
        }
    return Diagrams(pool, found)


def stretches(compiler: Compiler, cells: Cells) -> Stretches:
    """The stretches of one decision in one class; neighbours with the same diagram are one."""
    starts = cells.segments()
    places = compiler.roots(cells, [cells.in_force(start) for start in starts])
    kept = [number for number in range(len(starts)) if not number or places[number] != places[number - 1]]
    return tuple(starts[number] for number in kept), tuple(places[number] for number in kept)


@dataclass
class Fine:
    """Diagrams whose ends tell which versions stand, compiled when first needed."""

    rulebook: Rulebook
    coarse: Diagrams
    pool: Pool = field(default_factory=Pool)
    _found: dict[tuple[str, str], Stretches] = field(default_factory=dict)

    def classes(self, decision: str) -> Collection[str]:
        """The units that a decision tells apart, the nation among them."""
        return self.coarse.classes(decision)

    def starts(self, decision: str, region_class: str) -> Stretches:
        """First days and the nodes that hold from each."""
        key = (decision, region_class)
        if key not in self._found:
            compiler = Compiler(self.rulebook, self.pool, fine=True)
            self._found[key] = stretches(compiler, cells_of(self.rulebook, decision, region_class))
        return self._found[key]

    def root(self, decision: str, region_class: str, on: date) -> Place:
        """Where the diagram for a day begins."""
        starts, places = self.starts(decision, region_class)
        return places[bisect_right(starts, on) - 1]
