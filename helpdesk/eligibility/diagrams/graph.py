"""Arithmetic on what still matters: a graph with one answer given, and two graphs laid over each other.

Graphs here keep the holes that impossible combinations leave: a value that no arm of a branch names cannot be.
"""

from dataclasses import dataclass, field
from itertools import product
from typing import Any

from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf
from helpdesk.eligibility.diagrams.walk import Branch, Node, joined, sides_of
from helpdesk.eligibility.vocabulary.facts import Possible
from helpdesk.eligibility.vocabulary.regions import NATION, Places, Regions
from helpdesk.eligibility.vocabulary.span import SidedSpan, Span


class Disagree(Exception):  # noqa: N818 (no error: it answers "can this fact be left out?")
    """Two graphs come to different ends for the same person."""


@dataclass
class Graph:
    """Makes nodes, each once, and remembers what it worked out."""

    regions: Regions
    _branches: dict[object, Node] = field(default_factory=dict)
    _given: dict[object, Node] = field(default_factory=dict)
    _laid: dict[object, Node] = field(default_factory=dict)
    _facts: dict[Node, frozenset[str]] = field(default_factory=dict)
    _told: dict[object, frozenset[Possible]] = field(default_factory=dict)

    def branch(self, fact: str, arms: list[tuple[Possible, Node]]) -> Node:
        """A branch; the one node there is where all arms lead to it and none is a hole."""
        first = arms[0][1]
        if all(node == first for _, node in arms):
            return first
        joint = tuple(joined([(value, node) for value, node in arms if node != IMPOSSIBLE]))
        return self._branches.setdefault((fact, joint), Branch(fact, joint))

    def facts(self, node: Node) -> frozenset[str]:
        """The facts a graph branches on."""
        found = self._facts.get(node)
        if found is None:
            found = frozenset()
            if isinstance(node, Branch):
                found = frozenset({node.fact}).union(*(self.facts(arm) for _, arm in node.arms))
            self._facts[node] = found
        return found

    def given(self, node: Node, fact: str, atom: Possible) -> Node:
        """The graph once a fact is known to lie in an atom; IMPOSSIBLE where that is a hole."""
        if isinstance(node, Leaf) or fact not in self.facts(node):
            return node
        key = (node, fact, atom)
        if key not in self._given:
            if node.fact == fact:
                arms = (arm for value, arm in node.arms if self.holds(value, atom))
                self._given[key] = self.given(next(arms, IMPOSSIBLE), fact, atom)
            else:
                self._given[key] = self.branch(
                    node.fact, [(value, self.given(arm, fact, atom)) for value, arm in node.arms]
                )
        return self._given[key]

    def without(self, node: Node, facts: frozenset[str]) -> Node:
        """The graph of somebody who will not tell these facts. Raises Disagree where the result needs one of them."""
        if isinstance(node, Leaf) or not facts & self.facts(node):
            return node
        key = (node, facts)
        if key not in self._given:
            arms = [(value, self.without(arm, facts)) for value, arm in node.arms]
            if node.fact in facts:
                laid: Node = IMPOSSIBLE
                for _, arm in arms:
                    laid = self.laid_over(laid, arm)
                self._given[key] = laid
            else:
                holes: list[tuple[Possible, Node]] = [(frozenset(), IMPOSSIBLE)]
                self._given[key] = self.branch(node.fact, arms + holes)
        return self._given[key]

    def laid_over(self, one: Node, other: Node) -> Node:
        """Both graphs as one: each person's end in either. Raises Disagree where these differ."""
        if one == other or other == IMPOSSIBLE:
            return one
        if one == IMPOSSIBLE:
            return other
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            raise Disagree
        top = one if isinstance(one, Branch) else other
        assert isinstance(top, Branch)
        key = (one, other)
        if key not in self._laid:
            arms: list[tuple[Possible, Node]] = [
                (atom, self.laid_over(self.given(one, top.fact, atom), self.given(other, top.fact, atom)))
                for atom in self.atoms(top.fact, one, other)
            ]
            self._laid[key] = self.branch(top.fact, arms)
        return self._laid[key]

    def atoms(self, fact: str, *nodes: Node) -> list[Possible]:
        """The values of a fact told apart as finely as any of the graphs does; some may be holes in all of them."""
        told = frozenset[Possible]().union(*(self._values(fact, node) for node in nodes))
        some = next(iter(told))
        if isinstance(some, frozenset):
            return [frozenset({option}) for option in sorted({option for value in told for option in value})]  # type: ignore[union-attr]
        if isinstance(some, Places):
            units = {unit for value in told if isinstance(value, Places) for unit in value.inside | value.outside_of}
            return list(self.regions.split(Places(frozenset({NATION})), units - {NATION}))
        spans = [value for value in told if isinstance(value, Span)]
        bounds: list[Any] = [bound for span in spans for bound in span.bounds()]
        whole: Span[Any] = Span(
            None if any(span.low is None for span in spans) else min(bounds),
            None if any(span.high is None for span in spans) else max(bounds),
        )
        figures = sorted({name for span in spans for name, _ in sides_of(span)})
        if not figures:
            return list(whole.pieces(bounds))
        return [
            SidedSpan(piece.low, piece.high, frozenset(zip(figures, sides, strict=True)))
            for sides in product((False, True), repeat=len(figures))
            for piece in whole.pieces(bounds)
        ]

    def _values(self, fact: str, node: Node) -> frozenset[Possible]:
        """Every value of a fact that some branch of a graph names."""
        if isinstance(node, Leaf) or fact not in self.facts(node):
            return frozenset()
        key = (node, fact)
        if key not in self._told:
            own = frozenset(value for value, _ in node.arms) if node.fact == fact else frozenset[Possible]()
            self._told[key] = own.union(*(self._values(fact, arm) for _, arm in node.arms))
        return self._told[key]

    def holds(self, value: Possible, atom: Possible) -> bool:
        """Does an arm's value hold this atom? An atom lies wholly inside or wholly outside of it."""
        if isinstance(value, frozenset) and isinstance(atom, frozenset):
            return atom <= value
        if isinstance(value, Span) and isinstance(atom, Span):
            return bool(value.covers(atom)) and sides_of(value) <= sides_of(atom)  # type: ignore[arg-type]
        assert isinstance(value, Places) and isinstance(atom, Places)  # noqa: PT018
        unit = min(atom.inside)
        inside = any(self.regions.below(unit, each) for each in value.inside)
        return inside and not any(self.regions.below(unit, each) for each in value.outside_of)
