"""Rules, their dated versions and what they rest on; the decision tables they stand in.

A rule may be an exception to others, at its own level or above (Catala's exceptions, transitive and acyclic). Row order
never decides law.
"""

from dataclasses import dataclass

from helpdesk.eligibility.amounts import Formula
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.kinds import ON, BasisKind, Role
from helpdesk.eligibility.vocabulary.span import Period
from helpdesk.eligibility.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Citation:
    """A basis: the key of a provision or of a local document, empty for practice; `leads` says what it carries."""

    kind: BasisKind
    key: str
    role: Role
    leads: Text


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it reads in `period` on its `clock`: `on`, or a date fact.

    `outcome` is None in the stretch after a regional rule ended of which we do not know what followed.
    """

    rule: str
    number: int
    period: Period
    clock: str
    conditions: tuple[Condition, ...]
    outcome: str | None
    formula: Formula | None = None
    citations: tuple[Citation, ...] = ()
    evidence: tuple[str, ...] = ()
    start_known: str = "day"

    @property
    def name(self) -> str:
        """Names the version in messages: `rule[2]`."""
        return f"{self.rule}[{self.number}]"


def all_conditions(version: Version) -> tuple[Condition, ...]:
    """A version's conditions; a clock that is a date fact counts as one."""
    if version.clock == ON:
        return version.conditions
    clock = Condition(version.clock, f"{version.clock} in {version.period}", span=version.period)
    return (*version.conditions, clock)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with a stable key, the rules it is an exception to, and its versions."""

    key: str
    region: str
    exception_to: tuple[str, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All rules of one decision in one region."""

    key: str
    decision: str
    region: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one portion; `region_fact` is the region that governs, empty where none does."""

    key: str
    title: Text
    region_fact: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """A decision's place in a question; answered as if `when` held, left out when it certainly does not."""

    decision: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A named bundle of decisions asked together on the same facts."""

    key: str
    title: Text
    intro: Text
    portions: tuple[Portion, ...]
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Conditions that cannot all hold of one person."""

    key: str
    conditions: tuple[Condition, ...]
    message: Text
