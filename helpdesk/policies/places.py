"""Names under which a place is found: in both languages, in pinyin, by its initials, by its code and former codes.

The names are made when an edition is published, so that no web process holds a pinyin dictionary.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from helpdesk.editions.documents import Document
from helpdesk.policies.published import HasRulebook, Source

BLOB = "places.json"
KINDS = ("省", "市", "区", "县", "旗", "盟", "州")
"""What stands at the end of a name and is left out in speech: 朝阳 is a city, and 朝阳区 a district of another."""
Names = Mapping[str, tuple[str, ...]]
"""Region key -> its names, as `normal` writes them; the most usual first."""


def derive(documents: Mapping[str, Document]) -> dict[str, bytes]:
    """The names of every region as JSON: {"320100": ["南京", "nanjing", "nj", ...]}."""
    regions = {row.natural_key: row.body for row in documents.values() if row.kind == "region"}
    named = {key: list(names_of(key, body)) for key, body in sorted(regions.items()) if body["level"] != "nation"}
    return {BLOB: json.dumps(named, ensure_ascii=False, separators=(",", ":")).encode()}


derive.version = 1  # type: ignore[attr-defined]


def names_of(key: str, body: Mapping[str, Any]) -> Iterable[str]:
    """Every name of one region, once, as `normal` writes it."""
    chinese = [body["short_zh"], body["name_zh"]]
    spelt = [name for text in chinese for name in pinyin(text)]
    stems = [text[:-1] for text in chinese if len(text) > 2 and text.endswith(KINDS)]
    rows = [*chinese, *stems, body["short_en"], body["name_en"], *spelt, key, *body["former_codes"]]
    return dict.fromkeys(name for name in map(normal, rows) if name)


def pinyin(text: str) -> tuple[str, str]:
    """Pinyin without tones and its initials: 杭州 -> ("hangzhou", "hz")."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(text)
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def normal(text: str) -> str:
    """A name without what people leave out or type differently: width, case, marks, spaces, apostrophes, hyphens."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def find(names: Names, typed: str) -> tuple[bool, list[str]]:
    """The regions that a text may mean, likeliest first, and whether it is the very name of the first ones.

    The whole name counts before its beginning, and that before a part of it. Inside of pinyin and codes nobody looks.
    """
    wanted = normal(typed)
    if not wanted:
        return False, []
    found: dict[int, list[str]] = {}
    for key, row in names.items():
        ranks = [rank for rank, fits in enumerate(FITS) if any(fits(name, wanted) for name in row)]
        if ranks:
            found.setdefault(ranks[0], []).append(key)
    return 0 in found, found[min(found)] if found else []


FITS = (
    lambda name, wanted: name == wanted,
    lambda name, wanted: name.startswith(wanted),
    lambda name, wanted: wanted in name and not wanted.isascii(),
)
"""How a name may fit what was typed, the closest first."""


@lru_cache(maxsize=3)
def _read(source: Source) -> Names:
    return {key: tuple(names) for key, names in json.loads(source.edition.blob(BLOB)).items()}


def names(edition: HasRulebook) -> Names:
    """The names of an edition's regions; kept for the last few editions a process has served."""
    return _read(Source(edition))
