"""The form: what was typed, what is wrong with it and how to mend that. No captcha, no name, no address of a visitor.

A message is not taken when the hidden box was filled, when the form came back faster than anybody reads or older than a
day, or when it is too long or full of links. None of these passes for "received": people's browsers fill boxes too, so
each says what to do, and keeps the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

from django.core import signing
from django.utils.translation import gettext as _

from helpdesk.editions.clock import now
from helpdesk.pages.feedback.personal import cleaned
from helpdesk.pages.feedback.subject import Kind

LONGEST_TEXT, LONGEST_SOURCE, MOST_LINKS = 2000, 500, 3
QUICKEST, OLDEST = 2, 24 * 3600
"""Seconds between opening the form and sending it."""
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
SALT = "helpdesk.pages.feedback"
STAMP = re.compile(r"([0-9]{1,12})\.([0-9a-f]{32})")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and which part of the form mends it: `text`, `source` or `send`."""

    field: str
    message: str


@dataclass(frozen=True)
class Typed:
    """A form as it was sent, texts cleaned. `stamp` is the signed mark of when the form was opened."""

    text: str = ""
    source: str = ""
    trap: str = ""
    stamp: str = ""


def read_typed(posted: Mapping[str, str], kind: Kind | None) -> Typed:
    """Read a posted form. A box that this kind does not show is not looked at."""
    text = "" if kind is Kind.CLEAR else cleaned(posted.get("text", ""))
    source = "" if kind in {Kind.CLEAR, Kind.UNCLEAR} else cleaned(posted.get("source", ""))
    return Typed(text, source, posted.get("more", ""), posted.get("stamp", ""))


def new_stamp() -> str:
    """A signed mark: the second it was made, and a number that makes this form different from every other."""
    return signing.Signer(salt=SALT).sign(f"{int(now().timestamp())}.{token_hex(16)}")


def read_stamp(stamp: str) -> tuple[int, str] | None:
    """Seconds since 1970 and the form's own number; None when it is not one of ours."""
    try:
        found = STAMP.fullmatch(signing.Signer(salt=SALT).unsign(stamp))
    except signing.BadSignature:
        return None
    return (int(found[1]), found[2]) if found else None


def faults(typed: Typed, kind: Kind) -> list[Fault]:
    """Everything that keeps a message from being stored, each with its repair."""
    return [*wrong_texts(typed, kind), *wrong_sending(typed)]


def wrong_texts(typed: Typed, kind: Kind) -> list[Fault]:
    """Missing, too long, or too many links."""
    found = []
    if kind is Kind.MISTAKE and not typed.text:
        found.append(Fault("text", _("What is wrong: write what the page says and what is right.")))
    for name, text, most, label in (
        ("text", typed.text, LONGEST_TEXT, _("Your message")),
        ("source", typed.source, LONGEST_SOURCE, _("Where you read it")),
    ):
        if len(text) > most:
            told = _("%(label)s has %(length)s characters. At most %(most)s can be sent. Shorten it.")
            found.append(Fault(name, told % {"label": label, "length": len(text), "most": most}))
    links = len(LINK.findall(f"{typed.text}\n{typed.source}"))
    if links > MOST_LINKS:
        told = _("Your message holds %(links)s links. At most %(most)s can be sent. Take some out.")
        found.append(Fault("text", told % {"links": links, "most": MOST_LINKS}))
    return found


def wrong_sending(typed: Typed) -> list[Fault]:
    """The hidden box was filled, or the form came back too fast, too late or without our mark."""
    if typed.trap:
        told = _(
            "A box that people do not see was filled in. Some browsers do that. It is empty again: press Send again."
        )
        return [Fault("send", told)]
    stamp = read_stamp(typed.stamp)
    age = now().timestamp() - stamp[0] if stamp else OLDEST + 1
    if age < QUICKEST:
        return [Fault("send", _("That was faster than we can take it. Press Send again."))]
    if age > OLDEST:
        return [Fault("send", _("This form was opened too long ago. It is new again: press Send again."))]
    return []


def fresh_stamp(stamp: str) -> str:
    """The same stamp while it is good, so that nobody is too fast twice; else a new one."""
    found = read_stamp(stamp)
    return stamp if found and now().timestamp() - found[0] <= OLDEST else new_stamp()
