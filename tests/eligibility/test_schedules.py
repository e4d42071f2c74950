"""A parameter's value is text that a clerk writes; every misreading names the line, what is wrong, and the repair."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility import RulebookError
from helpdesk.eligibility.amounts import figure_text, parse_schedule
from helpdesk.eligibility.amounts.schedule import later, whole_months


def read(text, unit="months"):
    return parse_schedule(text, unit, "parameter:p@CN")


@pytest.mark.parametrize(
    ("text", "unit", "single"),
    [
        ("1300", "yuan", "1300"), (" 0.7 ", "share", "0.7"), ("70%", "share", "0.7"), ("３", "months", "3"),
        ("at most 6", "months", None), ("a = 1; b = 2", "months", None), ("1, from 5: 2", "months", None),
        ("from 0: 1", "months", None), ("1 + 1 every 1", "months", None), ("0", "months", "0"),
    ],
)  # fmt: skip
def test_a_value_that_is_one_figure_is_known_as_such(text, unit, single):
    assert read(text, unit).single == (single and Decimal(single))


def test_lines_name_their_options_and_steps_where_they_start():
    schedule = read("tier-1, working = 90%, from 30000: 95%\ntier-1, retired＝97％，from 30000：98.5%", "share")

    assert [row.options for row in schedule.rows] == [("tier-1", "working"), ("tier-1", "retired")]
    row = schedule.row(("tier-1", "retired"))
    assert [row.at(Decimal(point)).low for point in (0, 29999, 30000, 10**9)] == [
        Decimal("0.97"), Decimal("0.97"), Decimal("0.985"), Decimal("0.985"),
    ]  # fmt: skip
    assert schedule.starts() == {Decimal(30000)}
    assert schedule.row(("tier-2", "working")) is None


def test_below_the_first_start_there_is_no_figure():
    (row,) = read("from 12: 12, from 60: 18").rows

    assert (row.at(Decimal(11)), row.at(None)) == (None, None)
    assert row.at(Decimal(12)).low == 12


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("at most 6", 0, 6), ("at least 3", 3, None), ("between 3 and 12", 3, 12), ("6", 6, 6)],
)
def test_a_source_may_give_no_more_than_a_bound(text, low, high):
    (step,) = read(text).steps()

    assert (step.low, step.high, step.exact) == (low, high, low == high)
    assert (step.base(None), step.base(Decimal(99))) == (low, 99 if high is None else high)


def test_at_least_a_share_is_no_more_than_all_of_it():
    assert [step.high for step in read("at least 50%", "share").steps()] == [1]


@pytest.mark.parametrize(
    ("text", "point", "value"),
    [
        ("from 180: 9 + 1 per 12 to 24", "187", "9.58"), ("from 180: 9 + 1 every 12 to 24", "187", "9"),
        ("from 180: 9 + 1 every 12 to 24", "191", "9"), ("from 180: 9 + 1 every 12 to 24", "192", "10"),
        ("from 180: 9 + 1 every 12 to 24", "9999", "24"), ("3 + 2 every 5", "14", "7"),
        ("from 1: 100 - 10 every 1 to 0", "4", "70"), ("from 1: 100 - 10 every 1 to 0", "50", "0"),
    ],
)  # fmt: skip
def test_a_rise_counts_full_steps_or_in_proportion_up_to_its_limit(text, point, value):
    (row,) = read(text).rows
    step = row.at(Decimal(point))
    steps = step.rise.steps(step.start, Decimal(point))

    assert round(step.rise.limited(step.low + step.rise.added(steps)), 2) == Decimal(value)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("1965-01-01", "1965-01-31", 0), ("1965-01-31", "1965-02-28", 0), ("1965-01-15", "1965-02-15", 1),
     ("1964-12-31", "1965-12-31", 12)],
)  # fmt: skip
def test_months_between_days_are_full_calendar_months(start, end, months):
    assert whole_months(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_a_day_some_months_later_stays_inside_its_month_and_inside_the_calendar():
    assert later(date(1965, 1, 31), 721) == date(2025, 2, 28)
    assert later(date(1976, 9, 1), 756) == date(2039, 9, 1)
    assert later(date(9990, 1, 1), 12 * 20) == date.max


@pytest.mark.parametrize(
    ("text", "unit", "told", "told_zh"),
    [
        ("", "months", "The value is empty", "数值是空的"),
        (" ; \n", "months", "The value is empty", "数值是空的"),
        ("lots", "months", "“lots” is not a figure or a step", "“lots”不是数值或档次"),
        ("12,000", "yuan", "only the first step may leave out where it starts", "只有第一档可以不写起点"),
        ("-5", "months", "“-5” is not a figure", "“-5”不是数值"),
        ("NaN", "months", "“NaN” is not a figure", "“NaN”不是数值"),
        ("1e3", "yuan", "“1e3” is not a figure", "“1e3”不是数值"),
        ("5元", "yuan", "“5元” is not a figure", "“5元”不是数值"),
        ("5, ", "yuan", "“” is not a figure", "“”不是数值"),
        ("9999999999999", "yuan", "is more than 1000000000000", "大于1000000000000"),
        ("70", "share", "“70” is no share; 70 % is written 70% or 0.7", "“70”不是比例"),
        ("101%", "share", "“101%” is no share", "“101%”不是比例"),
        ("70%", "months", "“70%” is a share, and the unit is “months”", "单位却是“months”"),
        ("between 12 and 3", "months", "3 is not more than 12", "3不大于12"),
        ("between 3 and 3", "months", "3 is not more than 3", "3不大于3"),
        ("from 60: 18, from 12: 12", "months", "the step from 12 stands after the one from 60", "起点12写在起点60后面"),
        ("from 12: 12, from 12: 18", "months", "the step from 12 stands after the one from 12", "起点12写在起点12后面"),
        ("from 12: 12, from 2030-01-01: 18", "months", "stands after the one from 12", "写在起点12后面"),
        ("a = from 12: 12; b = from 2030-01-01: 18", "months", "some at a figure", "请统一用日期"),
        ("from 2030-13-01: 12", "months", "“from 2030-13-01” is no point to start from", "不是有效的起点"),
        ("from 1.2.3: 12", "months", "“from 1.2.3” is no point to start from", "不是有效的起点"),
        ("Tier 1 = 90%", "share", "“Tier 1” is no option", "“Tier 1”不是选项"),
        (" = 90%", "share", "“” is no option", "“”不是选项"),
        ("a = 1; a = 2", "months", "“a” has two lines", "“a”有两行"),
        ("1; 2", "months", "“without options” has two lines", "“没有选项”有两行"),
        ("a = 1; a, b = 2", "months", "“a, b” names 2 options, the first line 1", "写了2个选项，第一行写了1个"),
        ("at most 6 + 1 every 2", "months", "only an exact figure can rise or fall", "只有确定的数字可以递增或递减"),
        ("6 + 0 every 2", "months", "by more than 0 for so many", "每次要大于0"),
        ("6 + 1 every 0", "months", "by more than 0 for so many", "每次要大于0"),
        ("6 + 1 every 5%", "months", "by more than 0 for so many", "每次要大于0"),
        ("6 + 1 every 4 months", "months", "along figures leave “months” out", "不要写months"),
        ("from 1965-01-01: 6 + 1 every 4", "months", "along dates write “every N months”", "按日期递增"),
        ("from 1965-01-01: 6 + 1 per 4 months", "months", "along dates write “every N months”", "按日期递增"),
        ("from 1965-01-01: 6 + 1 every 1.5 months", "months", "along dates write “every N months”", "按日期递增"),
        ("9 + 1 per 12 to 9", "months", "a rise ends above where it starts", "递增的终点要大于起点"),
        ("9 - 1 per 12 to 10", "months", "a fall below", "递减的终点要小于起点"),
        ("9 - 1 per 12", "months", "must say where", "必须写明终点"),
        ("10% + 1% every 1", "share", "must say where", "必须写明终点"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_its_repair(text, unit, told, told_zh):
    with pytest.raises(RulebookError) as refused:
        read(text, unit)

    assert refused.value.where == "parameter:p@CN"
    assert told in refused.value.message.en
    assert told_zh in refused.value.message.zh


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        ("3500", "yuan", "RMB 3,500", "3,500元"), ("0.5", "yuan", "RMB 0.50", "0.50元"),
        ("1", "months", "1 month", "1个月"), ("12", "months", "12 months", "12个月"),
        ("9.583333", "months", "9.58 months", "9.58个月"),
        ("15", "years", "15 years", "15年"), ("15.5", "years", "15 years 6 months", "15年6个月"),
        ("0.5", "years", "6 months", "6个月"), ("15.3", "years", "15.30 years", "15.30年"),
        ("721", "age", "60 years 1 month", "60岁1个月"), ("756", "age", "63 years", "63岁"),
        ("1", "age", "1 month", "1个月"),
        ("10", "working_days", "10 working days", "10个工作日"), ("1", "working_days", "1 working day", "1个工作日"),
        ("90", "days", "90 days", "90天"), ("0.7", "share", "70%", "70%"), ("2", "times", "2 times", "2倍"),
        ("3", "", "3", "3"), ("2", "children", "2 children", "2"),
    ],
)  # fmt: skip
def test_a_figure_is_told_in_its_unit_in_both_languages(value, unit, en, zh):
    found = figure_text(Decimal(value), unit)

    assert (found.en, found.zh) == (en, zh)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("5", set()), ("at most 6", set()), ("1, from 5: 1", set()), ("1, from 5: 2, from 9: 2", {1}),
        ("3, from 5: 2", {-1}), ("1, from 5: 3, from 9: 2", {1, -1}), ("1 + 1 every 2, from 9: 5", {1}),
        ("1 + 1 every 2, from 9: 4", {1, -1}), ("from 1: 9 - 1 every 2 to 0", {-1}),
        ("a = 1, from 5: 2; b = 9, from 5: 7", {1, -1}),
        ("between 1 and 3, from 5: between 2 and 4", {1}), ("between 1 and 4, from 5: between 2 and 3", {1, -1}),
        ("at least 3, from 5: 3", {-1}), ("3, from 5: at least 3", {1}), ("at least 3, from 5: at least 4", {1}),
    ],
)  # fmt: skip
def test_a_schedule_tells_whether_it_rises_or_falls_along_its_axis(text, signs):
    assert read(text).signs() == signs
