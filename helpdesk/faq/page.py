"""One way to answer with a page: the template, what the answer varies on, and how long it may be kept."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

LAYOUT, FRAGMENT = "base.html", "fragment.html"
ONCE = "&figures=posted"
"""How the address ends to which figures are posted. Nothing leads back to it: a link leaves these letters out."""


def page(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Render `template` inside the whole layout, or only its changing part when htmx asked for it.

    An answer varies on the reading cookie and on `HX-Request`, so shared caches keep the variants apart.
    """
    layout = FRAGMENT if wants_fragment(request) else LAYOUT
    response = render(request, template, {"layout": layout, **context}, status=status)
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """True for a swap by htmx; a page that htmx restores from history must be whole."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
