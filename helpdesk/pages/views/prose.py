"""Pages that are text alone."""

from django.http import HttpRequest, HttpResponse

from helpdesk.faq.page import page


def about(request: HttpRequest) -> HttpResponse:
    """How the answers are made, and what this site is not."""
    return page(request, "pages/about.html", {})


def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for everybody, how that was checked, and what is still open."""
    return page(request, "pages/accessibility.html", {})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept: nothing you answer."""
    return page(request, "pages/privacy.html", {})
