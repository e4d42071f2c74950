"""Graphs over numbered facts and pieces: what planning needs thousands of times, in plain integers.

Here a hole (a piece nobody can be in) is filled with whatever its neighbours lead to: a plan for nobody costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from helpdesk.eligibility.diagrams.graph import Graph
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf
from helpdesk.eligibility.diagrams.walk import Branch, Node
from helpdesk.eligibility.vocabulary.facts import Possible

Number: TypeAlias = int
"""A node; ends are negative, and HOLE is nobody's."""
HOLE = -1


@dataclass
class Numbered:
    """Several graphs over the same pieces. `atoms[fact]` are the pieces of the fact with that number."""

    graph: Graph
    facts: list[str] = field(default_factory=list)
    atoms: list[list[Possible]] = field(default_factory=list)
    nodes: list[tuple[int, tuple[Number, ...]]] = field(default_factory=list)
    support: list[int] = field(default_factory=list)
    _ends: dict[object, Number] = field(default_factory=dict)
    _places: dict[tuple[int, tuple[Number, ...]], Number] = field(default_factory=dict)
    _given: dict[tuple[Number, int, int], Number] = field(default_factory=dict)
    _both: dict[tuple[Number, Number], Number] = field(default_factory=dict)

    def end(self, what: object) -> Number:
        """The number of an end."""
        return self._ends.setdefault(what, HOLE - 1 - len(self._ends))

    def facts_of(self, node: Number) -> int:
        """The facts a graph branches on, as bits."""
        return self.support[node] if node >= 0 else 0

    def branch(self, fact: int, arms: tuple[Number, ...]) -> Number:
        """A branch, or the one node that all its arms lead to, holes apart."""
        if len(set(arms)) < 3:
            distinct = set(arms) - {HOLE}
            if len(distinct) < 2:
                return distinct.pop() if distinct else HOLE
        key = (fact, arms)
        found = self._places.setdefault(key, len(self.nodes))
        if found == len(self.nodes):
            self.nodes.append(key)
            bits = 1 << fact
            for arm in arms:
                if arm >= 0:
                    bits |= self.support[arm]
            self.support.append(bits)
        return found

    def given(self, node: Number, fact: int, piece: int) -> Number:
        """The graph once a fact is known to lie in a piece."""
        if node < 0 or not self.support[node] >> fact & 1:
            return node
        key = (node, fact, piece)
        found = self._given.get(key)
        if found is None:
            top, arms = self.nodes[node]
            if top == fact:
                found = self.given(arms[piece], fact, piece)
            else:
                found = self.branch(top, tuple([self.given(arm, fact, piece) for arm in arms]))
            self._given[key] = found
        return found

    def both(self, one: Number, other: Number) -> Number:
        """Two graphs as one: an end for every pair of their ends."""
        if HOLE in (one, other):
            return HOLE
        key = (one, other)
        found = self._both.get(key)
        if found is None:
            if one < 0 and other < 0:
                found = self.end(key)
            else:
                top = min(self.nodes[node][0] for node in key if node >= 0)
                pieces = range(len(self.atoms[top]))
                found = self.branch(
                    top, tuple([self.both(self.given(one, top, p), self.given(other, top, p)) for p in pieces])
                )
            self._both[key] = found
        return found


def numbered(graph: Graph, trees: Sequence[Node], order: Sequence[str]) -> tuple[Numbered, list[Number]]:
    """The same trees in numbers; facts are numbered in the order given, others after them."""
    named = sorted({fact for tree in trees for fact in graph.facts(tree)})
    facts = [*(key for key in order if key in named), *(key for key in named if key not in order)]
    made = Numbered(graph, facts, [graph.atoms(fact, *trees) for fact in facts])
    places = {fact: place for place, fact in enumerate(facts)}
    arms_by_values: dict[tuple[str, tuple[Possible, ...]], list[int]] = {}
    found: dict[Node, Number] = {}

    def number(node: Node) -> Number:
        if node not in found:
            if isinstance(node, Leaf):
                found[node] = HOLE if node == IMPOSSIBLE else made.end(node)
            else:
                below = [number(arm) for _, arm in node.arms]
                found[node] = made.branch(
                    places[node.fact], tuple([HOLE if arm < 0 else below[arm] for arm in arms_at(node)])
                )
        return found[node]

    def arms_at(node: Branch) -> list[int]:
        key = (node.fact, tuple(value for value, _ in node.arms))
        if key not in arms_by_values:
            arms_by_values[key] = [
                next((place for place, value in enumerate(key[1]) if graph.holds(value, atom)), HOLE)
                for atom in made.atoms[places[node.fact]]
            ]
        return arms_by_values[key]

    return made, [number(tree) for tree in trees]
