"""What share of possible persons gets a definite answer, "it depends", or "not covered".

Everybody counts the same: every option of a fact, every piece into which rules cut an axis, every region. The pieces
are those of all rulebooks that are compared, so that one more cut alone changes no share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from helpdesk.eligibility.diagrams.person import Person, taken_with
from helpdesk.eligibility.diagrams.resolution import Leaf, LeafKind
from helpdesk.eligibility.diagrams.walk import Branch, Node, walk
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import all_conditions
from helpdesk.eligibility.vocabulary.facts import Known, Possible
from helpdesk.eligibility.vocabulary.kinds import Verdict
from helpdesk.eligibility.vocabulary.regions import OUTSIDE, Places
from helpdesk.eligibility.vocabulary.span import Span

Weights: TypeAlias = Mapping[Leaf, Fraction]
"""How much of everybody reaches each end; what is missing to 1 is impossible."""


@dataclass(frozen=True)
class Share:
    """Shares of the possible persons of one portion in one class of regions (`CN`: everywhere without own rules).

    `depends` has the share of each outcome that depends on a local figure or fact; `unsettled` is what no rule answers,
    what rules disagree on, and what followed a rule that ended and is not known. The four add up to 1.
    """

    question: str
    decision: str
    region: str
    definite: Fraction
    depends: Mapping[str, Fraction]
    not_covered: Fraction
    unsettled: Fraction


def shares(rulebook: Rulebook, question_key: str, on: date, beside: Sequence[Rulebook] = ()) -> list[Share]:
    """The shares of every portion of a question in every class of regions, on a day.

    Two rulebooks are comparable when each is `beside` the other: both then tell the same classes of regions apart, so
    that a region whose own rules end is compared with what it gets instead. Nobody possible: no share.
    """
    found = []
    measure = Measure(rulebook, beside)
    for portion in rulebook.questions[question_key].portions:
        for region, known in classes(rulebook, portion.decision, beside).items():
            tree = walk(rulebook, portion.decision, known, on, portion.when, holes=True)
            person = taken_with(Person(rulebook, rulebook.decisions[portion.decision], known, on), portion.when)
            weights = measure.ends(tree, person) if person else {}
            if weights:
                found.append(_share(rulebook, question_key, portion.decision, region, weights))
    return found


def classes(rulebook: Rulebook, decision: str, beside: Sequence[Rulebook]) -> dict[str, Known]:
    """Everybody of each class of regions that one of the rulebooks tells apart, no place outside the mainland."""
    regions, fact = rulebook.regions, rulebook.decisions[decision].region_fact
    books = [each for each in (rulebook, *beside) if decision in each.decisions]
    told = dict.fromkeys(unit for book in books for unit in book.diagrams.classes(decision) if unit in regions.by_key)
    found = {}
    for region in (unit for unit in told if regions.by_key[unit].level != OUTSIDE):
        deeper = frozenset(unit for unit in told if unit != region and regions.below(unit, region))
        found[region] = Known({fact: Places(frozenset({region}), deeper)}) if fact else Known()
    return found


def _share(rulebook: Rulebook, question: str, decision: str, region: str, weights: Weights) -> Share:
    whole = sum(weights.values())
    definite, not_covered, unsettled = Fraction(0), Fraction(0), Fraction(0)
    depends: dict[str, Fraction] = {}
    for leaf, weight in weights.items():
        part = weight / whole
        verdict = rulebook.outcomes[leaf.outcome].verdict if leaf.outcome is not None else None
        if verdict is None:
            unsettled += part
        elif verdict is Verdict.NOT_COVERED:
            not_covered += part
        elif verdict is Verdict.DEPENDS:
            depends[str(leaf.outcome)] = depends.get(str(leaf.outcome), Fraction(0)) + part
        else:
            definite += part
    return Share(question, decision, region, definite, depends, not_covered, unsettled)


@dataclass
class Measure:
    """Counts the pieces of values, as finely as any of several rulebooks cuts them."""

    rulebook: Rulebook
    beside: Sequence[Rulebook] = ()
    _cuts: dict[str, set[object]] = field(default_factory=dict)
    _counted: dict[Places, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for rulebook in (self.rulebook, *self.beside):
            boxes = [all_conditions(version) for version in rulebook.versions()]
            boxes += [exclusion.conditions for exclusion in rulebook.exclusions.values()]
            boxes += [portion.when for question in rulebook.questions.values() for portion in question.portions]
            for condition in (each for box in boxes for each in box if each.span is not None):
                assert condition.span is not None
                self._cuts.setdefault(condition.fact, set()).update(condition.span.bounds())

    def pieces(self, fact: str, value: Possible) -> int:
        """Into how many pieces a value falls; at least 1."""
        if isinstance(value, frozenset):
            return len(value)
        if isinstance(value, Span):
            inside = (cut for cut in self._cuts.get(fact, ()) if cut in value and cut != value.low)  # type: ignore[operator]
            return 1 + sum(1 for _ in inside)
        if value not in self._counted:
            self._counted[value] = max(1, sum(self._lies_in(unit, value) for unit in self.rulebook.regions.by_key))
        return self._counted[value]

    def _lies_in(self, unit: str, places: Places) -> bool:
        regions = self.rulebook.regions
        if not all(unit in other.regions.by_key for other in self.beside):
            return False
        inside = any(regions.below(unit, each) for each in places.inside)
        return inside and not any(regions.below(unit, each) for each in places.outside_of)

    def ends(self, tree: Node, person: Person) -> dict[Leaf, Fraction]:
        """How much of everybody reaches each end of a tree with holes."""
        found: dict[Node, dict[Leaf, Fraction]] = {}

        def below(node: Node) -> dict[Leaf, Fraction]:
            if isinstance(node, Leaf):
                return {} if node.kind is LeafKind.IMPOSSIBLE else {node: Fraction(1)}
            if node not in found:
                found[node] = self._mixed(person, node, [(value, below(arm)) for value, arm in node.arms])
            return found[node]

        return below(tree)

    def _mixed(self, person: Person, branch: Branch, arms: Sequence[tuple[Possible, Weights]]) -> dict[Leaf, Fraction]:
        derived = self.rulebook.facts[branch.fact].derivation is not None
        told = sum(self.pieces(branch.fact, value) for value, _ in branch.arms)
        whole = told if derived else max(told, self.pieces(branch.fact, person.possible(branch.fact)))
        mixed: dict[Leaf, Fraction] = {}
        for value, weights in arms:
            part = Fraction(self.pieces(branch.fact, value), whole)
            for leaf, weight in weights.items():
                mixed[leaf] = mixed.get(leaf, Fraction(0)) + part * weight
        return mixed
