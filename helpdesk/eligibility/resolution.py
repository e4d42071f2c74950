"""What the rules that apply to one completely described person come to.

An applicable rule is defeated when a rule that applies is, transitively, an exception to it. What remains must agree in
outcome and formula. A rule without conditions yields to every rule that has some, and to a rule without conditions of a
region further down.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from helpdesk.eligibility.amounts import Formula
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Version
from helpdesk.eligibility.vocabulary import ON


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


IMPOSSIBLE = Leaf(LeafKind.IMPOSSIBLE)


def resolve(rulebook: Rulebook, applicable: Iterable[Version]) -> Leaf:
    """What the applicable versions come to once exceptions have defeated what they except."""
    applicable = list(applicable)
    specific = [version for version in applicable if not is_base(version)]
    if not specific:
        return _base(rulebook, applicable)
    remaining = undefeated(rulebook, specific)
    results = {(version.outcome, version.formula) for version in remaining}
    if len(results) != 1:
        return Leaf(LeafKind.CONFLICT if remaining else LeafKind.GAP, versions=remaining)
    return _agreed(remaining)


def is_base(version: Version) -> bool:
    """True for a rule that always applies: it yields to every rule that does not."""
    return not version.conditions and version.clock == ON


def undefeated(rulebook: Rulebook, applicable: Iterable[Version]) -> tuple[Version, ...]:
    """The versions to which no other applicable one is an exception. A base rule excepts nothing."""
    applicable = tuple(applicable)
    defeated = {key for version in applicable if not is_base(version) for key in rulebook.defeats[version.rule]}
    return tuple(version for version in applicable if version.rule not in defeated)


def _agreed(versions: tuple[Version, ...]) -> Leaf:
    kind = LeafKind.NOT_KNOWN if versions[0].outcome is None else LeafKind.DECIDED
    return Leaf(kind, versions[0].outcome, versions[0].formula, versions)


def _base(rulebook: Rulebook, versions: list[Version]) -> Leaf:
    if not versions:
        return Leaf(LeafKind.GAP)
    depth = {v.rule: len(rulebook.regions.line(rulebook.rule_by_key[v.rule].region)) for v in versions}
    deepest = tuple(version for version in versions if depth[version.rule] == max(depth.values()))
    if len({(version.outcome, version.formula) for version in deepest}) > 1:
        return Leaf(LeafKind.CONFLICT, versions=deepest)
    return _agreed(deepest)
