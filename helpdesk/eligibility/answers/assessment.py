"""What the engine says of one person: an assessment per portion, and the answer to a question."""

from dataclasses import dataclass
from datetime import date

from helpdesk.eligibility.amounts import Amount
from helpdesk.eligibility.rulebook.outcomes import Outcome
from helpdesk.eligibility.vocabulary.errors import Problem
from helpdesk.eligibility.vocabulary.kinds import BasisKind, Role, State, Status, Verdict
from helpdesk.eligibility.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Basis:
    """A basis shown on the day asked about, and the rule that named it. Practice has no key."""

    kind: BasisKind
    key: str
    role: Role
    leads: Text
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition of a rule, and whether it is met, not met, or not known."""

    fact: str
    condition: str
    state: State
    text: Text
    rule: str


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule that led to the outcome: its region, and whether that is not the person's own."""

    key: str
    region: str
    inherited: bool
    version: int
    start_known: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Possibility:
    """An outcome that is still possible, and the answers it depends on."""

    outcome: Outcome
    depends: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A single answer that, changed, would lead to another outcome. Only for facts the person can change.

    `value` is the answer in words, `answer` the same as it stands in an address.
    """

    fact: str
    value: Text
    outcome: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one decision comes to for one person on one day."""

    decision: str
    title: Text
    status: Status
    outcome: Outcome | None = None
    possible: tuple[Possibility, ...] = ()
    amount: Amount | None = None
    bases: tuple[Basis, ...] = ()
    findings: tuple[Finding, ...] = ()
    next_fact: str | None = None
    relevant: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    rules: tuple[AppliedRule, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The outcome's; while unsure, the one shared by everything still possible; else None."""
        if self.outcome is not None:
            return self.outcome.verdict
        shared = {item.outcome.verdict for item in self.possible}
        agreed = self.status is Status.UNSURE and len(shared) == 1 and not self.problems
        return shared.pop() if agreed else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question comes to: one assessment per portion that arises, and one line above all."""

    question: str
    on: date
    portions: tuple[Assessment, ...]
    next_fact: str | None
    verdict: Verdict | None
    verdict_line: Text
    problems: tuple[Problem, ...] = ()
    most: int = 0
    """How many questions there are still to answer at most."""
