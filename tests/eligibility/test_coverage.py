"""Shares of possible persons, worked out by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from helpdesk.eligibility.proofs.coverage import Measure, classes, shares
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span
from tests.eligibility.books import (
    TODAY,
    amount,
    asking,
    book,
    choice,
    exclusion,
    fact,
    parameter,
    portion,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

HOME = {"home": fact("region"), "a": fact(), "b": choice("x", "y", "z", "w")}
BASE = rule("base", to="unchecked", start=None)


def told(*found):
    """(definite, depends, not covered, unsettled) by class of regions."""
    return {
        each.region: (each.definite, dict(each.depends), each.not_covered, each.unsettled) for each in found
    }  # fmt: skip


def everywhere(*rows, **kinds):
    """The one share of a decision that no region governs."""
    (only,) = shares(book(*rows, **kinds), "q", TODAY)
    assert only.definite + sum(only.depends.values()) + only.not_covered + only.unsettled == 1
    return told(only)["CN"]


def part(over, under):
    return Fraction(over, under)


def test_every_option_counts_the_same():
    assert everywhere(rule("r", "b in x, y, z"), BASE, facts=HOME) == (part(3, 4), {}, part(1, 4), 0)
    assert everywhere(rule("r", "b = x", "a = yes"), BASE, facts=HOME) == (part(1, 8), {}, part(7, 8), 0)


def test_what_two_answers_have_in_common_is_counted_for_both():
    rows = rule("r", "b in x, z", "a = yes"), rule("s", "b = y", to="no"), BASE

    assert everywhere(*rows, facts={"b": choice("x", "y", "z"), "a": fact()}) == (part(2, 3), {}, part(1, 3), 0)


def test_what_depends_is_told_by_outcome_and_what_nothing_answers_is_unsettled():
    rows = (
        rule("r", "b = x", to="depends"), rule("s", "b = y", to="depends-more"),
        rule("t", "b = z"), rule("u", "b = z", to="no"),
    )  # fmt: skip

    assert everywhere(*rows, facts=HOME) == (0, {"depends": part(1, 4), "depends-more": part(1, 4)}, 0, part(1, 2))


def test_one_outcome_reached_in_several_ways_is_one_share():
    rows = rule("r", "b = x", to="depends", formula="whole(sum)"), rule("s", "b = y", to="depends"), BASE
    facts = {**HOME, "sum": amount()}

    assert everywhere(*rows, facts=facts) == (0, {"depends": part(1, 2)}, part(1, 2), 0)


def test_every_piece_of_an_axis_counts_the_same():
    rows = rule("r", "sum < 5"), rule("s", "sum >= 12", to="no"), BASE

    assert everywhere(*rows, facts={"sum": amount()}) == (part(2, 3), {}, part(1, 3), 0)


def test_a_date_is_cut_where_versions_begin_and_not_beyond_the_day_asked_about():
    versions = [version(clock="credited", start="2020-01-01", end="2022-01-01")]
    rows = rule("r", versions=versions), rule("s", "credited >= 2030-01-01", to="no"), BASE

    assert everywhere(*rows, facts={"credited": fact("date")}) == (part(1, 3), {}, part(2, 3), 0)


def test_who_is_impossible_counts_nowhere():
    rows = rule("r", "b = x", "a = yes"), BASE
    limits = {"x": exclusion("b = w"), "y": exclusion("b = x", "a = no")}

    assert everywhere(*rows, facts=HOME, exclusion={"x": limits["x"]}) == (part(1, 6), {}, part(5, 6), 0)
    assert everywhere(*rows, facts=HOME, exclusion={"y": limits["y"]}) == (part(1, 7), {}, part(6, 7), 0)


def test_only_those_whom_the_portion_asks_about_count():
    assert everywhere(rule("r", "b = x"), BASE, facts=HOME, question=asking(portion("d", "b in x, y"))) == (
        part(1, 2), {}, part(1, 2), 0,
    )  # fmt: skip


def test_a_portion_of_nobody_has_no_share():
    rulebook = book(rule("r"), facts=HOME, question=asking(portion("d", "b = x", "b = y")))
    nowhere = book(rule("r", "b = x"), BASE, facts=HOME, exclusion={"x": exclusion("b in x, y, z, w")})

    assert shares(rulebook, "q", TODAY) == []
    assert shares(nowhere, "q", TODAY) == []


def test_a_region_with_rules_of_its_own_is_a_class_and_places_abroad_are_none():
    rulebook = book(
        rule("r", "b = x"), BASE, table(rule("own", "b = y", to="no"), at="440000"),
        table(rule("deep", "b = z", to="no"), at="440100"), table(rule("out", "b = y", to="no"), at="810000"),
        facts=HOME, region_fact="home",
    )  # fmt: skip

    assert told(*shares(rulebook, "q", TODAY)) == {
        "CN": (part(1, 4), {}, part(3, 4), 0), "440000": (part(2, 4), {}, part(2, 4), 0),
        "440100": (part(3, 4), {}, part(1, 4), 0),
    }  # fmt: skip


def test_another_place_counts_as_every_unit_there_is():
    """Of the eleven units and the nation three are Guangzhou, its district, or lie in neither."""
    rulebook = book(rule("r", "goal = 440100"), BASE, facts={"goal": fact("region")})
    units = len(rulebook.regions.by_key)
    here = sum(rulebook.regions.below(unit, "440100") for unit in rulebook.regions.by_key)

    assert (units, here) == (12, 2)
    assert everywhere(rule("r", "goal = 440100"), BASE, facts={"goal": fact("region")}) == (
        part(2, 12), {}, part(10, 12), 0,
    )  # fmt: skip


def test_every_way_of_a_move_counts_the_same():
    facts = {"home": fact("region"), "goal": fact("region"), "move": relation()}

    assert everywhere(rule("r", "move = same-area"), BASE, facts=facts) == (part(1, 4), {}, part(3, 4), 0)


def test_what_is_looked_up_counts_by_the_places_that_have_it():
    derived = choice("yes", "no", "not-known", derived={"attribute": ["goal", "ok"]})
    rulebook = {"facts": {"goal": fact("region"), "ok": derived},
                "parameter": [parameter("ok", (None, None, "yes"), at="440000", unit="yes_no")]}  # fmt: skip

    definite, _, not_covered, _ = everywhere(rule("r", "ok = yes"), BASE, **rulebook)
    assert definite + not_covered == 1
    assert definite == part(1, 2)


def test_one_more_cut_alone_changes_no_share_where_the_rulebooks_are_compared():
    facts = {"sum": amount()}
    before = book(rule("r", "sum < 5"), BASE, facts=facts)
    after = book(rule("r", "sum < 5"), rule("s", "sum >= 12", to="unchecked"), BASE, facts=facts)

    def definite(rulebook, *beside):
        (only,) = shares(rulebook, "q", TODAY, beside)
        return only.definite

    assert (definite(before), definite(after)) == (part(1, 2), part(1, 3))
    assert definite(before, after) == definite(after, before) == part(1, 3)


def test_a_region_whose_rules_end_is_compared_with_what_it_gets_instead():
    own = table(rule("own", "b != x", to="no"), at="440000")
    before = book(rule("r", "b = x"), BASE, own, facts=HOME, region_fact="home")
    after = book(rule("r", "b = x"), BASE, facts=HOME, region_fact="home")

    assert told(*shares(after, "q", TODAY)) == {"CN": (part(1, 4), {}, part(3, 4), 0)}
    assert told(*shares(after, "q", TODAY, [before])) == {
        "CN": (part(1, 4), {}, part(3, 4), 0), "440000": (part(1, 4), {}, part(3, 4), 0),
    }  # fmt: skip


def test_a_region_or_a_decision_that_only_the_other_rulebook_has_is_no_class():
    only = book(rule("r"), facts=HOME, region_fact="home", region={"440300": None})
    more = book(rule("r"), table(at="440300"), facts=HOME, region_fact="home")
    other = book(table(rule("e"), decision="e"), facts=HOME, region_fact="home")

    assert list(classes(only, "d", [more, other])) == ["CN"]
    assert list(classes(more, "d", [only])) == ["CN", "440300"]


def test_places_count_by_the_units_that_every_rulebook_has():
    only = book(rule("r"), facts=HOME, region={"440300": None})
    measure = Measure(book(rule("r"), facts=HOME), [only])

    assert measure.pieces("home", Places(frozenset({"440000"}))) == 4
    assert measure.pieces("home", Places(frozenset({"440000"}), frozenset({"440100"}))) == 2
    for _ in "12":  # asked for again it is remembered
        assert measure.pieces("home", Places(frozenset({"440300"}))) == 1, "at least one"


@pytest.mark.parametrize(("low", "high", "expected"), [(None, None, 3), (5, None, 2), (5, 12, 1), (6, 7, 1), (0, 6, 2)])
def test_a_stretch_counts_one_more_than_the_cuts_inside_it(low, high, expected):
    measure = Measure(book(rule("r", "sum < 5", "sum < 12"), facts={"sum": amount()}))
    span = Span(*(None if bound is None else Decimal(bound) for bound in (low, high)))

    assert measure.pieces("sum", span) == expected


def test_limits_and_portions_cut_too():
    measure = Measure(
        book(
            rule("r"), facts={"credited": fact("date")}, exclusion={"x": exclusion("credited < 2000-01-01")},
            question=asking(portion("d", "credited >= 2010-01-01")),
        )
    )  # fmt: skip

    assert measure.pieces("credited", Span(None, date(2026, 1, 1))) == 3
