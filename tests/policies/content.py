"""The shipped rulebook, and persons made to fit a version of a rule."""

import json
from datetime import date
from functools import cache
from typing import Any

from helpdesk.eligibility import Answer, Known, Rulebook, ask, choices, read_answers, read_rulebook
from helpdesk.eligibility.rulebook.rules import Version, all_conditions
from helpdesk.eligibility.vocabulary.facts import Possible
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span
from helpdesk.policies.rulebook import BLOB, derive
from tests.starter_edition import starter_documents

TODAY = date(2026, 11, 22)
CASH = "medical-account-cash"
LEDGER = "medical-account-ledger"
PAID_OUT = "medical-account-paid-out"
BANK = "card-bank-account"


@cache
def rulebook() -> Rulebook:
    """The rulebook of everything shipped, through the very bytes an edition holds."""
    return read_rulebook(json.loads(derive(starter_documents())[BLOB]))


def answer(question: str, on: date = TODAY, **facts: str) -> Answer:
    """The answer for facts given as texts; a text that cannot be read fails the test."""
    reading = read_answers(rulebook(), question, facts)
    assert reading.problems == ()
    assert reading.dropped == ()
    return ask(rulebook(), question, reading.known, on)


def portion(found: Answer, decision: str) -> Any:
    """The portion of a decision."""
    return next(item for item in found.portions if item.decision == decision)


def person_fitting(version: Version, region_fact: str, region: str) -> Known:
    """Someone of whom every condition of a version holds, its clock left open."""
    book = rulebook()
    values: dict[str, Possible] = {region_fact: Places(frozenset({region}))} if region_fact else {}
    for condition in all_conditions(version):
        if condition.fact == version.clock:
            continue
        fact = book.facts[condition.fact]
        options = {option.key for option in fact.options}
        values[fact.key] = frozenset(options - condition.values if condition.negated else condition.values)
    return Known(values, frozenset(values))


def on_clock(version: Version, known: Known, day: date) -> tuple[Known, date]:
    """The person and the date asked about when the version's clock shows `day`."""
    if version.clock == "on":
        return known, day
    return known.with_value(version.clock, Span(day, date.fromordinal(day.toordinal() + 1))), TODAY


def longest_journey(question: str, on: date = TODAY, **facts: str) -> int:
    """The most questions anyone can be asked after these facts, whatever they answer, unsure included."""
    found = answer(question, on, **facts)
    if found.next_fact is None:
        return 0
    known = read_answers(rulebook(), question, facts).known
    offered = [choice.value for choice in choices(rulebook(), question, found.next_fact, known, on)]
    return 1 + max(longest_journey(question, on, **facts, **{found.next_fact: v}) for v in [*offered, "unsure"])
