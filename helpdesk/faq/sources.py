"""Evidence as a page shows it: the source, what kind it is, and when it was seen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.faq.wording import day
from helpdesk.policies.models import Evidence
from helpdesk.policies.models.vocabulary import Confidence, EvidenceKind


@dataclass(frozen=True)
class Source:
    """One piece of evidence and the sentence that says how far it carries."""

    row: Evidence
    note: str


def sources(edition: Edition, keys: Iterable[str]) -> list[Source]:
    """The evidence of these keys, in their order. Low confidence is for staff only."""
    keys = list(keys)
    found = {row.key: row for row in edition.all(Evidence).filter(key__in=keys)}
    shown = [found[key] for key in keys if key in found and found[key].confidence != Confidence.LOW]
    return [Source(row, age(row)) for row in shown]


def age(row: Evidence) -> str:
    """What kind of source it is and when it was seen."""
    kind = {
        EvidenceKind.OFFICIAL_FULL: _("Official text, read in full."),
        EvidenceKind.OFFICIAL_EXCERPT: _("Official text, read in part."),
        EvidenceKind.PRESS: _("News report. We have not seen the official text."),
        EvidenceKind.SECONDARY: _("Report by others. We have not seen the official text."),
    }[EvidenceKind(row.kind)]
    seen = _("Seen on %(date)s.") % {"date": day(row.seen_on)} if row.seen_on else ""
    return f"{kind} {seen}".strip()
