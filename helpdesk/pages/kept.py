"""What pages worked out from a rulebook, kept with it: editions never change, and the same is asked again and again."""

from collections.abc import Callable
from typing import TypeVar

from helpdesk.eligibility.rulebook.book import Rulebook

MOST_KEPT = 128
Found = TypeVar("Found")


def kept(rulebook: Rulebook, key: object, work_out: Callable[[], Found]) -> Found:
    """What was worked out before under this key, else now; all are forgotten when there are too many."""
    known: dict[object, Found] = rulebook.kept
    if key not in known:
        if len(known) >= MOST_KEPT:
            known.clear()
        known[key] = work_out()
    return known[key]
