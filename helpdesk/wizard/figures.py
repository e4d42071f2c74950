"""Figures: posted to the result, used once, kept nowhere."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import gettext as _

from helpdesk.eligibility.answers.question import question_facts
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.faq.page import ONCE
from helpdesk.faq.typed import printable
from helpdesk.faq.wording import in_language

LARGEST = Decimal(1_000_000_000)
LONGEST = 40
FIGURE = re.compile(r"^\d{1,12}(\.\d{1,2})?$", re.ASCII)
NUMBER = re.compile(r"^\d{1,4}$", re.ASCII)
DAY = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$", re.ASCII)
EARLIEST = date(1900, 1, 1)
POSTED = frozenset({FactKind.AMOUNT, FactKind.COUNT, FactKind.DATE})
"""What is typed as a figure; everything else is chosen, and stands in the address."""


@dataclass(frozen=True)
class Figures:
    """What was posted: figures as the engine reads them, what was typed, and what was wrong with it, by fact."""

    values: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def figure_facts(rulebook: Rulebook, question: str) -> list[str]:
    """The facts that are posted: sums, and the counts and days that an amount goes by."""
    decisions = [portion.decision for portion in rulebook.questions[question].portions]
    versions = [each for decision in decisions for rule in rulebook.rules_of(decision) for each in rule.versions]
    named = {key for version in versions if version.formula for key in version.formula.names}
    facts = [rulebook.facts[key] for key in question_facts(rulebook, question)]
    return [fact.key for fact in facts if fact.private or (fact.key in named and fact.kind in POSTED)]


def read_figures(rulebook: Rulebook, question: str, posted: Mapping[str, str], on: date) -> Figures:
    """Read the figures of a question from a posted form; nothing else in it is looked at. No day lies after `on`."""
    facts = [rulebook.facts[key] for key in figure_facts(rulebook, question) if key in posted]
    typed = {fact.key: printable(posted[fact.key].strip()) for fact in facts}
    plain = {fact.key: plainly(fact.kind, posted[fact.key]) for fact in facts}
    errors = {fact.key: fault(fact, typed[fact.key]) for fact in facts if not right(fact.kind, plain[fact.key], on)}
    return Figures({key: text for key, text in plain.items() if key not in errors}, typed, errors)


def plainly(kind: FactKind, text: str) -> str:
    """`RMB 3,500.00`, `12个月`, `1965年5月31日` and full-width digits as plain ones; what is no figure as it is."""
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text).strip()
    if kind is FactKind.DATE:
        parts = DAY.match(plain)
        return f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}" if parts else plain
    if kind is FactKind.COUNT:
        return re.sub(r"(?i)\s*(个月|月|年|岁|months?|years?)$", "", plain)
    plain = re.sub(r"(?i)^(rmb|cny|¥)\s*|\s*(元|yuan)$", "", plain)
    return re.sub(r"(?<=\d)[, ](?=\d{3})", "", plain)


def right(kind: FactKind, text: str, on: date) -> bool:
    """Is this a sum in yuan with two decimals at most, a whole number, or a day that has come?"""
    if kind is FactKind.DATE:
        try:
            return EARLIEST <= date.fromisoformat(text) <= on
        except ValueError:
            return False
    if kind is FactKind.COUNT:
        return bool(NUMBER.match(text))
    return bool(FIGURE.match(text)) and Decimal(text) <= LARGEST


def fault(fact: Fact, typed: str) -> str:
    """The thing, the value, the repair."""
    told = {"label": in_language(fact.label), "typed": typed}
    if fact.kind is FactKind.DATE:
        return _("%(label)s: “%(typed)s” is no day we can use. Type a past day, for example 1965-05-31.") % told
    if fact.kind is FactKind.COUNT:
        return _("%(label)s: “%(typed)s” is no number we can use. Type digits only, for example 12.") % told
    if not typed:
        return _("%(label)s: type the amount in yuan, for example 3500.") % told
    return _("%(label)s: “%(typed)s” is not an amount we can use. Type digits only, for example 3500.") % told


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


def leaving(request: HttpRequest) -> bool:
    """Is this the link "Clear and leave" of a page that figures were posted to, without script?

    It leads to the page's own address: a browser puts that in the place of the page in its history, and forgets what
    was posted. Anybody else who opens the address comes from elsewhere, and is shown the result without figures.
    """
    own = request.get_full_path()
    return own.endswith(ONCE) and request.headers.get("Referer", "").endswith(own)
