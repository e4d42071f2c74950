"""The home page."""

from django.http import HttpRequest, HttpResponse

from helpdesk.faq.models import Article
from helpdesk.faq.page import page
from helpdesk.pages.coverage import rules_by_region
from helpdesk.policies.models import Region

COMMONEST = 5


def home(request: HttpRequest) -> HttpResponse:
    """What the site is for, what people ask most, and which places have how many rules of their own."""
    counted = rules_by_region(request.edition)
    found = request.edition.all(Region).filter(key__in=counted).order_by("key")
    context = {
        "articles": request.edition.all(Article)[:COMMONEST],
        "places": [{"region": region, "rules": counted[region.key]} for region in found],
    }
    return page(request, "pages/home.html", context)
