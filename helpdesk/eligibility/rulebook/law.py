"""Instruments, provisions and evidence, as far as the engine needs them: periods, precedence, confidence."""

from dataclasses import dataclass
from datetime import date

from helpdesk.eligibility.vocabulary.span import Period
from helpdesk.eligibility.vocabulary.text import EMPTY, Text


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, notice or local document."""

    key: str
    title: Text
    short: Text
    level: str
    number: str
    period: Period
    text_basis: str
    confidence: str = "high"


@dataclass(frozen=True, slots=True)
class Provision:
    """An article or section. It gives way to those in `yields_to` where both are cited and both are in force."""

    key: str
    instrument: str
    article: str
    paragraph: str
    summary: Text
    period: Period
    number_seen: bool
    confidence: str
    yields_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim comes from. Low confidence is shown to staff only."""

    key: str
    kind: str
    confidence: str
    seen_on: date | None
    title: Text = EMPTY
    note: Text = EMPTY


LOW = "low"
