"""What one side of a comparison says to each person: a tree with outcome, figures and bases at its ends."""

from dataclasses import dataclass, field

from helpdesk.eligibility.amounts import Formula
from helpdesk.eligibility.answers.assessment import Basis
from helpdesk.eligibility.answers.explanation import applied, bases
from helpdesk.eligibility.diagrams.derivation import parameters_in
from helpdesk.eligibility.diagrams.graph import Graph
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.diagrams.walk import Branch, Node
from helpdesk.eligibility.rulebook.outcomes import Outcome
from helpdesk.eligibility.vocabulary.facts import Derivation, Possible
from helpdesk.eligibility.vocabulary.kinds import ON
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import uncovered

HOLE: tuple[Possible, Node] = (frozenset(), IMPOSSIBLE)
"""Keeps a branch of which all arms agree: some of its values may be in none of them."""


@dataclass(frozen=True)
class Said:
    """What one side says of a cell: how it ends, the outcome, the formula with its figures, and the bases shown."""

    kind: LeafKind
    outcome: Outcome | None
    formula: Formula | None
    figures: tuple[tuple[str, str], ...]
    bases: tuple[Basis, ...]

    @property
    def result(self) -> tuple[object, ...]:
        """Everything but the bases."""
        return (self.kind, self.outcome, self.formula, self.figures)

    @property
    def cited(self) -> frozenset[tuple[str, str, str]]:
        """The bases by kind, key and role; practice, which has no key, by its text."""
        return frozenset((basis.kind.value, basis.key or basis.leads.en, basis.role.value) for basis in self.bases)


NOTHING = Said(LeafKind.IMPOSSIBLE, None, None, (), ())


@dataclass(frozen=True, slots=True)
class Saying(Leaf):
    """The end of one side's tree, with what that side says there."""

    said: Said = NOTHING


@dataclass
class Telling:
    """Puts what one side says at the ends of its tree, told apart where the figures of a formula differ."""

    graph: Graph
    person: Person
    names: dict[str, str]
    _ends: dict[tuple[Leaf, object], Saying] = field(default_factory=dict)

    def told(self, tree: Node) -> Node:
        """The tree with what is said at its ends."""
        return self._node(tree, self.person)

    def _node(self, node: Node, person: Person) -> Node:
        if isinstance(node, Leaf):
            return node if node == IMPOSSIBLE else self._end(node, person)
        derivation = person.rulebook.facts[node.fact].derivation
        if derivation and node.fact in self.names:
            shared = [source for source in derivation.sources if source not in self.names]
            if shared:
                return self._by_shared_place(node, person, derivation, shared[0])
        arms = [(value, self._node(arm, person.with_value(node.fact, value))) for value, arm in node.arms]
        return self.graph.branch(self.names.get(node.fact, node.fact), [*arms, HOLE])

    def _by_shared_place(self, node: Branch, person: Person, derivation: Derivation, shared: str) -> Node:
        """How a place of one side lies to one that both share: first the shared one, then how it may lie to it."""
        regions = person.rulebook.regions
        (mine,) = (person.possible(source) for source in derivation.sources if source != shared)
        places = person.possible(shared)
        assert isinstance(mine, Places) and isinstance(places, Places)  # noqa: PT018
        units = {above for unit in mine.inside for above in regions.line(unit)[1:]} | mine.outside_of | regions.outside
        arms: list[tuple[Possible, Node]] = []
        for part in regions.split(places, units):
            there = person.with_value(shared, part)
            ways = there.possible(node.fact)
            assert isinstance(ways, frozenset)
            moves = [
                (value, self._node(arm, there.with_value(node.fact, value)))
                for value, arm in node.arms
                if isinstance(value, frozenset) and value & ways
            ]
            arms.append((part, self.graph.branch(self.names[node.fact], [*moves, HOLE])))
        return self.graph.branch(shared, arms)

    def _end(self, leaf: Leaf, person: Person) -> Node:
        names = [name for name in leaf.formula.names if name not in person.rulebook.facts] if leaf.formula else []
        for name in names:
            parts = parts_by_figure(person, name)
            if parts:
                fact, values = parts
                arms = [(value, self._end(leaf, person.with_value(fact, value))) for value in values]
                return self.graph.branch(self.names.get(fact, fact), arms)
        priced = tuple((name, "; ".join(sorted(figures(person, name)))) for name in names)
        if (leaf, priced) not in self._ends:
            self._ends[leaf, priced] = Saying(leaf.kind, leaf.outcome, leaf.formula, said=self._said(leaf, priced))
        return self._ends[leaf, priced]

    def _said(self, leaf: Leaf, priced: tuple[tuple[str, str], ...]) -> Said:
        rulebook, settled = self.person.rulebook, leaf.kind in {LeafKind.DECIDED, LeafKind.NOT_KNOWN}
        versions = applied(rulebook, [leaf.versions]) if settled else ()
        outcome = rulebook.outcomes[leaf.outcome] if leaf.outcome is not None else None
        return Said(leaf.kind, outcome, leaf.formula, priced, bases(rulebook, versions, self.person.on))


def figures(person: Person, name: str) -> frozenset[str]:
    """Every value a parameter may have for a person, as it was written; "" where there is none."""
    found: frozenset[str] = frozenset()
    for parameter in parameters_in(person.rulebook, name, person.places()):
        days = person.days(parameter.clock if parameter else ON)
        found |= parameter.values_in(days) if parameter else frozenset()
        if parameter is None or uncovered(days, [value.period for value in parameter.values]):
            found |= {""}
    return found


def parts_by_figure(person: Person, name: str) -> tuple[str, list[Possible]] | None:
    """The places or days on which a parameter has different values; None where it has one."""
    if len(figures(person, name)) == 1:
        return None
    fact, parts = person.by_figure(name)
    return (fact, parts) if len(parts) > 1 else None  # a parameter may wrongly have two values on one day
