"""What to ask next: the fact that leads to all answers with the fewest questions to be expected.

Everybody possible counts the same (see coverage.py). Where few facts are left every order is tried; where many are,
each is tried as the next one, and what follows it is asked in the order of the diagram. A fact is only taken when the
longest way to the end does not grow by it: "question 2 of at most 4" stays true whatever is answered. Among equals the
staff's order decides.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpdesk.eligibility.conditions import Condition
from helpdesk.eligibility.facts import Possible
from helpdesk.eligibility.graph import Graph
from helpdesk.eligibility.person import Person
from helpdesk.eligibility.product import Product
from helpdesk.eligibility.regions import Places
from helpdesk.eligibility.relevance import open_sources
from helpdesk.eligibility.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.vocabulary import State
from helpdesk.eligibility.walk import Branch, Node

FEW = 4
"""With at most as many facts left every order of asking is tried."""
MANY = 4000
"""With more nodes than this the order of the diagram is kept: trying each fact would take too long for a page."""
SETTLED = Leaf(LeafKind.DECIDED)
ARISES, ABSENT = Leaf(LeafKind.DECIDED, "arises"), Leaf(LeafKind.DECIDED, "absent")


@dataclass(frozen=True, slots=True)
class Plan:
    """The next fact, and how many questions there are left at most, this one included. (None, 0): nothing to ask."""

    next_fact: str | None
    most: int


NOTHING_TO_ASK = Plan(None, 0)


@dataclass
class Strategy:
    """Plans questions over one graph. `asks` has the facts to ask for each fact of the graph, none where it cannot be.

    `weigh` tells how many of everybody a value of a fact stands for; `order` is the staff's.
    """

    graph: Graph
    asks: Mapping[str, Collection[str]]
    weigh: Callable[[str, Possible], int]
    order: Sequence[str]
    _steady: dict[Node, tuple[float, int]] = field(default_factory=dict)
    _best: dict[Node, tuple[float, str]] = field(default_factory=dict)
    _weights: dict[tuple[str, Possible], int] = field(default_factory=dict)

    def plan(self, node: Node) -> Plan:
        """What to ask next, and how often at most."""
        if not self._open(node):
            return NOTHING_TO_ASK
        most = self.steady(node)[1]
        fact = self._first(node) if self._is_large(node) else self.best(node)[1]
        return Plan(self._source(fact), most)

    def _open(self, node: Node) -> list[str]:
        """The facts of a graph that can be asked, in the staff's order of what is asked for them."""
        return sorted((fact for fact in self.graph.facts(node) if self.asks.get(fact)), key=self._place)

    def _place(self, fact: str) -> tuple[int, str]:
        return (self._rank(self._source(fact))[0], fact)

    def _rank(self, key: str) -> tuple[int, str]:
        return (self.order.index(key) if key in self.order else len(self.order), key)

    def _source(self, fact: str) -> str:
        """The first of the facts to ask for a fact."""
        return min(self.asks[fact], key=self._rank)

    def _is_large(self, node: Node) -> bool:
        seen, front = {node}, [node]
        for each in front:
            if isinstance(each, Branch):
                for _, arm in each.arms:
                    if arm not in seen:
                        seen.add(arm)
                        front.append(arm)
            if len(front) > MANY:
                return True
        return False

    def _first(self, node: Node) -> str:
        while isinstance(node, Branch):
            if self.asks.get(node.fact) and self._matters(node):
                return node.fact
            node = next(arm for _, arm in node.arms if self._open(arm))
        raise AssertionError("only asked of a graph with an open fact")

    def _matters(self, node: Branch) -> bool:
        return len({arm for _, arm in node.arms}) > 1

    def steady(self, node: Node) -> tuple[float, int]:
        """Questions to be expected, and at most, when facts are asked in the order of the diagram.

        Below a fact that can no longer be told every question that is left may have to be asked.
        """
        if isinstance(node, Leaf):
            return (0.0, 0)
        found = self._steady.get(node)
        if found is None:
            found = self._steady[node] = self._worked_out(node)
        return found

    def _worked_out(self, node: Branch) -> tuple[float, int]:
        matters = self._matters(node)
        if matters and not self.asks.get(node.fact):
            left = sum(len(self.asks[fact]) for fact in self._open(node))
            return (float(left), left)
        cost = len(self.asks[node.fact]) if matters else 0
        below = [(self._weight(node.fact, value), self.steady(arm)) for value, arm in node.arms]
        whole = sum(weight for weight, _ in below)
        mean = sum(weight * mean for weight, (mean, _) in below) / whole
        return (cost + mean, cost + max(most for _, (_, most) in below))

    def _weight(self, fact: str, value: Possible) -> int:
        key = (fact, value)
        if key not in self._weights:
            self._weights[key] = self.weigh(fact, value)
        return self._weights[key]

    def best(self, node: Node) -> tuple[float, str]:
        """Questions to be expected when the best fact is asked first, and that fact."""
        found = self._best.get(node)
        if found is None:
            most = self.steady(node)[1]
            tried = [(*self._when_asked(node, fact), number, fact) for number, fact in enumerate(self._open(node))]
            _, expected, _, fact = min(
                (longest > most, round(mean, 9), place, key) for mean, longest, place, key in tried
            )
            found = self._best[node] = (expected, fact)
        return found

    def _when_asked(self, node: Node, fact: str) -> tuple[float, int]:
        """Questions to be expected, and at most, when this fact is asked first."""
        cost, whole, total, longest = len(self.asks[fact]), 0, 0.0, 0
        for atom in self.graph.atoms(fact, node):
            rest = self.graph.given(node, fact, atom)
            if rest != IMPOSSIBLE:
                weight = self._weight(fact, atom)
                whole += weight
                total += weight * self._after(rest)
                longest = max(longest, self.steady(rest)[1])
        return cost + total / whole, cost + longest

    def _after(self, node: Node) -> float:
        facts = self._open(node)
        return self.best(node)[0] if 0 < len(facts) <= FEW else self.steady(node)[0]


def joint(graph: Graph, trees: Sequence[Node]) -> Node:
    """Several graphs as one: an end for every combination of their ends."""
    whole: Node = SETTLED
    for number, tree in enumerate(trees):
        whole = Product(graph, _paired(number)).node(whole, tree)
    return whole


def _paired(number: int) -> Callable[[Leaf, Leaf], Leaf]:
    names: dict[tuple[Leaf, Leaf], Leaf] = {}

    def pair(one: Leaf, other: Leaf) -> Leaf:
        if IMPOSSIBLE in {one, other}:
            return IMPOSSIBLE
        return names.setdefault((one, other), Leaf(LeafKind.DECIDED, f"{number}:{len(names)}"))

    return pair


def arising(person: Person, when: Sequence[Condition], graph: Graph, tree: Node) -> Node:
    """A portion's graph for somebody of whom it is not known whether the portion arises: ABSENT where it does not."""
    for place, condition in enumerate(when):
        if person.state(condition) is State.NOT_KNOWN:
            fact, ends = condition.fact, {State.MET: ARISES, State.NOT_MET: ABSENT}
            whether = graph.branch(
                fact,
                [(value, ends[person.with_value(fact, value).state(condition)]) for value in apart(person, condition)],
            )
            arms: list[tuple[Possible, Node]] = []
            for atom in graph.atoms(fact, whether, tree):
                rest = graph.given(tree, fact, atom)
                arises = graph.given(whether, fact, atom) == ARISES
                arms.append((atom, arising(person, when[place + 1 :], graph, rest) if arises else ABSENT))
            return graph.branch(fact, arms)
    return tree


def apart(person: Person, condition: Condition) -> Sequence[Possible]:
    """What is possible of a condition's fact, told apart by the condition."""
    possible = person.possible(condition.fact)
    if isinstance(possible, frozenset):
        return [frozenset({option}) for option in sorted(possible)]
    if isinstance(possible, Places):
        return person.rulebook.regions.split(possible, condition.values)
    bounds: list[Any] = condition.span.bounds() if condition.span else []
    return list(possible.pieces(bounds))


def plan(persons: Sequence[Person], graph: Graph, trees: Sequence[Node], order: Sequence[str]) -> Plan:
    """What to ask next so that all these trees are settled; `persons` are the same person, one for each tree."""
    asks: dict[str, frozenset[str]] = {}
    for person, tree in zip(persons, trees, strict=True):
        for fact in graph.facts(tree):
            asks[fact] = asks.get(fact, frozenset()) | (open_sources(person, tree, fact) - person.known.asked)
    whole = trees[0] if len(trees) == 1 else joint(graph, trees)
    return Strategy(graph, asks, persons[0].rulebook.measure.pieces, order).plan(whole)
