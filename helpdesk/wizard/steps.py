"""Where a visit stands: which page an address asks for, and what stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from helpdesk.eligibility.answers.assessment import Answer
from helpdesk.eligibility.answers.kept import only
from helpdesk.eligibility.answers.question import ask
from helpdesk.eligibility.answers.reading import Choice, Reading, choices, read_answers
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.errors import Problem
from helpdesk.eligibility.vocabulary.facts import Fact, Known
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.wizard import path, places
from helpdesk.wizard.address import ON, Address

UNSURE = "unsure"


@dataclass(frozen=True)
class Visit:
    """An address read against the rulebook, and the engine's answer to it; `replayed` when it is an old one again."""

    rulebook: Rulebook
    question: str
    address: Address
    reading: Reading
    on: date
    today: date
    answer: Answer
    order: list[str]
    replayed: bool = False

    @property
    def known(self) -> Known:
        """What is known of the person."""
        return self.reading.known

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Values that are none, else answers that exclude each other."""
        return self.reading.problems or self.answer.problems


@dataclass(frozen=True)
class Step:
    """One question on a page: the `number`-th of at most `most`, each 0 where that cannot be said.

    `hidden` and `later` are the other answers, before and after this one, so that a form keeps their order.
    """

    fact: str
    wording: Fact | None
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    error: str = ""
    place: bool = False
    typed: places.Found | None = None
    whole: places.Region | None = None
    asked: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    later: list[tuple[str, str]] = field(default_factory=list)
    back: str = ""
    number: int = 0
    most: int = 0
    changed: str = ""

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The answers to choose from: what a typed place may mean, else all."""
        return self.typed.choices if self.typed and self.typed.choices else self.choices


def visit(
    rulebook: Rulebook, question: str, address: Address, today: date, figures: Mapping[str, str] | None = None
) -> Visit:
    """Read the answers (and figures just posted) and ask the engine. Raises KeyError for an unknown question.

    Whoever has named the province and no city yet is in that province.
    """
    on = address.on or today
    answers = dict(address.answers)
    if missing(address) and address.within:
        answers[address.asked] = address.within
    reading = read_answers(rulebook, question, {**answers, **(figures or {})})
    answer = ask(rulebook, question, reading.known, on)
    order = [key for key in answers if key in reading.known.asked]
    return Visit(rulebook, question, address, reading, on, today, answer, order)


def open_question(found: Visit) -> str:
    """The fact whose question the address asks for; "" when the result is due.

    In turn: the one to change, one left without an answer, a place of which only the province is known yet, and what
    the engine asks next.
    """
    address = found.address
    if address.edit:
        return address.edit
    if missing(address) or city_due(found):
        return address.asked
    return "" if found.problems else found.answer.next_fact or ""


def missing(address: Address) -> bool:
    """Was Continue pressed without an answer?"""
    return bool(address.asked) and address.asked != ON and address.asked not in address.answers


def city_due(found: Visit) -> places.Offer | None:
    """The places to offer while only a larger one is known: just chosen, or Continue came without a smaller one."""
    address, book = found.address, found.rulebook
    if address.edit or not address.asked or address.asked == ON:
        return None
    if book.facts[address.asked].kind is not FactKind.REGION:
        return None
    chosen = address.answers.get(address.asked, "")
    if chosen and book.regions.resolve(chosen) == book.regions.resolve(address.within):
        return None
    decisions = [portion.decision for portion in book.questions[found.question].portions]
    told_apart = {key for decision in decisions for key in book.diagrams.classes(decision)}
    return places.below(book.regions, chosen or address.within, told_apart)


def step(found: Visit, fact: str, error: str = "", typed: places.Found | None = None) -> Step:
    """The page of one question; `typed` is what a typed place may mean."""
    address = found.address
    back = path.before(found.order, fact)
    rows, keys = list(address.answers.items()), list(address.answers)
    place = keys.index(fact) if fact in keys else len(keys)
    later = rows[place + 1 :] + ([(ON, address.on.isoformat())] if address.on and fact != ON else [])
    number, most = progress(found, fact)
    shown: dict[str, Any] = {
        "error": error, "hidden": rows[:place], "later": later, "back": address.query(edit=back) if back else "",
        "asked": fact, "chosen": address.answers.get(fact, ""), "number": number, "most": most, "typed": typed,
        "changed": fact if address.edit or rows[place + 1 :] else "",
    }  # fmt: skip
    if fact == ON:
        return Step(
            fact, None, **{**shown, "chosen": address.bad_day or (address.on.isoformat() if address.on else "")}
        )
    wording = found.rulebook.facts[fact]
    if wording.kind is FactKind.REGION:
        return region_step(found, wording, shown)
    # An answer opened again may exclude later ones: these are dropped then, so they do not limit what is offered.
    known = only(found.known, found.order[: found.order.index(fact)]) if fact in found.order else found.known
    offered = choices(found.rulebook, found.question, fact, known, found.on)
    return Step(fact, wording, offered, **shown)


def progress(found: Visit, fact: str) -> tuple[int, int]:
    """Which question this is, and of how many at most; 0 for what cannot be said.

    A place is one question, whether it is asked in one step or in two. Nothing is said where an earlier answer is
    opened again, and no total once somebody was not sure or named a place that is told apart further: who knows less
    may be asked more than was worked out.
    """
    asking = fact == found.answer.next_fact
    choosing_city = found.order[-1:] == [fact] and city_due(found) is not None
    if found.problems or not (asking or choosing_city):
        return 0, 0
    answer, order = found.answer, found.order
    if choosing_city:  # the province alone is no answer yet: counted as on the page before
        order = order[:-1]
        answer = ask(found.rulebook, found.question, found.known.without(fact), found.on)
    vague = {key for portion in answer.portions for key in portion.relevant}
    unsure = any(key not in found.known.values or key in vague for key in order)
    return len(order) + 1, 0 if unsure else len(order) + answer.most


def region_step(found: Visit, wording: Fact, shown: dict[str, Any]) -> Step:
    """What was typed may mean, else the provinces, or the parts of the place that was just chosen."""
    units = found.rulebook.regions
    offer = city_due(found)
    if offer is not None and offer.whole is not None:
        shown = {**shown, "chosen": "", "back": found.address.query(edit=wording.key)}
        return Step(wording.key, wording, offer.choices, place=True, whole=offer.whole, **shown)
    chosen = shown["chosen"]
    shown = {**shown, "chosen": chosen if chosen == UNSURE else ""}
    return Step(wording.key, wording, places.provinces(units).choices, place=True, **shown)
