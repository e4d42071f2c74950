"""Choosing a place: by its name, or the province first and then the city or district in it, or "somewhere in it"."""

from collections.abc import Collection
from dataclasses import dataclass

from helpdesk.eligibility.answers.reading import Choice
from helpdesk.eligibility.vocabulary.regions import NATION, OUTSIDE, PROVINCE_LEVELS, Region, Regions
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.faq.wording import chinese
from helpdesk.policies.places import Names, find

MOST = 9
"""More places than this are not offered for what was typed; another letter says more."""


@dataclass(frozen=True)
class Offer:
    """Regions to choose from; `whole` is the unit they lie in, for "somewhere in it"."""

    choices: tuple[Choice, ...]
    whole: Region | None = None


@dataclass(frozen=True)
class Found:
    """What somebody typed for a place came to: the one place it names, or those it may mean; `more` were left out."""

    typed: str
    sure: str = ""
    choices: tuple[Choice, ...] = ()
    more: bool = False


def typed_place(names: Names, regions: Regions, typed: str) -> Found:
    """The places that a text may mean. Only the whole name of a single one is taken without asking again."""
    whole, keys = find({key: row for key, row in names.items() if key in regions.by_key}, typed)
    if whole and len(keys) == 1:
        return Found(typed, keys[0], (_placed(regions, keys[0]),))
    return Found(typed, "", tuple(_placed(regions, key) for key in keys[:MOST]), more=len(keys) > MOST)


def _placed(regions: Regions, key: str) -> Choice:
    """A place with the unit it lies in, so that the two Suzhous are told apart."""
    region = regions.by_key[key]
    above = regions.by_key[region.parent] if region.parent and region.parent != NATION else None
    return Choice(key, region.name, above.short if above else Text())


def provinces(regions: Regions) -> Offer:
    """The provincial units: in the official order in Chinese, by name in English."""
    rows = [row for row in regions.by_key.values() if row.parent == NATION and row.level != OUTSIDE]
    return Offer(_offered(rows))


def below(regions: Regions, code: str, told_apart: Collection[str]) -> Offer | None:
    """The parts of a province, or of a smaller unit if rules tell its parts apart; None where there are none to ask."""
    unit = regions.resolve(code)
    if unit is None:
        return None
    rows = [row for row in regions.by_key.values() if row.parent == unit.key]
    parts = any(regions.below(key, row.key) for row in rows for key in told_apart)
    return Offer(_offered(rows), unit) if rows and (unit.level in PROVINCE_LEVELS or parts) else None


def _offered(rows: list[Region]) -> tuple[Choice, ...]:
    ordered = sorted(rows, key=lambda row: row.key if chinese() else row.short.en)
    return tuple(Choice(row.key, row.short) for row in ordered)
