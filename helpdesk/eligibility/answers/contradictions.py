"""Answers that cannot all be true of one person on the day asked about."""

from collections.abc import Iterator
from datetime import date

from helpdesk.eligibility.diagrams.derivation import possible_value
from helpdesk.eligibility.diagrams.walk import can_be
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.errors import Problem
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.kinds import FactKind, State
from helpdesk.eligibility.vocabulary.span import Period, Span, up_to
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.eligibility.vocabulary.wording import dates_text, day_text


def contradictions(rulebook: Rulebook, known: Known, on: date) -> tuple[Problem, ...]:
    """Answers that exclude each other, and dates that lie after the day asked about."""
    return (*_excluding(rulebook, known, on), *_later_than(rulebook, known, on))


def _excluding(rulebook: Rulebook, known: Known, on: date) -> Iterator[Problem]:
    for exclusion in rulebook.exclusions.values():
        states = {
            condition.state(possible_value(rulebook, known, condition.fact, on), rulebook.regions)
            for condition in exclusion.conditions
        }
        if states == {State.MET}:
            facts = [source for condition in exclusion.conditions for source in rulebook.sources(condition.fact)]
            yield Problem("contradiction", exclusion.message, tuple(dict.fromkeys(facts)))


def _later_than(rulebook: Rulebook, known: Known, on: date) -> Iterator[Problem]:
    for key, value in known.values.items():
        fact = rulebook.facts[key]
        if fact.kind is FactKind.DATE and isinstance(value, Span):
            days: Period = value  # type: ignore[assignment]
            if days.meets(up_to(on)):
                continue
            told, asked = dates_text(days), day_text(on)
            yield Problem(
                "after_date",
                Text(
                    f"{fact.label.en}: {told.en} lies after {asked.en}, the day you ask about. Change one of the two.",
                    f"{fact.label.zh}：{told.zh}晚于你询问的日期{asked.zh}。请改其中一个。",
                ),
                (key,),
            )


def nobody(rulebook: Rulebook, known: Known, on: date) -> tuple[Problem, ...]:
    """No combination says it alone: several together leave nobody of whom all answers are true."""
    if can_be(rulebook, known, on):
        return ()
    named = {
        source
        for exclusion in rulebook.exclusions.values()
        for condition in exclusion.conditions
        for source in rulebook.sources(condition.fact)
    }
    facts = tuple(key for key in known.values if key in named)
    labels = [rulebook.facts[key].label for key in facts]
    message = Text(
        "These answers cannot all be true: " + ", ".join(label.en for label in labels) + ". Change one of them.",
        "这些回答不可能同时成立：" + "、".join(label.zh for label in labels) + "。请改其中一个。",
    )
    return (Problem("impossible", message, facts),)
