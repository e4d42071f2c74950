"""A form that came back without the cookie that protects it: what to do, and nothing typed is lost."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from helpdesk.pages.views.errors import told
from helpdesk.pages.views.feedback import without_cookie

WORDS = (
    _("This form could not be sent"),
    _(
        "Your browser did not send back the cookie that protects the form. Go back: your browser still has what you "
        "typed. Allow cookies for this site, load the page again and send it."
    ),
)


def not_sent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW. The form for messages comes back filled in; for the rest, a page says what to do."""
    match = request.resolver_match
    if match is not None and match.view_name == "pages:feedback":
        return without_cookie(request)
    return told(request, 403, words=WORDS)
