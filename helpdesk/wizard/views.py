"""The guided questions: one address, one question a page, then the result."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from helpdesk.editions.clock import now
from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.answers.reading import read_answers
from helpdesk.eligibility.replay.spelling import grouped
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.faq.page import ONCE, page
from helpdesk.faq.typed import printable
from helpdesk.faq.wording import in_language
from helpdesk.policies.models import Question
from helpdesk.policies.places import names
from helpdesk.policies.published import rulebook
from helpdesk.policies.replay import code_for
from helpdesk.wizard import path
from helpdesk.wizard.address import ON, TYPED, Address, read_address
from helpdesk.wizard.calendar import Entry, calendar_file
from helpdesk.wizard.deadline import ask, care, deadline_of, field_of, posted_portion, read_start, sentence
from helpdesk.wizard.figures import Figures, from_our_page, leaving, read_figures
from helpdesk.wizard.keeping import kept_for
from helpdesk.wizard.onward import onward
from helpdesk.wizard.places import Found, typed_place
from helpdesk.wizard.possible import missing_facts
from helpdesk.wizard.slips import call, slips
from helpdesk.wizard.steps import Visit, city_due, missing, open_question, step, visit

TEMPLATE = "wizard/check.html"
NO_FIGURES = Figures()


def questions(request: HttpRequest) -> HttpResponse:
    """The questions there are."""
    return page(request, "wizard/questions.html", {"questions": request.edition.all(Question)})


@csrf_exempt  # It changes and keeps nothing; a CSRF cookie would be the only trace a visitor leaves.
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, key: str) -> HttpResponse:
    """A question, what is wrong with the answers, or the result; a posted figure is worked out on the result."""
    book = rulebook(request.edition)
    if key not in book.questions:
        raise Http404(_("There is no question called “%(name)s”.") % {"name": key[:80]})
    address = read_address(book, key, request.GET.dict())
    if request.method == "POST":
        return worked_out(request, key, address)
    if leaving(request):
        return HttpResponseRedirect(reverse("pages:leave"))
    typed = typed_place(names(request.edition), book.regions, address.typed) if address.typed else None
    live = request.headers.get("HX-Trigger-Name") == TYPED
    query = onward(book, key, address, typed, request.today, live=live)
    if query is not None:
        return HttpResponseRedirect(f"{request.path}?{query}".rstrip("?"))
    found = visit(book, key, address, request.today)
    fact = ON if address.bad_day else open_question(found)
    if typed or fact:
        return asked(request, found, address.asked if typed else fact, typed)
    return faulty(request, found) if found.problems else result(request, found)


def asked(request: HttpRequest, found: Visit, fact: str, typed: Found | None = None) -> HttpResponse:
    """The page of one question."""
    error = fault(found, fact, typed)
    context = common(found) | {"step": step(found, fact, error, typed), "stage": "question"}
    return page(request, TEMPLATE, context, status=400 if found.address.bad_day else 200)


def fault(found: Visit, fact: str, typed: Found | None) -> str:
    """What is wrong with what was sent for this question, with the repair."""
    address = found.address
    if typed is not None:
        told = _("We know no place called “%(typed)s”. Type the name of a city or county, or choose the province.")
        return "" if typed.choices else told % {"typed": typed.typed}
    if fact == ON and address.bad_day:
        told = _(
            "Day asked about: “%(typed)s” is no date we can use. Type year, month and day, for example 2026-12-31."
        )
        return told % {"typed": address.bad_day}
    if missing(address) and not address.edit:
        return (
            _("Choose a place. If you are not sure, choose the last line.")
            if city_due(found)
            else _("Choose an answer. If you are not sure, choose “I am not sure”.")
        )
    return ""


def faulty(request: HttpRequest, found: Visit) -> HttpResponse:
    """Answers that are none, or that exclude each other, each with its Change link."""
    facts = dict.fromkeys(fact for problem in found.problems for fact in problem.facts)
    rows = [(found.rulebook.facts[fact], found.address.query(edit=fact)) for fact in facts]
    context = common(found) | {"stage": "problem", "problems": found.problems, "changes": rows}
    return page(request, TEMPLATE, context, status=400 if found.reading.problems else 200)


def result(request: HttpRequest, found: Visit, figures: Figures = NO_FIGURES) -> HttpResponse:
    """The answer."""
    shown = slips(request.edition, found, figures)
    code = grouped(code_for(request.edition, found.question, coarsely(found), found.on))
    context = (
        common(found)
        | kept_for(request, found, code)
        | {
            "stage": "result",
            "alone": len(found.answer.portions) == 1,
            "answer": found.answer,
            "slips": shown,
            "asks": any(slip.fields for slip in shown),
            "post_to": f"{request.path}?{found.address.query()}{ONCE}",
            "missing": missing_facts(found),
            "figures": figures,
            "code": code,
            "back": found.address.query(edit=found.order[-1]) if found.order else "",
        }
    )
    response = page(request, TEMPLATE, context)
    if any(slip.fields or slip.deadline for slip in shown):
        response["Cache-Control"] = "no-store"
    return response


def coarsely(found: Visit) -> Known:
    """What the address says of a person: what was posted stands in no code."""
    return read_answers(found.rulebook, found.question, found.address.answers).known


def worked_out(request: HttpRequest, key: str, address: Address) -> HttpResponse:
    """The result again with a figure worked out. The figure stands in this one answer and nowhere else."""
    if not from_our_page(request):
        return HttpResponseForbidden(
            _("This form can only be sent from our own page."), content_type="text/plain; charset=utf-8"
        )
    book = rulebook(request.edition)
    figures = read_figures(book, key, request.POST.dict(), address.on or request.today)
    found = visit(book, key, replace(address, asked="", edit="", untidy=False), request.today, figures.values)
    if found.problems or found.answer.next_fact or address.bad_day:
        return HttpResponseRedirect(f"{request.path}?{found.address.query()}".rstrip("?"))
    portion = posted_portion(found, request.POST)
    response = calendar_entry(request, found, portion) if portion else result(request, found, figures)
    response["Cache-Control"] = "no-store"
    return response


def calendar_entry(request: HttpRequest, found: Visit, portion: Assessment) -> HttpResponse:
    """The last day of a portion's deadline as a file for a calendar; the result again where no day can be counted."""
    deadline, field = deadline_of(found, portion), field_of(portion)
    assert deadline
    typed, whom = request.POST[field].strip(), ask(call(portion))
    last, error = read_start(deadline, typed, request.today, whom)
    if last is None:
        return result(request, found, Figures(typed={field: printable(typed)}, errors={field: error}))
    page_address = request.build_absolute_uri(f"{request.path}?{found.address.query()}")
    text = "\n".join((sentence(deadline), care(deadline), whom, page_address))
    title = _("Last day: %(task)s") % {"task": in_language(deadline.task)}
    entry = Entry(last, title, text, page_address)
    file = calendar_file(entry, now(), get_language() or "en")
    return HttpResponse(
        file, content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="deadline.ics"'},
    )  # fmt: skip


def common(found: Visit) -> dict[str, Any]:
    """What every stage shows: the question, the answers so far, and the day."""
    return {
        "question": found.rulebook.questions[found.question],
        "key": found.question,
        "answers": path.given(found.rulebook, found.order, found.known, found.address),
        "address": found.address,
        "on": found.on,
        "dropped": [found.rulebook.facts[fact].label for fact in found.address.dropped],
        "replaced": [(code, found.rulebook.regions.by_key[new].name) for code, new in found.reading.replaced.items()],
    }
