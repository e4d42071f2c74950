"""What the rules that apply to one person come to: exceptions, agreement, conflicts, gaps, rules that always apply."""

from datetime import date

import pytest

from helpdesk.eligibility.vocabulary.kinds import Status
from tests.eligibility.books import amount, assessed, book, fact, rule, settled, table, version

YES, NO = {"a": "yes", "b": "yes", "c": "yes"}, {"a": "yes", "b": "yes", "c": "no"}


def problems(rulebook, **facts):
    return [problem.code for problem in assessed(rulebook, **facts).problems]


def rules_of(rulebook, **facts):
    return [item.key for item in assessed(rulebook, **facts).rules]


def test_an_exception_defeats_the_rule_it_names_only_where_it_applies():
    rulebook = book(rule("r", "a = yes"), rule("e", "c = yes", to="no", over=("r",)))

    assert settled(rulebook, a="yes", c="no") == "yes"
    assert settled(rulebook, a="yes", c="yes") == "no"
    assert rules_of(rulebook, a="yes", c="yes") == ["e"]


def test_row_order_decides_nothing():
    rows = [rule("r", "a = yes"), rule("e", "c = yes", to="no", over=("r",)), rule("base", to="unchecked")]

    for order in (rows, rows[::-1], [rows[1], rows[2], rows[0]]):
        assert settled(book(*order), **YES) == "no"
        assert settled(book(*order), **NO) == "yes"


def test_an_exception_reaches_through_the_exceptions_it_names():
    rulebook = book(
        rule("r", "a = yes"),
        rule("e", "b = yes", to="no", over=("r",)),
        rule("ee", "c = yes", to="partly", over=("e",)),
    )

    assert settled(rulebook, **YES) == "partly"
    assert settled(rulebook, **NO) == "no"
    assert settled(rulebook, a="yes", b="no", c="yes") == "partly", "r is defeated even where e does not apply"


def test_a_defeated_exception_does_not_bring_back_what_it_defeated():
    rulebook = book(
        rule("r", "a = yes", to="yes"),
        rule("e", "b = yes", to="no", over=("r",)),
        rule("ee", "c = yes", to="no-other", over=("e",)),
    )

    assert settled(rulebook, **YES) == "no-other"
    assert rules_of(rulebook, **YES) == ["ee"]


def test_two_exceptions_that_agree_are_united_and_two_that_do_not_are_a_conflict():
    def rulebook(second):
        return book(
            rule("r", "a = yes"),
            rule("e1", "b = yes", to="no", over=("r",)),
            rule("e2", "c = yes", to=second, over=("r",)),
        )

    assert settled(rulebook("no"), **YES) == "no"
    assert rules_of(rulebook("no"), **YES) == ["e1", "e2"]
    assert settled(rulebook("partly"), **YES) is None
    assert problems(rulebook("partly"), **YES) == ["conflict"]
    assert assessed(rulebook("partly"), **YES).status is Status.NOT_COVERED


def test_rules_that_agree_in_outcome_and_not_in_formula_conflict():
    def rulebook(formula):
        facts = {"a": fact(), "b": fact(), "sum": amount()}
        return book(rule("r", "a = yes", formula="whole(sum)"), rule("s", "b = yes", formula=formula), facts=facts)

    assert settled(rulebook("whole(sum)"), a="yes", b="yes") == "yes"
    assert problems(rulebook(""), a="yes", b="yes") == ["conflict"]


def test_no_rule_is_a_gap_and_is_told():
    found = assessed(book(rule("r", "a = yes")), a="no")

    assert (found.status, found.outcome, found.rules) == (Status.NOT_COVERED, None, ())
    assert "No rule answers this case" in found.problems[0].message.en


def test_a_rule_without_conditions_yields_to_every_other_and_defeats_none():
    rulebook = book(rule("r", "a = yes"), rule("base", to="unchecked", over=("r",)))

    assert settled(rulebook, a="yes") == "yes"
    assert settled(rulebook, a="no") == "unchecked"
    assert assessed(rulebook).next_fact == "a", "the base rule does not settle what r may still answer"


def test_a_rule_on_the_clock_of_a_fact_is_no_base_rule():
    rulebook = book(
        rule("r", clock="credited", start=None), rule("base", to="unchecked"), facts={"credited": fact("date")}
    )

    assert settled(rulebook, credited="2020-01-01") == "yes"


def test_of_two_base_rules_the_one_further_down_holds():
    facts = {"home": fact("region"), "a": fact()}
    rulebook = book(
        rule("nation", to="unchecked"),
        table(rule("city", to="unchecked-city"), at="440100"),
        table(rule("province", to="unchecked-province"), at="440000"),
        facts=facts, region_fact="home",
    )  # fmt: skip

    assert settled(rulebook, home="440106") == "unchecked-city"
    assert settled(rulebook, home="440300") == "unchecked-province"
    assert settled(rulebook, home="110000") == "unchecked"


@pytest.mark.parametrize(("second", "problem"), [("unchecked", []), ("unchecked-other", ["conflict"])])
def test_two_base_rules_of_one_region_agree_or_conflict(second, problem):
    rulebook = book(rule("one", to="unchecked"), rule("two", to=second))

    assert problems(rulebook) == problem


def test_a_base_rule_that_ended_says_that_what_followed_is_not_known():
    rulebook = book(
        rule("nation", to="unchecked"),
        table(rule("city", to="unchecked-city", end="2020-01-01"), at="440100", after_end="not_known"),
        facts={"home": fact("region")}, region_fact="home",
    )  # fmt: skip

    assert settled(rulebook, date(2019, 12, 31), home="440100") == "unchecked-city"
    assert settled(rulebook, date(2020, 1, 1), home="440100") is None
    assert problems(rulebook, home="440100") == ["not_known"]


def test_a_rule_with_two_versions_on_two_clocks_can_conflict_with_itself():
    both = [version(clock="credited", start=None), version("a = yes", to="no")]
    rulebook = book(rule("r", versions=both), facts={"a": fact(), "credited": fact("date")})

    assert problems(rulebook, a="yes", credited="2020-01-01") == ["conflict"]
    assert settled(rulebook, a="no", credited="2020-01-01") == "yes"
