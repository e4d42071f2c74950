"""Laws: the list, one instrument, one article with what relies on it."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.faq.law_names import place_label, titled
from helpdesk.faq.models import Article, ArticleCitation
from helpdesk.faq.page import page
from helpdesk.faq.views import one
from helpdesk.policies.models import Citation, Instrument, Provision, Question
from helpdesk.policies.models.vocabulary import Confidence, InstrumentLevel


@dataclass(frozen=True)
class Shown:
    """A provision on its page: its own label, and the row whose period holds (its own, or the instrument's)."""

    row: Provision
    label: str
    period: Provision | Instrument


def laws(request: HttpRequest) -> HttpResponse:
    """Every instrument, the highest rank first."""
    ranks = list(InstrumentLevel)
    found = sorted(request.edition.all(Instrument), key=lambda row: ranks.index(InstrumentLevel(row.level)))
    groups = [
        {"label": InstrumentLevel(level).label, "instruments": list(rows)}
        for level, rows in groupby(found, key=lambda row: row.level)
    ]
    return page(request, "pages/laws.html", {"groups": groups})


def instrument(request: HttpRequest, key: str) -> HttpResponse:
    """One instrument with the articles we cite."""
    found: Instrument = one(request.edition, Instrument, key)
    rows = [
        {"address": address, "label": heading(next(iter(provisions)), found), "provisions": provisions}
        for address, provisions in by_article(found).items()
    ]
    context = {"instrument": found, "articles": rows, "seen": request.today}
    return page(request, "pages/instrument.html", context)


def provision(request: HttpRequest, key: str, article: str) -> HttpResponse:
    """One article with its paragraphs, its period, and what relies on it."""
    found: Instrument = one(request.edition, Instrument, key)
    public = by_article(found)
    rows = public.get(article) or [row for rows in public.values() for row in rows if row.key == article]
    if not rows:
        raise Http404(_("We cite no article “%(article)s” of this law.") % {"article": article[:40]})
    whole = rows[0] if len(rows) == 1 else Provision(article=rows[0].article, paragraph="")
    context = {
        "instrument": found,
        "heading": titled(whole, found.short_en or found.title_en, found.title_zh),
        "provisions": [
            Shown(row, place_label(row, found.title_zh) if len(rows) > 1 else "", dated(row, found)) for row in rows
        ],
        **reliance(request.edition, [row.full_key for row in rows]),
    }
    return page(request, "pages/provision.html", context)


def by_article(instrument: Instrument) -> dict[str, list[Provision]]:
    """Its provisions by the last part of their address: the article, or the key where no number was seen."""
    found: dict[str, list[Provision]] = {}
    for row in instrument.provisions.exclude(confidence=Confidence.LOW):
        found.setdefault(row.article or row.key, []).append(row)
    return found


def heading(row: Provision, instrument: Instrument) -> str:
    """The article's name on the instrument's page."""
    label = place_label(Provision(article=row.article, paragraph=""), instrument.title_zh)
    return label or _("A passage whose number we have not seen")


def dated(row: Provision, instrument: Instrument) -> Provision | Instrument:
    """Whichever carries the period."""
    return row if row.in_force_from else instrument


def reliance(edition: Edition, keys: list[str]) -> dict[str, object]:
    """The questions and articles that rest on these provisions."""
    decisions = (
        edition.all(Citation).filter(provision__in=keys).values_list("version__rule__table__decision_id", flat=True)
    )
    slugs = edition.all(ArticleCitation).filter(provision__in=keys).values_list("article_id", flat=True)
    return {
        "questions": edition.all(Question).filter(portions__decision_id__in=set(decisions)).distinct(),
        "articles": edition.all(Article).filter(key__in=set(slugs)),
    }
