"""The home page."""

from django.http import HttpRequest, HttpResponse

from helpdesk.faq.models import Article
from helpdesk.faq.page import page
from helpdesk.pages.coverage import owners
from helpdesk.policies.models import NATION, Question, Region

COMMONEST = 5


def home(request: HttpRequest) -> HttpResponse:
    """Which money, what people ask most, and how many regions have rules of their own."""
    units = set(
        request.edition.all(Region).filter(parent_id=NATION).exclude(level="outside").values_list("key", flat=True)
    )
    context = {
        "questions": request.edition.all(Question),
        "articles": request.edition.all(Article)[:COMMONEST],
        "all": len(units),
        "own_rules": len(units & owners(request.edition)),
    }
    return page(request, "pages/home.html", context)
