"""Facts and what is known of them: full sets, unsure, partial sets; what is derived."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility import Known
from helpdesk.eligibility.diagrams.derivation import possible_value
from helpdesk.eligibility.vocabulary.facts import open_ended
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span
from tests.eligibility.books import TODAY, amount, book, choice, fact, parameter, relation, rule

TOMORROW = date(2026, 11, 23)
FACTS = {
    "held_as": choice("ledger", "both"),
    "retired": fact(),
    "balance": amount(),
    "months": fact("count"),
    "credited": fact("date"),
    "home": fact("region"),
    "goal": fact("region"),
    "move": relation(),
    "accepts": choice("yes", "no", "not-known", derived={"attribute": ["home", "accepts"]}),
}
BOOK = book(
    rule("r", "retired = yes"),
    facts=FACTS,
    parameter=[
        parameter("accepts", (None, "2026-01-01", "no"), ("2026-01-01", None, "yes"), at="440000", unit="yes_no"),
        parameter("accepts", ("2020-01-01", None, "no"), at="440300", unit="yes_no"),
    ],
)


def possible(key, on=TODAY, **values):
    return possible_value(BOOK, Known(values, frozenset(values)), key, on)


@pytest.mark.parametrize(
    ("key", "everything"),
    [
        ("held_as", frozenset({"ledger", "both"})),
        ("retired", frozenset({"yes", "no"})),
        ("balance", Span(Decimal(0), None)),
        ("months", Span(Decimal(0), None)),
        ("credited", Span(None, TOMORROW)),
        ("home", Places(frozenset({"CN"}))),
    ],
)
def test_a_fact_that_nobody_asked_and_one_that_somebody_is_unsure_of_can_be_anything(key, everything):
    fact_known = BOOK.facts[key]

    assert Known().possible(fact_known, TODAY) == everything
    assert Known({}, frozenset({key})).possible(fact_known, TODAY) == everything


def test_anything_between_nothing_and_everything_can_be_known():
    assert possible("held_as", held_as=frozenset({"both"})) == {"both"}
    assert possible("home", home=Places(frozenset({"440000"}))) == Places(frozenset({"440000"}))


def test_days_after_the_one_asked_about_are_not_possible():
    since = Span(date(2022, 9, 1), None)

    assert possible("credited", credited=since) == Span(date(2022, 9, 1), TOMORROW)
    assert possible("credited", date(2030, 1, 1), credited=since).high == date(2030, 1, 2)
    assert possible("credited", credited=Span(date(2027, 1, 1), None)).empty


def test_what_ends_only_with_the_day_asked_about_is_told_without_that_end():
    assert open_ended(Span(date(2022, 9, 1), TOMORROW), TODAY) == Span(date(2022, 9, 1), None)
    assert open_ended(Span(None, TODAY), TODAY) == Span(None, TODAY)
    assert open_ended(frozenset({"yes"}), TODAY) == {"yes"}


def test_knowing_one_fact_more_or_less_leaves_the_others():
    known = Known({"retired": frozenset({"yes"})}, frozenset({"retired", "months"}))

    more = known.with_value("held_as", frozenset({"both"}))
    assert (set(more.values), more.asked) == ({"retired", "held_as"}, {"retired", "months", "held_as"})
    assert more.without("held_as") == known
    assert known.without("months").asked == {"retired"}


def test_only_amounts_are_private():
    assert [key for key, item in BOOK.facts.items() if item.private] == ["balance"]


def test_a_relation_is_derived_from_two_places():
    near = Places(frozenset({"440106"}))

    assert possible("move", home=Places(frozenset({"440100"})), goal=near) == {"same-area"}
    assert possible("move", goal=near) == {"same-area", "same-province", "other-province", "outside-mainland"}


@pytest.mark.parametrize(
    ("home", "on", "expected"),
    [
        ("440100", TODAY, {"yes"}),
        ("440100", date(2025, 12, 31), {"no"}),
        ("440100", date(2026, 1, 1), {"yes"}),
        ("440300", TODAY, {"no"}),
        ("440300", date(2019, 12, 31), {"not-known"}),
        ("110000", TODAY, {"not-known"}),
        ("440000", TODAY, {"yes", "no"}),
        ("CN", TODAY, {"yes", "no", "not-known"}),
    ],
)
def test_an_attribute_is_the_dated_figure_of_every_place_possible(home, on, expected):
    assert possible("accepts", on, home=Places(frozenset({home}))) == expected


def test_yes_and_no_can_be_labelled_and_are_implied():
    labelled = book(facts={"a": fact("yes_no", "no")}).facts["a"]

    assert [option.key for option in labelled.options] == ["yes", "no"]
    assert [option.label.en for option in labelled.options] == ["Yes", "no"]
