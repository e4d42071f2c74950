"""Reads answers from text (addresses, the command line) and offers the answers there are."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from helpdesk.eligibility.amounts import CENT
from helpdesk.eligibility.answers.contradictions import contradictions
from helpdesk.eligibility.answers.question import question_facts
from helpdesk.eligibility.diagrams.walk import branches, walk
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import all_conditions
from helpdesk.eligibility.vocabulary.conditions import ORDERED, Condition, parse_point
from helpdesk.eligibility.vocabulary.errors import Problem
from helpdesk.eligibility.vocabulary.facts import Fact, Known, Possible, open_ended
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.regions import NATION, Places
from helpdesk.eligibility.vocabulary.span import Span, one_day
from helpdesk.eligibility.vocabulary.text import EMPTY, Text
from helpdesk.eligibility.vocabulary.wording import address_text, value_text

UNSURE = "unsure"
LONGEST = 200
STEPS = {FactKind.COUNT: Decimal(1), FactKind.AMOUNT: CENT}
"""Counts are whole, amounts go to the cent."""
SHAPES = {
    FactKind.DATE: Text("a date such as 2022-08-31", "日期，例如2022-08-31"),
    FactKind.AMOUNT: Text("an amount in yuan such as 5000", "以元为单位的金额，例如5000"),
    FactKind.COUNT: Text("a whole number such as 12", "整数，例如12"),
    FactKind.REGION: Text("a region from the list, or its six-digit code", "列表里的地区，或六位行政区划代码"),
}


@dataclass(frozen=True)
class Reading:
    """What answers in text came to: what is known, what was wrong, what was dropped, which codes have a successor."""

    known: Known
    problems: tuple[Problem, ...]
    dropped: tuple[str, ...]
    replaced: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to offer: its text for an address, and how it reads."""

    value: str
    label: Text
    hint: Text = EMPTY


def read_answers(rulebook: Rulebook, question_key: str, answers: Mapping[str, str]) -> Reading:
    """Read `{fact: text}`. Unknown facts and empty texts are dropped; wrong values are problems."""
    values: dict[str, Possible] = {}
    asked: set[str] = set()
    problems: list[Problem] = []
    dropped: list[str] = []
    replaced: dict[str, str] = {}
    allowed = set(question_facts(rulebook, question_key))
    for key, text in answers.items():
        if key not in allowed or not text.strip():
            dropped.append(key)
            continue
        fact = rulebook.facts[key]
        if text.strip() == UNSURE:
            asked.add(key)
            continue
        try:
            values[key] = read_value(rulebook, fact, text.strip(), replaced)
        except ValueError:
            problems.append(_wrong(fact, text))
        else:
            asked.add(key)
    return Reading(Known(values, frozenset(asked)), tuple(problems), tuple(dropped), replaced)


def _wrong(fact: Fact, text: str) -> Problem:
    shown = re.sub(r"[^\w.,|/ -]", "?", text[:40])
    shape = SHAPES.get(fact.kind) or Text(
        "one of: " + ", ".join(option.label.en for option in fact.options),
        "以下之一：" + "、".join(option.label.zh for option in fact.options),
    )
    return Problem(
        "value",
        Text(
            f"{fact.label.en}: we cannot use “{shown}”. Choose {shape.en}.",
            f"{fact.label.zh}：“{shown}”不能用。请填{shape.zh}。",
        ),
        (fact.key,),
    )


def read_value(rulebook: Rulebook, fact: Fact, text: str, replaced: dict[str, str]) -> Possible:
    """One answer in text: an option, several with `|`, a region code, a date or figure, or a piece `low..high`.

    Former region codes are noted in `replaced`. Raises ValueError.
    """
    if len(text) > LONGEST:
        raise ValueError(text)
    if fact.kind in ORDERED:
        return _read_span(fact.kind, text)
    parts = text.split("|")
    if fact.kind is FactKind.REGION:
        return Places(frozenset(_read_region(rulebook, code, replaced) for code in parts))
    options = {option.key for option in fact.options}
    if not set(parts) <= options:
        raise ValueError(text)
    return frozenset(parts)


def _read_region(rulebook: Rulebook, code: str, replaced: dict[str, str]) -> str:
    region = rulebook.regions.resolve(code)
    if region is None or region.key == NATION:
        raise ValueError(code)
    if region.key != code:
        replaced[code] = region.key
    return region.key


def _read_span(kind: FactKind, text: str) -> Possible:
    low, dots, high = text.partition("..")
    if not dots:
        point = _read_point(kind, text)
        return one_day(point) if isinstance(point, date) else Span(point, point + STEPS[kind])
    span = Span(_read_point(kind, low) if low else None, _read_point(kind, high) if high else None)  # type: ignore[type-var]
    if span.empty or span == Span(None, None) or span.high == date.min:
        raise ValueError(text)
    return span  # type: ignore[return-value]


def _read_point(kind: FactKind, text: str) -> date | Decimal:
    point = parse_point(kind, text)
    if isinstance(point, Decimal) and point % STEPS[kind]:
        raise ValueError(text)
    return point


def answer_text(rulebook: Rulebook, fact_key: str, known: Known) -> Text:
    """What a person answered, in words."""
    value = known.values.get(fact_key)
    if value is None:
        return Text("I am not sure", "我不确定")
    return value_text(rulebook.facts[fact_key], value, rulebook.regions)


def choices(rulebook: Rulebook, question_key: str, fact_key: str, known: Known, on: date) -> tuple[Choice, ...]:
    """The answers to offer for a fact: options that are not excluded, or the pieces that rules tell apart.

    Regions are chosen by browsing or typing, so none are listed for a region fact. An axis that no rule tells apart has
    no pieces to choose from.
    """
    fact = rulebook.facts[fact_key]
    if fact.kind is FactKind.REGION:
        return ()
    unasked = known.without(fact_key)
    possible = unasked.possible(fact, on)
    if isinstance(possible, frozenset):
        options = {option.key: option for option in fact.options}
        kept = [options[key] for key in options if not _excluded(rulebook, unasked, fact, frozenset({key}), on)]
        return tuple(Choice(option.key, option.label, option.hint) for option in kept)
    assert isinstance(possible, Span), fact_key
    pieces: list[Any] = list(possible.pieces(_cuts(rulebook, question_key, fact, unasked, on)))  # type: ignore[arg-type]
    if len(pieces) == 1:
        return ()
    told = [open_ended(piece, on) for piece in pieces if not _excluded(rulebook, unasked, fact, piece, on)]
    return tuple(Choice(address_text(piece), value_text(fact, piece, rulebook.regions)) for piece in told)


def _excluded(rulebook: Rulebook, known: Known, fact: Fact, value: Possible, on: date) -> bool:
    """True when an answer cannot be together with what is known; said of exclusions that name the fact."""
    answered = known.with_value(fact.key, value)
    return any(fact.key in problem.facts for problem in contradictions(rulebook, answered, on))


def _cuts(rulebook: Rulebook, question_key: str, fact: Fact, known: Known, on: date) -> list[date | Decimal]:
    """Where the rest of the answer still changes along an axis; where nothing does, every point that a rule names."""
    found: list[date | Decimal] = []
    portions = rulebook.questions[question_key].portions
    for portion in portions:
        for branch in branches(walk(rulebook, portion.decision, known, on, portion.when)):
            if branch.fact == fact.key:
                found += [bound for value, _ in branch.arms if isinstance(value, Span) for bound in value.bounds()]
        found += _points(fact, portion.when)
    if found:
        return found
    versions = [v for portion in portions for rule in rulebook.rules_of(portion.decision) for v in rule.versions]
    return [point for version in versions for point in _points(fact, all_conditions(version))]


def _points(fact: Fact, conditions: Iterable[Condition]) -> list[date | Decimal]:
    spans = [condition.span for condition in conditions if condition.fact == fact.key and condition.span is not None]
    return [bound for span in spans for bound in span.bounds()]
