"""A whole question: its portions, the next fact, the overall verdict and the one line above all, in both languages."""

import pytest

from helpdesk.eligibility import Known, ask, question_facts
from helpdesk.eligibility.answers.question import overall
from tests.eligibility.books import (
    TODAY,
    amount,
    answer,
    asking,
    book,
    choice,
    fact,
    portion,
    relation,
    rule,
    table,
)  # fmt: skip


def two(first, second):
    """Two portions that come to these outcomes."""
    return book(
        table(rule("r", "a = yes", to=first)), table(rule("s", "a = yes", to=second), decision="e"), facts={"a": fact()}
    )


@pytest.mark.parametrize(
    ("first", "second", "verdict", "opening"),
    [
        ("yes", "yes-other", "yes", "Yes."),
        ("no", "no-other", "no", "No."),
        ("yes", "no", "partly", "Partly."),
        ("no", "partly", "partly", "Partly."),
        ("yes", "unchecked", "partly", "Partly."),
        ("yes", "depends", "partly", "Partly."),
        ("no", "depends", "depends", "Part of it depends on a local rule."),
        ("depends", "unchecked", "depends", "Part of it depends on a local rule."),
        ("no", "unchecked", "not_covered", "We have no checked rule for part of this."),
        ("unchecked", "unchecked-other", "not_covered", "We have no checked rule for part of this."),
    ],
)
def test_one_verdict_stands_over_all_portions(first, second, verdict, opening):
    found = answer(two(first, second), a="yes")

    assert found.verdict == verdict
    assert found.verdict_line.en.startswith(opening + " d: ")
    assert answer(two(second, first), a="yes").verdict == verdict


def test_while_a_portion_is_open_there_is_no_verdict_and_the_line_says_so_in_both_languages():
    rulebook = book(
        table(rule("r", "a = yes")), table(rule("s", "b = yes"), rule("t", "b = no", to="no"), decision="e")
    )
    found = answer(rulebook, a="yes")

    assert found.verdict is None
    assert found.verdict_line.en == "We cannot tell yet for every part. d: yes. e: not certain yet."
    assert found.verdict_line.zh == "现在还不能全部确定。d（中）：可以。e（中）：还不能确定。"


def test_the_line_of_a_single_portion_is_its_own_sentence():
    rulebook = book(rule("r", "a = yes", to="no"))

    assert answer(rulebook, a="yes").verdict_line == rulebook.outcomes["no"].title
    assert answer(rulebook, a="no").verdict_line.en == "No rule answers this case. We have been told."
    assert answer(book(rule("r", "a = yes"), rule("n", "a = no", to="no"))).verdict_line.en.startswith(
        "We cannot tell yet"
    )


def test_without_any_portion_the_line_says_that_there_is_no_such_money():
    rulebook = book(
        rule("r", "held_as = ledger"),
        facts={"held_as": choice("ledger", "bank")},
        question=asking(portion("d", "held_as = ledger")),
    )
    found = answer(rulebook, held_as="bank")

    assert (found.portions, found.verdict, found.next_fact) == ((), None, None)
    assert found.verdict_line.en == "Going by your answers, there is no such money."
    assert overall(()) is None


def test_the_next_fact_is_the_first_of_any_portion_in_the_staffs_order():
    rulebook = book(
        table(rule("r", "c = yes"), rule("r-no", "c = no", to="no")),
        table(rule("s", "b = yes"), rule("t", "b = no", to="no"), decision="e"),
    )

    assert answer(rulebook).next_fact == "b"
    assert answer(rulebook, b="yes").next_fact == "c"
    assert answer(rulebook, b="yes", c="yes").next_fact is None


def test_which_portions_there_are_is_asked_even_where_each_is_settled():
    facts = {"held_as": choice("ledger", "bank", "both"), "a": fact()}
    portions = asking(portion("d", "held_as in ledger, both"), portion("e", "held_as in bank, both"))
    rulebook = book(
        table(rule("r", "a = yes")), table(rule("s", "a = yes"), decision="e"), facts=facts, question=portions
    )

    assert answer(rulebook, a="yes").next_fact == "held_as"
    assert answer(rulebook, a="yes", held_as="unsure").next_fact is None
    assert [item.decision for item in answer(rulebook, a="yes", held_as="bank").portions] == ["e"]
    assert answer(rulebook, a="yes", held_as="bank").next_fact is None


def test_of_a_portion_that_does_not_arise_nothing_is_asked():
    rulebook = book(
        table(rule("r", "a = yes")), table(rule("s", "a = yes"), decision="e"),
        facts={"held_as": choice("ledger", "bank"), "a": fact(), "b": fact()},
        question=asking(portion("d"), portion("e", "held_as = bank", "b = yes")),
    )  # fmt: skip

    assert answer(rulebook, a="yes", held_as="ledger").next_fact is None
    assert answer(rulebook, a="yes", held_as="bank").next_fact == "b"


def test_a_question_may_ask_the_listed_facts_the_sources_of_derived_ones_and_whatever_rules_use():
    facts = {
        "a": fact(), "move": relation(), "home": fact("region"), "goal": fact("region"), "sum": amount(),
        "credited": fact("date"), "held_as": choice("ledger"), "idle": fact(),
    }  # fmt: skip
    words = {"title_en": "d", "title_zh": "d", "region_fact": "home"}
    rulebook = book(
        rule("r", "move = same-area", clock="credited", formula="whole(sum)"), facts=facts,
        decision={"d": {**words, "facts": ["move", "a"]}}, question=asking(portion("d", "held_as = ledger")),
    )  # fmt: skip

    assert question_facts(rulebook, "q") == ("home", "goal", "a", "credited", "held_as", "sum")


def test_an_unknown_question_is_a_key_error():
    with pytest.raises(KeyError):
        ask(book(rule("r", "a = yes")), "nothing", Known(), TODAY)


def test_coarse_answers_asked_before_are_kept_up_to_a_number_and_figures_never(monkeypatch):
    monkeypatch.setattr("helpdesk.eligibility.answers.question.MOST_KEPT", 2)
    rulebook = book(
        rule("r", "a = yes", "sum >= 5"),
        rule("base", to="unchecked"),
        facts={"a": fact(), "b": fact(), "sum": amount()},
    )

    first = answer(rulebook, a="no")
    assert answer(rulebook, a="no") is first
    assert answer(rulebook, a="no", b="yes") is not first
    assert len(rulebook.answers) == 2
    answer(rulebook, a="yes")
    assert len(rulebook.answers) == 1
    again = answer(rulebook, a="no")
    assert (again, again is first) == (first, False)
    assert answer(rulebook, a="yes", sum="7") is not answer(rulebook, a="yes", sum="7")
    assert not any("7" in str(key) for key in rulebook.answers)
