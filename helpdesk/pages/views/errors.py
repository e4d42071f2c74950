"""Error pages: what happened, in plain words, and where to go on."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from helpdesk.faq.page import ONCE, page

WORDS = {
    400: (
        _("We could not read this address"),
        _("Something in the address is not as this site writes it. Start again from a link below."),
    ),
    403: (_("This page is not open to you"), _("Go back to the page you came from.")),
    404: (_("There is no page at this address"), _("The address may be mistyped, or the page may have moved.")),
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address or a form that nothing here could have made."""
    return told(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not allowed."""
    return told(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here; a sentence that names the thing comes first if a view gave one."""
    return told(request, 404, reason(exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault, in the language of the address or in both. Rendered without edition or database; kept by nobody."""
    language = request.path.split("/")[1]
    own = request.get_full_path() if request.method == "POST" and "HX-Request" not in request.headers else ""
    only = language if language in dict(settings.LANGUAGES) else ""
    # A page that figures were posted to is left by its own address: see wizard.figures.leaving.
    text = loader.render_to_string("500.html", {"only": only, "leave": own if own.endswith(ONCE) else ""})
    # Of a whole page, a swap by htmx takes the part that it replaces.
    return HttpResponse(text, status=500, headers={"Cache-Control": "no-store", "HX-Reselect": "#main"})


def told(request: HttpRequest, status: int, first: str = "", words: tuple[str, str] | None = None) -> HttpResponse:
    """The page in the language of the address; in both where the address names none."""
    heading, line = words or WORDS[status]
    if request.path.startswith(("/en/", "/zh-hans/")) and getattr(request, "edition", None) is not None:
        context = {
            "heading": gettext(heading),
            "lines": [text for text in (first, gettext(line)) if text],
            "unplaced": True,
        }
        return page(request, "errors/error.html", context, status=status)
    return render(request, "errors/both.html", in_both(heading, line), status=status)


def in_both(heading: str, line: str) -> dict[str, str]:
    """Heading and line in both languages."""
    texts = {"heading_en": heading, "line_en": line}
    with override("zh-hans"):
        return {**texts, "heading_zh": gettext(heading), "line_zh": gettext(line)}


def reason(exception: Exception | None) -> str:
    """The sentence a view gave with its 404; Django's own resolver gives none for readers."""
    first = exception.args[0] if exception is not None and exception.args else ""
    return first if isinstance(first, str) and len(first) <= 200 else ""
