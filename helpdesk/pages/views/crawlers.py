"""What crawlers read."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from helpdesk.faq.models import Article, Topic
from helpdesk.policies.models import Instrument, Question, Region

LANGUAGES = ("en", "zh-hans")
ALONE = (
    "pages:home",
    "pages:regions",
    "pages:compare",
    "pages:laws",
    "pages:offices",
    "pages:about",
    "pages:privacy",
    "faq:topics",
)
KEYED = (("faq:article", Article), ("faq:topic", Topic), ("wizard:check", Question), ("pages:region", Region),
         ("pages:instrument", Instrument))  # fmt: skip


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but staff pages and the reading settings."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /staff/"]
    lines += [f"Disallow: /{language}/reading/" for language in LANGUAGES]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that has an address without answers in it, in both languages."""
    rows = "".join(f"<url><loc>{escape(request.build_absolute_uri(path))}</loc></url>\n" for path in addresses(request))
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def addresses(request: HttpRequest) -> Iterator[str]:
    """Their paths."""
    keyed = [(name, key) for name, model in KEYED for key in request.edition.all(model).values_list("key", flat=True)]
    for language in LANGUAGES:
        with override(language):
            yield from (reverse(name) for name in ALONE)
            yield from (reverse(name, args=[key]) for name, key in keyed)
