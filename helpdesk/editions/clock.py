"""The one place that looks at a clock for the date and for the time of an act."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_fixed: datetime.datetime | None = None


def now() -> datetime.datetime:
    """This moment, in UTC."""
    return _fixed or datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """The date in Asia/Shanghai, wherever the machine stands."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def fixed(moment: datetime.datetime | datetime.date) -> Iterator[None]:
    """For tests: every clock of ours stands at this moment, or at noon in Shanghai on this day."""
    global _fixed
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.combine(moment, datetime.time(12), SHANGHAI)
    before, _fixed = _fixed, moment.astimezone(datetime.UTC)
    try:
        yield
    finally:
        _fixed = before
