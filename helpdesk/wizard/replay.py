"""An old answer again, by its reference code: as its edition gave it, whatever has been published since."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.eligibility.answers.question import question_facts
from helpdesk.eligibility.answers.reading import UNSURE, Reading, address_text
from helpdesk.eligibility.replay.spelling import LONGEST_TYPED, CodeError, grouped
from helpdesk.faq.page import page
from helpdesk.faq.typed import printable
from helpdesk.faq.wording import in_language
from helpdesk.policies.published import rulebook
from helpdesk.policies.replay import Replay, replay, replay_json
from helpdesk.wizard import path
from helpdesk.wizard.address import Address
from helpdesk.wizard.figures import Figures
from helpdesk.wizard.possible import missing_facts
from helpdesk.wizard.slips import slips
from helpdesk.wizard.steps import Visit


def codes(request: HttpRequest) -> HttpResponse:
    """The field for a code; what is typed there leads to the page of that code."""
    typed = request.GET.get("code", "").replace("/", " ").strip()[:LONGEST_TYPED]
    if typed:
        return HttpResponseRedirect(reverse("wizard:replay", args=[typed]))
    error = _("Reference code: type it as it stands on the result page, for example 7KM4-9TQX.")
    return page(request, "wizard/codes.html", {"error": error if "code" in request.GET else "", "typed": ""})


def replayed(request: HttpRequest, code: str) -> HttpResponse:
    """The answer of a code, as a page or (`?format=json`) as the command prints it; a wrong code is named, with 404."""
    try:
        found = replay(code, request.edition)
    except CodeError as refusal:
        words = {"error": in_language(refusal.message), "typed": printable(code), "unplaced": True}
        return page(request, "wizard/codes.html", words, status=404)
    if request.GET.get("format") == "json":
        return HttpResponse(replay_json(found), content_type="application/json; charset=utf-8")
    return page(request, "wizard/replay.html", context_of(request, found))


def context_of(request: HttpRequest, found: Replay) -> dict[str, Any]:
    """What the page shows: the same slips as the result page, made from the old edition's rulebook alone."""
    then = visit_of(request, found)
    answers = [replace(row, change="") for row in path.given(then.rulebook, then.order, then.known, then.address)]
    facts = found.edition.rulebook.facts
    return {
        "code": grouped(found.code),
        "edition": found.edition,
        "question": then.rulebook.questions[then.question],
        "on": then.on,
        "answer": then.answer,
        "still_asked": facts[then.answer.next_fact].label if then.answer.next_fact else None,
        "alone": len(then.answer.portions) == 1,
        "slips": slips(found.edition, then, Figures()) if not then.answer.next_fact else [],
        "missing": missing_facts(then),
        "answers": answers,
        "today": asked_today(request, found, then.address),
        "newer": request.edition.number != found.edition.number,
    }


def visit_of(request: HttpRequest, found: Replay) -> Visit:
    """The visit as it was: the answers as they stood in the address, and the old rulebook's answer to them."""
    book, enquiry = found.edition.rulebook, found.enquiry
    known = enquiry.known
    texts = {key: address_text(known.values[key]) if key in known.values else UNSURE for key in known.asked}
    order = [key for key in question_facts(book, enquiry.question) if key in texts]
    return Visit(
        book, enquiry.question, Address({key: texts[key] for key in order}, enquiry.on), Reading(known, (), (), {}),
        enquiry.on, request.today, found.answer, order, replayed=True,
    )  # fmt: skip


def asked_today(request: HttpRequest, found: Replay, address: Address) -> str:
    """Where the same is asked of today's rules; the list of questions when this one is no longer asked."""
    if found.enquiry.question not in rulebook(request.edition).questions:
        return reverse("wizard:questions")
    query = replace(address, on=None).query()
    return reverse("wizard:check", args=[found.enquiry.question]) + (f"?{query}" if query else "")
