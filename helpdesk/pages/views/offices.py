"""Offices and telephone lines."""

from django.http import HttpRequest, HttpResponse

from helpdesk.faq.page import page
from helpdesk.pages.views.regions import province
from helpdesk.policies.models import Office, Region
from helpdesk.policies.models.vocabulary import Confidence


def offices(request: HttpRequest) -> HttpResponse:
    """The two lines, the bank, and the counters whose details were seen."""
    rows = (
        request.edition.all(Office)
        .exclude(confidence=Confidence.LOW)
        .select_related("region__parent__parent")
        .order_by("region_id", "key")
    )
    places: dict[Region, list[Office]] = {}
    for row in rows:
        places.setdefault(province(row.region), []).append(row)
    return page(request, "pages/offices.html", {"places": list(places.items())})
