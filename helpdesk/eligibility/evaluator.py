"""The evaluator: follows every person that is still possible, straight from the rules.

A rule applies when the day on its clock lies in its period and all its conditions hold. Persons are told apart one fact
at a time, and only by facts that a rule still in play asks about. Two paths that leave the same rules and the same
conditions open lead to the same node, so each such situation is worked out once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from helpdesk.eligibility.conditions import Condition
from helpdesk.eligibility.derivation import possible_value
from helpdesk.eligibility.facts import Known, Possible
from helpdesk.eligibility.regions import NATION, Places
from helpdesk.eligibility.resolution import IMPOSSIBLE, Leaf, defeated, resolve, standing
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Decision, Version
from helpdesk.eligibility.span import Span
from helpdesk.eligibility.vocabulary import ON, FactKind, State


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A fact that still changes the result, with a node for each of its values or pieces.

    One exploration makes equal branches once, so that two are the same exactly when they are one object.
    """

    fact: str
    arms: tuple[tuple[Possible, "Node"], ...]


Node: TypeAlias = Leaf | Branch

Limit: TypeAlias = tuple[Condition, ...]
"""Conditions that cannot all hold: of an exclusion, or the opposite of one that is taken as given."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is in play on a path: versions that stand, versions and limits that may, with the conditions still open."""

    certain: tuple[Version, ...]
    uncertain: tuple[tuple[Version, tuple[Condition, ...]], ...]
    limits: tuple[Limit, ...]

    @property
    def open(self) -> list[Condition]:
        """The conditions of versions that are still open."""
        return [condition for _, conditions in self.uncertain for condition in conditions]


@dataclass
class Exploration:
    """One pass over all persons possible for one decision on one day, of whom the conditions `given` hold.

    `leaves` collects every end that some person reaches.
    """

    rulebook: Rulebook
    decision: Decision
    known: Known
    on: date
    given: tuple[Condition, ...] = ()
    leaves: list[Leaf] = field(default_factory=list)
    _nodes: dict[object, Node] = field(default_factory=dict)
    _branches: dict[object, Node] = field(default_factory=dict)

    def tree(self) -> Node:
        """What still matters, as a graph without doubles; a leaf when the answer is settled."""
        if not self.decision.region_fact:
            return self._start({}, NATION)
        fact = self.decision.region_fact
        places = self.possible(fact, {})
        assert isinstance(places, Places)
        units = {unit for condition in self._about_places if condition.fact == fact for unit in condition.values}
        owners = self.rulebook.owners.get(self.decision.key, frozenset())
        parts = self.rulebook.regions.split(places, (owners | units) - {NATION})
        return self._merged(fact, [(part, self._start({fact: part}, min(part.inside))) for part in parts])

    def possible(self, key: str, narrowed: Mapping[str, Possible]) -> Possible:
        """What is still possible of a fact on this path."""
        return possible_value(self.rulebook, self.known, key, self.on, narrowed)

    def _start(self, narrowed: dict[str, Possible], region: str) -> Node:
        versions = tuple((version, all_conditions(version)) for version in self.versions(region))
        excluded = [exclusion.conditions for exclusion in self.rulebook.exclusions.values()]
        opposites = [(replace(condition, negated=not condition.negated),) for condition in self.given]
        return self._node(narrowed, Situation((), versions, (*excluded, *opposites)), None)

    def _node(self, narrowed: dict[str, Possible], before: Situation, changed: str | None) -> Node:
        situation = self._narrowed(before, narrowed, changed)
        if situation is None:
            return IMPOSSIBLE
        key = self._identity(situation, narrowed)
        if key not in self._nodes:
            self._nodes[key] = self._worked_out(situation, narrowed)
        return self._nodes[key]

    def _identity(self, situation: Situation, narrowed: Mapping[str, Possible]) -> object:
        """What decides the node: the rules in play, the conditions open, and what is possible of the facts in them."""
        facts = {condition.fact for conditions in (situation.open, *situation.limits) for condition in conditions}
        facts |= {key for key in narrowed if self._is_derived(key)}
        facts |= {source for key in facts for source in self.rulebook.sources(key)}
        return (
            tuple(version.name for version in situation.certain),
            tuple((v.name, *(condition.text for condition in conditions)) for v, conditions in situation.uncertain),
            tuple(tuple((c.text, c.negated) for c in conditions) for conditions in situation.limits),
            frozenset((key, narrowed[key]) for key in facts if key in narrowed),
        )

    def _worked_out(self, situation: Situation, narrowed: dict[str, Possible]) -> Node:
        fact = self._first_open(situation.open)
        if fact is not None:
            values = self._split(fact, situation.open, narrowed)
            return self._merged(
                fact, [(value, self._node({**narrowed, fact: value}, situation, fact)) for value in values]
            )
        if not self._somebody(situation.limits, narrowed):
            return IMPOSSIBLE
        leaf = resolve(self.rulebook, situation.certain)
        self.leaves.append(leaf)
        return leaf

    def _narrowed(self, before: Situation, narrowed: Mapping[str, Possible], changed: str | None) -> Situation | None:
        """The situation once `changed` is narrower (None: look at everything); None when nobody is left."""
        limits = self._limits(before.limits, narrowed, changed)
        if limits is None:
            return None
        certain, uncertain = list(before.certain), []
        for version, conditions in before.uncertain:
            left = self._still_open(conditions, narrowed, changed)
            if left:
                uncertain.append((version, left))
            elif left is not None:
                certain.append(version)
        beaten = defeated(self.rulebook, certain)
        kept = tuple((version, conditions) for version, conditions in uncertain if version.rule not in beaten)
        stands = sorted(standing(self.rulebook, certain), key=lambda version: version.name)
        return Situation(tuple(stands), kept, limits)

    def _still_open(
        self, conditions: tuple[Condition, ...], narrowed: Mapping[str, Possible], changed: str | None
    ) -> tuple[Condition, ...] | None:
        """The conditions of which it is not known whether they hold; None when one certainly does not."""
        left = []
        for condition in conditions:
            if changed not in {None, condition.fact}:
                left.append(condition)
                continue
            state = condition.state(self.possible(condition.fact, narrowed), self.rulebook.regions)
            if state is State.NOT_MET:
                return None
            if state is State.NOT_KNOWN:
                left.append(condition)
        return tuple(left)

    def _limits(
        self, limits: Iterable[Limit], narrowed: Mapping[str, Possible], changed: str | None
    ) -> tuple[Limit, ...] | None:
        """The limits that may still be overstepped; None when one certainly is."""
        found = [self._still_open(limit, narrowed, changed) for limit in limits]
        return None if () in found else tuple(limit for limit in found if limit)

    def _somebody(self, limits: tuple[Limit, ...], narrowed: dict[str, Possible]) -> bool:
        """Is there a person on this path who oversteps no limit?"""
        conditions = [condition for limit in limits for condition in limit]
        fact = self._first_open(conditions)
        if fact is None:
            return all(self._agrees(key, narrowed) for key in narrowed if self._is_derived(key))
        for value in self._split(fact, conditions, narrowed):
            narrower = {**narrowed, fact: value}
            left = self._limits(limits, narrower, fact)
            if left is not None and self._somebody(left, narrower):
                return True
        return False

    def _agrees(self, key: str, narrowed: Mapping[str, Possible]) -> bool:
        """Whether a derived fact can be what this path says, now that more is known of what it is derived from."""
        rest = {fact: value for fact, value in narrowed.items() if fact != key}
        said, derived = narrowed[key], self.possible(key, rest)
        return isinstance(said, frozenset) and isinstance(derived, frozenset) and bool(said & derived)

    def _is_derived(self, key: str) -> bool:
        return self.rulebook.facts[key].derivation is not None

    def _first_open(self, conditions: Iterable[Condition]) -> str | None:
        """The first open fact in the staff's order; what is derived comes after what it is derived from."""
        return min({condition.fact for condition in conditions}, key=self._place, default=None)

    def _place(self, key: str) -> tuple[int, bool, str]:
        facts = self.decision.facts
        places = [facts.index(each) if each in facts else len(facts) for each in (key, *self.rulebook.sources(key))]
        return (max(places), self._is_derived(key), key)

    def _split(self, fact: str, conditions: list[Condition], narrowed: Mapping[str, Possible]) -> list[Possible]:
        if self.rulebook.facts[fact].kind is FactKind.REGION:
            conditions = [*conditions, *self._about_places]
        about = [condition for condition in conditions if condition.fact == fact]
        return split_values(self.rulebook, self.possible(fact, narrowed), about)

    @cached_property
    def _about_places(self) -> list[Condition]:
        """Every condition on a place: places are told apart the same way on every path, so that branches compare."""
        tables = [table for table in self.rulebook.tables.values() if table.decision == self.decision.key]
        versions = [version for table in tables for rule in table.rules for version in rule.versions]
        return [
            condition
            for version in versions
            for condition in version.conditions
            if self.rulebook.facts[condition.fact].kind is FactKind.REGION
        ]

    def _merged(self, fact: str, arms: list[tuple[Possible, Node]]) -> Node:
        """A branch, or the one node all its possible arms share: then the fact does not matter."""
        distinct = {node for _, node in arms if node != IMPOSSIBLE}
        if len(distinct) < 2:
            return next(iter(distinct), IMPOSSIBLE)
        arms = joined(arms)
        key = (fact, tuple((value, node) for value, node in arms))
        return self._branches.setdefault(key, Branch(fact, tuple(arms)))

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


def joined(arms: list[tuple[Possible, Node]]) -> list[tuple[Possible, Node]]:
    """Neighbouring pieces of an axis that lead to the same node, as one piece."""
    found: list[tuple[Possible, Node]] = []
    for value, node in arms:
        last = found[-1] if found else None
        if last and last[1] == node and isinstance(value, Span) and isinstance(last[0], Span):
            found[-1] = (replace(last[0], high=value.high), node)  # type: ignore[arg-type]
        else:
            found.append((value, node))
    return found


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
