"""What crawlers read."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from helpdesk.faq.models import Article, Topic
from helpdesk.pages.views.laws import by_article
from helpdesk.policies.models import Instrument, Question, Region

# By code of the address: the language as hreflang names it.
LANGUAGES = {"en": "en", "zh-hans": "zh-Hans"}
ALONE = ("pages:home", "wizard:questions", "faq:topics", "pages:regions", "pages:laws", "pages:offices", "pages:about",
         "pages:privacy", "pages:accessibility", "pages:reading", "pages:compare")  # fmt: skip
KEYED = (("faq:article", Article), ("faq:topic", Topic), ("wizard:check", Question), ("pages:region", Region),
         ("pages:instrument", Instrument))  # fmt: skip
SCHEMAS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but staff pages and the links that set the size of the print."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /staff/"]
    lines += [f"Disallow: /{language}/reading/?" for language in LANGUAGES]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that has an address without answers in it, in both languages, each with its twin.

    No `lastmod`: an edition knows when it was built, not when a page last changed.
    """
    rows = "".join(entry(request, name, arguments) for name, arguments in pages(request))
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {SCHEMAS}>\n{rows}</urlset>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def pages(request: HttpRequest) -> Iterator[tuple[str, list[str]]]:
    """Name and arguments of each address."""
    edition = request.edition
    yield from ((name, []) for name in ALONE)
    yield from ((name, [key]) for name, model in KEYED for key in edition.all(model).values_list("key", flat=True))
    for instrument in edition.all(Instrument):
        yield from (("pages:provision", [instrument.key, article]) for article in by_article(instrument))


def entry(request: HttpRequest, name: str, arguments: list[str]) -> str:
    """Both addresses of a page, each naming both."""
    found = {}
    for code, language in LANGUAGES.items():
        with override(code):
            found[language] = escape(request.build_absolute_uri(reverse(name, args=arguments)))
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>' for language, address in found.items()
    )
    return "".join(f"<url><loc>{address}</loc>{twins}</url>\n" for address in found.values())
