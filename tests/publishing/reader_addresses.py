"""A page whose parts come from every corner of an edition: rows of two tables, the rulebook, and what is pinned."""

import json

from django.http import HttpRequest, JsonResponse
from django.urls import path

from helpdesk.editions.documents import Document
from helpdesk.faq.models import Article, Topic
from helpdesk.urls import handler404, handler500
from helpdesk.urls import urlpatterns as site

__all__ = ["handler404", "handler500", "urlpatterns"]


def parts(request: HttpRequest) -> JsonResponse:
    """Each part is the number that the test wrote into it before it published the edition of that number."""
    edition = request.edition
    topics = [topic.title_en for topic in edition.all(Topic)]
    rulebook = json.loads(edition.blob("rulebook.json"))
    article = edition.all(Article).get()
    stored: Document = edition.documents()["article:open"]
    found = [*topics, article.title_en, rulebook["documents"]["region"]["CN"]["short_en"], stored.body["title_en"]]
    return JsonResponse({"edition": edition.number, "parts": found})


urlpatterns = [path("parts/", parts), *site]
