"""Choosing a place: first the province, then the city or district in it, or "somewhere in this province"."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from helpdesk.eligibility.answers.reading import Choice
from helpdesk.eligibility.vocabulary.regions import NATION, OUTSIDE, PROVINCE_LEVELS, Region, Regions
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.faq.wording import chinese, in_language


@dataclass(frozen=True)
class Offer:
    """Regions to choose from; `whole` is the unit they lie in, for "somewhere in it"."""

    choices: tuple[Choice, ...]
    whole: Region | None = None


def provinces(regions: Regions) -> Offer:
    """The provincial units: in the official order in Chinese, by name in English."""
    rows = [row for row in regions.by_key.values() if row.parent == NATION and row.level != OUTSIDE]
    return Offer(_offered(rows))


def below(regions: Regions, code: str) -> Offer | None:
    """The units in a province, or None where there are none to tell apart."""
    unit = regions.resolve(code)
    if unit is None or unit.level not in PROVINCE_LEVELS:
        return None
    rows = [row for row in regions.by_key.values() if row.parent == unit.key]
    return Offer(_offered(rows), unit) if rows else None


def province_of(regions: Regions, code: str) -> str:
    """The provincial unit a code lies in; "" for a code that is unknown or names several."""
    unit = regions.resolve(code)
    return next((key for key in regions.line(unit.key) if key != NATION), "") if unit else ""


def _offered(rows: list[Region]) -> tuple[Choice, ...]:
    ordered = sorted(rows, key=lambda row: row.key if chinese() else row.short.en)
    return tuple(Choice(row.key, row.short) for row in ordered)


def somewhere(unit: Region) -> Choice:
    """The answer of someone who knows the province only."""
    name = in_language(unit.short)
    return Choice(unit.key, Text(*[_("Somewhere in %(place)s, I am not sure where") % {"place": name}] * 2))
