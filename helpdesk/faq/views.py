"""Topics and articles."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.faq.basis import as_named, cite
from helpdesk.faq.models import Article, Topic
from helpdesk.faq.page import page
from helpdesk.faq.sources import Source, sources
from helpdesk.faq.standing import confirmed
from helpdesk.policies.models import NATION, Question, Region

CALLS = {
    "card-financial-account": "bank",
    "lost-card-password": "12333",
    "card-application": "12333",
    "pension-account-lump-sum": "12333",
}
"""First topic of an article -> whom to ask about a practice we know no text of; 12393 answers for all others."""


def topics(request: HttpRequest) -> HttpResponse:
    """Every topic that has an article or a question, with them."""
    articles, questions = list(request.edition.all(Article)), list(request.edition.all(Question))
    groups = [
        {
            "topic": topic,
            "articles": [row for row in articles if topic.key in row.topics],
            "questions": [row for row in questions if topic.key in row.topics],
        }
        for topic in request.edition.all(Topic)
    ]
    return page(request, "faq/topics.html", {"groups": [row for row in groups if row["articles"] or row["questions"]]})


def topic(request: HttpRequest, key: str) -> HttpResponse:
    """One topic: its articles with their answers."""
    found = one(request.edition, Topic, key)
    context = {
        "topic": found,
        "articles": [row for row in request.edition.all(Article) if key in row.topics],
        "questions": [row for row in request.edition.all(Question) if key in row.topics],
    }
    return page(request, "faq/topic.html", context)


def article(request: HttpRequest, key: str) -> HttpResponse:
    """One article: the answer first, then the rest, then what it rests on."""
    edition, found = request.edition, one(request.edition, Article, key)
    others = {row.key: row for row in edition.all(Article)}
    context = {
        "article": found,
        "topic": edition.all(Topic).filter(key__in=found.topics[:1]).first(),
        "regions": regions_of(edition, found),
        "known": urlencode(sorted(found.known.items())),
        "existing": frozenset(others),
        "call": CALLS.get(found.topics[0] if found.topics else "", "12393"),
        "bases": cite(edition, as_named(found.citations.all()), request.today),
        "sources": evidence_of(edition, found),
        "standing": confirmed(edition, [f"article:{key}"], request.today),
        "related": [others[slug] for slug in found.related if slug in others],
    }
    return page(request, "faq/article.html", context)


def one(edition: Edition, model: type[Any], key: str) -> Any:
    """The row with this key, or a 404 that names it."""
    found = edition.all(model).filter(key=key).first()
    if found is None:
        raise Http404(_("There is no page called “%(name)s”.") % {"name": key[:80]})
    return found


def regions_of(edition: Edition, article: Article) -> list[Region]:
    """The regions an article is limited to; none when the whole mainland is among them."""
    if NATION in article.regions:
        return []
    return list(edition.all(Region).filter(key__in=article.regions))


def evidence_of(edition: Edition, article: Article) -> list[Source]:
    """What the article was researched from, sources of low confidence left out."""
    return sources(edition, article.evidence)
