"""Clear and leave: the browser is asked to drop its copies of our pages, and the reader is told what it still keeps."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from helpdesk.faq.page import page

CLEARED = '"cache", "storage"'
"""What the browser drops: kept pages (also those it would show again on Back) and what scripts put by.

Not "cookies": the size of the print was chosen, and staff would be signed out. Not "executionContexts": no browser
does it.
"""


def leave(request: HttpRequest) -> HttpResponse:
    """What is gone, what the browser still knows, and how to remove that. Needs no script."""
    response = page(request, "pages/leave.html", {"large": request.COOKIES.get("text") == "large"})
    response["Clear-Site-Data"] = CLEARED
    response["Cache-Control"] = "no-store"
    if settings.CSRF_COOKIE_NAME in request.COOKIES:
        # It says that somebody opened the form for messages here, and nobody chose it.
        response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite=settings.CSRF_COOKIE_SAMESITE)
    return response
