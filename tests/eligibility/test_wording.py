"""How values and conditions are told, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility import Text
from helpdesk.eligibility.vocabulary.conditions import parse_condition
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import ALWAYS, Span, one_day
from helpdesk.eligibility.vocabulary.text import listed, text_in
from helpdesk.eligibility.vocabulary.wording import condition_text, dates_text, figures_text, value_text
from tests.eligibility.books import amount, book, choice, fact

BOOK = book(
    facts={"held_as": choice("ledger", "bank"), "home": fact("region"), "sum": amount(), "credited": fact("date")}
)


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        ("held_as = ledger", "held_as: ledger", "held_as（中）：ledger（中）"),
        ("held_as in ledger, bank", "held_as: ledger or bank", "held_as（中）：ledger（中）或bank（中）"),
        ("held_as != bank", "held_as: not “bank”", "held_as（中）：不是“bank（中）”"),
        ("home in 440000", "home: 440000", "home（中）：440000（中）"),
        ("home not in 440000", "home: not “440000”", "home（中）：不是“440000（中）”"),
        ("sum >= 50000", "sum: RMB 50,000 or more", "sum（中）：50,000元以上（含50,000元）"),
        ("credited < 2022-09-01", "credited: until 31 August 2022", "credited（中）：截至2022年8月31日（含当天）"),
    ],
)
def test_a_condition_is_told_by_its_facts_label_and_what_it_asks_for(line, en, zh):
    condition = parse_condition(line, BOOK.facts, BOOK.regions, "here")

    assert condition_text(BOOK.facts[condition.fact], condition, BOOK) == Text(en, zh)


@pytest.mark.parametrize(
    ("span", "en", "zh"),
    [
        (ALWAYS, "any day", "任何时候"),
        (one_day(date(2022, 9, 1)), "1 September 2022", "2022年9月1日"),
        (
            Span(date(2022, 9, 1), date(2022, 9, 3)),
            "1 September 2022 to 2 September 2022",
            "2022年9月1日至2022年9月2日",
        ),
    ],
)
def test_a_stretch_of_days_is_told_with_its_last_day_included(span, en, zh):
    assert dates_text(span) == Text(en, zh)


@pytest.mark.parametrize(
    ("low", "high", "unit", "en", "zh"),
    [
        (None, None, "yuan", "any", "不限"),
        (0, None, "yuan", "any", "不限"),
        (3, 4, "years", "3 years", "3年"),
        (1, 2, "years", "1 year", "1年"),
        (2, None, "", "2 or more", "2以上（含2）"),
    ],
)
def test_figures_are_told_with_their_unit(low, high, unit, en, zh):
    span = Span(None if low is None else Decimal(low), None if high is None else Decimal(high))

    assert figures_text(span, unit) == Text(en, zh)


def test_a_place_of_which_parts_are_shut_out_is_told_as_elsewhere():
    def told(*inside, shut=()):
        return value_text(BOOK.facts["home"], Places(frozenset(inside), frozenset(shut)), BOOK.regions)

    assert told("440000").en == "440000"
    assert told("440000", shut=["440100"]) == Text("elsewhere in 440000", "440000（中）的其他地方")
    assert told("CN", shut=["440000"]) == told("CN") == Text("anywhere else", "其他地方")


def test_a_text_is_chosen_by_language_and_is_empty_when_both_are():
    text = Text("Yes", "是")

    assert [text.get(code) for code in ("en", "zh", "zh-hans", "zh-Hans", "fr")] == ["Yes", "是", "是", "是", "Yes"]
    assert text.as_json() == {"en": "Yes", "zh-hans": "是"}
    assert (bool(text), bool(Text("", "是")), bool(Text())) == (True, True, False)
    assert text_in({"title_en": None}, "title") == Text()
    assert listed([text, Text("No", "否")]) == Text("Yes; No", "是；否")
