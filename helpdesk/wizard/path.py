"""The questions a person has been through, in the order in which they were answered."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from helpdesk.eligibility.answers.reading import answer_text
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.faq.wording import day
from helpdesk.wizard.address import ON, Address


@dataclass(frozen=True)
class Given:
    """One answer so far: what it is about, what was said, and the query that opens it again."""

    fact: str
    label: Any
    answer: Any
    change: str


def given(rulebook: Rulebook, order: list[str], known: Known, address: Address) -> list[Given]:
    """The answers so far, each with its Change link; the day asked about comes last if one was given."""
    rows = [
        Given(fact, rulebook.facts[fact].label, answer_text(rulebook, fact, known), address.query(edit=fact))
        for fact in order
        if not rulebook.facts[fact].private
    ]
    if address.on:
        rows.append(Given(ON, _("Day asked about"), day(address.on), address.query(edit=ON)))
    return rows


def before(order: list[str], fact: str) -> str:
    """The question before this one; "" when it is the first."""
    if fact == ON:
        return order[-1] if order else ""
    place = order.index(fact) if fact in order else len(order)
    return order[place - 1] if place else ""
