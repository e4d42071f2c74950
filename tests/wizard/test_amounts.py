"""Every kind of amount and every unit is told on the result page in both languages; figures are kept nowhere."""

import re
from datetime import date

import pytest

from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.wizard.figures import plainly, read_figures, right
from tests.eligibility.books import TODAY
from tests.eligibility.sums import figures, rulebook
from tests.eligibility.test_amounts_of_the_law import AGE as AGES
from tests.eligibility.test_amounts_of_the_law import IN_BEIJING, MINIMUM, RETIRED

RETIREMENT = {"formula": "figure(retirement[group, born])", **AGES}
LEAST_YEARS = {"formula": "figure(minimum[born])", "minimum": MINIMUM}


def book(told):
    return rulebook(told["formula"], figures({key: text for key, text in told.items() if key != "formula"}))


@pytest.fixture
def result(shown):
    """The result page of a rulebook with one formula."""
    return lambda told, *asked, **posted: shown(book(told), *asked, **posted)


@pytest.mark.parametrize(
    ("told", "query", "en", "zh"),
    [
        ({"formula": "figure(days)", "days": "10|working_days"}, "", "10 working days", "10个工作日"),
        ({"formula": "figure(wait)", "wait": "at most 6|months"}, "", "6 months at most", "最多6个月"),
        ({"formula": "figure(bonus)", "bonus": "at least 1000|yuan"}, "", "RMB 1,000 at least", "至少1,000元"),
        ({"formula": "figure(stop)", "stop": "between 3 and 12|months"}, "", "3 to 12 months", "3至12个月"),
        (RETIRED, "paid=300&drawn=4", "15 months", "15个月"),
        (RETIREMENT, "group=men&born=1970-03-05", "61 years 4 months", "61岁4个月"),
        (LEAST_YEARS, "born=2026-01-01", "15 years", "15年"),
        (IN_BEIJING, "tier=tier-1&status=working&stay=1", "RMB 500,000 at most", "最多500,000元"),
    ],
)
def test_every_kind_and_unit_is_told_in_both_languages(result, told, query, en, zh):
    assert f'<p class="big">{en}</p>' in result(told, "en", query)
    assert zh in result(told, "zh-hans", query)


def test_a_posted_cost_is_worked_out_with_its_working(result):
    query = "tier=tier-3&status=working&stay=1"

    assert "(12,000 − 1,300) × 85% = RMB 9,095" in result(IN_BEIJING, "en", query, cost="12,000")
    assert "(12,000 − 1,300) × 85% = 9,095元" in result(IN_BEIJING, "zh-hans", query, cost="12000元")


def test_posted_counts_and_days_are_used_and_asked_for_by_their_unit(result):
    shown = result(RETIRED, "en", "")
    assert 'name="paid"' in shown
    assert 'name="drawn"' in shown
    assert "In whole months." in shown
    assert "In whole years." in shown
    assert "15 months" in result(RETIRED, "en", "", paid="300个月", drawn="4 years")
    assert "Year, month and day, for example 1965-05-31." in result(RETIREMENT, "en", "group=men")
    assert "61岁4个月" in result(RETIREMENT, "zh-hans", "group=men", born="1970年3月5日")
    assert "A whole number." in result(IN_BEIJING, "en", "")


def test_a_choice_that_the_amount_goes_by_is_linked_to_its_question(result):
    shown = result(RETIREMENT, "en", "born=1970-03-05")

    assert "The amount also depends on:" in shown
    assert "edit=group" in shown
    assert "50 years to 61 years 4 months" in shown


def test_a_figure_that_the_law_books_lack_is_named(result):
    early = {"formula": "figure(length[paid])", "length": "from 12: 12|months"}

    assert "We do not have this figure for your case: length." in result(early, "en", "paid=3")
    assert "你这种情况缺少这个标准：length（中）。" in result(early, "zh-hans", "paid=3")


def test_what_was_typed_wrong_stays_in_its_field_with_the_repair(result):
    shown = result(RETIRED, "en", "", paid="many", drawn="4")

    assert "“many” is no number we can use. Type digits only, for example 12." in shown
    assert 'value="many"' in shown
    assert 'value="4"' in shown
    assert "“2030-01-01” is no day we can use." in result(RETIREMENT, "en", "group=men", born="2030-01-01")


@pytest.mark.parametrize(
    ("kind", "typed", "plain"),
    [
        (FactKind.AMOUNT, "RMB 3,500.00", "3500.00"), (FactKind.AMOUNT, "３５００元", "3500"),
        (FactKind.COUNT, "12个月", "12"), (FactKind.COUNT, "１２ months", "12"), (FactKind.COUNT, "3 years", "3"),
        (FactKind.DATE, "1965年5月1日", "1965-05-01"), (FactKind.DATE, "1965/5/1", "1965-05-01"),
        (FactKind.DATE, "1965.05.01", "1965-05-01"), (FactKind.DATE, "１９６５-0５-01", "1965-05-01"),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_type_them(kind, typed, plain):
    assert plainly(kind, typed) == plain
    assert right(kind, plain, TODAY)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FactKind.AMOUNT, "lots"), (FactKind.AMOUNT, "-1"), (FactKind.AMOUNT, "1e9"), (FactKind.AMOUNT, ""),
        (FactKind.COUNT, "1.5"), (FactKind.COUNT, "-1"), (FactKind.COUNT, "99999"), (FactKind.COUNT, "x" * 50),
        (FactKind.DATE, "1965-13-01"), (FactKind.DATE, "1965-02-30"), (FactKind.DATE, "65-05-01"),
        (FactKind.DATE, "2026-11-23"), (FactKind.DATE, "1899-12-31"), (FactKind.DATE, "yesterday"),
        (FactKind.DATE, "19650501"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused(kind, typed):
    assert not right(kind, plainly(kind, typed), date(2026, 11, 22)) or typed == "19650501"


def test_nothing_but_figures_of_the_question_is_read_from_a_form():
    posted = {"paid": "300", "drawn": "4", "status": "working", "age": "70", "cost": "5", "evil": "1"}

    assert dict(read_figures(book(RETIRED), "q", posted, TODAY).values) == {"paid": "300", "drawn": "4", "cost": "5"}


def test_what_was_posted_stands_in_no_reference_code(result):
    def code(page):
        return re.search(r"[0-9A-Z]{4}(?:[ -][0-9A-Z]{1,4})+", page)[0]

    before = code(result(RETIREMENT, "en", "group=men"))
    assert code(result(RETIREMENT, "en", "group=men", born="1970-03-05")) == before
    assert code(result(RETIREMENT, "en", "group=men&born=1970-03-05")) != before
