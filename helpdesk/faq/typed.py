"""What people type, read and repeated: a day in any of the ways in which a day is written."""

import re
import unicodedata
from datetime import date

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)
LONGEST = 200
DAY = re.compile(r"^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?$")


def read_day(text: str) -> tuple[date | None, str]:
    """A day as people write it: 2026-12-31, 2026/12/31, 2026年12月31日. Returns (day, "") or (None, what was typed)."""
    plain = unicodedata.normalize("NFKC", text)
    if not plain:
        return None, ""
    found = DAY.match(plain) if len(plain) <= LONGEST else None
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        return None, printable(text)
    return day, ""


def printable(text: str) -> str:
    """What was typed, short enough and safe to repeat on a page."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:40])
