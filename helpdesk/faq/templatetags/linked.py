"""`{% load linked %}`: data blocks for search engines and assistants."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.faq import linked_data, wording
from helpdesk.faq.models import Article

register = template.Library()


def language() -> str:
    """The page's language as its html element names it."""
    return "zh-Hans" if wording.chinese() else "en"


@register.simple_tag
def faq_data(articles: Article | Iterable[Article]) -> SafeString:
    """The question of an article, or of each, and the answer at its top; nothing when there is none."""
    rows = [articles] if isinstance(articles, Article) else articles
    asked = [(wording.in_language(row.title), " ".join(wording.items(row.answer))) for row in rows]
    return linked_data.block(linked_data.faq_page(asked, language())) if asked else SafeString()


@register.simple_tag(takes_context=True)
def trail_data(context: dict[str, Any], url: str, label: Any, here: Any) -> SafeString:
    """Home, the page above unless that is home, and this page."""
    absolute, home = context["request"].build_absolute_uri, reverse("pages:home")
    steps = [(_("Home"), absolute(home)), (wording.in_language(label), absolute(url)), (wording.in_language(here), "")]
    return linked_data.block(linked_data.trail([steps[0], *steps[1 + (url == home) :]]))


@register.simple_tag(takes_context=True)
def site_data(context: dict[str, Any]) -> SafeString:
    """The site itself, on its home page."""
    told = {"@type": "WebSite", "name": _("Social Insurance Answers"), "inLanguage": language()}
    return linked_data.block(told | {"url": context["request"].build_absolute_uri(reverse("pages:home"))})
