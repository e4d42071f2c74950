"""`{% load site %}`: what every public template needs to set a text, a date or a link."""

import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import template
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.faq import basis, wording
from helpdesk.faq.markdown import to_html
from helpdesk.faq.page import ONCE
from helpdesk.policies.models import Instrument, Office
from helpdesk.policies.models.vocabulary import OfficeServes

register = template.Library()
TONGUES = (("en", "en", "English"), ("zh-hans", "zh-Hans", "中文"))


@register.filter
def said(text: Any) -> SafeString:
    """A text in the active language, set for the page."""
    return wording.marked(text)


@register.filter
def plain(text: Any) -> str:
    """A text in the active language, without marks: for titles and inside other sentences."""
    return wording.in_language(text)


@register.filter
def has_chinese(text: str) -> bool:
    """Does a line name the thing in Chinese already?"""
    return wording.HAN_RUN.search(text) is not None


@register.filter
def day(date: datetime.date | str | None) -> str:
    """A date in words."""
    return wording.day(date)


@register.filter
def month(date: datetime.date | None) -> str:
    """A month in words."""
    return wording.month(date)


@register.filter
def items(text: Any) -> list[str]:
    """The lines of a list-like text."""
    return wording.items(text)


@register.filter
def opening(title: Any) -> tuple[str, str]:
    """Verdict word and the rest of a title."""
    return wording.opening(title)


@register.filter
def look(word: str) -> str:
    """Shape and colour of a verdict word."""
    return wording.look(word)


@register.filter
def sentences(text: Any) -> tuple[str, str]:
    """The first sentence, and the rest."""
    return wording.first_sentence(text)


@register.filter
def markdown(text: str, slugs: frozenset[str] = frozenset()) -> SafeString:
    """A body written in Markdown; links to articles that are not among `slugs` become plain text."""
    return to_html(text, wording.chinese(), slugs)


@register.filter
def day_before(date: datetime.date) -> datetime.date:
    """The last day of a period whose end is the first day after it."""
    return date - datetime.timedelta(days=1)


@register.filter
def phone(office: Office) -> str:
    """The counter's own number, or the line for what it serves."""
    return office.phone or ("12393" if office.serves == OfficeServes.MEDICAL else "12333")


@register.filter
def a_year_before(date: datetime.date, today: datetime.date) -> bool:
    """Does a date lie more than a year back?"""
    return (today - date).days > 365


@register.filter
def host(address: str) -> str:
    """The host of an address, to show where a link leads."""
    return urlsplit(address).hostname or address


@register.filter
def read_of(instrument: Instrument) -> str:
    """How much of an instrument we have read."""
    return basis.text_note(instrument, None) or _("The official text, in full.")


@register.simple_tag(takes_context=True)
def tongues(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The same page in each language: `code`, `lang`, `name`, `url`, `current`; place and query are kept."""
    request: HttpRequest = context["request"]
    prefix, _, rest = request.path.lstrip("/").partition("/")
    placed = prefix in {code for code, _lang, _name in TONGUES}
    # An error page must not look at a query that may be the error.
    query = request.GET.urlencode().removesuffix(ONCE) if placed and not context.get("unplaced") else ""
    rest = escape_uri_path(rest) if placed else ""
    current = "zh-hans" if wording.chinese() else "en"
    return [
        {
            "code": code, "lang": lang, "name": name, "current": code == current,
            "url": f"/{code}/{rest}" + (f"?{query}" if query else ""), "path": f"/{code}/{rest}",
        }
        for code, lang, name in TONGUES
    ]  # fmt: skip


@register.simple_tag(takes_context=True)
def reading_query(context: dict[str, Any]) -> str:
    """The query that switches the text size and comes back here."""
    request: HttpRequest = context["request"]
    size = "normal" if request.COOKIES.get("text") == "large" else "large"
    return urlencode({"text": size, "next": request.get_full_path().removesuffix(ONCE)})
