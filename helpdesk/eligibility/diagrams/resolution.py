"""What the rules that apply to one completely described person come to.

An applicable rule is defeated when a rule that applies is, transitively, an exception to it. What remains must agree in
outcome and formula. A rule without conditions yields to every rule that has some, and to a rule without conditions of a
region further down.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from helpdesk.eligibility.amounts import Formula
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Version
from helpdesk.eligibility.vocabulary.kinds import ON


class LeafKind(StrEnum):
    """What one completely described person comes to."""

    DECIDED = "decided"
    NOT_KNOWN = "not_known"
    GAP = "gap"
    CONFLICT = "conflict"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Leaf:
    """The end of a path. `versions` are told only where they are asked for (see roots.Fine)."""

    kind: LeafKind
    outcome: str | None = None
    formula: Formula | None = None
    versions: tuple[Version, ...] = field(default=())

    @property
    def plain(self) -> "Leaf":
        """The same without the versions that led to it."""
        return Leaf(self.kind, self.outcome, self.formula)


IMPOSSIBLE = Leaf(LeafKind.IMPOSSIBLE)


def is_base(version: Version) -> bool:
    """True for a rule that always applies: it yields to every rule that does not."""
    return not version.conditions and version.clock == ON


def standing(rulebook: Rulebook, applicable: Iterable[Version]) -> tuple[Version, ...]:
    """The applicable versions that no other applicable one defeats.

    Base rules stand only where there is nothing else, and of them those of the deepest region.
    """
    applicable = tuple(applicable)
    special = [version for version in applicable if not is_base(version)]
    if special:
        beaten = {key for version in special for key in rulebook.defeats[version.rule]}
        return tuple(version for version in special if version.rule not in beaten)
    depths = [len(rulebook.regions.line(rulebook.rule_by_key[version.rule].region)) for version in applicable]
    deepest = max(depths, default=0)
    return tuple(version for version, depth in zip(applicable, depths, strict=True) if depth == deepest)


def resolve(rulebook: Rulebook, applicable: Iterable[Version]) -> Leaf:
    """What the versions that apply to one person come to."""
    versions = standing(rulebook, applicable)
    results = {(version.outcome, version.formula) for version in versions}
    if len(results) != 1:
        return Leaf(LeafKind.CONFLICT if versions else LeafKind.GAP, versions=versions)
    ((outcome, formula),) = results
    return Leaf(LeafKind.NOT_KNOWN if outcome is None else LeafKind.DECIDED, outcome, formula, versions)
