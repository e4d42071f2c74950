"""One day as a calendar file (RFC 5545): what an old phone's calendar needs, and nothing of who asked.

Written here and not by the package `icalendar`: its version 7 pins a python-dateutil that a contender of the bench
refuses, version 6 would bring four packages to write one all-day event of fixed shape. Its parser reads what stands
below; tests/wizard/test_deadline.py reads it back as the RFC says.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

LINE = 75
"""Octets of a line, its end not counted."""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
REMINDERS = ("-P6DT15H", "-PT15H")
"""At nine in the morning, a week before and on the day before: an all-day event begins at midnight."""


@dataclass(frozen=True)
class Entry:
    """A whole day in a calendar."""

    day: date
    title: str
    text: str
    address: str


def calendar_file(entry: Entry, made_at: datetime, language: str) -> bytes:
    """The file. `made_at` is in UTC; the identifier is drawn anew each time, so it leads to nobody."""
    title = f";LANGUAGE={language}:{plain(entry.title)}"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Social Insurance Answers//Deadline//EN", "BEGIN:VEVENT",
        f"UID:{uuid4()}", f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}", f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY{title}", f"DESCRIPTION;LANGUAGE={language}:{plain(entry.text)}", f"URL:{entry.address}",
        "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
    ]  # fmt: skip
    for trigger in REMINDERS:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION{title}", f"TRIGGER:{trigger}", "END:VALARM"]
    lines += ["END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def plain(text: str) -> str:
    """A text as a value: separators escaped, control characters left out."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable()).translate(ESCAPED)


def folded(line: str) -> str:
    """A line cut into lines of at most LINE octets, never inside a character; all but the first begin with a space."""
    lines, room = [""], LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            lines.append(" ")
            room = LINE - 1
        lines[-1] += sign
        room -= size
    return "\r\n".join(lines)
