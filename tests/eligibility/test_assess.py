"""The assessment of a portion: status, next fact, what is possible and on what it depends, what would change it."""

import pytest

from helpdesk.eligibility.vocabulary.kinds import Status
from tests.eligibility.books import (
    answer,
    asking,
    assessed,
    book,
    choice,
    exclusion,
    fact,
    portion,
    possible,
    relation,
    rule,
    settled,
    table,
)  # fmt: skip

NATION = (rule("r", "a = yes"), rule("n", "a = no", to="no"))

WHERE = {
    "a": fact(), "held_as": choice("ledger", "both", "bank"), "credited": fact("date"), "home": fact("region"),
    "goal": fact("region"), "move": relation(),
}  # fmt: skip


def test_an_open_answer_names_the_next_fact_in_the_staffs_order_and_no_verdict():
    rulebook = book(rule("r", "c = yes", "b = yes"), rule("base", to="unchecked"))
    found = assessed(rulebook)

    assert (found.status, found.next_fact, found.outcome, found.verdict) == (Status.OPEN, "b", None, None)
    assert assessed(rulebook, b="yes").next_fact == "c"
    assert assessed(rulebook, c="yes").next_fact == "b"
    assert settled(rulebook, b="no") == "unchecked"


def test_a_fact_that_the_staffs_list_leaves_out_is_asked_last_and_can_be_answered():
    words = {"title_en": "d", "title_zh": "d", "region_fact": ""}
    rulebook = book(
        rule("r", "a = yes", "c = yes"), rule("base", to="unchecked"), decision={"d": {**words, "facts": ["c"]}}
    )

    assert [assessed(rulebook).next_fact, assessed(rulebook, c="yes").next_fact] == ["c", "a"]
    assert settled(rulebook, c="yes", a="yes") == "yes"


def test_what_is_derived_is_asked_through_its_sources():
    facts = {"home": fact("region"), "move": relation(), "goal": fact("region"), "a": fact()}
    rulebook = book(rule("r", "move = same-area"), rule("base", to="unchecked"), facts=facts)

    assert assessed(rulebook).next_fact == "home"
    assert assessed(rulebook, home="440100").next_fact == "goal"
    assert assessed(rulebook, home="440100").relevant == ("goal",)
    assert settled(rulebook, home="440100", goal="440106") == "yes"
    assert settled(rulebook, home="440100", goal="440300") == "unchecked"


def test_what_was_asked_is_never_asked_again():
    rulebook = book(rule("r", "a = yes", "b = yes"), rule("base", to="unchecked"))

    assert assessed(rulebook, a="unsure").next_fact == "b"
    assert assessed(rulebook, a="unsure", b="unsure").next_fact is None
    facts = {"home": fact("region"), "a": fact()}
    regional = book(
        *NATION, table(rule("own", "a = yes", to="partly", over=("r",)), at="440100"), facts=facts, region_fact="home"
    )
    assert assessed(regional, home="440000", a="yes").status is Status.UNSURE, (
        "the province was named, the city is not asked"
    )


def test_unsure_lists_each_possible_outcome_with_the_shortest_answers_it_depends_on():
    rulebook = book(
        rule("r", "b = yes", "a = yes"), rule("s", "a = no", to="no"), rule("t", "a = yes", "b = no", to="partly")
    )
    found = assessed(rulebook, a="unsure", b="unsure")

    assert (found.status, found.next_fact, found.verdict) == (Status.UNSURE, None, None)
    told = {item.outcome.key: [(key, text.en) for key, text in item.depends] for item in found.possible}
    assert told == {"yes": [("a", "Yes"), ("b", "Yes")], "no": [("a", "No")], "partly": [("a", "Yes"), ("b", "No")]}


def test_unsure_becomes_neither_yes_nor_no():
    rulebook = book(*NATION)

    assert (settled(rulebook, a="yes"), settled(rulebook, a="no")) == ("yes", "no")
    assert possible(rulebook, a="unsure") == {"yes", "no"}


def test_unsure_has_the_verdict_that_all_possible_outcomes_share_unless_there_may_be_no_rule():
    shared = book(rule("r", "a = yes"), rule("n", "a = no", to="yes-other"))
    gap = book(rule("r", "a = yes"), rule("n", "a = no", "b = yes", to="yes-other"))

    assert assessed(shared, a="unsure").verdict == "yes"
    assert assessed(shared).verdict is None, "while a question is still open there is no verdict"
    assert assessed(gap, a="unsure", b="unsure").verdict is None
    assert [problem.code for problem in assessed(gap, a="unsure", b="unsure").problems] == ["gap"]


def test_a_change_is_offered_only_for_what_the_person_can_change_and_that_settles_on_something_else():
    facts = {"a": fact(changeable=True), "b": fact(), "m": choice("x", "y", "z", changeable=True)}
    rulebook = book(
        rule("r", "a = no", "b = yes", "m = x"), rule("s", "a = yes", to="no"), rule("base", to="unchecked"),
        facts=facts, exclusion={"e": exclusion("m = y", "b = yes")},
    )  # fmt: skip
    found = assessed(rulebook, a="no", b="yes", m="x")

    assert [(item.fact, item.value.en, item.outcome) for item in found.changes] == [
        ("a", "Yes", "no"), ("m", "z", "unchecked"),
    ]  # fmt: skip
    assert [item.fact for item in assessed(rulebook, a="no", b="no", m="x").changes] == ["a"]


def test_a_change_that_would_end_the_portion_is_none():
    facts = {"held_as": choice("ledger", "bank", changeable=True)}
    rows = (rule("r", "held_as = ledger"), rule("s", "held_as = bank", to="no"))
    bound = book(*rows, facts=facts, question=asking(portion("d", "held_as = ledger")))

    assert [item.outcome for item in assessed(book(*rows, facts=facts), held_as="ledger").changes] == ["no"]
    assert assessed(bound, held_as="ledger").changes == ()


@pytest.mark.parametrize(
    ("when", "arises", "left_out"),
    [
        ("held_as in ledger, both", {"held_as": "both"}, {"held_as": "bank"}),
        ("held_as != bank", {"held_as": "ledger"}, {"held_as": "bank"}),
        ("credited < 2022-09-01", {"credited": "2022-08-31"}, {"credited": "2022-09-01"}),
        ("home in 440000", {"home": "440106"}, {"home": "110000"}),
        ("home not in 440000", {"home": "110000"}, {"home": "440106"}),
        ("move = same-area", {"home": "440100", "goal": "440106"}, {"home": "440100", "goal": "440300"}),
    ],
)
def test_a_portion_is_left_out_only_when_its_condition_is_certainly_false(when, arises, left_out):
    rulebook = book(*NATION, facts=WHERE, question=asking(portion("d", when)))

    assert len(answer(rulebook).portions) == len(answer(rulebook, **arises).portions) == 1
    assert answer(rulebook, **left_out).portions == ()


def test_a_portion_is_answered_as_if_its_condition_held():
    for when, other in (
        ("held_as in ledger, both", "held_as = bank"), ("credited < 2022-09-01", "credited >= 2022-09-01"),
        ("home in 440000", "home not in 440000"), ("home not in 440000", "home in 440000"),
        ("move = same-area", "move != same-area"),
    ):  # fmt: skip
        rulebook = book(rule("r", when), rule("s", other, to="no"), facts=WHERE, question=asking(portion("d", when)))
        assert settled(rulebook) == "yes", when


def test_a_place_outside_the_mainland_is_not_covered_and_told_so():
    rulebook = book(*NATION, facts={"home": fact("region"), "a": fact()}, region_fact="home")
    found = assessed(rulebook, home="810000")

    assert (found.status, found.outcome) == (Status.NOT_COVERED, None)
    assert found.problems[0].facts == ("home",)
    assert "outside the mainland scheme" in found.problems[0].message.en
    assert assessed(rulebook, home="810000|440000", a="yes").status is Status.DECIDED


def test_the_outcome_of_a_base_rule_is_not_covered_with_what_it_says():
    found = assessed(book(rule("base", to="unchecked")))

    assert (found.status, found.outcome.key, found.verdict) == (Status.NOT_COVERED, "unchecked", "not_covered")
    assert answer(book(rule("base", to="unchecked"))).verdict == "not_covered"
