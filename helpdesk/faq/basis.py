"""Citations as a page shows them: what is cited, whether it is in force on the day, and how it leads to the answer."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.faq.law_names import titled, titled_in_chinese
from helpdesk.faq.wording import in_language, month, sentences
from helpdesk.policies.models import Evidence, Instrument, Provision
from helpdesk.policies.models.vocabulary import TextBasis


@dataclass(frozen=True)
class Cited:
    """One basis. `kind` is provision, local_document or practice; `last_day` is the last day it was in force."""

    kind: str
    leads: Any
    past: bool = False
    title: str = ""
    title_zh: str = ""
    url: str = ""
    level: str = ""
    number: str = ""
    since: datetime.date | None = None
    last_day: datetime.date | None = None
    text_note: str = ""


@dataclass(frozen=True)
class Named:
    """What is to be cited, as a rule or an article names it."""

    kind: str
    key: str
    leads: Any
    role: str = "in_force"


def cite(edition: Edition, names: Iterable[Named], on: datetime.date) -> list[Cited]:
    """The bases of an answer given for the day `on`. What the edition does not hold is left out."""
    names = list(names)
    keys = {name.key.partition(":")[0] for name in names if name.key}
    found = {row.key: row for row in edition.all(Instrument).filter(key__in=keys).prefetch_related("provisions")}
    seen = reading_months(edition, found.values())
    cited = []
    for name in names:
        instrument = found.get(name.key.partition(":")[0])
        if name.kind == "practice":
            cited.append(Cited("practice", name.leads))
        elif instrument is not None:
            cited.append(_cited(name, instrument, on, seen.get(instrument.key)))
    return cited


def _cited(name: Named, instrument: Instrument, on: datetime.date, seen: datetime.date | None) -> Cited:
    suffix = name.key.partition(":")[2]
    provision = next((row for row in instrument.provisions.all() if suffix and row.key == suffix), None)
    since = (provision.in_force_from if provision else None) or instrument.in_force_from
    until = (provision.in_force_to if provision else None) or instrument.in_force_to
    past = name.role == "governs_past" or bool(until and until <= on)
    return Cited(
        kind=str(name.kind), leads=name.leads, past=past,
        title=titled(provision, instrument.short_en or instrument.title_en, instrument.title_zh),
        title_zh=titled_in_chinese(provision, instrument.title_zh),
        url=address_of(instrument, provision), level=instrument.get_level_display(),
        number="" if instrument.number in instrument.title_zh else instrument.number,
        since=since, last_day=until - datetime.timedelta(days=1) if until else None,
        text_note=sentences(text_note(instrument, seen), number_note(provision)),
    )  # fmt: skip


def address_of(instrument: Instrument, provision: Provision | None) -> str:
    """The page of a provision, or of its instrument."""
    if provision is None:
        return reverse("pages:instrument", args=[instrument.key])
    return reverse("pages:provision", args=[instrument.key, provision.article or provision.key])


def reading_months(edition: Edition, instruments: Iterable[Instrument]) -> dict[str, datetime.date]:
    """For each instrument the latest day on which a source of it was seen."""
    by_instrument = {row.key: set(row.evidence) for row in instruments}
    keys = set().union(*by_instrument.values())
    days = {row.key: row.seen_on for row in edition.all(Evidence).filter(key__in=keys) if row.seen_on}
    return {
        key: max(days[one] for one in evidence & days.keys())
        for key, evidence in by_instrument.items()
        if evidence & days.keys()
    }


def text_note(instrument: Instrument, seen: datetime.date | None) -> str:
    """How much of the official text was read, in words; nothing where all of it was."""
    match instrument.text_basis:
        case TextBasis.FULL_TEXT:
            return ""
        case TextBasis.EXCERPT:
            return _("We have read part of the official text.")
        case TextBasis.SECONDARY if seen:
            told = _("We have not seen the official text. This comes from reports we read in %(month)s.")
            return told % {"month": month(seen)}
        case TextBasis.SECONDARY:
            return _("We have not seen the official text. This comes from reports.")
    return _("We have not read its text.")


def number_note(provision: Provision | None) -> str:
    """Where a number is printed that we believe and have not seen, this says so."""
    if provision is None or provision.number_seen or not provision.article:
        return ""
    return _("We have not seen this number in the official text.")


def as_named(rows: Iterable[Any]) -> list[Named]:
    """An article's citations as names."""
    return [
        Named(row.kind, row.provision or row.instrument_id or "", in_language(row.leads)) for row in rows
    ]  # fmt: skip
