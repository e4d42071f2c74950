"""Pins the edition and the date on a public request, before anything reads either."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from helpdesk.editions.clock import today
from helpdesk.editions.reading import current_edition

WITHOUT_EDITION = ("/admin/", "/healthz", "/readyz")
"""Addresses that answer whether or not there is an edition; static files do too."""


class EditionMiddleware:
    """Every public response is made from one edition, and names it in `X-Edition`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = today()
        if request.path_info.startswith((*WITHOUT_EDITION, settings.STATIC_URL)):
            return self.get_response(request)
        edition = current_edition()
        if edition is None:
            return no_edition()
        connection = connections[edition.alias]
        connection.open_file(edition.path)
        try:
            connection.ensure_connection()
        except DatabaseError:  # the file went away between two looks at the manifest
            return no_edition()
        request.edition = edition
        response = self.get_response(request)
        response["X-Edition"] = str(edition.number)
        return response


def no_edition() -> HttpResponse:
    """The page for a machine that has nothing to answer from: in both languages, and asking to be tried again soon."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response
