"""Answers in text: what is read, what is refused with a repair, and which answers are offered."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.eligibility import Known, address_text, answer_text, choices, read_answers
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
    portion,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

FACTS = {
    "held_as": choice("ledger", "bank", "both"), "retired": fact(), "sum": amount(),
    "months": fact("count", unit="months"), "credited": fact("date"), "home": fact("region"),
    "goal": fact("region"), "move": relation(),
}  # fmt: skip
BOOK = book(rule("r", "retired = yes", "move = same-area"), rule("base", to="unchecked"), facts=FACTS)


def read(**answers):
    return read_answers(BOOK, "q", answers)


def value(key, text):
    reading = read(**{key: text})
    assert not reading.problems
    return reading.known.values[key]


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("held_as", "ledger", frozenset({"ledger"})),
        ("held_as", " ledger ", frozenset({"ledger"})),
        ("held_as", "ledger|both", frozenset({"ledger", "both"})),
        ("retired", "no", frozenset({"no"})),
        ("home", "440100", Places(frozenset({"440100"}))),
        ("home", "440000|110000", Places(frozenset({"440000", "110000"}))),
        ("home", "44-units", Places(frozenset({"44-units"}))),
        ("sum", "5000", Span(Decimal(5000), Decimal("5000.01"))),
        ("sum", "0.10", Span(Decimal("0.10"), Decimal("0.11"))),
        ("sum", "0", Span(Decimal(0), Decimal("0.01"))),
        ("sum", "1e3", Span(Decimal(1000), Decimal("1000.01"))),
        ("sum", "..50000", Span(None, Decimal(50000))),
        ("sum", "400..50000", Span(Decimal(400), Decimal(50000))),
        ("months", "12", Span(Decimal(12), Decimal(13))),
        ("months", "12..", Span(Decimal(12), None)),
        ("credited", "2022-08-31", Span(date(2022, 8, 31), date(2022, 9, 1))),
        ("credited", "2024-02-29", Span(date(2024, 2, 29), date(2024, 3, 1))),
        ("credited", "2016-10-01..2022-01-01", Span(date(2016, 10, 1), date(2022, 1, 1))),
        ("credited", "..2022-09-01", Span(None, date(2022, 9, 1))),
        ("credited", "9999-12-31", Span(date.max, None)),
        ("credited", "0001-01-01", Span(date.min, date(1, 1, 2))),
    ],
)
def test_an_answer_in_text_is_read(key, text, expected):
    assert value(key, text) == expected
    assert read(**{key: text}).known.asked == {key}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (key, text)
        for key, texts in {
            "held_as": [
                "cash", "ledger|cash", "ledger|", "Ledger", "unsure|ledger", "ledger\x00", "x" * 10_240,
                "|".join(["both"] * 60),
            ],
            "retired": [
                "true", "是", "yes\x00no",
            ],
            "home": [
                "999999", "CN", "440100|CN", "440100\x00", "../../etc", "|",
            ],
            "sum": [
                "-1", "-0.01", "5.001", "1e-999", "1e13", "1e999", "inf", "-Infinity", "NaN", "sNaN", "five",
                "5,000", "9" * 150, "5\x00", "500..400", "400..400", "..", "-5..10", "..-5", "..1e999",
                "1e999..", "1..2..3", "0.001..5", "NaN..", "..inf",
            ],
            "months": [
                "1.5", "1.5..", "-3", "1e999", "twelve",
            ],
            "credited": [
                "2022-02-30", "2023-02-29", "31.8.2022", "2022", "soon", "2022-09-01..2016-10-01",
                "2022-09-01..2022-09-01", "..", "..0001-01-01", "10000-01-01", "2022-08-31\x00",
                "2022-08-31" * 1024,
            ],
        }.items()
        for text in texts
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_a_problem_that_names_fact_value_and_repair(key, text):
    reading = read(**{key: text})

    assert (dict(reading.known.values), reading.known.asked, reading.dropped) == ({}, frozenset(), ())
    (problem,) = reading.problems
    assert (problem.code, problem.facts) == ("value", (key,))
    assert problem.message.en.startswith(f"{key}: we cannot use “")
    assert "Choose " in problem.message.en
    assert "不能用。请填" in problem.message.zh
    assert len(problem.message.en) < 250
    assert "\x00" not in problem.message.en


FIGURELIKE = st.text("-+0123456789eE._|NaInf", max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(set(FACTS) - {"move"})), st.text() | FIGURELIKE)
def test_no_text_breaks_the_reading_and_whatever_is_read_can_be_written_read_and_told_again(key, text):
    reading = read(**{key: text})
    if key in reading.known.values:
        known = reading.known.values[key]
        assert value(key, address_text(known)) == known
        assert answer_text(BOOK, key, reading.known).en


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("held_as", "bank|ledger"), ("home", "110000|440100"), ("months", "12..24"), ("months", "10..11"),
        ("credited", "2016-10-01..2022-01-01"), ("credited", "..2022-09-01"), ("credited", "2022-09-01.."),
    ],
)  # fmt: skip
def test_an_answer_is_written_into_an_address_as_it_is_read(key, text):
    assert address_text(value(key, text)) == text


def test_an_address_has_no_exponents():
    assert address_text(value("months", "1e1")) == "10..11"


def test_a_wrong_answer_leaves_the_right_ones_and_is_asked_again():
    reading = read(held_as="cash", retired="yes")

    assert reading.known == Known({"retired": frozenset({"yes"})}, frozenset({"retired"}))


def test_unsure_is_asked_and_not_known():
    reading = read(held_as="unsure", home=" unsure ")

    assert (dict(reading.known.values), reading.known.asked) == ({}, {"held_as", "home"})
    assert answer_text(BOOK, "home", reading.known).get("zh-hans") == "我不确定"


def test_unknown_keys_derived_facts_and_empty_texts_are_dropped():
    reading = read(weather="fine", move="same-area", retired="", held_as="  ")

    assert reading.dropped == ("weather", "move", "retired", "held_as")
    assert (reading.known, reading.problems) == (Known(), ())


def test_a_former_code_is_replaced_by_its_successor_and_that_is_told():
    reading = read(home="440126|110000", goal="440106")

    assert reading.known.values["home"].inside == {"440100", "110000"}
    assert dict(reading.replaced) == {"440126": "440100"}


@pytest.mark.parametrize(
    ("key", "text", "en", "zh"),
    [
        ("held_as", "ledger|both", "ledger or both", "ledger（中）或both（中）"),
        ("retired", "yes", "Yes", "是"),
        ("home", "440100|110000", "110000 or 440100", "110000（中）或440100（中）"),
        ("sum", "0", "RMB 0", "0元"),
        ("sum", "5000.50", "RMB 5,000.50", "5,000.50元"),
        ("sum", "..400", "under RMB 400", "不到400元"),
        ("sum", "0..400", "under RMB 400", "不到400元"),
        ("sum", "400..401", "RMB 400 or more, under RMB 401", "400元以上（含400元）、不到401元"),
        ("months", "0", "0 months", "0个月"),
        ("months", "1", "1 month", "1个月"),
        ("months", "12..24", "12 months or more, under 24 months", "12个月以上（含12个月）、不到24个月"),
        ("credited", "2022-08-31", "31 August 2022", "2022年8月31日"),
        ("credited", "..2022-09-01", "until 31 August 2022", "截至2022年8月31日（含当天）"),
        ("credited", "2022-09-01..", "from 1 September 2022", "2022年9月1日起"),
        ("credited", "2016-10-01..2022-01-01", "1 October 2016 to 31 December 2021", "2016年10月1日至2021年12月31日"),
    ],
)
def test_an_answer_is_told_in_words(key, text, en, zh):
    told = answer_text(BOOK, key, read(**{key: text}).known)

    assert (told.en, told.zh) == (en, zh)


def offered(rulebook, key, on=TODAY, **answers):
    reading = read_answers(rulebook, "q", answers)
    assert not reading.problems
    return [choice.value for choice in choices(rulebook, "q", key, reading.known, on)]


def test_options_are_offered_in_their_order_without_those_that_the_answers_exclude():
    rulebook = book(
        rule("r", "held_as = ledger"), rule("s", "held_as in bank, both", to="no"), facts=FACTS,
        exclusion={
            "x": exclusion("retired = yes", "held_as = bank"), "y": exclusion("move = same-area", "held_as = both"),
        },
    )  # fmt: skip

    assert offered(rulebook, "held_as") == ["ledger", "bank", "both"]
    assert offered(rulebook, "held_as", retired="yes") == ["ledger", "both"]
    assert offered(rulebook, "held_as", retired="yes", held_as="bank") == ["ledger", "both"], "changing the answer"
    assert offered(rulebook, "retired", held_as="bank") == ["no"]
    hints = choice("ledger", "bank")
    hints["options"][0].update(hint_en="On the record", hint_zh="账上")
    rulebook = book(rule("r", "held_as = ledger"), facts={"held_as": hints})
    (first, _) = choices(rulebook, "q", "held_as", Known(), TODAY)
    assert (first.label.en, first.hint.zh) == ("ledger", "账上")


DATED = [
    version("retired = yes", clock="credited", start="2016-10-01", end="2022-01-01"),
    version("retired = yes", clock="credited", start="2022-01-01", to="no"),
    version("retired = yes", clock="credited", start="2027-01-01", to="partly"),
]


def test_pieces_lie_between_the_days_on_which_rules_change_and_the_last_stays_open():
    rulebook = book(
        rule("r", versions=DATED[:2]), rule("x", versions=DATED[2:]), rule("base", to="unchecked"), facts=FACTS
    )

    pieces = ["..2016-10-01", "2016-10-01..2022-01-01", "2022-01-01.."]
    assert offered(rulebook, "credited") == offered(rulebook, "credited", retired="yes") == pieces
    assert offered(rulebook, "credited", date(2027, 6, 1)) == [*pieces[:2], "2022-01-01..2027-01-01", "2027-01-01.."]
    assert offered(rulebook, "credited", date(2021, 12, 31)) == ["..2016-10-01", "2016-10-01.."]
    assert offered(rulebook, "credited", retired="no") == pieces, "a day that no longer matters can still be changed"
    told = choices(rulebook, "q", "credited", Known(), TODAY)
    assert [item.label.en for item in told] == [
        "until 30 September 2016",
        "1 October 2016 to 31 December 2021",
        "from 1 January 2022",
    ]


def test_every_piece_that_is_offered_is_read_again_and_settles():
    rulebook = book(rule("r", versions=DATED[:2]), rule("base", to="unchecked"), facts=FACTS)

    for text in offered(rulebook, "credited"):
        assert not read_answers(rulebook, "q", {"credited": text}).problems
        assert offered(rulebook, "credited", credited=text) == offered(rulebook, "credited"), (
            "the same when changing it"
        )


def test_pieces_that_the_answers_exclude_are_not_offered():
    rulebook = book(
        rule("r", "sum >= 400"), rule("s", "sum < 400", to="no"), rule("t", "sum >= 5000", to="partly", over=("r",)),
        facts=FACTS, exclusion={"x": exclusion("retired = yes", "sum < 400")},
    )  # fmt: skip

    assert offered(rulebook, "sum") == ["0..400", "400..5000", "5000.."]
    assert offered(rulebook, "sum", retired="yes") == ["400..5000", "5000.."]


def test_only_the_rules_of_the_region_and_of_portions_that_arise_cut_an_axis():
    facts = {"home": fact("region"), **{key: FACTS[key] for key in ("held_as", "months", "credited")}}
    rulebook = book(
        table(rule("n", "months >= 3"), rule("n-no", "months < 3", to="no")),
        table(rule("own", "months >= 6", to="partly", over=("n",)), at="440000"),
        table(rule("bank", "months >= 9"), rule("bank-no", "months < 9", to="no"), decision="e"),
        facts=facts, region_fact="home",
        question=asking(portion("d", "held_as = ledger"), portion("e", "held_as = bank", "credited < 2022-09-01")),
    )  # fmt: skip

    assert offered(rulebook, "months") == ["0..3", "3..6", "6..9", "9.."]
    assert offered(rulebook, "months", held_as="ledger") == ["0..3", "3..6", "6.."]
    assert offered(rulebook, "months", held_as="ledger", home="110000") == ["0..3", "3.."]
    assert offered(rulebook, "months", held_as="ledger", home="440106") == ["0..3", "3..6", "6.."]
    assert offered(rulebook, "months", held_as="bank") == ["0..9", "9.."]
    assert offered(rulebook, "credited") == ["..2022-09-01", "2022-09-01.."], "the condition of a portion cuts too"


def test_no_list_is_offered_for_a_region():
    assert offered(BOOK, "home") == []


@pytest.mark.parametrize("key", ["credited", "sum", "months"])
def test_where_no_rule_cuts_an_axis_there_is_nothing_to_choose(key):
    assert choices(BOOK, "q", key, Known(), TODAY) == ()
