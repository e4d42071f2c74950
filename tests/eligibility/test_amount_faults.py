"""What is wrong with a formula or with the parameters it names is told before anybody is given a wrong sum."""

import pytest

from helpdesk.eligibility import RulebookError
from helpdesk.eligibility.amounts import parse_formula
from helpdesk.eligibility.proofs.soundness import faults
from tests.eligibility.books import book, parameter, relation, rule
from tests.eligibility.sums import FACTS, figures, rulebook

PARAMETERS = {
    "part": "70%", "months": "6|months", "limit": "500|yuan", "yes": "1|times", "age_at": "720|age",
    "tiers": "community = 1; tier-1 = 2; tier-2 = 3; tier-3 = 4|yuan", "length": "from 12: 12, from 60: 18|months",
    "bands": "90%, from 30000: 95%", "dated": "15, from 2030-01-01: 16|years", "rising": "1 + 1 every 2|months",
}  # fmt: skip
MORE = {**FACTS, "moved": relation("home", "goal"), "goal": FACTS["home"]}


def told(formula, *more, facts=MORE):
    """The messages about a formula, in both languages."""
    found = faults(rulebook(formula, [*figures(PARAMETERS), *more], facts))
    return [fault.message for fault in found if fault.code == "formula"]


@pytest.mark.parametrize(
    "formula",
    [
        "whole(balance)", "whole(paid)", "figure(part)", "figure(tiers[tier])", "figure(length[paid])",
        "share(balance, part)", "share(limit, yes)", "rest(limit, part)", "times(months, limit)", "times(paid, limit)",
        "sum(months, length[paid])", "less(limit, balance)", "at_most(balance, limit)", "at_least(limit, tiers[tier])",
        "reimbursed(cost, limit, bands)", "reimbursed(cost, tiers[tier], part, limit, part)", "figure(rising[paid])",
        "figure(dated[born])", "figure(dated[reached(born, age-at)])", "figure(dated[reached(born, months)])",
        " share( balance ,part ) ",
    ],
)  # fmt: skip
def test_a_sound_formula_is_let_through(formula):
    assert told(formula) == []


def test_a_parameter_may_go_by_a_derived_fact():
    moved = parameter("moved-wait", (None, None, "same-area = 0; same-province = 1; other-province = 3"), unit="months")

    assert told("figure(moved-wait[moved])", moved) == []


@pytest.mark.parametrize(
    ("formula", "en", "zh"),
    [
        ("whole(gone)", "needs an amount, and “gone” is none", "需要金额类的事实，“gone”不是"),
        ("whole(part)", "needs an amount, and “part” is none", "“part”不是"),
        ("whole(tier)", "needs an amount, and “tier” is none", "“tier”不是"),
        ("whole(born)", "needs an amount, and “born” is none", "“born”不是"),
        ("whole(sum(limit, limit))", "needs an amount, and “sum(limit, limit)” is none", "不是"),
        ("figure(balance)", "needs a parameter, and “balance” is none", "需要参数，“balance”不是"),
        ("figure(sum(limit, limit))", "needs a parameter", "需要参数"),
        ("share(status, part)", "needs an amount, and “status” is none", "“status”不是"),
        ("share(home, part)", "needs an amount, and “home” is none", "“home”不是"),
        ("share(gone, part)", "there is no figure “gone” for CN or above", "CN及上级都没有参数“gone”"),
        ("share(balance, gone)", "there is no figure “gone”", "都没有参数“gone”"),
        ("figure(gone[tier])", "there is no figure “gone”", "都没有参数“gone”"),
        ("figure(tiers[home])", "needs facts in brackets, and “home” is none", "需要方括号里的事实，“home”不是"),
        ("figure(tiers[part])", "needs facts in brackets, and “part” is none", "“part”不是"),
        ("figure(tiers[paid, tier])", "names its options first and then at most one axis", "最后最多写一个数量或日期"),
        ("figure(tiers[tier, paid, age])", "names its options first and then at most one axis", "请调整顺序"),
        ("figure(tiers[status])", "a line for “community”, and figure(tiers[status]) goes by status", "有一行写的是"),
        ("figure(tiers)", "has a line for “community”, and figure(tiers) goes by —", "按—取值"),
        ("figure(part[tier])", "part@CN has a line for “—”, and figure(part[tier]) goes by tier", "有一行写的是“—”"),
        ("figure(length)", "length@CN has steps along figures", "length@CN按数字分档"),
        ("figure(rising)", "rising@CN has steps along figures", "rising@CN按数字分档"),
        ("figure(length[born])", "length@CN has steps along figures", "按数字分档"),
        ("figure(dated)", "dated@CN has steps along dates", "dated@CN按日期分档"),
        ("figure(dated[paid])", "dated@CN has steps along dates", "按日期分档"),
        ("share(balance, bands)", "bands@CN has steps along figures", "按数字分档"),
        ("share(balance, limit)", "needs a share, and limit@CN is in yuan", "需要比例，limit@CN的单位是yuan"),
        ("rest(balance, yes)", "needs a share, and yes@CN is in times", "yes@CN的单位是times"),
        ("times(balance, limit)", "and balance is in yuan", "balance的单位是yuan"),
        ("times(part, limit)", "and part@CN is in share", "part@CN的单位是share"),
        ("sum(months, limit)", "needs months, and limit@CN is in yuan", "需要months，limit@CN的单位是yuan"),
        ("less(balance, stay)", "needs yuan, and stay is in —", "stay的单位是—"),
        ("less(stay, balance)", "needs a number, and balance is in yuan", "balance的单位是yuan"),
        ("at_most(share(balance, part), months)", "needs yuan, and months@CN is in months", "months@CN的单位是months"),
        ("reimbursed(paid, limit, part)", "needs yuan, and paid is in months", "paid的单位是months"),
        ("reimbursed(cost, limit, limit)", "needs a share, and limit@CN is in yuan", "limit@CN的单位是yuan"),
        ("reimbursed(cost, limit, part, part)", "needs yuan, and part@CN is in share", "part@CN的单位是share"),
        ("figure(dated[reached(paid, age-at)])", "needs a date, and “paid” is none", "需要日期类的事实，“paid”不是"),
        ("figure(dated[reached(born, limit)])", "needs age / months / years, and limit@CN", "limit@CN的单位是yuan"),
        ("sum(balance, share(balance, part))", "names the amount “balance” twice", "两次用到金额“balance”"),
    ],
)  # fmt: skip
def test_a_formula_that_cannot_be_worked_out_is_a_fault_that_says_why(formula, en, zh):
    found = told(formula)

    assert any(en in message.en and zh in message.zh for message in found), found
    assert all(message.en.startswith("r[1]: ") and message.zh.startswith("r[1]：") for message in found)


@pytest.mark.parametrize("unit", ["yes_no", "months"])
def test_parameters_of_one_name_have_one_unit_everywhere(unit):
    here = parameter("limit", (None, None, "yes" if unit == "yes_no" else "5"), unit=unit, at="440000")

    (message,) = told("at_most(balance, limit)", here)
    assert f"needs one unit for “limit”, and limit@440000 is in {unit}" in message.en


def test_a_name_stands_for_a_fact_or_for_a_parameter():
    for formula in ("figure(age[paid])", "whole(age)"):
        assert any(
            message.en.endswith(f"“age” in {formula} is both a fact and a parameter. Give the parameter another name.")
            and message.zh.endswith(f"{formula}里的“age”既是事实又是参数。请给参数换个名称。")
            for message in told(formula, parameter("age", (None, None, "720"), unit="age"))
        )


def test_every_region_and_period_of_a_parameter_is_looked_at():
    here = parameter("limit", (None, "2020-01-01", "5"), ("2020-01-01", None, "a = 5"), unit="yuan", at="440000")

    (message,) = told("at_most(balance, limit)", here)
    assert "limit@440000 has a line for “a”" in message.en


NOT_FORMULAS = [
    ("balance", "nothing after it"),
    ("whole", "nothing after it"),
    ("whole()", "a name is missing before “)”"),
    ("", None),
    ("whole(", "a name is missing before “”"),
    ("whole(balance", "“)” is missing"),
    ("whole(balance]", "“)” is missing"),
    ("figure(part[tier)", "“]” is missing"),
    ("figure(part[])", "a name is missing before “]”"),
    ("whole(balance) + 1", "nothing like “+ 1”"),
    ("whole(balance) whole(balance)", "nothing after it"),
    ("whole(balance))", "nothing after it"),
    ("WHOLE(balance)", "nothing like “WHOLE(balance)”"),
    ("half(balance)", "there is no “half” here"),
    ("__import__(balance)", "there is no “__import__” here"),
    ("reached(born, age-at)", "there is no “reached” here"),
    ("sum(reached(born, age-at), part)", "there is no “reached” here"),
    ("figure(part[sum(a, b)])", "there is no “sum” here"),
    ("whole(balance, part)", "“whole” takes 1 parts, not 2"),
    ("share(balance)", "“share” takes 2 parts, not 1"),
    ("sum(a)", "“sum” takes 2 to 4 parts, not 1"),
    ("sum(a, a, a, a, a)", "“sum” takes 2 to 4 parts, not 5"),
    ("reimbursed(cost, limit)", "“reimbursed” takes 3 to 5 parts, not 2"),
    ("share(balance, )", "a name is missing before “)”"),
    ("share(balance, 0.7)", "nothing like “0.7)”"),
    ("sum(" * 60 + "a", "no more than 200 characters"),
]


@pytest.mark.parametrize(("text", "why"), [row for row in NOT_FORMULAS if row[1]])
def test_anything_outside_the_closed_set_is_refused_and_says_what_is_wrong(text, why):
    with pytest.raises(RulebookError, match="is not a formula") as refused:
        parse_formula(text, "here")

    assert why in refused.value.message.en
    assert "Use whole(fact)" in refused.value.message.en
    assert "不是可用的公式" in refused.value.message.zh


def test_a_formula_is_told_as_it_is_written():
    text = "at_most(sum(a[t, reached(b, c[t, b])], d), e)"

    assert str(parse_formula(text.replace(", ", " ,  "), "here")) == text
    assert parse_formula(text, "here").names == ("a", "t", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("value", "told_of"),
    [("50000", 0), ("from 12: 12", 1), ("at most 6", 1), ("a = 5", 1), ("5, from 10: 6", 1)],
)
def test_a_condition_compares_with_a_single_figure_only(value, told_of):
    limit = parameter("limit", (None, None, value), unit="yuan")
    rows = [rule("r", "balance >= @limit"), rule("n", "balance < @limit", to="no")]
    found = [each for each in faults(book(*rows, facts=FACTS, parameter=[limit])) if each.code == "formula"]

    assert [each.row for each in found] == ["r[1]", "n[1]"] * told_of
    assert all("compares with limit@CN, which is no single figure" in each.message.en for each in found)
    assert all("limit@CN不是单个数字" in each.message.zh for each in found)
