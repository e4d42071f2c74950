"""Deadlines end on the day on which the Civil Code ends a period; what is half filled in is told field by field."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.eligibility import Text, read_rulebook
from helpdesk.eligibility.proofs.wholeness import outcome_faults
from helpdesk.eligibility.rulebook.deadline import Deadline
from tests.eligibility.books import both, documents, outcome, rule

START, TASK = Text("the day of the death", "去世当天"), Text("tell the agency", "告诉经办机构")
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def deadline(number, unit):
    return Deadline(number, unit, START, TASK)


@pytest.mark.parametrize(
    ("number", "unit", "start", "last"),
    [
        (30, "days", "2026-11-02", "2026-12-02"),
        (1, "days", "2024-02-28", "2024-02-29"),
        (1, "days", "2026-12-31", "2027-01-01"),
        (20, "working_days", "2026-11-02", "2026-11-30"),  # Monday to Monday, four weeks on
        (1, "working_days", "2026-11-06", "2026-11-09"),  # over a weekend
        (5, "working_days", "2026-11-07", "2026-11-13"),  # from a Saturday
        (5, "working_days", "2026-11-08", "2026-11-13"),  # from a Sunday
        (3, "months", "2026-11-02", "2027-02-02"),
        (1, "months", "2026-01-31", "2026-02-28"),
        (1, "months", "2024-01-31", "2024-02-29"),
        (6, "months", "2026-08-31", "2027-02-28"),
        (1, "months", "2026-12-31", "2027-01-31"),
        (12, "months", "2026-12-31", "2027-12-31"),
        (1, "years", "2024-02-29", "2025-02-28"),
        (4, "years", "2024-02-29", "2028-02-29"),
        (2, "years", "2026-11-02", "2028-11-02"),
    ],
)
def test_a_deadline_ends_where_the_civil_code_ends_it(number, unit, start, last):
    assert deadline(number, unit).last_day(date.fromisoformat(start)) == date.fromisoformat(last)


@given(DAYS, st.integers(1, 1000))
def test_working_days_are_those_from_monday_to_friday_after_the_first_day(start, number):
    last = deadline(number, "working_days").last_day(start)

    after = [start + timedelta(days=days) for days in range(1, (last - start).days + 1)]
    assert len([day for day in after if day.isoweekday() <= 5]) == number
    assert last.isoweekday() <= 5


@given(DAYS, st.integers(1, 1000))
def test_months_end_in_their_month_and_never_later_than_the_day_of_the_same_number(start, number):
    last = deadline(number, "months").last_day(start)

    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == number
    assert last.day == start.day or (last.day < start.day and (last + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 200), st.sampled_from(["working_days", "days", "months", "years"]))
def test_a_longer_deadline_ends_later_and_none_on_its_first_day(start, number, unit):
    assert start < deadline(number, unit).last_day(start) < deadline(number + 1, unit).last_day(start)


@pytest.mark.parametrize(("number", "unit"), [(99999, "years"), (10**7, "days"), (10**7, "working_days")])
def test_a_deadline_beyond_the_calendar_says_so(number, unit):
    with pytest.raises(OverflowError):
        deadline(number, unit).last_day(date(2026, 11, 2))


def test_a_term_is_told_with_its_unit():
    assert deadline(20, "working_days").term == Text("20 working days", "20个工作日")
    assert deadline(1, "months").term == Text("1 month", "1个月")


WHOLE = {"deadline_number": 20, "deadline_unit": "days", **both("deadline_start", "s"), **both("deadline_task", "t")}


def faults(**given):
    """Code and English message of what is wrong with an outcome with these fields."""
    source = documents(rule("r"), outcome={"yes": outcome("yes", **given)})
    found = list(outcome_faults("outcome:yes", read_rulebook(source).outcomes["yes"]))
    assert all(each.message.zh.endswith("。") for each in found)
    return [(each.code, each.message.en) for each in found]


def test_a_whole_deadline_and_none_are_right():
    assert faults(**WHOLE) == []
    assert faults() == []


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ({"deadline_number": None}, "a number above 0"),
        ({"deadline_number": -3}, "a number above 0"),
        ({"deadline_unit": ""}, "the unit"),
        ({"deadline_unit": "yuan"}, "the unit"),
        ({"deadline_start_en": ""}, "from which day it runs, in English"),
        ({"deadline_start_zh": ""}, "from which day it runs, in Chinese"),
        ({"deadline_task_en": ""}, "what is due, in English"),
        ({"deadline_task_zh": ""}, "what is due, in Chinese"),
        ({"deadline_number": None, "deadline_unit": ""}, "a number above 0, the unit"),
    ],
)
def test_a_half_filled_deadline_is_told_with_what_is_left_out(left_out, named):
    told = (
        f"yes has a deadline that is only half filled in. Still needed: {named}. Fill in all of it,"
        " or leave all of it empty."
    )
    assert faults(**{**WHOLE, **left_out}) == [("deadline", told)]
