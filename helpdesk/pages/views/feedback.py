"""Was this clear, and a mistake in a rule: a form that is stored before the page says "received"."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.faq.page import page
from helpdesk.faq.wording import in_language
from helpdesk.pages.feedback.form import LONGEST_TEXT, Fault, Typed, faults, fresh_stamp, read_typed
from helpdesk.pages.feedback.inbox import FullError, keep
from helpdesk.pages.feedback.message import Message, written
from helpdesk.pages.feedback.subject import VERSION, Kind, Subject, read_subject, way_back
from helpdesk.policies.published import rulebook

TEMPLATE = "pages/feedback.html"
NOTHING = Typed()
log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """The choice of what to say, the form, and what became of it. Opening the form sets the one CSRF cookie."""
    subject = read_subject(request.edition, request.GET)
    if request.method == "POST":
        return sent(request, subject)
    return form(request, subject) if subject.kind else answer(request, subject, {"stage": "choice"})


def sent(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Stored, or the form again with what is wrong and everything typed."""
    typed = read_typed(request.POST.dict(), subject.kind)
    if subject.kind is None:
        told = _(
            "The address did not say what your message is about. It is a report of a mistake now: press Send again."
        )
        return form(request, replace(subject, kind=Kind.MISTAKE), typed, [Fault("send", told)], 400)
    found = faults(typed, subject.kind)
    if found:
        return form(request, subject, typed, found, 400)
    message = written(subject, typed, get_language() or "en")
    try:
        keep(message)
    except FullError:
        told = _(
            "Very many messages came in during the last hour. Yours is not stored. It is below: send it in an hour."
        )
        return not_stored(request, subject, typed, told, "3600")
    except Exception:  # each kind of storage has errors of its own, and none may cost what was typed
        log.exception("The inbox cannot be written")
        told = _("We cannot store messages at the moment. Yours is not stored. It is below: send it in a few minutes.")
        return not_stored(request, subject, typed, told, "300")
    return received(request, subject, message)


def received(request: HttpRequest, subject: Subject, message: Message) -> HttpResponse:
    """It is on disk; what was kept, so that its writer sees it."""
    return answer(request, subject, {"stage": "received", "message": message})


def not_stored(request: HttpRequest, subject: Subject, typed: Typed, told: str, wait: str) -> HttpResponse:
    """The form with what was typed; `wait` in seconds."""
    response = form(request, subject, typed, [Fault("send", told)], 503)
    response["Retry-After"] = wait
    return response


def without_cookie(request: HttpRequest) -> HttpResponse:
    """The form again for somebody whose browser did not send the cookie back."""
    subject = read_subject(request.edition, request.GET)
    subject = replace(subject, kind=subject.kind or Kind.MISTAKE)
    told = _(
        "Your browser did not send back the cookie of this form. Allow cookies for this site, then press Send again."
    )
    return form(request, subject, read_typed(request.POST.dict(), subject.kind), [Fault("send", told)], 403)


def form(
    request: HttpRequest, subject: Subject, typed: Typed = NOTHING, found: Sequence[Fault] = (), status: int = 200
) -> HttpResponse:
    """The form of one kind."""
    wrong = {fault.field: fault.message for fault in reversed(found)}
    context = {
        "stage": "form",
        "typed": typed,
        "faults": found,
        "wrong": wrong,
        "stamp": fresh_stamp(typed.stamp),
        "longest": LONGEST_TEXT,
        "unavailable": status == HTTPStatus.SERVICE_UNAVAILABLE,
    }
    return answer(request, subject, context, status)


def answer(request: HttpRequest, subject: Subject, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page at one of its stages, kept by no cache."""
    book = rulebook(request.edition)
    about = {
        "subject": subject,
        "back": way_back(subject, request.POST.get("back", ""), request.headers.get("Referer", "")),
        "query": subject.query(),
        "question": book.questions[subject.question].title if subject.question else "",
        "region": book.regions.by_key[subject.region].name if subject.region else "",
        "rules": rule_names(book, subject),
    }
    response = page(request, TEMPLATE, about | context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def rule_names(book: Rulebook, subject: Subject) -> list[str]:
    """The rules in words: what each decides and whose it is; two rules of one table are told once."""
    named = {row.key: table for table in book.tables.values() for row in (table, *table.rules)}
    tables = dict.fromkeys(named[VERSION.sub(r"\1", key)].key for key in subject.rules)
    told = _("%(title)s (%(place)s)")
    return [
        told
        % {
            "title": in_language(book.decisions[book.tables[key].decision].title),
            "place": in_language(book.regions.by_key[book.tables[key].region].short),
        }
        for key in tables
    ]
