"""Exactly where two sides differ: two regions, two days, two rulebooks.

Both sides are walked with the same person; wherever their ends say something else, the path is a cell. Cells that
change in the same way make one statement, with the bases of both sides.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from helpdesk.eligibility.amounts import Formula
from helpdesk.eligibility.assessment import Basis
from helpdesk.eligibility.conditions import Condition
from helpdesk.eligibility.explanation import applied, bases
from helpdesk.eligibility.facts import Known, Possible
from helpdesk.eligibility.graph import Graph
from helpdesk.eligibility.parameters import Parameter
from helpdesk.eligibility.person import Person
from helpdesk.eligibility.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.text import Text, listed
from helpdesk.eligibility.walk import Branch, Node, walk
from helpdesk.eligibility.wording import cell_text

Cell: TypeAlias = tuple[tuple[str, tuple[Possible, ...]], ...]
"""The answers that lead to a difference: each fact with the values that all lead there."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a rulebook, what is known of the person (the region, as a rule), and the day."""

    rulebook: Rulebook
    known: Known
    on: date


@dataclass(frozen=True)
class Said:
    """What one side says of a cell: how it ends, the outcome, the formula with its figures, and the bases shown."""

    kind: LeafKind
    outcome: str | None
    formula: Formula | None
    figures: tuple[tuple[str, ...], ...]
    bases: tuple[Basis, ...]

    @property
    def result(self) -> tuple[object, ...]:
        """Everything but the bases."""
        return (self.kind, self.outcome, self.formula, self.figures)

    @property
    def cited(self) -> frozenset[tuple[str, str]]:
        """The bases by kind and key."""
        return frozenset((basis.kind.value, basis.key or basis.leads.en) for basis in self.bases)


@dataclass(frozen=True)
class Difference:
    """Cells that differ in the same way. `only_bases`: outcome and amount are the same, the bases are not."""

    decision: str
    before: Said
    after: Said
    cells: tuple[Cell, ...]

    @property
    def only_bases(self) -> bool:
        """Whether both sides say the same and rest it on different bases."""
        return self.before.result == self.after.result


@dataclass(frozen=True, slots=True)
class Apart(Leaf):
    """An end at which the two sides differ."""

    before: Said | None = None
    after: Said | None = None


SAME = Leaf(LeafKind.DECIDED, "same")


def compare(decision: str, one: Side, other: Side, given: Sequence[Condition] = ()) -> tuple[Difference, ...]:
    """Every difference of a decision between two sides, for persons of whom the conditions `given` hold.

    A person who is possible on one side only (an option or a combination that the other lacks) is no difference.
    """
    graph = Graph(one.rulebook.regions)
    trees = [
        walk(side.rulebook, decision, side.known, side.on, given, fine=True, holes=True, by_place=True)
        for side in (one, other)
    ]
    tree = Product(graph, _join(decision, one, other)).node(*trees)
    found: dict[tuple[Said, Said], list[Cell]] = {}
    for end, cell in cells(tree):
        if isinstance(end, Apart) and end.before is not None and end.after is not None:
            found.setdefault((end.before, end.after), []).append(cell)
    return tuple(Difference(decision, before, after, tuple(told)) for (before, after), told in found.items())


def compare_question(question: str, one: Side, other: Side) -> tuple[Difference, ...]:
    """The differences of every decision that a question asks on both sides; those that only concern bases come last."""
    there = {portion.decision for portion in other.rulebook.questions[question].portions}
    portions = [portion for portion in one.rulebook.questions[question].portions if portion.decision in there]
    found = [difference for portion in portions for difference in compare(portion.decision, one, other, portion.when)]
    return tuple(sorted(found, key=lambda difference: difference.only_bases))


def _join(decision: str, one: Side, other: Side) -> Callable[[Leaf, Leaf], Leaf]:
    told: tuple[dict[Leaf, Said], dict[Leaf, Said]] = ({}, {})

    def said(side: Side, leaf: Leaf, known: dict[Leaf, Said]) -> Said:
        if leaf not in known:
            known[leaf] = _said(decision, side, leaf)
        return known[leaf]

    def join(before: Leaf, after: Leaf) -> Leaf:
        if IMPOSSIBLE in {before, after}:
            return IMPOSSIBLE
        left, right = said(one, before, told[0]), said(other, after, told[1])
        if left.result == right.result and left.cited == right.cited:
            return SAME
        return Apart(LeafKind.DECIDED, before=left, after=right)

    return join


def _said(decision: str, side: Side, leaf: Leaf) -> Said:
    rulebook = side.rulebook
    versions = applied(rulebook, [leaf.versions]) if leaf.kind in {LeafKind.DECIDED, LeafKind.NOT_KNOWN} else ()
    person = Person(rulebook, rulebook.decisions[decision], side.known, side.on)
    names = [name for name in leaf.formula.names if name not in rulebook.facts] if leaf.formula else []
    figures = tuple(
        (name, *sorted({_history(rulebook.parameter_for(name, unit), side.on) for unit in person.places().inside}))
        for name in names
    )
    return Said(leaf.kind, leaf.outcome, leaf.formula, figures, bases(rulebook, versions, side.on))


def _history(parameter: Parameter | None, on: date) -> str:
    """The figures that count on a day: the one in force, or the whole history where another date decides."""
    if parameter is None:
        return ""
    return "; ".join(str(value.value) for value in parameter.values if parameter.clock != "on" or on in value.period)


@dataclass
class Product:
    """Two graphs as one: each person's two ends joined."""

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
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            return self.join(one, other)
        if IMPOSSIBLE in (one, other):
            return IMPOSSIBLE
        top = one if isinstance(one, Branch) else other
        assert isinstance(top, Branch)
        arms = [
            (atom, self.node(self.graph.given(one, top.fact, atom), self.graph.given(other, top.fact, atom)))
            for atom in self.graph.atoms(top.fact, one, other)
        ]
        return self.graph.branch(top.fact, arms)


def cells(node: Node, path: Cell = ()) -> Iterator[tuple[Leaf, Cell]]:
    """Every end that is not SAME, with every path to it; arms that lead to the same node are one step."""
    if isinstance(node, Leaf):
        if node != SAME:
            yield node, path
        return
    steps: dict[Node, list[Possible]] = {}
    for value, arm in node.arms:
        steps.setdefault(arm, []).append(value)
    for arm, values in steps.items():
        yield from cells(arm, (*path, (node.fact, tuple(values))))


def statement(difference: Difference, one: Side, other: Side) -> Text:
    """A difference in a sentence: who, what the one side says, what the other says."""
    who = [
        listed([cell_text(one.rulebook, fact, values, one.on) for fact, values in cell], ", ", "，")
        for cell in difference.cells
    ]
    persons = listed([text for text in who if text]) or Text("Everybody", "所有人")
    before, after = (_verdict(side, said) for side, said in ((one, difference.before), (other, difference.after)))
    if difference.only_bases:
        return Text(f"{persons.en}: the same answer, on another basis.", f"{persons.zh}：结论相同，依据不同。")
    return Text(f"{persons.en}: {before.en} → {after.en}", f"{persons.zh}：{before.zh} → {after.zh}")


def _verdict(side: Side, said: Said) -> Text:
    if said.outcome is None:
        return Text("no answer", "没有答案")
    return side.rulebook.outcomes[said.outcome].title
