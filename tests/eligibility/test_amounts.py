"""Amounts: a closed set of formulas, worked out in Decimal, rounded once, and never more exact than what is known."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility import Known, RulebookError
from helpdesk.eligibility.amounts import money, parse_formula, percent, rounded
from helpdesk.eligibility.amounts.valuation import amount_of
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.vocabulary.kinds import AmountKind
from helpdesk.eligibility.vocabulary.span import Span, one_day
from tests.eligibility.books import TODAY, amount, assessed, book, exclusion, fact, parameter, rule, table, version
from tests.eligibility.sums import rulebook

FACTS = {"credited": fact("date"), "home": fact("region"), "sum": amount()}


def worked_out(formula, *parameters, versions=None, on=date(2026, 11, 22), **facts):
    """The amount of a rule that always applies on its clock."""
    versions = versions or [version(clock="credited", start=None, formula=formula)]
    rulebook = book(rule("r", versions=versions), facts=FACTS, parameter=list(parameters), region_fact="home")
    return assessed(rulebook, on, **facts).amount


def share(*values, **given):
    return parameter("cash-share", *values, **given)


SEVENTY = share((None, None, "0.7"))


@pytest.mark.parametrize(
    ("formula", "factor", "value", "working"),
    [
        ("whole(sum)", "1", "200", ("RMB 200", "200元")),
        ("share(sum, cash-share)", "0.7", "140", ("200 × 70% = RMB 140", "200 × 70% = 140元")),
        ("rest(sum, cash-share)", "0.3", "60", ("200 × 30% = RMB 60", "200 × 30% = 60元")),
    ],
)
def test_each_formula_shows_its_working(formula, factor, value, working):
    found = worked_out(formula, SEVENTY, sum="200")

    assert (found.kind, found.unit) == (AmountKind.EXACT, "yuan")
    assert (found.factor, found.value) == (Decimal(factor), Decimal(value))
    assert (found.working.en, found.working.zh) == working


@pytest.mark.parametrize("text", ["", "none", "  "])
def test_no_formula_is_no_amount(text):
    assert parse_formula(text, "here") is None
    assert assessed(book(rule("r", "a = yes", formula=text)), a="yes").amount is None


@pytest.mark.parametrize(
    "text",
    [
        "sum", "whole", "whole()", "whole(sum", "whole(sum, cash-share)", "share(sum)", "rest(sum)", "half(sum)",
        "share(sum, )", "share(sum, a, b)", "whole(sum) + 1", "200", "WHOLE(sum)", "__import__(sum)",
    ],
)  # fmt: skip
def test_anything_outside_the_closed_set_is_refused_with_its_place(text):
    with pytest.raises(RulebookError, match="is not a formula") as refused:
        parse_formula(text, "here")
    assert (refused.value.where, f"“{text}”" in refused.value.message.zh) == ("here", True)


def test_a_formula_is_told_as_it_is_written():
    for text in ("whole(sum)", "share(sum_2, cash-share)", "rest(sum, cash_share)"):
        assert str(parse_formula(f" {text} ", "here")) == text


@pytest.mark.parametrize(
    ("figure", "factor", "value"),
    [("0.05", "0.5", "0.03"), ("0.01", "0.5", "0.01"), ("0.03", "0.5", "0.02"), ("100.10", "0.333", "33.33"),
     ("999999999999.99", "0.7", "699999999999.99"), ("0", "0.7", "0")],
)  # fmt: skip
def test_an_amount_is_rounded_once_half_up_to_the_cent(figure, factor, value):
    assert worked_out("share(sum, cash-share)", share((None, None, factor)), sum=figure).value == Decimal(value)


def test_figures_are_told_with_separators_whole_yuan_without_cents_and_shares_in_full():
    assert [money(Decimal(text)) for text in ("3500", "0.5", "1234567.89", "0")] == [
        "3,500",
        "0.50",
        "1,234,567.89",
        "0",
    ]
    assert [percent(Decimal(text)) for text in ("0.7", "1", "0.12345", "0")] == ["70%", "100%", "12.345%", "0%"]
    assert str(rounded(Decimal("2.50"))) == "2.50"


def test_an_unknown_figure_is_named_with_the_factor_that_applies():
    for known in ({}, {"sum": "unsure"}):
        found = worked_out("share(sum, cash-share)", SEVENTY, **known)
        assert (found.kind, found.missing, found.factor) == (AmountKind.NOT_KNOWN, "sum", Decimal("0.7"))
        assert (found.value, found.low, found.high) == (None, None, None)


@pytest.mark.parametrize(
    ("figure", "kind", "low", "high"),
    [
        ("..1000", AmountKind.AT_MOST, None, "699.99"),
        ("1000..", AmountKind.AT_LEAST, "700", None),
        ("1000..2000", AmountKind.RANGE, "700", "1399.99"),
    ],
)
def test_a_figure_known_in_part_gives_a_bound_or_a_range(figure, kind, low, high):
    found = worked_out("share(sum, cash-share)", SEVENTY, sum=figure)

    assert found.kind is kind
    assert (found.low, found.high) == (low and Decimal(low), high and Decimal(high))


def test_nothing_of_whatever_it_is_is_nothing():
    for known in ({}, {"sum": "1000.."}):
        found = worked_out("share(sum, cash-share)", share((None, None, "0")), **known)
        assert (found.kind, found.value, found.working.en) == (AmountKind.EXACT, 0, "")


CHANGES = share((None, "2022-01-01", "0.7"), ("2022-01-01", None, "0.2"), clock="credited")


@pytest.mark.parametrize(
    ("credited", "value"),
    [("2021-12-31", "140"), ("2022-01-01", "40"), ("..2022-01-01", "140"), ("2022-01-01..", "40")],
)
def test_a_dated_figure_is_read_on_its_own_clock(credited, value):
    assert worked_out("share(sum, cash-share)", CHANGES, sum="200", credited=credited).value == Decimal(value)


def test_several_factors_give_a_range_and_one_that_makes_no_difference_does_not():
    found = worked_out("share(sum, cash-share)", CHANGES, sum="200")

    assert (found.kind, found.low, found.high, found.value) == (AmountKind.RANGE, Decimal(40), Decimal(140), None)
    assert worked_out("share(sum, cash-share)", CHANGES, sum="0").value == 0
    assert worked_out("share(sum, cash-share)", CHANGES).factor is None


def test_a_figure_on_the_clock_of_the_day_asked_about_is_the_one_of_that_day():
    dated = share((None, "2022-01-01", "0.7"), ("2022-01-01", None, "0.2"))

    assert worked_out("share(sum, cash-share)", dated, sum="200", on=date(2021, 12, 31)).value == 140
    assert worked_out("share(sum, cash-share)", dated, sum="200", on=date(2022, 1, 1)).value == 40


def test_versions_bound_the_days_on_which_their_figure_is_read():
    versions = [
        version("home in CN", clock="credited", start=None, end="2022-01-01", formula="share(sum, cash-share)"),
        version(clock="credited", start="2022-01-01", to="no"),
    ]
    only_old = share((None, "2022-01-01", "0.7"), clock="credited")

    assert worked_out("", only_old, versions=versions, sum="200", credited="..2022-01-01").value == 140
    assert worked_out("", only_old, versions=versions, sum="200", credited="2022-01-01..") is None


def test_days_that_the_answers_exclude_are_not_looked_at_for_a_figure():
    old = rule("r", clock="credited", start=None, end="2022-01-01", formula="share(sum, cash-share)")
    rulebook = book(
        old, facts={"a": fact(), **FACTS}, exclusion={"x": exclusion("a = yes", "credited >= 2022-01-01")},
        parameter=[share((None, "2022-01-01", "0.7"), clock="credited")],
    )  # fmt: skip

    assert assessed(rulebook, a="yes", sum="200").amount.value == 140


def test_two_versions_of_one_rule_that_agree_give_the_range_of_both():
    versions = [
        version(clock="credited", start=None, end="2022-01-01", formula="share(sum, cash-share)"),
        version(clock="credited", start="2022-01-01", formula="share(sum, cash-share)"),
    ]
    found = worked_out("", CHANGES, versions=versions, sum="200")

    assert (found.kind, found.low, found.high) == (AmountKind.RANGE, Decimal(40), Decimal(140))


@pytest.mark.parametrize("credited", ["2015-01-01", "unsure", "..2017-01-01"])
def test_a_day_without_a_figure_makes_the_amount_unknown_and_names_the_figure(credited):
    late = share(("2016-10-01", None, "0.7"), clock="credited")
    found = worked_out("share(sum, cash-share)", late, sum="200", credited=credited)

    assert (found.kind, found.missing, found.factor) == (AmountKind.NOT_KNOWN, "cash-share", None)
    assert worked_out("share(sum, cash-share)", late, sum="200", credited="2016-10-01").value == 140


def test_a_figure_of_the_region_comes_before_the_one_above_and_a_place_without_one_makes_the_amount_unknown():
    own, nation = share((None, None, "0.7"), at="440100"), share((None, None, "0.2"))
    formula = "share(sum, cash-share)"

    assert worked_out(formula, own, nation, sum="200", home="440106").value == 140
    assert worked_out(formula, own, nation, sum="200", home="110000").value == 40
    assert worked_out(formula, own, nation, sum="200", home="440000").kind is AmountKind.RANGE
    assert worked_out(formula, own, sum="200", home="440106").value == 140
    for home in ("440000", "110000", "unsure"):
        assert worked_out(formula, own, sum="200", home=home).missing == "cash-share"


def test_a_decision_without_a_region_reads_the_nations_figure():
    rulebook = book(
        table(rule("r", "a = yes", formula="share(sum, cash-share)")), parameter=[SEVENTY],
        facts={"a": fact(), "sum": amount()},
    )  # fmt: skip

    assert assessed(rulebook, a="yes", sum="200").amount.value == 140


LENGTH = parameter("length", (None, None, "from 12: 12, from 60: 18"), unit="months")
BY_TIER = parameter("tiers", (None, None, "tier-1 = 5; tier-2 = 7"), unit="yuan")


@pytest.mark.parametrize(
    ("formula", "known", "missing", "wanted"),
    [
        # a figure is missing whatever the person answers: the figure is named
        ("figure(length[paid])", {"paid": "11"}, "length", ()),
        ("figure(length[paid])", {"paid": "3..12"}, "length", ()),
        ("figure(tiers[tier])", {"tier": "tier-3"}, "tiers", ()),
        # for some answers only: the fact that tells them apart is
        ("figure(length[paid])", {"paid": "3..13"}, "paid", ("paid",)),
        ("figure(tiers[tier])", {}, "tier", ("tier",)),
        ("times(length[paid], tiers[tier])", {}, "paid", ("paid", "tier")),
        ("times(length[paid], tiers[tier])", {"paid": "12"}, "tier", ("tier",)),
        # bands that leave the first part of the cost without a ratio
        ("reimbursed(cost, tiers[tier], late)", {"cost": "500", "tier": "tier-1"}, "late", ()),
    ],
)
def test_what_is_missing_is_named(formula, known, missing, wanted):
    late = parameter("late", (None, None, "from 100: 90%"))
    found = assessed(rulebook(formula, [LENGTH, BY_TIER, late]), **known).amount

    assert (found.kind, found.missing, found.wanted) == (AmountKind.NOT_KNOWN, missing, wanted)
    assert (found.text.en, found.working.en) == ("", "")


@pytest.mark.parametrize(
    ("formula", "known", "missing"),
    [
        ("share(tier, part)", {"tier": "tier-1"}, "tier"),
        ("share(home, part)", {"home": "440100"}, "home"),
        ("share(born, part)", {"born": "1970-01-01"}, "born"),
        ("figure(answer)", {}, "answer"),
        ("figure(length)", {}, "length"),
        ("figure(length[home])", {}, "home"),
        ("figure(age[born])", {"born": "1970-01-01"}, "age"),
    ],
)
def test_a_formula_that_the_checks_refuse_gives_no_amount_and_no_crash(formula, known, missing):
    parameters = [
        LENGTH,
        parameter("part", (None, None, "70%")),
        parameter("answer", (None, None, "yes"), unit="yes_no"),
    ]
    found = assessed(rulebook(formula, parameters), **known).amount

    assert (found.kind, found.missing) == (AmountKind.NOT_KNOWN, missing)


def test_a_day_to_come_is_no_day_of_birth():
    age = parameter("age-at", (None, None, "720, from 1965-01-01: 721"), unit="age")
    read = rulebook("figure(age-at[born])", [age])
    later = Known({"born": one_day(date(2030, 1, 1))})

    found = amount_of(Person(read, read.decisions["d"], later, TODAY), parse_formula("figure(age-at[born])", ""), [()])
    assert (found.kind, found.missing) == (AmountKind.NOT_KNOWN, "born")


def test_the_facts_that_would_make_an_amount_more_exact_come_with_the_open_ones_first():
    tiers = parameter("tiers", (None, None, "community = 3; tier-1 = 5; tier-2 = 7; tier-3 = 9"), unit="yuan")
    limit = parameter("limit", (None, None, "50"), unit="yuan")
    found = assessed(rulebook("at_most(sum(tiers[tier], cost), limit)", [tiers, limit])).amount

    assert (found.kind, found.text.zh) == (AmountKind.RANGE, "3元至50元")
    assert (found.wanted, found.facts) == (("cost", "tier"), ("tier", "cost"))


def test_a_limit_that_is_reached_so_far_out_only_shows_no_working_with_made_up_figures():
    limit = parameter("limit", (None, None, "50000"), unit="yuan")
    found = assessed(rulebook("at_most(balance, limit)", [limit])).amount

    assert (found.kind, found.text.en, found.working.en) == (AmountKind.AT_MOST, "RMB 50,000 at most", "")


def test_the_working_of_a_range_shows_both_ends():
    found = worked_out("share(sum, cash-share)", CHANGES, sum="200")

    assert found.working.en == "at least: 200 × 20% = RMB 40; at most: 200 × 70% = RMB 140"
    assert found.working.zh == "最少：200 × 20% = 40元；最多：200 × 70% = 140元"
    assert found.text.zh == "40元至140元"


def test_conditions_of_the_versions_that_stand_bound_the_facts_of_the_formula():
    """Of somebody whose sum is not known, a rule for sums from 1,000 on gives at least its share of 1,000."""
    rows = [rule("r", "sum >= 1000", "sum < 2000", formula="share(sum, cash-share)"), rule("n", to="unchecked")]
    read = book(*rows, facts=FACTS, parameter=[SEVENTY], region_fact="home")
    person = Person(read, read.decisions["d"], Known({"sum": Span(Decimal(500), None)}), TODAY)
    (version,) = read.rule_by_key["r"].versions

    found = amount_of(person, version.formula, [(version,)])
    assert (found.low, found.high) == (Decimal(700), Decimal("1399.99"))


def test_versions_that_cannot_stand_for_somebody_narrow_nothing():
    rows = [rule("r", "sum >= 1000", formula="whole(sum)"), rule("n", to="unchecked")]
    read = book(*rows, facts=FACTS, region_fact="home")
    person = Person(read, read.decisions["d"], Known({"sum": Span(Decimal(5), Decimal("5.01"))}), TODAY)
    (version,) = read.rule_by_key["r"].versions

    assert amount_of(person, version.formula, [(version,)]).value == 5


def test_a_third_is_rounded_as_a_third():
    third = parameter("part", (None, None, "1 + 1 per 3"), unit="months")
    each = parameter("each", (None, None, "0.015"), unit="yuan")

    assert assessed(rulebook("times(part[paid], each)", [third, each]), paid="1").amount.value == Decimal("0.02")
    assert rounded(Decimal(1) / 3 * Decimal("0.015")) == Decimal("0.01")


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ("10, from 2030-01-01: 20, from 2031-01-01: 5", "5 to 20 years"),
        ("10, from 2030-01-01: 20", "10 to 20 years"),
        ("10, from 2033-01-01: 20", "10 years"),
    ],
)
def test_a_day_on_which_an_age_is_reached_is_looked_at_all_along(years, text):
    """Somebody born from 1969 to 1971 is 60 from 2029 to 2031: what is highest in between is found."""
    least = parameter("least", (None, None, years), unit="years")
    age_at = parameter("age-at", (None, None, "720"), unit="age")
    read = rulebook("figure(least[reached(born, age-at)])", [least, age_at])

    assert assessed(read, born="1969-01-01..1972-01-01").amount.text.en == text


def test_a_count_that_turns_a_formula_round_is_looked_at_one_by_one():
    """What is left of 40 months after three times the months paid, but at least the months paid: lowest at 10."""
    whole, three = (
        parameter(name, (None, None, text), unit="months") for name, text in (("all", "40"), ("three", "3"))
    )
    read = rulebook("at_least(less(all, times(paid, three)), paid)", [whole, three])

    assert assessed(read, paid="2..31").amount.text.en == "10 to 34 months"
    assert assessed(read, paid="2..").amount.text.en == "10 months at least"
