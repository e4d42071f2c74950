"""Answers that cannot all be true: named with both answers and a repair, and never assessed."""

from datetime import date

import pytest

from helpdesk.eligibility import Known, assess, read_answers
from helpdesk.eligibility.vocabulary.kinds import Status
from tests.eligibility.books import TODAY, answer, asking, book, choice, exclusion, fact, portion, relation, rule, table

ROWS = (rule("r", "a = yes"), rule("n", "a = no", to="no"))
BOOK = book(*ROWS, exclusion={"x": exclusion("a = yes", "b = no"), "y": exclusion("a = yes", "c = no", "b = yes")})


def test_two_answers_that_exclude_each_other_are_named_and_nothing_else_is_said():
    found = answer(BOOK, a="yes", b="no")

    assert [(problem.code, problem.facts) for problem in found.problems] == [("contradiction", ("a", "b"))]
    assert (found.portions, found.next_fact, found.verdict) == ((), None, None)
    assert found.verdict_line.en == "a = yes excludes b = no"
    assert found.verdict_line.zh == "a = yes excludes b = no（中）"


@pytest.mark.parametrize("facts", [{"a": "yes"}, {"a": "yes", "b": "unsure"}, {"a": "no", "b": "no"}, {"b": "no"}])
def test_answers_that_only_may_exclude_each_other_are_no_contradiction(facts):
    assert answer(BOOK, **facts).problems == ()


def test_a_decision_assessed_alone_is_invalid_with_the_same_problem():
    known = read_answers(BOOK, "q", {"a": "yes", "b": "no"}).known
    found = assess(BOOK, "d", known, TODAY)

    assert (found.status, found.outcome) == (Status.INVALID, None)
    assert found.problems == answer(BOOK, a="yes", b="no").problems


def test_exclusions_that_only_together_leave_nobody_are_told_with_the_answers_they_speak_of():
    rulebook = book(*ROWS, exclusion={"x": exclusion("a = yes", "b = yes"), "y": exclusion("a = yes", "b = no")})
    found = answer(rulebook, a="yes")

    assert assess(rulebook, "d", read_answers(rulebook, "q", {"a": "yes"}).known, TODAY).status is Status.INVALID
    assert found.portions == ()
    assert [(problem.code, problem.facts) for problem in found.problems] == [("impossible", ("a",))]
    assert found.problems[0].message.en == "These answers cannot all be true: a. Change one of them."


def test_a_contradiction_by_way_of_what_is_derived_names_the_facts_that_were_asked():
    rulebook = book(
        *ROWS, exclusion={"x": exclusion("move = same-area", "a = no")},
        facts={"home": fact("region"), "goal": fact("region"), "move": relation(), "a": fact()},
        decision={"d": {"title_en": "d", "title_zh": "d", "region_fact": "", "facts": ["a", "move"]}},
    )  # fmt: skip

    assert answer(rulebook, home="440100", goal="440106", a="no").problems[0].facts == ("home", "goal", "a")
    assert answer(rulebook, home="440100", goal="440300", a="no").problems == ()


@pytest.mark.parametrize(
    ("credited", "wrong"),
    [
        ("2026-11-22", False),
        ("2026-11-23", True),
        ("2026-11-23..", True),
        ("2026-11-22..", False),
        ("9999-12-31", True),
    ],
)
def test_a_day_after_the_one_asked_about_is_told_with_both_days(credited, wrong):
    rulebook = book(rule("r", clock="credited"), facts={"credited": fact("date")})
    found = answer(rulebook, credited=credited)

    assert [problem.code for problem in found.problems] == (["after_date"] if wrong else [])
    if wrong:
        assert "lies after 22 November 2026" in found.verdict_line.en
        assert "晚于你询问的日期2026年11月22日" in found.verdict_line.zh
        assert answer(rulebook, date.max, credited=credited).problems == ()


def test_a_portion_that_the_answers_exclude_does_not_arise_and_the_person_is_not_contradicted():
    portions = [portion("d", "held_as = ledger"), portion("e", "held_as = bank")]
    rulebook = book(
        table(*ROWS), table(rule("s", "a = yes"), rule("t", "a = no", to="no"), decision="e"),
        facts={"a": fact(), "held_as": choice("ledger", "bank")},
        exclusion={"x": exclusion("a = yes", "held_as = bank")},
        question=asking(*portions),
    )  # fmt: skip

    assert [each.decision for each in answer(rulebook, a="yes").portions] == ["d"]
    assert [each.decision for each in answer(rulebook, a="no").portions] == ["d", "e"]
    assert Known() == Known({}, frozenset())
