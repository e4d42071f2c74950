"""Figures: posted to the result, used once, kept nowhere."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import gettext as _

from helpdesk.eligibility.question import question_facts
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.faq.wording import in_language
from helpdesk.wizard.address import printable

LARGEST = Decimal(1_000_000_000)
LONGEST = 40
FIGURE = re.compile(r"^\d{1,12}(\.\d{1,2})?$")


@dataclass(frozen=True)
class Figures:
    """What was posted: figures as the engine reads them, what was typed, and what was wrong with it, by fact."""

    values: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def read_figures(rulebook: Rulebook, question: str, posted: Mapping[str, str]) -> Figures:
    """Read the private facts of a question from a posted form; nothing else in it is looked at."""
    keys = [key for key in question_facts(rulebook, question) if rulebook.facts[key].private and key in posted]
    typed = {key: printable(posted[key].strip()) for key in keys}
    plain = {key: plainly(posted[key]) for key in keys}
    labels = {key: in_language(rulebook.facts[key].label) for key in keys}
    errors = {key: fault(labels[key], typed[key]) for key in keys if not right(plain[key])}
    return Figures({key: text for key, text in plain.items() if key not in errors}, typed, errors)


def plainly(text: str) -> str:
    """`RMB 3,500.00`, `3500元` and full-width digits as plain digits. Whatever is no figure stays as it is."""
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"(?i)^(rmb|cny|¥)\s*|\s*(元|yuan)$", "", plain)
    return re.sub(r"(?<=\d)[, ](?=\d{3})", "", plain)


def right(text: str) -> bool:
    """Is this a sum in yuan, with two decimals at most?"""
    return bool(FIGURE.match(text)) and Decimal(text) <= LARGEST


def fault(label: str, typed: str) -> str:
    """The thing, the value, the repair."""
    if not typed:
        return _("%(label)s: type the amount in yuan, for example 3500.") % {"label": label}
    told = _("%(label)s: “%(typed)s” is not an amount we can use. Type digits only, for example 3500.")
    return told % {"label": label, "typed": typed}


def from_our_page(request: HttpRequest) -> bool:
    """Was this posted from our own page? Browsers say so in Sec-Fetch-Site; older ones in Origin, or not at all.

    With `Referrer-Policy: no-referrer` a browser writes `Origin: null` on our own forms too. Nothing is changed or
    kept, so the absence of a sign is no reason to refuse.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.get_host()
