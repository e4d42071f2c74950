"""Offices and telephone lines."""

from django.http import HttpRequest, HttpResponse

from helpdesk.faq.page import page
from helpdesk.policies.models import Office
from helpdesk.policies.models.vocabulary import Confidence


def offices(request: HttpRequest) -> HttpResponse:
    """The two lines, the bank, and the counters whose details were seen."""
    rows = (
        request.edition.all(Office)
        .exclude(confidence=Confidence.LOW)
        .select_related("region__parent")
        .order_by("region_id", "key")
    )
    return page(request, "pages/offices.html", {"offices": rows})
