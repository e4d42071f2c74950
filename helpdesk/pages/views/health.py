"""For machines: is the process alive, and what would it answer from."""

from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from helpdesk.editions.reading import edition_state


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: 200, whatever else is down."""
    return stored_nowhere(JsonResponse({"alive": True}))


def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: 200 with an edition, else 503. The editorial database may be down; public pages do not need it."""
    state = edition_state()
    edition = state.edition
    report: dict[str, Any] = {
        "edition": edition.number if edition else None,
        "digest": edition.digest if edition else None,
        "age_seconds": int((timezone.now() - edition.built_at).total_seconds()) if edition else None,
        "schema": {"found": state.schema_found, "expected": state.schema_expected},
        "problem": state.problem,
        "editorial_database": "up" if editorial_database_up() else "down",
    }
    return stored_nowhere(JsonResponse(report, status=200 if edition else 503))


def editorial_database_up() -> bool:
    """Does the database that staff work in answer? The one question any public address asks it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def stored_nowhere(response: HttpResponse) -> HttpResponse:
    """The same, kept by no cache."""
    response["Cache-Control"] = "no-store"
    return response
