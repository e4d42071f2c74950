"""Figures that rules compare with: which they may be for one person, and where the facts they cut fall apart."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility import read_answers
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.proofs.soundness import faults
from helpdesk.eligibility.rulebook.thresholds import figure_range, figures_on, parameters_named
from helpdesk.eligibility.vocabulary.span import ALWAYS, Span, one_day
from tests.eligibility.books import (
    TODAY,
    amount,
    assessed,
    book,
    choice,
    documents,
    fact,
    parameter,
    possible,
    rule,
    settled,
    table,
)  # fmt: skip

FACTS = {"home": fact("region"), "goal": fact("region"), "years": fact("count", unit="years"), "sum": amount(),
         "died": fact("date")}  # fmt: skip
RULES = rule("long", "years >= @least", start=None), rule("short", "years < @least", start=None, to="no")


def least(*values, at="CN", **given):
    return parameter("least", *(values or [(None, None, "15")]), at=at, **{"unit": "years", **given})


def over(*figures, rows=RULES, region_fact="home", **kinds):
    return book(*rows, **{"facts": FACTS, **kinds}, region_fact=region_fact, parameter=list(figures))


@pytest.mark.parametrize(("years", "outcome"), [("14", "no"), ("15", "yes"), ("16", "yes"), ("14.5", None)])
def test_who_has_exactly_the_figure_has_reached_it(years, outcome):
    if outcome:
        assert settled(over(least()), years=years) == outcome
    else:
        assert read_answers(over(least()), "q", {"years": years}).problems, "a count is whole"


@pytest.mark.parametrize(("sum_", "outcome"), [("99.99", "no"), ("100", "yes"), ("100.00", "yes"), ("100.01", "yes")])
def test_an_amount_is_compared_to_the_cent(sum_, outcome):
    rows = rule("r", "sum >= @limit", start=None), rule("s", "sum < @limit", start=None, to="no")
    rulebook = over(parameter("limit", (None, None, "100.0"), unit="yuan"), rows=rows)

    assert settled(rulebook, sum=sum_) == outcome


def test_the_figure_is_that_of_the_region_or_the_nearest_above():
    figures = [least(), least((None, None, "20"), at="440000"), least((None, None, "10"), at="440100")]
    rulebook = over(*figures)

    assert [settled(rulebook, home=home, years="12") for home in ("110000", "440300", "440106")] == ["no", "no", "yes"]
    assert [settled(rulebook, home=home, years="17") for home in ("110000", "440300", "440106")] == ["yes", "no", "yes"]
    assert possible(rulebook, home="440000", years="12") == {"yes", "no"}
    assert assessed(rulebook, home="440000", years="12").relevant == ("home",)
    assert settled(rulebook, home="440000", years="20") == "yes"


def test_the_figure_is_that_of_the_day_on_its_own_clock():
    history = [("2000-01-01", "2020-01-01", "15"), ("2020-01-01", None, "20")]
    asked, by_death = over(least(*history)), over(least(*history, clock="died"))

    assert [settled(asked, date(year, 12, 31), years="17") for year in (2019, 2020)] == ["yes", "no"]
    assert [settled(by_death, years="17", died=day) for day in ("2019-12-31", "2020-01-01")] == ["yes", "no"]
    assert possible(by_death, years="17", died="2019-01-01..2021-01-01") == {"yes", "no"}
    assert assessed(by_death, years="17").next_fact == "died"
    assert settled(by_death, years="20", died="2019-01-01..2021-01-01") == "yes"


@pytest.mark.parametrize(
    ("figures", "facts", "outcomes"),
    [
        ([least(at="440000")], {"home": "110000", "years": "99"}, {"yes", "no"}),
        ([least(("2020-01-01", None, "15"), clock="died")], {"died": "2019-12-31", "years": "99"}, {"yes", "no"}),
        ([least(("2020-01-01", None, "15"), clock="died")], {"died": "2020-01-01", "years": "99"}, {"yes"}),
        ([parameter("least", unit="years")], {"years": "0"}, {"yes", "no"}),
    ],
)
def test_where_nobody_knows_the_figure_an_answer_may_lie_on_either_side(figures, facts, outcomes):
    assert possible(over(*figures), **facts) | {settled(over(*figures), **facts)} - {None} == outcomes


def test_where_nobody_knows_the_figure_rules_that_agree_on_both_sides_settle_it():
    rows = rule("long", "years >= @least", start=None), rule("short", "years < @least", start=None)

    assert settled(over(least(at="440000"), rows=rows), home="110000", years="5") == "yes"


def test_the_range_of_a_figure_is_that_of_all_regions_and_days():
    history = least((None, "2020-01-01", "12"), ("2020-01-01", None, "18"))
    rulebook = over(
        history, least((None, None, "20"), at="440000"), parameter("other", (None, None, "1"), unit="years")
    )

    assert figure_range(rulebook, "least") == (12, 20)
    assert [each.key for each in parameters_named(rulebook, "least")] == ["least@CN", "least@440000"]
    assert figure_range(over(parameter("least", unit="years")), "least") == (0, 0)
    assert figure_range(rulebook, "gone") == (0, 0)


def test_the_figures_of_a_stretch_of_days_are_all_that_hold_on_one_of_them():
    rulebook = over(least(("2000-01-01", "2020-01-01", "15"), ("2021-01-01", None, "20")))
    history = rulebook.parameters["least@CN"]

    def on(first, end):
        return figures_on(history, Span(date.fromisoformat(first), date.fromisoformat(end)))

    assert on("2019-12-31", "2020-01-01") == {Decimal(15)}
    assert on("2019-12-31", "2020-01-02") == {Decimal(15), None}
    assert on("2020-01-01", "2021-01-01") == {None}
    assert on("2019-12-31", "2021-01-02") == {Decimal(15), Decimal(20), None}
    assert figures_on(history, one_day(date(2021, 1, 1))) == {Decimal(20)}
    assert figures_on(history, ALWAYS) == {Decimal(15), Decimal(20), None}
    assert figures_on(None, ALWAYS) == {None}


def test_days_on_which_a_figure_changes_are_those_of_figures_that_rules_look_at_on_the_date_asked_about():
    accepts = choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]})
    rulebook = over(
        least(("2001-01-01", "2002-01-01", "15"), ("2002-01-01", None, "16")),
        least(("2003-01-01", None, "15"), at="440000", clock="died"),
        parameter("accepts", ("2004-01-01", None, "yes"), unit="yes_no"),
        parameter("unused", ("2005-01-01", None, "1"), unit="years"), facts={**FACTS, "accepts": accepts},
    )  # fmt: skip

    assert rulebook.figure_days == {date(2001, 1, 1), date(2002, 1, 1), date(2004, 1, 1)}


def test_a_cut_lies_where_the_figure_of_the_person_does():
    rulebook = over(least(), least((None, None, "20"), at="440000"))

    def bound(cut, home):
        known = read_answers(rulebook, "q", {"home": home}).known
        return Person(rulebook, rulebook.decisions["d"], known, TODAY).bound(cut)

    assert (bound("@least", "110000"), bound("@least", "440100")) == (15, 20)
    assert bound(Decimal(7), "110000") == 7
    assert bound(date(2020, 1, 1), "110000") == date(2020, 1, 1)


@pytest.mark.parametrize("value", ["15, from 20: 16", "at most 15", "yes = 1; no = 2", "15 + 1 every 4"])
def test_what_is_no_single_figure_is_refused_where_a_rule_compares_with_it(value):
    facts = {**FACTS, "a": fact()}
    told = [each for each in faults(over(least((None, None, value)), facts=facts)) if each.code == "formula"]

    assert {each.row for each in told} == {"long[1]", "short[1]"}
    assert all("which is no single figure" in each.message.en for each in told)
    assert all("不是单个数字" in each.message.zh for each in told)


def test_a_figure_that_stands_nowhere_is_refused_before_anything_is_proved():
    told = faults(over())

    assert [(each.code, each.document, each.row) for each in told] == [
        ("reference", "table:d@CN", "long[1]"), ("reference", "table:d@CN", "short[1]"),
    ]  # fmt: skip
    assert told[0].message.en == "long[1] names the figure “least”, which does not exist. Add it, or correct the key."
    assert told[0].message.zh == "long[1]用到的参数“least”不存在。请先添加，或改正名称。"


def test_a_figure_that_stands_below_only_is_told_by_where_it_lacks():
    rows = (*RULES, table(rule("own", "years >= @local", to="partly", over=("long", "short")), at="440000"))
    figures = [least(), parameter("local", (None, None, "3"), at="440100", unit="years")]

    assert {each.code for each in faults(over(*figures, rows=rows))} & {"reference", "threshold"} == {"threshold"}
    assert "least@CN" not in documents()["documents"]["parameter"]
