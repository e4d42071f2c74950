"""Every figure in the researched facts can be stated; each row was worked out by hand from the words it quotes."""

from datetime import date

import pytest

from helpdesk.eligibility.proofs.soundness import faults
from helpdesk.eligibility.vocabulary.kinds import AmountKind
from tests.eligibility.books import assessed
from tests.eligibility.sums import FACTS, figures, rulebook, worked

BEIJING = """tier-1, working = 90%, from 30000: 95%, from 40000: 97%, from 100000: 85%
tier-2, working = 87%, from 30000: 92%, from 40000: 97%, from 100000: 85%
tier-3, working = 85%, from 30000: 90%, from 40000: 95%, from 100000: 85%
tier-1, retired = 97%, from 30000: 98.5%, from 40000: 99.1%, from 100000: 90%
tier-2, retired = 96.1%, from 30000: 97.6%, from 40000: 99.1%, from 100000: 90%
tier-3, retired = 95.5%, from 30000: 97%, from 40000: 98.5%, from 100000: 90%"""
IN_BEIJING = {
    "formula": "reimbursed(cost, deductible[stay], ratio[tier, status], cap)",
    "deductible": "1300, from 2: 650|yuan", "ratio": BEIJING, "cap": "500000|yuan",
}  # fmt: skip
TIANJIN = {
    "formula": "reimbursed(cost, deductible[tier, stay], ratio[status], cap)",
    "deductible": "tier-1 = from 1: 800, from 2: 270; tier-2 = from 1: 1100, from 2: 350; "
    "tier-3 = from 1: 1700, from 2: 500|yuan",
    "ratio": "working = 85%, from 120000: 80%; retired = 90%, from 180000: 80%", "cap": "450000|yuan",
}  # fmt: skip
SHANGHAI = {
    "formula": "reimbursed(cost, less(deductible[status], earlier), ratio[status], cap, above)",
    "deductible": "working = 1500; retired = 1200|yuan", "ratio": "working = 85%; retired = 92%", "cap": "630000|yuan",
    "above": "80%",
}  # fmt: skip
XIAMEN = {
    "formula": "reimbursed(cost, deductible[tier], ratio[tier, status])",
    "deductible": "tier-3 = 800; tier-2 = 500; community = 300|yuan",
    "ratio": """tier-3, working = 82%, from 40000: 88%, from 360000: 90%
    tier-2, working = 84%, from 40000: 90%, from 360000: 90%
    community, working = 88%, from 40000: 92%, from 360000: 90%
    tier-3, retired = 86%, from 40000: 92%, from 360000: 90%""",
}  # fmt: skip
WUHAN = {
    "formula": "reimbursed(cost, deductible[tier, stay], ratio[tier], cap, above)",
    "deductible": "community = from 1: 200; tier-1 = from 1: 400, from 2: 200; tier-2 = from 1: 600, from 2: 300; "
    "tier-3 = from 1: 800, from 2: 400|yuan",
    "ratio": "tier-3 = 86%; tier-2 = 89%; tier-1 = 92%", "cap": "240000|yuan", "above": "98%",
}  # fmt: skip
CHONGQING = {
    "formula": "reimbursed(cost, share(deductible[tier], repeat[stay]), ratio[tier], sum(pooled, large))",
    "deductible": "tier-1 = 200; tier-2 = 440; tier-3 = 880|yuan", "repeat": "from 1: 100% - 10% every 1 to 0%",
    "ratio": "tier-1 = 90%; tier-2 = 87%; tier-3 = 85%", "pooled": "47000|yuan", "large": "500000|yuan",
}  # fmt: skip
CHENGDU = {
    "formula": "reimbursed(cost, deductible[tier], at_most(sum(ratio[tier], bonus[age]), full))",
    "deductible": "community = 160; tier-1 = 200; tier-2 = 400; tier-3 = 800|yuan",
    "ratio": "community = 95%; tier-1 = 92%; tier-2 = 90%; tier-3 = 85%", "full": "100%",
    "bonus": "0%, from 50: 2%, from 60: 4%, from 70: 6%, from 80: 8%, from 90: 10%, from 100: 100%",
}  # fmt: skip

HOSPITAL = [
    # (12,000 − 1,300) × 85 %
    (IN_BEIJING, {"cost": "12000", "tier": "tier-3", "status": "working", "stay": "1"}, "RMB 9,095"),
    # (30,000 − 1,300) × 90 % + 10,000 × 95 % + 10,000 × 97 % = 25,830 + 9,500 + 9,700
    (IN_BEIJING, {"cost": "50000", "tier": "tier-1", "status": "working", "stay": "1"}, "RMB 45,030"),
    # (30,000 − 1,300) × 96.1 % + 10,000 × 97.6 % + 60,000 × 99.1 % + 20,000 × 90 %
    (IN_BEIJING, {"cost": "120000", "tier": "tier-2", "status": "retired", "stay": "1"}, "RMB 114,800.70"),
    # further stays 650: (1,000 − 650) × 85 %
    (IN_BEIJING, {"cost": "1000", "tier": "tier-3", "status": "working", "stay": "3"}, "RMB 297.50"),
    (IN_BEIJING, {"cost": "1300", "tier": "tier-3", "status": "working", "stay": "1"}, "RMB 0"),
    # 24,395 + 9,000 + 57,000 + 900,000 × 85 % is over the cap of 500,000
    (IN_BEIJING, {"cost": "1000000", "tier": "tier-3", "status": "working", "stay": "1"}, "RMB 500,000"),
    # (120,000 − 500) × 85 % + 80,000 × 80 % = 101,575 + 64,000
    (TIANJIN, {"cost": "200000", "tier": "tier-3", "status": "working", "stay": "2"}, "RMB 165,575"),
    # (180,000 − 800) × 90 % + 20,000 × 80 % = 161,280 + 16,000
    (TIANJIN, {"cost": "200000", "tier": "tier-1", "status": "retired", "stay": "1"}, "RMB 177,280"),
    # 1,000 of the year's 1,500 were used up before: (10,000 − 500) × 85 %
    (SHANGHAI, {"cost": "10000", "earlier": "1000", "status": "working"}, "RMB 8,075"),
    # 92 % of 689,800 is 634,616: 630,000, and 80 % of the cost above the one at which the cap is reached
    (SHANGHAI, {"cost": "691000", "earlier": "0", "status": "retired"}, "RMB 634,013.91"),
    # (40,000 − 800) × 82 % + 60,000 × 88 % = 32,144 + 52,800
    (XIAMEN, {"cost": "100000", "tier": "tier-3", "status": "working"}, "RMB 84,944"),
    # half the deductible at the second stay: (5,000 − 400) × 86 %
    (WUHAN, {"cost": "5000", "tier": "tier-3", "stay": "2"}, "RMB 3,956"),
    # third stay, 80 % of 880 = 704: (10,704 − 704) × 85 %
    (CHONGQING, {"cost": "10704", "tier": "tier-3", "stay": "3"}, "RMB 8,500"),
    # 85 % and 4 points from 60: (10,800 − 800) × 89 %
    (CHENGDU, {"cost": "10800", "tier": "tier-3", "age": "69"}, "RMB 8,900"),
    (CHENGDU, {"cost": "10800", "tier": "tier-3", "age": "100"}, "RMB 10,000"),
]


@pytest.mark.parametrize(("place", "person", "told"), HOSPITAL)
def test_hospital_costs_are_reimbursed_by_deductible_tier_bands_and_cap(place, person, told):
    found = worked(**place, **person)

    assert (found.kind, found.text.en) == (AmountKind.EXACT, told)
    assert found.working.en.endswith(told)


def test_the_working_of_a_reimbursement_can_be_checked_by_hand():
    person = {"tier": "tier-3", "status": "working", "stay": "1"}

    one_band = worked(**IN_BEIJING, **person, cost="12000").working
    assert one_band.en == "(12,000 − 1,300) × 85% = RMB 9,095"
    assert one_band.zh == "(12,000 − 1,300) × 85% = 9,095元"
    assert worked(**IN_BEIJING, **person, cost="50000").working.en == (
        "(30,000 − 1,300) × 85% + (40,000 − 30,000) × 90% + (50,000 − 40,000) × 95% = RMB 42,895"
    )
    assert worked(**IN_BEIJING, **person, cost="1000000").working.zh.endswith(
        " = 855,395元；855,395元，但最多500,000元"
    )
    assert worked(**IN_BEIJING, **person, cost="900").working.zh == "900没有超过起付线1,300：0元"
    assert worked(**SHANGHAI, cost="691000", earlier="2000", status="retired").working.en == (
        "1,200 less 2,000 leaves nothing; 691,000 × 92% = RMB 635,720; RMB 635,720, but at most RMB 630,000; "
        "630,000 + (691,000 − 684,782.61) × 80% = RMB 634,973.91"
    )


UNEMPLOYMENT = {"formula": "figure(length[paid])", "length": "from 12: 12, from 60: 18, from 120: 24|months"}
CARRIED = {"formula": "at_most(sum(length[paid], unused), ceiling)", "length": UNEMPLOYMENT["length"],
           "ceiling": "24|months"}  # fmt: skip
SURVIVORS = "3, from 60: 6, from 120: 9, from 180: 9 + 1 per 12 to 24|months"
LUMP_SUM = {"formula": "times(lump[paid], base)", "lump": SURVIVORS, "base": "4000|yuan"}
RETIRED = {"formula": "at_least(less(lump[paid], times(drawn, off)), floor)", "lump": SURVIVORS, "off": "1|months",
           "floor": "9|months"}  # fmt: skip
WAIT = {
    "formula": "at_least(sum(fixed, less(further[missed], times(paid_back, off))), floor[missed])",
    "fixed": "3|months", "further": "0, from 2: 1 + 1 every 1|months", "off": "1|months",
    "floor": "0, from 4: 6|months",
}  # fmt: skip

MONTHS = [
    # social-insurance-law 46: 12 months for 1 to under 5 years paid, 18 for 5 to under 10, 24 for 10 or more
    (UNEMPLOYMENT, {"paid": "12"}, "12 months"),
    (UNEMPLOYMENT, {"paid": "59"}, "12 months"),
    (UNEMPLOYMENT, {"paid": "60"}, "18 months"),
    (UNEMPLOYMENT, {"paid": "119"}, "18 months"),
    (UNEMPLOYMENT, {"paid": "120"}, "24 months"),
    # unused months carry over within the 24-month cap
    (CARRIED, {"paid": "30", "unused": "5"}, "17 months"),
    (CARRIED, {"paid": "70", "unused": "9"}, "24 months"),
    # survivors-benefits-2021-18 art 5(1), of a base of 4,000: 3, 6, 9 months, then one more a year to 24
    (LUMP_SUM, {"paid": "59"}, "RMB 12,000"),
    (LUMP_SUM, {"paid": "60"}, "RMB 24,000"),
    (LUMP_SUM, {"paid": "120"}, "RMB 36,000"),
    (LUMP_SUM, {"paid": "180"}, "RMB 36,000"),
    (LUMP_SUM, {"paid": "192"}, "RMB 40,000"),
    # part-years above 15 count as months / 12: 15 years and 7 months are 9 + 7 ÷ 12 months of the base
    (LUMP_SUM, {"paid": "187"}, "RMB 38,333.33"),
    (LUMP_SUM, {"paid": "360"}, "RMB 96,000"),
    (LUMP_SUM, {"paid": "500"}, "RMB 96,000"),
    # (2): one less for each year of pension, but never fewer than 9
    (RETIRED, {"paid": "360", "drawn": "0"}, "24 months"),
    (RETIRED, {"paid": "360", "drawn": "10"}, "14 months"),
    (RETIRED, {"paid": "360", "drawn": "16"}, "9 months"),
    (RETIRED, {"paid": "180", "drawn": "30"}, "9 months"),
    # gbf-2024-38: 3 fixed, 1 for each further missed year, 1 off for each paid back, 6 at least from 4 years on
    (WAIT, {"missed": "0", "paid_back": "0"}, "3 months"),
    (WAIT, {"missed": "1", "paid_back": "0"}, "3 months"),
    (WAIT, {"missed": "3", "paid_back": "0"}, "5 months"),
    (WAIT, {"missed": "3", "paid_back": "1"}, "4 months"),
    (WAIT, {"missed": "3", "paid_back": "9"}, "3 months"),
    (WAIT, {"missed": "4", "paid_back": "3"}, "6 months"),
    (WAIT, {"missed": "8", "paid_back": "2"}, "8 months"),
]


@pytest.mark.parametrize(("rule", "person", "told"), MONTHS)
def test_months_of_benefit_and_of_waiting_follow_the_law(rule, person, told):
    found = worked(**rule, **person)

    assert (found.kind, found.text.en) == (AmountKind.EXACT, told)


def test_under_five_years_the_survivors_get_no_more_than_was_paid_in():
    capped = {"formula": "at_most(times(sum(funeral, lump[paid]), base), own_paid)", "funeral": "2|months", **LUMP_SUM}
    capped["formula"] = "at_most(times(sum(funeral, lump[paid]), base), own_paid)"

    assert worked(**capped, paid="24", own_paid="9000").text.en == "RMB 9,000"
    assert worked(**capped, paid="24", own_paid="90000").text.en == "RMB 20,000"
    assert worked(**capped, paid="24", own_paid="9000").working.zh == (
        "2 + 3 = 5个月；5个月 × 4,000元 = 20,000元；20,000元，但最多9,000元"
    )


def test_the_working_of_months_shows_each_step():
    assert worked(**LUMP_SUM, paid="187").working.en == (
        "9 + 1 × 7 ÷ 12 = 9.58 months; 9.58 months × RMB 4,000 = RMB 38,333.33"
    )
    assert worked(**LUMP_SUM, paid="500").working.zh.startswith("9 + 1 × 320 ÷ 12 = 35.67个月，但最多24个月；")
    assert worked(**RETIRED, paid="200", drawn="3").working.en == (
        "9 + 1 × 20 ÷ 12 = 10.67 months; 3 years × 1 month = 3 months; 10.67 − 3 = 7.67 months; "
        "7.67 months, but at least 9 months"
    )


AGE = {
    "retirement": """men = 720, from 1965-01-01: 721 + 1 every 4 months to 756
    women-55 = 660, from 1970-01-01: 661 + 1 every 4 months to 696
    women-50 = 600, from 1975-01-01: 601 + 1 every 2 months to 660|age""",
}
MINIMUM = "15, from 2030-01-01: 15.5 + 0.5 every 12 months to 20|years"

RETIREMENT = [
    # the check values of npc-retirement-decision-2024, annexes 1 to 3
    ("men", "1964-12-31", "60 years"),
    ("men", "1965-01-01", "60 years 1 month"),
    ("men", "1965-04-30", "60 years 1 month"),
    ("men", "1965-05-01", "60 years 2 months"),
    ("men", "1976-08-31", "62 years 11 months"),
    ("men", "1976-09-01", "63 years"),
    ("men", "2004-02-29", "63 years"),
    ("women-55", "1970-01-15", "55 years 1 month"),
    ("women-55", "1981-09-01", "58 years"),
    ("women-50", "1984-07-10", "54 years 10 months"),
    ("women-50", "1984-11-01", "55 years"),
]


@pytest.mark.parametrize(("group", "born", "told"), RETIREMENT)
def test_retirement_age_follows_birth_and_group(group, born, told):
    assert worked("figure(retirement[group, born])", **AGE, group=group, born=born).text.en == told


@pytest.mark.parametrize(
    ("group", "first", "old", "new", "step"),
    [("men", 1965, 720, 756, 4), ("women-55", 1970, 660, 696, 4), ("women-50", 1975, 600, 660, 2)],
)
def test_retirement_age_agrees_with_every_row_of_annexes_1_to_3(group, first, old, new, step):
    """By the formula that laws.yaml gives, which reproduces the annexes."""
    book = rulebook("figure(retirement[group, born])", figures(AGE))
    for number in range(-24, 12 * 25):
        born = date(first + number // 12, number % 12 + 1, 28)
        delay = 0 if number < 0 else min(new - old, number // step + 1)
        assert assessed(book, group=group, born=born.isoformat()).amount.value == old + delay


def test_of_an_unknown_day_of_birth_the_whole_range_of_the_law_is_told():
    formula = "figure(minimum[reached(born, retirement[group, born])])"

    assert worked("figure(retirement[group, born])", **AGE).text.en == "50 years to 63 years"
    assert worked("figure(retirement[group, born])", **AGE, group="women-55").text.zh == "55岁至58岁"
    assert worked(formula, **AGE, minimum=MINIMUM).text.en == "15 to 20 years"
    assert worked(formula, **AGE, minimum=MINIMUM, born="..1960-01-01").text.en == "15 years"


def test_the_working_of_an_age_is_told_in_years_and_months():
    found = worked("figure(retirement[group, born])", **AGE, group="men", born="1970-03-05")

    assert found.working.en == "60 years 1 month + 1 month × 15 = 61 years 4 months"
    assert found.working.zh == "60岁1个月 + 1个月 × 15 = 61岁4个月"


@pytest.mark.parametrize(
    ("group", "born", "told"),
    [
        ("men", "1960-05-05", "15 years"),
        ("men", "1968-12-31", "15 years"),  # 61 years in December 2029
        ("men", "1969-01-01", "15 years 6 months"),  # 61 years 1 month in February 2030
        ("men", "1971-01-20", "16 years 6 months"),  # 61 years 7 months in August 2032
        ("men", "1976-09-01", "20 years"),  # 63 years in September 2039
        ("women-50", "1984-11-01", "20 years"),  # 55 years in November 2039
        ("women-55", "1975-01-01", "16 years"),  # 56 years 4 months in May 2031
    ],
)
def test_minimum_years_follow_the_year_in_which_somebody_born_then_retires(group, born, told):
    formula = "figure(minimum[reached(born, retirement[group, born])])"

    assert worked(formula, **AGE, minimum=MINIMUM, group=group, born=born).text.en == told


@pytest.mark.parametrize("year", range(2025, 2042))
def test_minimum_years_agree_with_annex_4(year):
    months = min(240, max(180, 180 + 6 * (year - 2029)))
    for day in (date(year, 1, 1), date(year, 12, 31)):
        found = worked("figure(minimum[born])", minimum=MINIMUM, born=day.isoformat(), on=date(2041, 12, 31))
        assert found.value * 12 == months


FIGURES = [
    # Tianjin 2016-10 to 2021-12: 70 % of each month's credit; rulings X3: never of a standing balance
    ("share(credit, cash)", {"cash": "70%", "credit": "200"}, "exact", "RMB 140"),
    ("rest(credit, cash)", {"cash": "70%", "credit": "200"}, "exact", "RMB 60"),
    # ybbf-2021-43: the old place 10 working days, the new one 5
    ("figure(send)", {"send": "10|working_days"}, "exact", "10 working days"),
    ("sum(send, book)", {"send": "10|working_days", "book": "5|working_days"}, "exact", "15 working days"),
    # gap over 3 months: waiting in principle no longer than 6 months; Jiangsu at most 3
    ("figure(wait)", {"wait": "at most 6|months"}, "at_most", "6 months at most"),
    # 41.1: 3 to 12 months without direct billing; 41.2: a fine of 2 to 5 times the sum
    ("figure(stop)", {"stop": "between 3 and 12|months"}, "range", "3 to 12 months"),
    ("share(cost, fine)", {"fine": "between 2 and 5|times", "cost": "3000"}, "range", "RMB 6,000 to 15,000"),
    # gbf-2021-14 2(1): outpatient costs from 50 %
    ("share(cost, part)", {"part": "at least 50%", "cost": "300"}, "range", "RMB 150 to 300"),
    # gbf-2024-38: at least 1,000 yuan more for each further year, up to 20 % of a ceiling of 180,000
    ("at_most(times(drawn, more), share(balance, fifth))",
     {"more": "at least 1000|yuan", "fifth": "20%", "drawn": "3", "balance": "180000"}, "range",
     "RMB 3,000 to 36,000"),
    # deceased-deposit-2024: up to 50,000 at one bank without a notary
    ("at_most(balance, limit)", {"limit": "50000|yuan", "balance": "60000"}, "exact", "RMB 50,000"),
    # personal pension: 3 % tax on what is taken out, 12,000 a year at most
    ("rest(balance, tax)", {"tax": "3%", "balance": "10000"}, "exact", "RMB 9,700"),
    # funeral grant: two months of the base
    ("times(funeral, base)", {"funeral": "2|months", "base": "4321.50|yuan"}, "exact", "RMB 8,643"),
    # 2 % of the base into the account; Beijing's retired 100 a month, 110 from 70; a newborn's 90 days
    ("share(balance, own)", {"own": "2%", "balance": "6821"}, "exact", "RMB 136.42"),
    ("figure(monthly[age])", {"monthly": "100, from 70: 110|yuan", "age": "70"}, "exact", "RMB 110"),
    ("figure(window)", {"window": "90|days"}, "exact", "90 days"),
    ("figure(least)", {"least": "1|years"}, "exact", "1 year"),
    # work injury: 1.9 % of payroll in class 8, times 120 % after a bad year; the employee pays nothing
    ("share(share(cost, rate), float)", {"rate": "1.9%", "float": "1.2|times", "cost": "10000"}, "exact", "RMB 228"),
    # Fujian: while waiting half the benefits
    ("share(reimbursed(cost, floor, ratio), half)",
     {"floor": "800|yuan", "ratio": "82%", "half": "50%", "cost": "10800"}, "exact", "RMB 4,100"),
    # what the year entitles to, less what was paid before
    ("less(reimbursed(sum(earlier, cost), floor, ratio), received)",
     {"floor": "1500|yuan", "ratio": "85%, from 100000: 80%", "earlier": "100000", "cost": "1000",
      "received": "83725"}, "exact", "RMB 800"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "told", "kind", "text"), FIGURES)
def test_every_other_figure_of_the_facts_can_be_stated(formula, told, kind, text):
    found = worked(formula, **told)

    assert (found.kind.value, found.text.en) == (kind, text)


EVERY = [
    *({**place, "formula": place["formula"]} for place in
      (IN_BEIJING, TIANJIN, SHANGHAI, XIAMEN, WUHAN, CHONGQING, CHENGDU)),
    UNEMPLOYMENT, CARRIED, LUMP_SUM, RETIRED, WAIT,
    {"formula": "figure(minimum[reached(born, retirement[group, born])])", "minimum": MINIMUM, **AGE},
    *({"formula": formula, **{key: text for key, text in told.items() if key not in FACTS}}
      for formula, told, *_ in FIGURES),
]  # fmt: skip


@pytest.mark.parametrize("stated", EVERY, ids=lambda stated: stated["formula"])
def test_every_formula_used_here_is_sound(stated):
    told = {key: text for key, text in stated.items() if key != "formula"}

    assert [
        each.message.en for each in faults(rulebook(stated["formula"], figures(told))) if each.code == "formula"
    ] == []
