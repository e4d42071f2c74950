"""What the rules that apply to one completely described person come to.

An applicable rule is defeated when a rule that applies is, transitively, an exception to it. What remains must agree in
outcome and formula. A rule without conditions yields to every rule that has some, and to a rule without conditions of a
region further down.
"""

from collections.abc import Iterable, Sequence
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


def is_base(version: Version) -> bool:
    """True for a rule that always applies: it yields to every rule that does not."""
    return not version.conditions and version.clock == ON


def defeated(rulebook: Rulebook, applicable: Iterable[Version]) -> set[str]:
    """The rules to which an applicable version is, transitively, an exception. A base rule excepts nothing."""
    return {key for version in applicable if not is_base(version) for key in rulebook.defeats[version.rule]}


def standing(rulebook: Rulebook, applicable: Iterable[Version]) -> tuple[Version, ...]:
    """The applicable versions that no other applicable one defeats; base rules only where there is nothing else."""
    applicable = tuple(applicable)
    beaten = defeated(rulebook, applicable)
    specific = any(not is_base(version) for version in applicable)
    return tuple(v for v in applicable if v.rule not in beaten and not (specific and is_base(v)))


def resolve(rulebook: Rulebook, versions: Sequence[Version]) -> Leaf:
    """What the versions that stand come to; of base rules those of the deepest region count."""
    if not versions:
        return Leaf(LeafKind.GAP)
    depths = {v.name: len(rulebook.regions.line(rulebook.rule_by_key[v.rule].region)) for v in versions}
    if is_base(versions[0]):
        versions = [version for version in versions if depths[version.name] == max(depths.values())]
    results = {(version.outcome, version.formula) for version in versions}
    if len(results) > 1:
        return Leaf(LeafKind.CONFLICT, versions=tuple(versions))
    kind = LeafKind.NOT_KNOWN if versions[0].outcome is None else LeafKind.DECIDED
    return Leaf(kind, versions[0].outcome, versions[0].formula, tuple(versions))
