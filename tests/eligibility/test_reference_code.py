"""A reference code says what was asked, and says it for ever."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.eligibility import Known, read_answers
from helpdesk.eligibility.replay.mixed_radix import Packing
from helpdesk.eligibility.replay.reference_code import Enquiry, cuts, edition_in, read_code, reference_code
from helpdesk.eligibility.replay.spelling import CodeError, grouped, spelled
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span, one_day
from tests.eligibility.books import (
    REGIONS,
    amount,
    asking,
    book,
    choice,
    exclusion,
    fact,
    parameter,
    portion,
    region,
    rule,
    version,
)  # fmt: skip

ON = date(2026, 11, 22)
HERE = {
    "CN": region("nation", None), "110000": region("municipality"), "440000": region("province"),
    "440300": region("city", "440000"), "44-units": region("pooling_area", "440000"),
}  # fmt: skip
FACTS = {
    "home": fact("region"), "goal": fact("region"), "why": choice("left", "moved", "died"), "told": fact(),
    "credited": fact("date"), "months": fact("count"), "sum": amount(),
}  # fmt: skip
RULES = (
    rule("a", "credited < 2022-09-01", "why = left"),
    rule("b", versions=[version("told = yes", start="2016-10-01", end="2022-01-01", clock="credited", to="no")]),
    rule("c", "sum >= 500", "months >= 12", "home in 110000", to="partly"),
)
PLAIN = asking(portion("d"))["q"]
KINDS = {
    "facts": FACTS,
    "region_fact": "home",
    "region": {**dict.fromkeys(REGIONS), **HERE},
    "parameter": [parameter("rate", ("2015-07-01", None, "0.5"), clock="credited")],
    "exclusion": {"x": exclusion("credited >= 2030-01-01", "told = no")},
    "question": {**asking(portion("d", "credited >= 1998-12-14")), "q1": PLAIN, "q2": PLAIN},
}  # fmt: skip
BOOK = book(*RULES, **KINDS)
DAYS = st.dates() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
WHOLE = st.integers(0, 10**12).map(Decimal) | st.integers(0, 40).map(Decimal)


def enquiry(edition=1, on=ON, question="q", **answers):
    reading = read_answers(BOOK, question, answers)
    assert not reading.problems, reading.problems
    return Enquiry(edition, question, on, reading.known)


def stretches(points):
    return st.builds(Span, st.none() | points, st.none() | points)


ANSWERS = {
    "home": st.frozensets(st.sampled_from(sorted(HERE))).map(Places),
    "goal": st.sampled_from(sorted(HERE)).map(lambda key: Places(frozenset({key}))),
    "why": st.frozensets(st.sampled_from(["left", "moved", "died"])),
    "told": st.frozensets(st.sampled_from(["yes", "no"])),
    "credited": DAYS.map(one_day) | stretches(DAYS) | stretches(st.sampled_from(cuts(BOOK, "credited"))),
    "months": WHOLE.map(lambda low: Span(low, low + 1)) | stretches(WHOLE),
}


@st.composite
def enquiries(draw):
    """Anybody: some facts told in some way, some not sure, some not asked."""
    told = {key: draw(st.sampled_from(["not asked", "not sure", "told"])) for key in ANSWERS}
    values = {key: draw(ANSWERS[key]) for key, how in told.items() if how == "told"}
    asked = frozenset(key for key, how in told.items() if how != "not asked")
    edition = draw(st.integers(0, 40) | st.integers(0, 10**6))
    return Enquiry(edition, draw(st.sampled_from(sorted(BOOK.questions))), draw(DAYS), Known(values, asked))


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(enquiries())
def test_whatever_was_asked_comes_back_from_its_code(asked):
    code = reference_code(BOOK, asked)
    assert edition_in(code) == asked.edition
    assert read_code(BOOK, code) == asked


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 29**40))
def test_no_code_however_made_fails_otherwise_than_in_words(number):
    try:
        code = spelled(number)
        found = read_code(BOOK, code)
    except CodeError:
        return
    assert reference_code(BOOK, found) == code


GIVEN_OUT = {
    "6WQW-Y3G": ({}, 1, ON),
    "FXHM-PYJN-WSN3-R": ({"home": "440300", "why": "left", "credited": "2022-08-15"}, 1, ON),
    "ECXV-HSDY-HH5Z": (
        {"home": "440000", "why": "unsure", "told": "no", "credited": "2016-10-01..2022-01-01", "months": "11"},
        7, date(2027, 1, 1),
    ),
    "XMK9-P7ZE-SD6C-RNFZ-T243-7DHF-RXPZ-44": (
        {"goal": "44-units|110000", "why": "left|died", "credited": "2016-10-02..", "months": "..120"},
        40, date(1999, 12, 31),
    ),
    "FC39-R2T3-8G96-9XXY-8NQD-DRZ7-D332": (
        {
            "home": "unsure", "goal": "unsure", "why": "moved", "told": "yes", "credited": "1930-02-28",
            "months": "12..180",
        },
        1500, date(2044, 11, 9),
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", GIVEN_OUT)
def test_a_code_that_was_given_out_means_the_same_for_ever(code):
    """If this fails, codes that people wrote down have lost their meaning: make a new layout, and keep this one."""
    answers, edition, on = GIVEN_OUT[code]
    assert read_code(BOOK, code) == enquiry(edition, on, **answers)
    assert grouped(reference_code(BOOK, enquiry(edition, on, **answers))) == code


def test_different_questions_and_days_have_different_codes():
    codes = {
        reference_code(BOOK, enquiry(edition, on, question, told=told))
        for edition in range(1, 40)
        for on in (ON, ON + timedelta(days=1))
        for question in BOOK.questions
        for told in ("yes", "no", "unsure", "")
    }
    assert len(codes) == 39 * 2 * 3 * 4


def test_figures_stay_out_of_the_code():
    assert reference_code(BOOK, enquiry(told="yes", sum="5000")) == reference_code(BOOK, enquiry(told="yes"))
    assert "sum" not in read_code(BOOK, reference_code(BOOK, enquiry(told="yes", sum="5000"))).known.asked


def test_what_another_question_asks_stays_out_of_the_code():
    known = Known({"elsewhere": frozenset({"yes"})}, frozenset({"elsewhere"}))
    assert read_code(BOOK, reference_code(BOOK, Enquiry(1, "q", ON, known))).known == Known()


def test_hyphens_case_and_full_width_letters_do_not_matter():
    asked = enquiry(7, home="440300", why="left|died", credited="2016-10-01..2022-01-01", months="13")
    code = reference_code(BOOK, asked)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
    assert read_code(BOOK, "－".join(wide)) == asked


def test_days_at_which_something_changes_are_those_of_rules_clocks_portions_exclusions_and_figures():
    assert [str(day) for day in cuts(BOOK, "credited")] == [
        "1998-12-14", "2015-07-01", "2016-10-01", "2022-01-01", "2022-09-01", "2030-01-01",
    ]  # fmt: skip


def test_an_offered_piece_is_shorter_than_a_day_and_a_day_than_a_stretch_of_ones_own():
    piece, day, stretch = (
        len(reference_code(BOOK, enquiry(credited=text)))
        for text in ("2016-10-01..2022-01-01", "2016-10-02", "2016-10-02..2022-01-01")
    )
    assert piece < day < stretch


def test_many_questions_are_told_apart():
    many = book(*RULES, **{**KINDS, "question": {f"q{n:03}": asking(portion("d"))["q"] for n in range(100)}})
    for question in many.questions:
        asked = Enquiry(1, question, ON, Known())
        assert read_code(many, reference_code(many, asked)) == asked


@pytest.mark.parametrize(
    ("fact_key", "value"),
    [
        ("home", Places(frozenset({"440000"}), frozenset({"440300"}))),
        ("home", Places(frozenset({"120000"}))),
        ("why", frozenset({"left", "lost"})),
        ("months", Span(Decimal("1.5"), Decimal("2.5"))),
        ("months", Span(None, Decimal("2.5"))),
    ],
)
def test_what_no_address_can_say_has_no_code_and_is_named(fact_key, value):
    with pytest.raises(CodeError, match=f"^{fact_key}: no code can say"):
        reference_code(BOOK, Enquiry(1, "q", ON, Known({fact_key: value}, frozenset({fact_key}))))


def packed(*digits, layout=0):
    """A code of these digits after edition 1."""
    packing = Packing()
    packing.put(layout, 2)
    packing.natural(1, 32)
    for digit, radix in digits:
        packing.put(digit, radix)
    return spelled(packing.number)


DAY_DIGIT = (9000, 2**14)


def refusal(code, rulebook=BOOK):
    with pytest.raises(CodeError) as found:
        read_code(rulebook, code)
    assert found.value.message.zh.startswith("查询编号“")
    return str(found.value)


def test_a_layout_of_a_later_release_is_named():
    code = packed((0, 32), DAY_DIGIT, layout=1)
    assert "written by a later release" in refusal(code)
    with pytest.raises(CodeError, match="written by a later release"):
        edition_in(code)


def test_a_question_that_the_edition_does_not_have_is_named():
    assert "edition 1 of the rules has 3 questions, and not the one it names" in refusal(packed((9, 32), DAY_DIGIT))


@pytest.mark.parametrize(
    "digits",
    [
        [(0, 2**14), (0, 3652060), (2, 8)],  # a day before the calendar
        [DAY_DIGIT, (0, 8), (0, 8), (0, 6), (0, 5), (0, 5), (0, 4), (1, 2)],  # more facts than there are
        [DAY_DIGIT, (7, 8), (1, 4), (1, 5)],  # several regions, and only one
        [DAY_DIGIT, (7, 8), (3, 4), (3, 4), (1, 4)],  # more regions than there are
        [DAY_DIGIT, (0, 8), (0, 8), (0, 6), (0, 5), (0, 5), (2, 4), *[(63, 64)] * 40, (1, 64)],  # beyond all numbers
        [DAY_DIGIT, (0, 8), (0, 8), (0, 6), (0, 5), (0, 5), (2, 4), (32, 64), (0, 64)],  # zero in two digits
    ],
)
def test_digits_that_no_answer_has_are_refused(digits):
    assert "holds answers that edition 1 of the rules does not have" in refusal(packed((0, 32), *digits))


def test_a_code_read_against_another_rulebook_is_never_a_crash():
    smaller = book(rule("r", "a = yes", to="yes"))
    assert "of the rules" in refusal(reference_code(BOOK, enquiry(question="q2", home="440300", months="5")), smaller)
