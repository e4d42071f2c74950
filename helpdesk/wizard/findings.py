"""Why: each condition of the rules that led to the answer, and how the answers compare with it."""

from dataclasses import dataclass
from typing import Any

from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.vocabulary.kinds import State


@dataclass(frozen=True)
class Reason:
    """One condition: met, not met, or not known."""

    state: str
    text: Any


ORDER = (State.MET, State.NOT_KNOWN, State.NOT_MET)


def reasons(portion: Assessment) -> list[Reason]:
    """The findings, met ones first; a condition that two rules share is told once."""
    found = dict.fromkeys((ORDER.index(item.state), item.state.value, item.text) for item in portion.findings)
    return [Reason(state, text) for _place, state, text in sorted(found, key=lambda row: row[0])]
