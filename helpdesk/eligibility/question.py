"""Asks a whole question: every portion that arises, the next fact, and one line above all."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from helpdesk.eligibility.assess import assess
from helpdesk.eligibility.assessment import Answer, Assessment
from helpdesk.eligibility.errors import Problem
from helpdesk.eligibility.facts import Known
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Question
from helpdesk.eligibility.span import Period, Span
from helpdesk.eligibility.text import Text, listed
from helpdesk.eligibility.vocabulary import FactKind, State, Status, Verdict
from helpdesk.eligibility.wording import VERDICT_WORDS, dates_text, day_text

OPENINGS = {
    Verdict.YES: Text("Yes.", "可以。"),
    Verdict.PARTLY: Text("Partly.", "部分可以。"),
    Verdict.NO: Text("No.", "不可以。"),
    Verdict.DEPENDS: Text("Part of it depends on a local rule.", "有一部分要看当地规定。"),
    Verdict.NOT_COVERED: Text("We have no checked rule for part of this.", "其中一部分的规定，我们还没有核实过。"),
}
NOT_YET = Text("We cannot tell yet for every part.", "现在还不能全部确定。")
UNCERTAIN = Text("not certain yet", "还不能确定")


def question_facts(rulebook: Rulebook, question_key: str) -> tuple[str, ...]:
    """Every fact a question may ask or use, in the staff's order; derived facts through their sources."""
    found: dict[str, None] = {}
    for portion in rulebook.questions[question_key].portions:
        for key in rulebook.decisions[portion.decision].facts:
            derivation = rulebook.facts[key].derivation
            for source in derivation.sources if derivation else (key,):
                found.setdefault(source)
    for key in sorted(_formula_facts(rulebook, question_key)):
        found.setdefault(key)
    return tuple(found)


def _formula_facts(rulebook: Rulebook, question_key: str) -> set[str]:
    decisions = {portion.decision for portion in rulebook.questions[question_key].portions}
    tables = [table for table in rulebook.tables.values() if table.decision in decisions]
    versions = [version for table in tables for rule in table.rules for version in rule.versions]
    return {version.formula.fact for version in versions if version.formula}


def contradictions(rulebook: Rulebook, known: Known, on: date) -> tuple[Problem, ...]:
    """Answers that exclude each other, and dates that lie after the day asked about."""
    found = []
    for exclusion in rulebook.exclusions.values():
        facts = [condition.fact for condition in exclusion.conditions]
        if not set(facts) <= set(known.values):
            continue
        states = {condition.state(known.values[condition.fact], rulebook.regions) for condition in exclusion.conditions}
        if states == {State.MET}:
            found.append(Problem("contradiction", exclusion.message, tuple(dict.fromkeys(facts))))
    return (*found, *_later_than(rulebook, known, on))


def _later_than(rulebook: Rulebook, known: Known, on: date) -> Iterable[Problem]:
    for key, value in known.values.items():
        fact = rulebook.facts[key]
        if fact.kind is FactKind.DATE and isinstance(value, Span):
            days: Period = value  # type: ignore[assignment]
            if days.meets(Span(None, on + timedelta(days=1))):
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


def ask(rulebook: Rulebook, question_key: str, known: Known, on: date) -> Answer:
    """The answer to a question for what is known of a person on a day. Raises KeyError for an unknown question."""
    question = rulebook.questions[question_key]
    problems = contradictions(rulebook, known, on)
    if problems:
        return Answer(question_key, on, (), None, None, listed([problem.message for problem in problems]), problems)
    assessed = (assess(rulebook, part.decision, known, on, part.when) for part in question.portions)
    portions = tuple(portion for portion in assessed if portion is not None)
    return Answer(
        question_key, on, portions, _next_fact(rulebook, question, known, portions, on), overall(portions),
        verdict_line(portions),
    )  # fmt: skip


def _next_fact(
    rulebook: Rulebook, question: Question, known: Known, portions: Sequence[Assessment], on: date
) -> str | None:
    """The first open fact in the staff's order: of a portion, or one that says which portions there are."""
    candidates = {portion.next_fact for portion in portions if portion.next_fact}
    candidates |= {
        condition.fact
        for portion in question.portions
        for condition in portion.when
        if condition.fact not in known.asked
        and any(shown.decision == portion.decision for shown in portions)
        and condition.state(known.possible(rulebook.facts[condition.fact], on), rulebook.regions) is State.NOT_KNOWN
    }
    order = {key: place for place, key in enumerate(question_facts(rulebook, question.key))}
    return min(candidates, key=lambda key: order.get(key, len(order)), default=None)


def overall(portions: Sequence[Assessment]) -> Verdict | None:
    """One verdict over all portions: theirs where they agree, `partly` where some money can be had; None while open."""
    verdicts = {_verdict(portion) for portion in portions}
    if not portions or None in verdicts:
        return None
    if len(verdicts) == 1:
        return verdicts.pop()
    for mixed in (Verdict.YES, Verdict.PARTLY):
        if mixed in verdicts:
            return Verdict.PARTLY
    return Verdict.DEPENDS if Verdict.DEPENDS in verdicts else Verdict.NOT_COVERED


def _verdict(portion: Assessment) -> Verdict | None:
    return Verdict.NOT_COVERED if portion.status is Status.NOT_COVERED else portion.verdict


def verdict_line(portions: Sequence[Assessment]) -> Text:
    """The one line above all: the portion's own sentence, or the overall word and each portion in a few words."""
    if len(portions) == 1 and portions[0].outcome:
        return portions[0].outcome.title
    if len(portions) == 1 and portions[0].problems:
        return listed([problem.message for problem in portions[0].problems])
    verdict = overall(portions)
    opening = NOT_YET if verdict is None else OPENINGS[verdict]
    words = [(portion.title, _word(portion)) for portion in portions]
    return Text(
        " ".join([opening.en, *(f"{title.en}: {word.en}." for title, word in words)]),
        opening.zh + "".join(f"{title.zh}：{word.zh}。" for title, word in words),
    )


def _word(portion: Assessment) -> Text:
    verdict = _verdict(portion)
    return UNCERTAIN if verdict is None else VERDICT_WORDS[verdict]
