"""What would change an answer: single answers that the person can change, or a later day."""

import json
from datetime import date

from helpdesk.eligibility import assessment_json
from helpdesk.eligibility.diagrams.rendering import Rendering
from tests.eligibility.books import (
    amount,
    asking,
    assessed,
    book,
    choice,
    exclusion,
    fact,
    parameter,
    portion,
    rule,
    table,
    version,
)  # fmt: skip

THREE = choice("x", "y", "z", changeable=True)
HOME = {"home": fact("region", changeable=True), "a": fact()}


def changed(rulebook, on=date(2026, 11, 22), **facts):
    """(fact, value, outcome) of every change offered."""
    return [(item.fact, item.value.en, item.outcome) for item in assessed(rulebook, on, **facts).changes]


def test_a_single_answer_that_can_be_changed_is_offered_with_where_it_leads():
    rulebook = book(rule("r", "b = x"), rule("s", "b != x", to="no"), facts={"b": THREE})

    assert changed(rulebook, b="y") == [("b", "x", "yes")]


def test_each_outcome_is_offered_once_for_a_fact_with_its_first_option():
    rulebook = book(rule("r", "b = x"), rule("s", "b != x", to="no"), facts={"b": THREE})

    assert changed(rulebook, b="x") == [("b", "y", "no")]


def test_two_facts_may_lead_to_the_same_outcome():
    facts = {"b": THREE, "c": fact(changeable=True)}
    rows = rule("r", "b = x", "c = no"), rule("s", to="no", start=None)

    assert changed(book(*rows, facts=facts), b="x", c="no") == [("b", "y", "no"), ("c", "Yes", "no")]


def test_what_was_done_is_not_undone():
    """A card that is activated stays so; what rests on the day of a credit is not changed by an act of today."""
    facts = {"c": fact(changeable=True), "credited": fact("date")}
    rows = rule("r", "c = no"), rule("s", "c = yes", to="no")
    past = rule("r", "c = no", clock="credited"), rule("s", "c = yes", to="no", clock="credited")

    assert changed(book(*rows, facts=facts), c="no") == [("c", "Yes", "no")]
    assert changed(book(*rows, facts=facts), c="yes") == []
    assert changed(book(*past, facts=facts), c="no", credited="2020-05-05") == []


def test_what_cannot_be_changed_is_never_offered():
    """Nobody is told that all would be well had somebody died."""
    facts = {"died": fact(), "b": choice("x", "y", changeable=True)}
    rows = (
        rule("r", "died = yes"),
        rule("s", "died = no", "b = x", to="no"),
        rule("t", "died = no", "b = y", to="partly"),
    )

    assert changed(book(*rows, facts=facts), died="no", b="x") == [("b", "y", "partly")]
    assert changed(book(*rows, facts=facts), died="yes", b="x") == []


def test_two_changes_at_once_are_not_offered():
    facts = {"b": choice("x", "y", changeable=True), "c": fact(changeable=True)}
    rows = rule("r", "b = x", "c = yes"), rule("s", "b = x", "c = no", to="no"), rule("t", "b = y", to="no")

    assert changed(book(*rows, facts=facts), b="y", c="no") == []


def test_what_was_not_answered_is_nothing_to_change():
    facts = {"a": fact(), "b": THREE}
    rulebook = book(
        rule("r", "a = yes"), rule("s", "a = no", "b = x", to="no"), rule("t", "a = no", "b != x", to="no"), facts=facts
    )

    assert changed(rulebook, a="yes") == []


def test_a_person_who_cannot_be_is_never_offered():
    rows = rule("r", "b = x"), rule("s", "b = y", to="no"), rule("t", "b = z", to="partly")
    facts = {"b": THREE, "a": fact()}
    rulebook = book(*rows, facts=facts, exclusion={"x": exclusion("a = yes", "b = y")})

    assert changed(rulebook, a="yes", b="x") == [("b", "z", "partly")]
    assert changed(rulebook, a="no", b="x") == [("b", "y", "no"), ("b", "z", "partly")]


def test_an_answer_that_ends_the_portion_is_no_change_of_it():
    rows = rule("r", "b = x"), rule("s", "b = y", to="no"), rule("t", "b = z", to="partly")
    rulebook = book(*rows, facts={"b": THREE}, question=asking(portion("d", "b in x, z")))

    assert changed(rulebook, b="x") == [("b", "z", "partly")]


def test_an_answer_that_leaves_the_result_open_or_without_answer_is_no_change():
    facts = {"b": THREE, "a": fact()}
    rows = rule("r", "b = x"), rule("s", "b = y", "a = yes"), rule("t", "b = y", "a = no", to="no")

    assert changed(book(*rows, facts=facts), b="x") == []


def test_figures_are_changed_by_nobody():
    facts = {"sum": amount(changeable=True)}

    assert changed(book(rule("r", "sum < 5"), rule("s", "sum >= 5", to="no"), facts=facts), sum="3") == []


def test_another_region_is_offered_where_it_has_rules_that_say_otherwise():
    rulebook = book(
        rule("r", "a = yes"), rule("s", "a = no", to="no"),
        table(rule("own", "a = yes", to="partly", over=("r",)), at="110000"),
        table(rule("same", "a = yes", over=("r",)), at="420000"),
        facts=HOME, region_fact="home",
    )  # fmt: skip

    assert changed(rulebook, home="440100", a="yes") == [("home", "110000", "partly")]
    assert changed(rulebook, home="110000", a="yes") == [("home", "420000", "yes")]
    assert changed(rulebook, home="440100", a="no") == []


def test_the_region_around_ones_own_is_no_other_place():
    rulebook = book(
        rule("r"), table(rule("wide", "a = yes", to="no", over=("r",)), at="440000"),
        table(rule("deep", "a = yes", to="partly", over=("wide", "r")), at="440100"), facts=HOME, region_fact="home",
    )  # fmt: skip

    assert changed(rulebook, home="440106", a="yes") == []
    assert changed(rulebook, home="440300", a="yes") == [("home", "440100", "partly")]


def test_a_place_that_governs_nothing_is_not_run_through():
    facts = {"goal": fact("region", changeable=True)}
    rulebook = book(rule("r", "goal = 440000"), rule("s", "goal != 440000", to="no"), facts=facts)

    assert changed(rulebook, goal="110000") == []


def test_the_first_later_day_with_another_answer_is_offered_last_and_alone():
    versions = [
        version(end="2027-01-01"), version(start="2027-01-01", end="2028-01-01", conditions=["b = x", "b = y"]),
        version(to="no", start="2028-01-01", end="2029-01-01"), version(to="partly", start="2029-01-01"),
    ]  # fmt: skip
    rows = rule("r", versions=versions), rule("s", "b = z", to="partly", over=("r",))
    rulebook = book(*rows, facts={"b": THREE})

    assert changed(rulebook, b="x") == [("b", "z", "partly"), ("on", "from 1 January 2028", "no")]
    assert changed(rulebook, date(2028, 6, 1), b="x") == [("b", "z", "partly"), ("on", "from 1 January 2029", "partly")]
    assert changed(rulebook, date(2030, 1, 1), b="x") == [("b", "z", "partly")] * 0
    assert changed(rulebook, date(2030, 1, 1), b="z") == []


def test_a_day_on_which_the_answer_stays_or_ends_is_none():
    versions = [version(end="2027-01-01"), version("a = yes", start="2027-01-01", end="2028-01-01")]

    assert changed(book(rule("r", versions=versions)), a="yes") == []


def test_a_day_on_which_a_figure_of_the_place_changes_counts_too():
    facts = {"home": fact("region"), "ok": choice("yes", "no", "not-known", derived={"attribute": ["home", "ok"]})}
    figure = parameter("ok", (None, "2027-05-01", "no"), ("2027-05-01", None, "yes"), unit="yes_no")
    rulebook = book(rule("r", "ok = yes"), rule("s", "ok != yes", to="no"), facts=facts, parameter=[figure])

    assert changed(rulebook, home="440100") == [("on", "from 1 May 2027", "yes")]


def test_a_day_on_which_the_figure_compared_with_changes_counts_too():
    figure = parameter("least", (None, "2030-01-01", "20"), ("2030-01-01", None, "15"), unit="years")
    rows = rule("r", "years >= @least"), rule("s", "years < @least", to="no")
    rulebook = book(*rows, facts={"years": fact("count", unit="years")}, parameter=[figure])

    assert changed(rulebook, years="17") == [("on", "from 1 January 2030", "yes")]


def test_days_on_which_figures_change_are_rendered_as_they_are_assessed():
    figure = parameter("least", (None, "2030-01-01", "20"), ("2030-01-01", None, "15"), unit="years")
    rows = rule("r", "years >= @least"), rule("s", "years < @least", to="no")
    rulebook = book(*rows, facts={"years": fact("count", unit="years")}, parameter=[figure])
    rendered = Rendering(rulebook, "d").render({"years": "17"}, "2026-11-22")

    assert json.loads(rendered) == assessment_json(assessed(rulebook, years="17"))
    assert json.loads(rendered)["changes"][0]["outcome"] == "yes"
