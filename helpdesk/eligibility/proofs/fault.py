"""A fault found in a rulebook: where it stands, which row, what is wrong, how to mend it, and whom it would hit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from helpdesk.eligibility.vocabulary.span import Period
from helpdesk.eligibility.vocabulary.text import Text

PROOF_CODES = frozenset({"gap", "conflict", "unreachable", "idle-exception", "older", "threshold", "order", "explodes"})
"""What a draft may be while it is half done, and an edition may not.

`gap`: no rule answers somebody. `conflict`: two rules answer and disagree. `unreachable`: a rule that decides nobody.
`idle-exception`: an exception that excepts nothing. `older` (a warning): a regional rule older than the national
version it departs from. `threshold`: a figure that a condition compares with has no value on a day it is needed.
`order`: two figures cut one axis in the wrong order. `explodes`: a table too large to prove.
"""


class Severity(StrEnum):
    """An error blocks publishing; a warning is told and may be right."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Example:
    """A person whom a fault hits, as a question would know them.

    `decision` is a decision's key; `facts` maps fact keys to answers as they stand in an address and as `read_answers`
    reads them, the region included; `on` is the date asked about; `text` tells the person in one line, without a full
    stop: "Tianjin, left a job, money credited in 2023, asked about 1 April 2023".
    """

    decision: str
    on: date
    facts: Mapping[str, str] = field(hash=False)
    text: Text


@dataclass(frozen=True, slots=True)
class Fault:
    """`document` is a document key such as `table:medical-account-ledger@CN`; `row` names the place inside it.

    `rows` are the further rows involved, as (document, row): both rules of a conflict, the rule departed from.
    """

    code: str
    document: str
    row: str
    message: Text
    severity: Severity = Severity.ERROR
    example: Example | None = None
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Every row involved, as (document, row): its own first, each once."""
        return tuple(dict.fromkeys(((self.document, self.row), *self.rows)))


def fault(code: str, document: str, row: str, en: str, zh: str) -> Fault:
    """An error."""
    return Fault(code, document, row, Text(en, zh))


def warning(code: str, document: str, row: str, en: str, zh: str) -> Fault:
    """A warning."""
    return Fault(code, document, row, Text(en, zh), Severity.WARNING)


def backwards(where: str, row: str, period: Period) -> Iterator[Fault]:
    """A period that ends before it starts."""
    if period.low is not None and period.high is not None and period.high <= period.low:
        yield fault(
            "period", where, row,
            f"{row}: ends on {period.high} before it starts on {period.low}. Correct one of the two dates.",
            f"{row}：结束日{period.high}早于开始日{period.low}。请改正其中一个日期。",
        )  # fmt: skip
