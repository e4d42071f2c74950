"""A difference in words, in both languages: whom it concerns, and what either side says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility.comparison.compare import compare
from helpdesk.eligibility.comparison.statement import answer_row, answer_text, place_text, statement, what_differs
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import SidedSpan, Span
from tests.eligibility.books import (
    amount,
    book,
    both,
    choice,
    cite,
    fact,
    outcome,
    parameter,
    rule,
    table,
    version,
)  # fmt: skip
from tests.eligibility.test_comparison import priced, side

HOME = {"home": fact("region", label_en="Place of insurance"), "b": choice("x", "y", "z", "w"), "a": fact()}


def said(one, other):
    """The statements of all differences."""
    return [statement(each, one, other) for each in compare("d", one, other)]


def regional(*own):
    return book(rule("r"), table(*own, at="110000"), facts=HOME, region_fact="home")


def own(*conditions, key="own", to="no", **given):
    return rule(key, *conditions, to=to, over=("r",), **given)


def test_what_concerns_everybody_says_so():
    rulebook = regional(own("b in x, y, z, w"))
    (told,) = said(side(rulebook, "440000"), side(rulebook, "110000"))

    assert told.en == "For everybody, in 440000 the answer is “yes”; in 110000 the answer is “no”."
    assert told.zh == "所有人，440000（中）的答案是“yes（中）”；110000（中）的答案是“no（中）”。"


def test_what_is_given_is_not_said_again():
    rulebook = regional(own("a = yes"))
    known = {"a": frozenset({"yes"})}
    (told,) = said(side(rulebook, "440000", **known), side(rulebook, "110000", **known))

    assert told.en == "With these answers, in 440000 the answer is “yes”; in 110000 the answer is “no”."
    assert told.zh.startswith("按这些回答，440000（中）的答案是")


def test_one_kind_of_person_is_told_by_the_answers_given():
    rulebook = regional(own("a = yes", "b = x"))
    (told,) = said(side(rulebook, "440000"), side(rulebook, "110000"))

    assert told.en.startswith("For whoever answers “x” (b) and “Yes” (a), in 440000 the answer is")
    assert told.zh.startswith("b（中）选“x（中）”、a（中）选“是”的人，440000（中）的答案是")


def test_several_kinds_are_a_short_list_and_the_answer_a_sentence_of_its_own():
    rulebook = regional(own("a = yes", "b = x"), own("a = no", "b != x", key="more"))
    (told,) = said(side(rulebook, "440000"), side(rulebook, "110000"))

    assert told.en == (
        "This concerns whoever answers (1) anything but “x” (b) and “No” (a); (2) “x” (b) and “Yes” (a). "
        "In 440000 the answer is “yes”; in 110000 the answer is “no”."
    )
    assert told.zh == (
        "有下面几种情况：（1）b（中）不是“x（中）”、a（中）选“否”；（2）b（中）选“x（中）”、a（中）选“是”。"
        "440000（中）的答案是“yes（中）”；110000（中）的答案是“no（中）”。"
    )


def test_a_basis_alone_is_told_as_the_same_answer():
    rulebook = regional(own("a = yes", to="yes", citations=[cite("law:2")]))
    (told,) = said(side(rulebook, "440000"), side(rulebook, "110000"))

    assert told.en.endswith("the answer is the same in 440000 and in 110000, on other bases.")
    assert told.zh == "a（中）选“是”的人，440000（中）和110000（中）的答案相同，依据不同。"


@pytest.mark.parametrize(
    ("rows", "en", "zh"),
    [
        ((), "there is no answer, since no rule applies", "没有答案，因为没有适用的规定"),
        ((rule("s"), rule("t", "b = x", to="no"), rule("u", "b = x")), "since rules contradict each other", "互相矛盾"),
    ],
)
def test_where_there_is_no_answer_it_is_said_why(rows, en, zh):
    facts = {"b": choice("x", "y", "z")}
    before, after = book(rule("q", "b = x", to="partly"), facts=facts), book(*rows or [rule("q", "b = y")], facts=facts)
    found = said(side(before), side(after))

    assert any(en in told.en for told in found)
    assert any(zh in told.zh for told in found)


def test_that_nobody_knows_what_followed_is_said():
    gone = rule("own", "a = yes", to="no", over=("r",), end="2020-01-01")
    rulebook = book(rule("r"), table(gone, at="110000", after_end="not_known"), facts=HOME, region_fact="home")
    (told,) = said(side(rulebook, "440000"), side(rulebook, "110000"))

    assert "in 110000 there is no answer, since nobody has found what followed a rule that ended" in told.en
    assert "110000（中）没有答案，因为旧规定停止以后怎么办还没有查到" in told.zh


# --- What tells the sides apart


def test_days_are_told_by_their_dates_and_a_region_and_a_day_together():
    rulebook = book(
        rule("r", versions=[version(end="2027-01-01"), version(to="no", start="2027-01-01")]),
        facts=HOME, region_fact="home",
    )  # fmt: skip
    old, new = date(2026, 12, 31), date(2027, 1, 1)
    (day,) = said(side(rulebook, "440000", old), side(rulebook, "440000", new))
    (mixed,) = said(side(rulebook, "440000", old), side(rulebook, "110000", new))

    assert day.en.startswith("For everybody, on 31 December 2026 the answer is")
    assert day.zh.endswith("2026年12月31日的答案是“yes（中）”；2027年1月1日的答案是“no（中）”。")
    assert "in 440000 on 31 December 2026 the answer is" in mixed.en
    assert "440000（中）2026年12月31日的答案是" in mixed.zh


def test_editions_are_told_by_their_numbers_and_what_is_no_edition_as_the_drafts():
    before, after = side(book(rule("r"))), side(book(rule("r", to="no")))
    (told,) = said(replace(before, edition=3), after)

    assert told.en == "For everybody, in edition 3 the answer is “yes”; in the drafts the answer is “no”."
    assert told.zh == "所有人，第3版里的答案是“yes（中）”；草稿里的答案是“no（中）”。"


# --- Answers that open alike


def alike(one, other, **kinds):
    """The statement where two outcomes have the same heading."""
    before, after = (
        book(rule("r", to=key), outcome={key: {**outcome("yes"), **body}}, **kinds)
        for key, body in (("yes", one), ("yes-other", other))
    )
    (told,) = said(side(before), side(after))
    return told


def test_answers_that_open_alike_are_told_by_what_differs_in_them():
    told = alike({}, {**both("steps", "Ring."), **both("documents", "Card."), **both("fee", "RMB 5")})

    assert told.en == (
        "For everybody, the answer opens alike in the drafts and in the drafts: “yes”. "
        "What differs: the steps, what to bring and the fee."
    )
    assert told.zh == "所有人，草稿里和草稿里的答案开头相同，都是“yes（中）”。不同的是：办理步骤、要带的材料、费用。"


@pytest.mark.parametrize(
    ("other", "en", "zh"),
    [
        ({"deadline_number": 3}, "the deadline", "本人要遵守的期限"),
        ({}, "only the key under which it is kept", "保存用的编号"),
        ({"verdict": "no"}, "the verdict", "结论"),
    ],
)
def test_what_no_reader_sees_is_named_all_the_same(other, en, zh):
    told = alike({}, other)

    assert told.en.endswith(f"What differs: {en}.")
    assert told.zh.endswith(f"不同的是：{zh}。")


def test_figures_are_told_with_their_names_and_where_nobody_knows_one():
    def told(before, after):
        (found,) = said(side(before, "440000"), side(after, "440000"))
        return found.en.partition("What differs: ")[2], found.zh.partition("不同的是：")[2]

    assert told(priced((None, None, "60%")), priced((None, None, "70%"))) == (
        "“part” (“60%” in the drafts, “70%” in the drafts).", "“part（中）”（草稿里是“60%”，草稿里是“70%”）。"
    )  # fmt: skip
    assert told(priced((None, None, "60%")), priced((None, None, "70%"), at="110000")) == (
        "“part” (“60%” in the drafts, not known in the drafts).", "“part（中）”（草稿里是“60%”，草稿里是没有查到）。"
    )  # fmt: skip
    assert told(priced((None, None, "60%")), priced((None, None, "60%"), formula="whole(sum)"))[0] == (
        "how the amount is worked out."
    )


def test_of_two_figures_only_the_one_that_differs_is_told():
    formula = "at_most(share(sum, part), cap)"
    cap = [parameter("cap", (None, None, "500"), unit="yuan")]
    before, after = (priced((None, None, part), formula=formula, more=cap) for part in ("60%", "70%"))
    (found,) = said(side(before, "440000"), side(after, "440000"))

    assert "“part”" in found.en
    assert "cap" not in found.en


# --- Single answers


ASKED = book(
    rule("r", "years >= @least"), table(at="440000"), table(at="810000"),
    facts={
        "home": fact("region", label_en="Moving to"), "sum": amount(label_en="RMB balance"),
        "credited": fact("date", label_en="When the money was credited"), "years": fact("count", unit="years"),
        "b": choice("x", "y", "z"), "c": choice("x", "y", derived={"attribute": ["home", "ok"]}),
    },
    parameter=[
        parameter("least", (None, None, "10"), unit="years"), parameter("ok", (None, None, "yes"), unit="yes_no"),
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "values", "en", "zh"),
    [
        ("b", [frozenset("x")], "“x” (b)", "b（中）选“x（中）”"),
        ("b", [frozenset("xy")], "anything but “z” (b)", "b（中）不是“z（中）”"),
        ("c", [frozenset("xy")], "“x” or “y” (c)", "c（中）是“x（中）”或“y（中）”"),
        ("home", [Places(frozenset({"110000", "440100"}))], "110000 or 440100 (moving to)",
         "home（中）选110000（中）或440100（中）"),
        ("1:home", [Places(frozenset({"440100"}))], "440100 (moving to, in 440000)",
         "440000（中）home（中）选440100（中）"),
        ("sum", [Span(Decimal(400), None)], "RMB 400 or more (RMB balance)", "sum（中）为400元以上（含400元）"),
        ("credited", [Span(date(2022, 9, 1), date(2026, 11, 23))],
         "from 1 September 2022 (when the money was credited)", "credited（中）2022年9月1日起"),
        ("years", [Span(None, Decimal(3)), Span(Decimal(5), None)], "under 3 years or 5 years or more (years)",
         "years（中）为不到3年或5年以上（含5年）"),
        ("years", [SidedSpan(Decimal(3), None, frozenset({("least", False)}))],
         "3 years or more, under “least” (years)", "years（中）为3年以上（含3年）且低于“least（中）”"),
        ("years", [SidedSpan(Decimal(3), None, frozenset({("least", True)}))],
         "3 years or more, at least “least” (years)", "years（中）为3年以上（含3年）且不低于“least（中）”"),
    ],
)  # fmt: skip
def test_an_answer_in_words(name, values, en, zh):
    sides = (side(ASKED, "440000"), side(ASKED, "110000"))
    told = answer_text(sides, name, values)

    assert (told.en, told.zh) == (en, zh)


@pytest.mark.parametrize(
    ("name", "values", "label", "en", "zh"),
    [
        ("b", [frozenset("x")], "b", "“x”", "“x（中）”"),
        ("b", [frozenset("xy")], "b", "anything but “z”", "不是“z（中）”"),
        ("1:home", [Places(frozenset({"440100"}))], "Moving to, in 440000", "440100", "440100（中）"),
        ("sum", [Span(Decimal(400), None)], "RMB balance", "RMB 400 or more", "400元以上（含400元）"),
    ],
)
def test_an_answer_as_label_and_value(name, values, label, en, zh):
    told, value = answer_row((side(ASKED, "440000"), side(ASKED, "110000")), name, values)

    assert (told.en, value.en, value.zh) == (label, en, zh)


def test_what_differs_is_told_only_of_answers_that_open_alike():
    more = {**outcome("yes"), **both("steps", "Ring.")}
    before, after = book(rule("r")), book(rule("r", to="other"), outcome={"other": more})
    (alike,) = compare("d", side(before), side(after))
    (apart,) = compare("d", side(before), side(book(rule("r", to="no"))))

    assert [text.en for text in what_differs(alike, side(before), side(after))] == ["the steps"]
    assert what_differs(apart, side(before), side(after)) == []


def test_a_fact_that_only_the_other_side_knows_is_told_in_its_words():
    told = answer_text((side(book(rule("r"))), side(ASKED)), "sum", [Span(None, Decimal(400))])

    assert told.en == "under RMB 400 (RMB balance)"


@pytest.mark.parametrize(
    ("inside", "left_out", "en", "zh"),
    [
        ("440000", "", "440000", "440000（中）"),
        ("440000", "440100", "440000 but not 440100", "除440100（中）以外的440000（中）"),
        ("440000", "110000", "440000", "440000（中）"),
        ("CN", "", "anywhere", "任何地方"),
        ("CN", "440000|110000", "anywhere but not 110000 or 440000", "除110000（中）、440000（中）以外的任何地方"),
        ("CN", "810000", "anywhere in mainland China", "内地（大陆）"),
        ("CN", "810000|110000", "anywhere in mainland China but not 110000", "除110000（中）以外的内地（大陆）"),
    ],
)
def test_places_in_words(inside, left_out, en, zh):
    told = place_text(Places(frozenset({inside}), frozenset(filter(None, left_out.split("|")))), ASKED.regions)

    assert (told.en, told.zh) == (en, zh)
