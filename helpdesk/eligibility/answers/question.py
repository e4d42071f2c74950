"""Asks a whole question: every portion that arises, the next fact, and one line above all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from helpdesk.eligibility.answers.assess import assess_possible
from helpdesk.eligibility.answers.assessment import Answer, Assessment
from helpdesk.eligibility.answers.contradictions import contradictions, nobody
from helpdesk.eligibility.diagrams.graph import Graph
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.strategy import NOTHING_TO_ASK, Plan, arising, plan
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Portion, all_conditions
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.kinds import Status, Verdict
from helpdesk.eligibility.vocabulary.text import Text, listed
from helpdesk.eligibility.vocabulary.wording import VERDICT_WORDS

MOST_KEPT = 4096

OPENINGS = {
    Verdict.YES: Text("Yes.", "可以。"),
    Verdict.PARTLY: Text("Partly.", "部分可以。"),
    Verdict.NO: Text("No.", "不可以。"),
    Verdict.DEPENDS: Text("Part of it depends on a local rule.", "有一部分要看当地规定。"),
    Verdict.NOT_COVERED: Text("We have no checked rule for part of this.", "其中一部分的规定，我们还没有核实过。"),
}
NOT_YET = Text("We cannot tell yet for every part.", "现在还不能全部确定。")
NOTHING = Text("Going by your answers, there is no such money.", "按你的回答，没有这样的钱。")
UNCERTAIN = Text("not certain yet", "还不能确定")


def question_facts(rulebook: Rulebook, question_key: str) -> tuple[str, ...]:
    """Every fact a question may ask or use, in the staff's order; derived facts through their sources.

    What the staff's lists leave out, and a rule or an amount still needs, comes last.
    """
    portions = rulebook.questions[question_key].portions
    listed_facts = [key for portion in portions for key in rulebook.decisions[portion.decision].facts]
    keys = [*listed_facts, *sorted(_used(rulebook, portions))]
    return tuple(dict.fromkeys(source for key in keys for source in rulebook.sources(key)))


def _used(rulebook: Rulebook, portions: Sequence[Portion]) -> set[str]:
    decisions = {portion.decision for portion in portions}
    tables = [table for table in rulebook.tables.values() if table.decision in decisions]
    versions = [version for table in tables for rule in table.rules for version in rule.versions]
    found = {condition.fact for portion in portions for condition in portion.when}
    found |= {rulebook.decisions[key].region_fact for key in decisions} - {""}
    found |= {condition.fact for version in versions for condition in all_conditions(version)}
    return found | {key for each in versions if each.formula for key in each.formula.names if key in rulebook.facts}


def ask(rulebook: Rulebook, question_key: str, known: Known, on: date) -> Answer:
    """The answer to a question for what is known of a person on a day. Raises KeyError for an unknown question.

    Coarse answers are few and come again and again, so that the last few thousand are kept; figures never are.
    """
    if any(rulebook.facts[key].private for key in known.values):
        return _asked(rulebook, question_key, known, on)
    key = (question_key, frozenset(known.values.items()), known.asked, on)
    if key not in rulebook.answers:
        if len(rulebook.answers) >= MOST_KEPT:
            rulebook.answers.clear()
        rulebook.answers[key] = _asked(rulebook, question_key, known, on)
    return rulebook.answers[key]


def _asked(rulebook: Rulebook, question_key: str, known: Known, on: date) -> Answer:
    question = rulebook.questions[question_key]
    problems = contradictions(rulebook, known, on) or nobody(rulebook, known, on)
    if problems:
        return Answer(question_key, on, (), None, None, listed([problem.message for problem in problems]), problems)
    graph, parts = Graph(rulebook.regions), []
    for portion in question.portions:
        decision = rulebook.decisions[portion.decision]
        found = assess_possible(graph, decision, Person(rulebook, decision, known, on), portion.when)
        if found is not None:
            parts.append((portion, found))
    trees = [arising(found.person, portion.when, graph, found.tree) for portion, found in parts]
    order = question_facts(rulebook, question_key)
    planned = plan([found.person for _, found in parts], graph, trees, order) if parts else NOTHING_TO_ASK
    portions = tuple(_with_next(found.assessment, planned) for _, found in parts)
    return Answer(
        question_key, on, portions, planned.next_fact, overall(portions), verdict_line(portions), most=planned.most
    )


def _with_next(assessment: Assessment, planned: Plan) -> Assessment:
    """A portion asks what the question asks, where that matters to it."""
    if assessment.next_fact is None or planned.next_fact not in assessment.relevant:
        return assessment
    return replace(assessment, next_fact=planned.next_fact)


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
    if not portions:
        return NOTHING
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
