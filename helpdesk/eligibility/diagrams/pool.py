"""A pool of decision diagrams: equal nodes are stored once, across all decisions, regions and days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from helpdesk.eligibility.amounts import parse_formula
from helpdesk.eligibility.diagrams.cells import Cut
from helpdesk.eligibility.diagrams.resolution import Leaf, LeafKind
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.span import plain


class Split(NamedTuple):
    """A node: `arms[piece]` is where a value in that piece leads. Pieces are numbered as in cells.Axis."""

    fact: str
    cuts: tuple[Cut, ...]
    arms: tuple[int, ...]


Place: TypeAlias = int
"""Names a node of a pool; leaves are negative: leaf `i` is `-1 - i`."""


@dataclass
class Pool:
    """Nodes and leaves, each once."""

    nodes: list[Split] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    _node_places: dict[Split, Place] = field(default_factory=dict)
    _leaf_places: dict[Leaf, Place] = field(default_factory=dict)

    def branch(self, fact: str, cuts: Sequence[Cut], arms: tuple[Place, ...]) -> Place:
        """The place of a node with at least two different arms."""
        split = Split(fact, tuple(cuts), arms)
        found = self._node_places.setdefault(split, len(self.nodes))
        if found == len(self.nodes):
            self.nodes.append(split)
        return found

    def leaf(self, leaf: Leaf) -> Place:
        """The place of a leaf."""
        found = self._leaf_places.setdefault(leaf, -1 - len(self.leaves))
        if found == -1 - len(self.leaves):
            self.leaves.append(leaf)
        return found

    def leaf_at(self, place: Place) -> Leaf:
        """The leaf of a negative place."""
        return self.leaves[-1 - place]

    def leaves_below(self, place: Place) -> set[Leaf]:
        """Every leaf of the diagram that begins at a place, whether somebody can reach it or not."""
        seen, front = {place}, [place]
        for each in front:
            new = set(self.nodes[each].arms) - seen if each >= 0 else set()
            seen |= new
            front += new
        return {self.leaf_at(each) for each in seen if each < 0}

    def as_json(self) -> dict[str, Any]:
        """`{"leaves": [[kind, outcome, formula]], "nodes": [[fact, [cut], [arm]]]}`; figures and days as text."""
        leaves = [[leaf.kind.value, leaf.outcome, str(leaf.formula or "")] for leaf in self.leaves]
        nodes = [[node.fact, [told(cut) for cut in node.cuts], list(node.arms)] for node in self.nodes]
        return {"leaves": leaves, "nodes": nodes}


def told(cut: Cut) -> str:
    """A cut as text: an option, a unit, `@name`, a day or a figure."""
    return cut if isinstance(cut, str) else plain(cut)


def read_pool(source: Mapping[str, Any], facts: Mapping[str, Fact]) -> Pool:
    """The pool that `as_json` wrote."""
    pool = Pool()
    for kind, outcome, formula in source["leaves"]:
        pool.leaf(Leaf(LeafKind(kind), outcome, parse_formula(formula, "diagrams")))
    for fact, cuts, arms in source["nodes"]:
        pool.branch(fact, [_cut(facts[fact].kind, text) for text in cuts], tuple(arms))
    return pool


def _cut(kind: FactKind, text: str) -> Cut:
    if text.startswith("@") or kind not in {FactKind.DATE, FactKind.AMOUNT, FactKind.COUNT}:
        return text
    return date.fromisoformat(text) if kind is FactKind.DATE else Decimal(text)
