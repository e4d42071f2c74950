"""What to ask next: the fact that leads to all answers with the fewest questions to be expected.

Everybody possible counts the same (see coverage.py). Where few facts are left every order is tried; where many are,
each is tried as the next one, and what follows it is asked in the order of the diagram. A fact is only taken when the
longest way to the end does not grow by it: "question 2 of at most 4" stays true whatever is told. Who is not sure may
be asked more: then other facts have to settle it. Among equals the staff's order decides.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpdesk.eligibility.diagrams.graph import Graph
from helpdesk.eligibility.diagrams.numbered import HOLE, Number, Numbered, numbered
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.relevance import open_sources
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.diagrams.walk import Node, can_be_so
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Possible
from helpdesk.eligibility.vocabulary.kinds import State
from helpdesk.eligibility.vocabulary.regions import Places

FEW = 4
"""With at most as many facts left every order of asking is tried."""
MANY = 2000
"""With more nodes than this the order of the diagram is kept: trying each fact would take too long for a page."""
NEARLY = 1.03
"""Facts whose plans differ by less are equals: people follow the staff's order more easily than a hundredth saved."""
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
    """Plans questions over one graph in numbers. `asks` has the facts to ask for each fact: none where it cannot be.

    `weights` tell how many of everybody each piece of a fact stands for; `order` is the staff's.
    """

    made: Numbered
    asks: Mapping[str, Collection[str]]
    weights: Sequence[Sequence[int]]
    order: Sequence[str]
    _steady: dict[Number, tuple[float, int]] = field(default_factory=dict)
    _best: dict[Number, tuple[float, int]] = field(default_factory=dict)
    _left: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.costs = [len(self.asks.get(fact, ())) for fact in self.made.facts]
        ranks = {key: place for place, key in enumerate(self.order)}
        last = len(ranks)
        self.sources = [min(self.asks.get(f) or [f], key=lambda k: (ranks.get(k, last), k)) for f in self.made.facts]
        self.ranks = [(ranks.get(source, last), source) for source in self.sources]

    def plan(self, node: Number) -> Plan:
        """What to ask next, and how often at most."""
        facts = self.open(node)
        if not facts:
            return NOTHING_TO_ASK
        most = self.steady(node)[1]
        large = len(self.made.nodes) > MANY
        return Plan(self.sources[self._first(node) if large else self._chosen(node)], most)

    def open(self, node: Number) -> list[int]:
        """The facts of a graph that can be asked, in the staff's order."""
        bits = self.made.facts_of(node)
        found = [fact for fact in range(len(self.costs)) if bits >> fact & 1 and self.costs[fact]]
        return sorted(found, key=self.ranks.__getitem__)

    def _first(self, node: Number) -> int:
        """The first fact of the diagram that can be asked."""
        while True:
            fact, arms = self.made.nodes[node]
            if self.costs[fact]:
                return fact
            node = next(arm for arm in arms if arm >= 0 and self.open(arm))

    def steady(self, node: Number) -> tuple[float, int]:
        """Questions to be expected, and at most, when facts are asked in the order of the diagram.

        Below a fact that can no longer be told every question that is left may have to be asked.
        """
        if node < 0:
            return (0.0, 0)
        found = self._steady.get(node)
        if found is None:
            found = self._steady[node] = self._worked_out(node)
        return found

    def _worked_out(self, node: Number) -> tuple[float, int]:
        fact, arms = self.made.nodes[node]
        cost = self.costs[fact]
        if not cost:
            left = self._questions(node)
            return (float(left), left)
        return self._mixed(node, fact, [self.steady(arm) if arm != HOLE else None for arm in arms])

    def _questions(self, node: Number) -> int:
        """How many questions there are below a node, whichever of them come up; what facts share is asked once."""
        bits = self.made.facts_of(node)
        if bits not in self._left:
            named = [self.asks.get(key, ()) for place, key in enumerate(self.made.facts) if bits >> place & 1]
            self._left[bits] = len({source for sources in named for source in sources})
        return self._left[bits]

    def _mixed(self, node: Number, fact: int, below: Sequence[tuple[float, int] | None]) -> tuple[float, int]:
        """The mean over the pieces of a fact, and the most, on top of its own cost."""
        cost, whole, total, longest = self.costs[fact], 0, 0.0, 0
        for weight, told in zip(self.weights[fact], below, strict=True):
            if told is not None:
                whole += weight
                total += weight * told[0]
                longest = max(longest, told[1])
        return (cost + total / whole, min(cost + longest, self._questions(node)))

    def best(self, node: Number) -> tuple[float, int]:
        """Questions to be expected when the best fact is asked first, and that fact."""
        found = self._best.get(node)
        if found is None:
            _, expected, _, fact = min(self._tried(node))
            found = self._best[node] = (expected, fact)
        return found

    def _tried(self, node: Number) -> list[tuple[bool, float, int, int]]:
        """For each fact asked first: whether the longest way grows, the questions expected, its place, the fact."""
        most, facts = self.steady(node)[1], self.open(node)
        tried = [(*self._when_asked(node, fact), place, fact) for place, fact in enumerate(facts)]
        return [(longest > most, round(mean, 9), place, fact) for mean, longest, place, fact in tried]

    def _chosen(self, node: Number) -> int:
        """The first fact in the staff's order that is as good as the best, but for a NEARLY."""
        tried = self._tried(node)
        grows, expected, _, _ = min(tried)
        return next(fact for longer, mean, _, fact in tried if longer == grows and mean <= expected * NEARLY)

    def _when_asked(self, node: Number, fact: int) -> tuple[float, int]:
        """Questions to be expected, and at most, when this fact is asked first."""
        rests = [self.made.given(node, fact, piece) for piece in range(len(self.weights[fact]))]
        below = [None if rest == HOLE else (self._after(rest), self.steady(rest)[1]) for rest in rests]
        return self._mixed(node, fact, below)

    def _after(self, node: Number) -> float:
        few = 0 < (self.made.facts_of(node)).bit_count() <= FEW and self.open(node)
        return self.best(node)[0] if few else self.steady(node)[0]


def plan(persons: Sequence[Person], graph: Graph, trees: Sequence[Node], order: Sequence[str]) -> Plan:
    """What to ask next so that all these trees are settled; `persons` are the same person, one for each tree."""
    asks: dict[str, frozenset[str]] = {}
    for person, tree in zip(persons, trees, strict=True):
        for fact in graph.facts(tree):
            asks[fact] = asks.get(fact, frozenset()) | (open_sources(person, tree, fact) - person.known.asked)
    if not any(asks.values()):
        return NOTHING_TO_ASK
    made, numbers = numbered(graph, trees, order)
    whole = numbers[0]
    for number in numbers[1:]:
        whole = made.both(whole, number)
    pieces = persons[0].rulebook.measure.pieces
    weights = [[pieces(fact, atom) for atom in atoms] for fact, atoms in zip(made.facts, made.atoms, strict=True)]
    return Strategy(made, asks, weights, order).plan(whole)


def arising(person: Person, when: Sequence[Condition], graph: Graph, tree: Node) -> Node:
    """A portion's graph for somebody of whom it is not known whether the portion arises: ABSENT where it does not.

    What nobody can answer who gave the answers so far is a hole: it is not asked for its sake.
    """
    for place, condition in enumerate(when):
        if person.state(condition) is State.NOT_KNOWN:
            fact, ends = condition.fact, {State.MET: ARISES, State.NOT_MET: ABSENT}
            whether = graph.branch(
                fact,
                [(value, ends[person.with_value(fact, value).state(condition)]) for value in apart(person, condition)],
            )
            arms: list[tuple[Possible, Node]] = []
            for atom in graph.atoms(fact, whether, tree):
                one, rest = person.with_value(fact, atom), graph.given(tree, fact, atom)
                arises = graph.given(whether, fact, atom) == ARISES
                there = arising(one, when[place + 1 :], graph, rest) if arises else ABSENT
                arms.append((atom, there if can_be_so(one) else IMPOSSIBLE))
            return graph.branch(fact, arms)
    return tree


def apart(person: Person, condition: Condition) -> Sequence[Possible]:
    """What is possible of a condition's fact, told apart by the condition."""
    possible = person.possible(condition.fact)
    if isinstance(possible, frozenset):
        return [frozenset({option}) for option in sorted(possible)]
    if isinstance(possible, Places):
        return person.rulebook.regions.split(possible, condition.values)
    assert condition.span is not None, condition.text  # no figure decides whether a portion arises
    bounds: list[Any] = condition.span.bounds()
    return list(possible.pieces(bounds))
