"""Two trees as one: where their ends differ, and the answers that lead there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from helpdesk.eligibility.comparison.said import NOTHING, Said, Saying
from helpdesk.eligibility.diagrams.graph import Graph
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.diagrams.walk import Branch, Node
from helpdesk.eligibility.vocabulary.facts import Possible
from helpdesk.eligibility.vocabulary.regions import Places, Regions

Cell: TypeAlias = tuple[tuple[str, tuple[Possible, ...]], ...]
"""The answers that lead to a difference: each fact with the values that all lead there.

A fact that the sides know different things of is named apart for each side (see comparison.own).
"""


@dataclass(frozen=True, slots=True)
class Apart(Leaf):
    """An end at which the two sides differ."""

    before: Said = NOTHING
    after: Said = NOTHING


SAME = Leaf(LeafKind.DECIDED, "same")


@dataclass
class Product:
    """Two graphs as one: each person's two ends joined. Who is impossible in one of them is so in both."""

    graph: Graph
    join: Callable[[Leaf, Leaf], Leaf]
    _found: dict[tuple[Node, Node], Node] = field(default_factory=dict)

    def node(self, one: Node, other: Node) -> Node:
        """The product from two nodes on."""
        key = (one, other)
        if key not in self._found:
            self._found[key] = self._worked_out(one, other)
        return self._found[key]

    def _worked_out(self, one: Node, other: Node) -> Node:
        if IMPOSSIBLE in (one, other):
            return IMPOSSIBLE
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            return self.join(one, other)
        top = one if isinstance(one, Branch) else other
        assert isinstance(top, Branch)
        arms = [
            (atom, self.node(self.graph.given(one, top.fact, atom), self.graph.given(other, top.fact, atom)))
            for atom in self.graph.atoms(top.fact, one, other)
        ]
        return self.graph.branch(top.fact, arms)


@dataclass
class Comparing:
    """Joins what two sides say at an end: SAME, or each way in which they differ as one end."""

    _ends: dict[object, Apart] = field(default_factory=dict)

    def __call__(self, one: Leaf, other: Leaf) -> Leaf:
        """The end where one side's person comes to `one` and the other's to `other`."""
        assert isinstance(one, Saying) and isinstance(other, Saying)  # noqa: PT018
        before, after = one.said, other.said
        if before.result == after.result and before.cited == after.cited:
            return SAME
        alike = (before.result, before.cited, after.result, after.cited)
        return self._ends.setdefault(alike, Apart(LeafKind.DECIDED, before=before, after=after))


def cells(node: Node, regions: Regions, path: Cell = ()) -> Iterator[tuple[Apart, Cell]]:
    """Every end at which two sides differ, with every path to it; arms that lead to the same node are one step."""
    if isinstance(node, Leaf):
        if isinstance(node, Apart):
            yield node, path
        return
    steps: dict[Node, list[Possible]] = {}
    for value, arm in node.arms:
        steps.setdefault(arm, []).append(value)
    for arm, values in steps.items():
        yield from cells(arm, regions, (*path, (node.fact, together(values, regions))))


def together(values: Sequence[Possible], regions: Regions) -> tuple[Possible, ...]:
    """Values of one fact that lead to the same, as few as tell them: all options at once, places as wide as can be."""
    options = [value for value in values if isinstance(value, frozenset)]
    if options:
        return (frozenset[str]().union(*options),)
    places = [value for value in values if isinstance(value, Places)]
    return united(places, regions) if places else tuple(values)


def united(places: Sequence[Places], regions: Regions) -> tuple[Places, ...]:
    """The same places in as few as tell them: units, less what is left out below; those that lose the same are one."""
    named = {unit for each in places for unit in each.inside | each.outside_of}
    units = sorted(named, key=lambda unit: (len(regions.line(unit)), unit))
    covered = [unit for unit in units if any(_lies_in(unit, each, regions) for each in places)]
    roots = [unit for unit in covered if _around(unit, units, regions) not in covered]
    edges = [unit for unit in units if unit not in covered and _around(unit, units, regions) in covered]
    found: dict[frozenset[str], set[str]] = {}
    for root in roots:
        left_out = frozenset(edge for edge in edges if _around(edge, roots, regions) == root)
        found.setdefault(left_out, set()).add(root)
    return tuple(Places(frozenset(inside), left_out) for left_out, inside in found.items())


def _around(unit: str, among: Sequence[str], regions: Regions) -> str | None:
    """The nearest of some units that a unit lies in, itself not counted."""
    return next((above for above in reversed(regions.line(unit)[:-1]) if above in among), None)


def _lies_in(unit: str, places: Places, regions: Regions) -> bool:
    inside = any(regions.below(unit, each) for each in places.inside)
    return inside and not any(regions.below(unit, each) for each in places.outside_of)
