"""Two regions, or two days, side by side on one question."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.eligibility.answers.question import question_facts
from helpdesk.eligibility.vocabulary.regions import NATION, OUTSIDE, Region, Regions
from helpdesk.faq.models import Article
from helpdesk.faq.page import page
from helpdesk.faq.wording import chinese
from helpdesk.pages.comparison import articles_about, comparison
from helpdesk.pages.drawing import pictures
from helpdesk.pages.sides import KEYS, Asked, labels, read_sides
from helpdesk.pages.timeline import timelines
from helpdesk.policies.models import Question
from helpdesk.policies.published import rulebook

TEMPLATE = "pages/compare.html"
MOVING = {"situation", "moves_to"}


def compare(request: HttpRequest) -> HttpResponse:
    """The form, what is wrong with what was sent, or the comparison."""
    book = rulebook(request.edition)
    asked = read_sides(book, request.GET.dict(), request.today)
    if request.GET.keys() - asked.typed.keys():
        return HttpResponseRedirect(f"{request.path}?{urlencode(asked.typed)}".rstrip("?"))
    if asked.question and not asked.faults:
        return page(request, TEMPLATE, result(request, asked))
    status = 400 if any(fault.bad for fault in asked.faults) else 200
    return page(request, TEMPLATE, form(request.edition, asked), status=status)


def form(edition: Edition, asked: Asked) -> dict[str, Any]:
    """What the two forms show: every question and place, what was typed, and what is wrong with it.

    Two regions are compared on questions that depend on a place.
    """
    questions = list(edition.all(Question).prefetch_related("portions__decision"))
    errors = {fault.field: fault.text for fault in asked.faults}
    return {
        "asked": asked,
        "typed": {key: asked.typed.get(key, "") for key in KEYS},
        "chosen": {key: row.key for key, row in asked.regions.items()},
        "questions": questions,
        "placed": [row for row in questions if any(part.decision.region_fact for part in row.portions.all())],
        "provinces": places(asked.rulebook.regions),
        "labels": labels(),
        "region_label": _("Region"),
        "known": asked.question in asked.rulebook.questions,
        "errors": errors,
        "day_errors": errors if asked.by_day else {},
        "region_errors": {} if asked.by_day else errors,
    }


def places(regions: Regions) -> list[tuple[Region, list[Region]]]:
    """Every provincial unit with the cities and districts in it: in the official order in Chinese, else by name."""
    rows = sorted(regions.by_key.values(), key=lambda row: row.key if chinese() else row.short.en)
    within: dict[str, list[Region]] = {}
    for row in rows:
        within.setdefault("".join(regions.line(row.key)[1:2]), []).append(row)
    units = [row for row in rows if row.parent == NATION and row.level != OUTSIDE]
    return [(unit, [row for row in within[unit.key] if row is not unit]) for unit in units]


def result(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """The comparison, and the way on for somebody who moves from the one place to the other."""
    one, other = asked.sides
    units = asked.rulebook.regions.by_key
    moving = one.region != other.region and set(question_facts(asked.rulebook, asked.question)) >= MOVING
    return {
        "asked": asked,
        "compared": comparison(request.edition, asked),
        "question": asked.rulebook.questions[asked.question],
        "here": units[one.region],
        "there": units[other.region],
        "day": one.on if one.on == other.on else None,
        "moving": moving,
        "articles": articles_about(request.edition, Article, situation="moving") if moving else [],
        "lines": [
            (units[key].short, pictures(timelines(asked.rulebook, key, request.today, asked.question)))
            for key in dict.fromkeys(each.region for each in (one, other))
        ],
        "again": urlencode({key: text for key, text in asked.typed.items() if key != "question"}),
    }
