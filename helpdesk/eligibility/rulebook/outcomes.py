"""Outcomes: a verdict with everything a person needs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpdesk.eligibility.rulebook.deadline import Deadline
from helpdesk.eligibility.vocabulary.kinds import Verdict
from helpdesk.eligibility.vocabulary.text import Text

OUTCOME_TEXTS = (
    "answer", "steps", "documents", "where", "hours", "fee", "time_limit", "alternatives", "warning", "depends_on",
    "find_out",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a decision comes to. `texts` holds the fields of OUTCOME_TEXTS; list-like ones have one item a line.

    `deadline` is the person's own, not the office's; None where there is none, as in editions of before there were any.
    """

    key: str
    verdict: Verdict
    title: Text
    ask: str = ""
    texts: Mapping[str, Text] = field(default_factory=dict, hash=False, compare=False)
    deadline: Deadline | None = None

    def text(self, name: str) -> Text:
        """One of OUTCOME_TEXTS, empty when the outcome leaves it out."""
        return self.texts.get(name, Text())
