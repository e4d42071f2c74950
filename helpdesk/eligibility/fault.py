"""A fault found in a rulebook: where it stands, which row, what is wrong, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum

from helpdesk.eligibility.text import Text


class Severity(StrEnum):
    """An error blocks publishing; a warning is told and may be right."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """`document` is a document key such as `table:medical-account-ledger@CN`; `row` names the place inside it."""

    code: str
    document: str
    row: str
    message: Text
    severity: Severity = Severity.ERROR


def fault(code: str, document: str, row: str, en: str, zh: str) -> Fault:
    """An error."""
    return Fault(code, document, row, Text(en, zh))


def warning(code: str, document: str, row: str, en: str, zh: str) -> Fault:
    """A warning."""
    return Fault(code, document, row, Text(en, zh), Severity.WARNING)
