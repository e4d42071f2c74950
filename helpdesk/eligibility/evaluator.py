"""The plain evaluator: tries every person that is still possible, straight from the rules.

It is the reference that any faster evaluation is held against. A rule applies when the day on its clock lies in its
period and all its conditions hold. It is defeated when a rule that applies is, transitively, an exception to it. What
remains must agree in outcome and formula. A rule without conditions yields to every rule that has some, and to a rule
without conditions of a region further down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from helpdesk.eligibility.amounts import Formula
from helpdesk.eligibility.conditions import Condition
from helpdesk.eligibility.derivation import derived_values
from helpdesk.eligibility.facts import Known, Possible
from helpdesk.eligibility.regions import NATION, Places
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Decision, Version
from helpdesk.eligibility.span import Span
from helpdesk.eligibility.vocabulary import ON, State


class LeafKind(StrEnum):
    """What one completely described person comes to."""

    DECIDED = "decided"
    NOT_KNOWN = "not_known"
    GAP = "gap"
    CONFLICT = "conflict"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Leaf:
    """The end of a path. `versions` are those that remained; leaves are equal when outcome and formula are."""

    kind: LeafKind
    outcome: str | None = None
    formula: Formula | None = None
    versions: tuple[Version, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Branch:
    """A fact that still changes the result, with a node for each of its values or pieces."""

    fact: str
    arms: tuple[tuple[Possible, "Node"], ...]


Node: TypeAlias = Leaf | Branch
IMPOSSIBLE = Leaf(LeafKind.IMPOSSIBLE)


def merged(fact: str, arms: list[tuple[Possible, Node]]) -> Node:
    """A branch, or the one node all its possible arms share: then the fact does not matter."""
    distinct = {node for _, node in arms if node != IMPOSSIBLE}
    if not distinct:
        return IMPOSSIBLE
    if len(distinct) == 1:
        return distinct.pop()
    return Branch(fact, tuple(arms))


def resolve(rulebook: Rulebook, applicable: Iterable[Version]) -> Leaf:
    """What the applicable versions come to once exceptions have defeated what they except."""
    applicable = list(applicable)
    specific = [version for version in applicable if version.conditions or version.clock != ON]
    if not specific:
        return _base(rulebook, applicable)
    defeated = {key for version in specific for key in rulebook.defeats[version.rule]}
    remaining = tuple(version for version in specific if version.rule not in defeated)
    results = {(version.outcome, version.formula) for version in remaining}
    if len(results) != 1:
        return Leaf(LeafKind.CONFLICT if remaining else LeafKind.GAP, versions=remaining)
    outcome, formula = results.pop()
    kind = LeafKind.NOT_KNOWN if outcome is None else LeafKind.DECIDED
    return Leaf(kind, outcome, formula, remaining)


def _base(rulebook: Rulebook, versions: list[Version]) -> Leaf:
    if not versions:
        return Leaf(LeafKind.GAP)
    depth = {v.rule: len(rulebook.regions.line(rulebook.rule_by_key[v.rule].region)) for v in versions}
    deepest = tuple(version for version in versions if depth[version.rule] == max(depth.values()))
    if len({(version.outcome, version.formula) for version in deepest}) > 1:
        return Leaf(LeafKind.CONFLICT, versions=deepest)
    return Leaf(LeafKind.DECIDED, deepest[0].outcome, deepest[0].formula, deepest)


@dataclass
class Exploration:
    """One pass over all persons possible for one decision on one day. `leaves` collects every end reached."""

    rulebook: Rulebook
    decision: Decision
    known: Known
    on: date
    leaves: list[Leaf] = field(default_factory=list)

    def tree(self) -> Node:
        """The tree of what still matters; a leaf when the answer is settled."""
        if not self.decision.region_fact:
            return self._node({}, NATION)
        owners = self.rulebook.owners.get(self.decision.key, frozenset())
        places = self.possible(self.decision.region_fact, {})
        assert isinstance(places, Places)
        parts = self.rulebook.regions.split(places, owners - {NATION})
        arms: list[tuple[Possible, Node]] = [
            (part, self._node({self.decision.region_fact: part}, min(part.inside))) for part in parts
        ]
        return merged(self.decision.region_fact, arms)

    def possible(self, key: str, narrowed: Mapping[str, Possible]) -> Possible:
        """What is still possible of a fact on this path."""
        if key in narrowed:
            return narrowed[key]
        fact = self.rulebook.facts[key]
        if fact.derivation is None:
            return self.known.possible(fact, self.on)
        sources = [self.possible(source, narrowed) for source in fact.derivation.sources]
        return derived_values(self.rulebook, fact.derivation, sources, self.on)

    def _node(self, narrowed: dict[str, Possible], region: str) -> Node:
        if any(self._holds(exclusion.conditions, narrowed) for exclusion in self.rulebook.exclusions.values()):
            return IMPOSSIBLE
        certain, uncertain = self._sorted_out(narrowed, region)
        fact = self._first_open(uncertain, narrowed)
        if fact is None:
            leaf = resolve(self.rulebook, certain)
            self.leaves.append(leaf)
            return leaf
        values = self.split(fact, uncertain, narrowed)
        return merged(fact, [(value, self._node({**narrowed, fact: value}, region)) for value in values])

    def _holds(self, conditions: Iterable[Condition], narrowed: Mapping[str, Possible]) -> bool:
        return all(
            condition.state(self.possible(condition.fact, narrowed), self.rulebook.regions) is State.MET
            for condition in conditions
        )

    def _sorted_out(self, narrowed: Mapping[str, Possible], region: str) -> tuple[list[Version], list[Version]]:
        """The versions that certainly apply, and those that may; what a certain one defeats is left out."""
        certain: list[Version] = []
        uncertain: list[Version] = []
        for version in self.versions(region):
            states = set(self.states(version, narrowed).values())
            if State.NOT_MET in states:
                continue
            (uncertain if State.NOT_KNOWN in states else certain).append(version)
        defeated = {key for version in certain for key in self.rulebook.defeats[version.rule]}
        return certain, [version for version in uncertain if version.rule not in defeated]

    def versions(self, region: str) -> list[Version]:
        """Every version that reaches the region and whose period, where its clock is `on`, holds the day."""
        tables = self.rulebook.tables_for(self.decision.key, region)
        found = [version for table in tables for rule in table.rules for version in rule.versions]
        return [version for version in found if version.clock != ON or self.on in version.period]

    def states(self, version: Version, narrowed: Mapping[str, Possible]) -> dict[Condition, State]:
        """The state of each condition of a version, its clock included where that is a date fact."""
        return {
            condition: condition.state(self.possible(condition.fact, narrowed), self.rulebook.regions)
            for condition in all_conditions(version)
        }

    def _first_open(self, uncertain: list[Version], narrowed: Mapping[str, Possible]) -> str | None:
        open_facts = {
            condition.fact
            for version in uncertain
            for condition, state in self.states(version, narrowed).items()
            if state is State.NOT_KNOWN
        }
        order = {key: place for place, key in enumerate(self.decision.facts)}
        return min(open_facts, key=lambda key: (order.get(key, len(order)), key), default=None)

    def split(self, fact: str, versions: list[Version], narrowed: Mapping[str, Possible]) -> list[Possible]:
        """The values of a fact, or the pieces and places that these versions tell apart."""
        possible = self.possible(fact, narrowed)
        conditions = [c for version in versions for c in all_conditions(version) if c.fact == fact]
        return split_values(self.rulebook, possible, conditions)


def all_conditions(version: Version) -> tuple[Condition, ...]:
    """A version's conditions; a clock that is a date fact counts as one."""
    if version.clock == ON:
        return version.conditions
    clock = Condition(version.clock, f"{version.clock} in {version.period}", span=version.period)
    return (*version.conditions, clock)


def split_values(rulebook: Rulebook, possible: Possible, conditions: list[Condition]) -> list[Possible]:
    """A fact's possible values, told apart as far as the conditions do."""
    if isinstance(possible, Places):
        units = {value for condition in conditions for value in condition.values}
        return list(rulebook.regions.split(possible, units))
    if isinstance(possible, Span):
        cuts = [bound for condition in conditions if condition.span for bound in condition.span.bounds()]
        return list(possible.pieces(cuts))  # type: ignore[arg-type]
    return [frozenset({value}) for value in sorted(possible)]
