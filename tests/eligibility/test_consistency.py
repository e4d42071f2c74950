"""What a proof of the diagrams does not see: idle exceptions, overtaken rules, dead citations, figures that lack."""

import pytest

from helpdesk.eligibility.proofs.consistency import consistency_faults
from helpdesk.eligibility.proofs.fault import Severity
from helpdesk.eligibility.proofs.soundness import faults
from tests.eligibility.books import (
    amount,
    book,
    choice,
    cite,
    exclusion,
    fact,
    instrument,
    parameter,
    provision,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

FACTS = {
    "home": fact("region"), "goal": fact("region"), "move": relation(), "a": fact(), "b": choice("x", "y"),
    "credited": fact("date"), "years": fact("count", unit="years"), "sum": amount(),
}  # fmt: skip


def told(*rows, decisions=None, **kinds):
    """Code, row and the other rows of every fault."""
    rulebook = book(*rows, **{"facts": FACTS, "region_fact": "home", **kinds})
    found = list(consistency_faults(rulebook, decisions))
    for each in found:
        assert each.message.en.endswith(".")
        assert each.message.zh.endswith("。")
    return [(each.code, each.row, *(row for _, row in each.rows)) for each in found]


IDLE = ("idle-exception", "e", "r")


@pytest.mark.parametrize(
    ("exception", "excepted"),
    [
        (("a = yes",), ("a = no",)),
        (("sum < 10",), ("sum >= 10",)),
        (("a = yes", "b = x"), ("b = y",)),
        (("move = same-area",), ("move = other-province",)),
        (("move = same-area", "goal in 440000"), ("home in 110000",)),
        (("credited < 2020-01-01",), ("credited >= 2020-01-01",)),
    ],
)
def test_an_exception_to_a_rule_that_never_applies_to_the_same_person_is_told(exception, excepted):
    rows = rule("r", *excepted), rule("e", *exception, to="no", over=("r",))

    assert told(*rows) == [IDLE]


def test_an_exception_that_meets_its_rule_somewhere_is_none():
    for exception, excepted in (("a = yes", "b = x"), ("sum < 11", "sum >= 10"), ("goal in 440100", "goal in 440000")):
        assert told(rule("r", excepted), rule("e", exception, to="no", over=("r",))) == []


@pytest.mark.parametrize(
    ("first", "second", "idle"),
    [
        ({"end": "2020-01-01"}, {"start": "2020-01-01"}, True),
        ({"end": "2020-01-02"}, {"start": "2020-01-01"}, False),
        ({"end": "2020-01-01", "clock": "credited"}, {"start": "2020-01-01", "clock": "credited"}, True),
        ({"end": "2020-01-01", "clock": "credited"}, {"start": "2020-01-01"}, False),
        ({"end": "2020-01-01"}, {"start": "2020-01-01", "clock": "credited"}, True),
    ],
)
def test_an_exception_whose_days_its_rule_does_not_share_is_told(first, second, idle):
    """Money cannot have been credited after the day asked about: a rule that ended then meets no later money."""
    rows = rule("r", "a = yes", **first), rule("e", "b = x", to="no", over=("r",), **second)

    assert told(*rows) == ([IDLE] if idle else [])


def test_one_version_that_meets_is_enough():
    versions = [version("a = no", end="2020-01-01"), version("a = yes", start="2020-01-01")]

    assert told(rule("r", versions=versions), rule("e", "a = yes", to="no", over=("r",))) == []
    assert told(rule("r", versions=versions[:1]), rule("e", "a = yes", to="no", over=("r",))) == [IDLE]


def test_what_cannot_be_makes_an_exception_idle():
    rows = rule("r", "a = yes"), rule("e", "b = x", to="no", over=("r",))

    assert told(*rows, exclusion={"x": exclusion("a = yes", "b = x")}) == [IDLE]
    assert told(*rows, exclusion={"x": exclusion("a = yes", "b = y")}) == []


def test_a_regional_exception_is_looked_at_in_its_own_region():
    rows = (
        rule("r", "home in 110000"),
        table(rule("e", "a = yes", to="no", over=("r",), start="2026-01-01"), at="440100"),
    )

    assert told(*rows) == [IDLE]
    assert told(rows[0], table(rule("e", "a = yes", to="no", over=("r",)), at="110000")) == []


def test_exceptions_to_unknown_rules_are_left_to_the_checks_of_rows():
    rows = rule("r", "a = yes"), rule("e", "a = yes", to="no", over=("gone", "r"))

    assert told(*rows) == []
    assert "exception" in {each.code for each in faults(book(*rows, facts=FACTS))}


def older(own, above, **given):
    return told(
        rule("r", versions=above), table(rule("own", versions=own, over=("r",)), at="440000", **given),
    )  # fmt: skip


NEW, OLD = version("a = yes", start="2020-01-01"), version("a = yes", end="2020-01-01")
BEFORE = version("a = yes", to="no", start="2015-01-01")


@pytest.mark.parametrize("start", ["2015-01-01", "2019-12-31", None])
def test_a_regional_rule_older_than_the_version_it_departs_from_is_a_warning(start):
    own = version("a = yes", to="no", start=start)
    rulebook = book(
        rule("r", versions=[OLD, NEW]), table(rule("own", versions=[own], over=("r",)), at="440000"),
        facts=FACTS, region_fact="home",
    )  # fmt: skip

    *_, only = consistency_faults(rulebook)
    assert (only.code, only.severity, only.places) == (
        "older", Severity.WARNING, (("table:d@440000", "own[1]"), ("table:d@CN", "r[2]")),
    )  # fmt: skip
    assert "own[1] departs from r[2], which began later, on 1 January 2020." in only.message.en
    assert "2020年1月1日才开始施行" in only.message.zh


@pytest.mark.parametrize(
    "own",
    [
        [version("a = yes", to="no", start="2020-01-01")],
        [version("a = yes", to="no", start="2015-01-01", end="2020-01-01")],
        [version("a = yes", to="no", start="2015-01-01", end="2020-01-01"),
         version("a = yes", to="no", start="2020-01-01")],
        [version("a = yes", to="no", start="2015-01-01", clock="credited")],
        [version("a = yes", to="unchecked", start="2015-01-01")],
    ],
    ids=["same day", "ended", "looked at again", "another clock", "claims nothing"],
)  # fmt: skip
def test_a_regional_rule_that_nothing_overtook_is_no_warning(own):
    assert older(own, [OLD, NEW]) == []


def test_what_is_not_known_after_a_rule_ended_claims_nothing():
    own = [version("a = yes", to="no", start="2014-01-01", end="2019-01-01")]

    assert older(own, [OLD, NEW], after_end="not_known") == []


def test_a_rule_above_that_was_always_there_overtakes_nothing_and_one_of_the_same_region_neither():
    assert older([BEFORE], [version("a = yes", start=None)]) == []
    assert told(rule("r", versions=[NEW]), rule("own", versions=[BEFORE], over=("r",))) == []
    city = table(rule("city", "a = yes", start="2015-01-01", over=("own",)), at="440100")
    own = table(rule("own", "a = yes", to="no", start="2020-01-01"), at="440000")
    assert told(own, city) == [("older", "city[1]", "own[1]")]


LAWS = {
    "law": instrument(
        provision("1", in_force_to="2018-01-01"), provision("2", in_force_from="2020-01-01"), provision("3"),
    ),
    "local": instrument(level="local", in_force_from="2012-01-01", in_force_to="2014-01-01"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("cited", "days", "dead"),
    [
        (cite("law:1"), {"start": "2018-01-01"}, True),
        (cite("law:1"), {"start": "2017-12-31"}, False),
        (cite("law:2"), {"start": "2015-01-01", "end": "2020-01-01"}, True),
        (cite("law:2"), {"start": "2015-01-01", "end": "2020-01-02"}, False),
        (cite("law:2"), {"start": "2015-01-01", "end": "2020-01-01", "clock": "credited"}, False),
        (cite("law:1"), {"start": "2018-01-01", "clock": "credited"}, True),
        (cite("local", kind="local_document"), {"start": "2014-01-01"}, True),
        (cite("local", kind="local_document"), {"start": "2013-12-31"}, False),
        (cite("law:1", role="governs_past"), {"start": "2018-01-01"}, False),
        (cite("", kind="practice"), {"start": "2018-01-01"}, False),
        (cite("law:1"), {"start": "2019-01-01", "end": "2019-01-01"}, False),
    ],
)
def test_a_citation_in_force_on_no_day_of_its_rule_is_told(cited, days, dead):
    """Money credited long ago is asked about today: what is in force later can be its basis, what ended before not."""
    found = told(rule("r", "a = yes", citations=[cite("law:3"), cited], **days), instrument=LAWS)

    assert found == ([("citation", "r[1]")] if dead else [])


def test_a_dead_citation_is_told_with_the_days_of_both():
    (only,) = consistency_faults(
        book(rule("r", "a = yes", start="2019-01-01", citations=[cite("law:1")]), instrument=LAWS)
    )

    assert "r[1] cites law:1, in force 1 July 2011 to 31 December 2017" in only.message.en
    assert "itself holds from 1 January 2019." in only.message.en
    assert "请删去引用，或注明适用于过去。" in only.message.zh


LONG = rule("long", "years >= @least"), rule("short", "years < @least", to="no")


def least(*values, at="CN", **given):
    return parameter("least", *(values or [(None, None, "15")]), at=at, **{"unit": "years", **given})


def lacking(*figures, rows=LONG, **kinds):
    found = told(*rows, parameter=list(figures), **kinds)
    assert {code for code, *_ in found} <= {"threshold"}
    return [row for _, row in found]


def test_a_figure_that_every_region_has_on_every_day_lacks_nowhere():
    assert lacking(least()) == []
    assert lacking(least(), least(at="440000")) == []
    assert lacking(least((None, "2020-01-01", "10"), ("2020-01-01", None, "15"))) == []


def test_a_figure_that_only_some_region_has_lacks_in_the_rest_of_the_nation():
    assert lacking(least(at="440000")) == ["long[1]", "short[1]"]
    rulebook = book(*LONG, facts=FACTS, region_fact="home", parameter=[least(at="440000")])
    (first, _) = consistency_faults(rulebook)
    assert "long[1] compares with “least”, which has no value in CN, from 1 January 2012. " in first.message.en
    assert "CN（中）在2012年1月1日起没有这个数值" in first.message.zh


def test_the_same_days_without_a_figure_are_told_once_for_all_regions():
    rows = *LONG, table(rule("own", "a = yes", to="partly", over=("long", "short")), at="420000")

    assert lacking(least(at="440000"), rows=rows) == ["long[1]", "short[1]"]
    partly = [least(("2012-01-01", "2020-01-01", "15")), least(("2012-01-01", "2019-01-01", "15"), at="440000")]
    assert lacking(*partly, rows=rows) == ["long[1]", "long[1]", "short[1]", "short[1]"], "other days there"


def test_a_figure_is_needed_only_where_a_rule_reaches():
    own = rule("base", to="unchecked"), table(*LONG, at="440000")

    assert lacking(least(at="440000"), rows=own) == []
    assert lacking(least(at="440100"), rows=own) == ["long[1]", "short[1]"]
    assert lacking(least(at="440000"), least(at="110000"), rows=own) == []
    assert lacking(least(at="440000"), least(("2000-01-01", "2020-01-01", "1"), at="440300"), rows=own) == [
        "long[1]", "short[1]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "days", "lack"),
    [
        ([("2012-01-01", None, "15")], {}, False),
        ([("2012-01-02", None, "15")], {}, True),
        ([("2012-01-01", "2020-01-01", "15")], {}, True),
        ([("2012-01-01", "2020-01-01", "15")], {"end": "2020-01-01"}, False),
        ([("2012-01-01", "2020-01-01", "15"), ("2020-01-02", None, "15")], {}, True),
        ([("2012-01-01", None, "15")], {"clock": "credited"}, True),
        ([(None, None, "15")], {"clock": "credited"}, False),
    ],
)
def test_a_figure_has_a_value_on_every_day_of_the_rules_that_compare_with_it(values, days, lack):
    """A rule that goes by another date may be asked about on any day."""
    rows = [rule("long", "years >= @least", **days)]

    assert lacking(least(*values), rows=rows) == (["long[1]"] if lack else [])


@pytest.mark.parametrize(
    ("line", "days", "lack"),
    [
        ((), {}, True),
        (("credited >= 2016-01-01",), {}, False),
        (("credited >= 2015-12-31",), {}, True),
        (("credited >= 2016-01-01", "sum < 5"), {}, False),
        ((), {"clock": "credited", "start": "2016-01-01"}, False),
        ((), {"clock": "credited", "start": "2015-12-31"}, True),
        ((), {"start": "2016-01-01"}, True),
    ],
)
def test_a_figure_on_another_clock_is_needed_on_the_days_that_the_rule_leaves_on_it(line, days, lack):
    rows = [rule("long", "years >= @least", *line, **days)]

    assert lacking(least(("2016-01-01", None, "15"), clock="credited"), rows=rows) == (["long[1]"] if lack else [])


def crossing(*lines, figures, rows=()):
    """The faults of order where each line stands in a rule of its own."""
    found = told(*(rule(f"r{n}", line) for n, line in enumerate(lines)), *rows, parameter=figures)
    assert {code for code, *_ in found} <= {"order"}
    return found


def other(*values, at="CN", **given):
    return parameter("more", *(values or [(None, None, "20")]), at=at, **{"unit": "years", **given})


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        ([least(), other()], False),
        ([least(), other((None, None, "15"))], False),
        ([least(), other(), least((None, None, "25"), at="440000")], True),
        ([least(), other(), least((None, None, "25"), at="440000"), other((None, None, "30"), at="440000")], False),
        ([least((None, "2020-01-01", "15"), ("2020-01-01", None, "21")), other()], True),
        ([least((None, "2020-01-01", "15"), ("2020-01-01", None, "21")),
          other((None, "2020-01-01", "20"), ("2020-01-01", None, "22"))], False),
        ([least((None, "2020-01-01", "15"), ("2020-01-01", None, "21")),
          other((None, "2020-01-01", "20"), ("2020-01-01", None, "22"), clock="credited")], True),
    ],
    ids=["apart", "equal", "one region", "both there", "one day", "both then", "two clocks"],
)  # fmt: skip
def test_two_figures_keep_one_order_in_every_region_on_every_day(figures, wrong):
    found = crossing("years >= @least", "years < @more", figures=figures)

    assert found == ([("order", "years")] if wrong else [])


@pytest.mark.parametrize(
    ("cut", "figures", "wrong"),
    [
        ("15", [least()], False),
        ("14", [least()], False),
        ("16", [least()], False),
        ("16", [least((None, "2020-01-01", "15"), ("2020-01-01", None, "17"))], True),
        ("16", [least(), least((None, None, "17"), at="440100")], True),
        ("15", [least(), least((None, None, "17"), at="440100")], False),
        ("17", [least(), least((None, None, "17"), at="440100")], False),
    ],
)
def test_a_figure_and_a_plain_cut_keep_one_order(cut, figures, wrong):
    found = crossing("years >= @least", f"years < {cut}", figures=figures)

    assert found == ([("order", "years")] if wrong else [])


def test_cuts_in_the_wrong_order_are_told_once_with_the_place():
    figures = [least(), other(), *(least((None, None, "25"), at=unit) for unit in ("110000", "440000", "440100"))]
    rulebook = book(
        rule("r", "years >= @least"), rule("s", "years < @more"), facts=FACTS, region_fact="home", parameter=figures
    )

    (only,) = consistency_faults(rulebook)
    assert (only.document, only.row) == ("decision:d", "years")
    assert only.message.en.startswith(
        "years is cut at @least and at @more, and in 110000 @least is not always the lower"
    )
    assert only.message.zh.startswith("years在@least和@more两处分段，但在110000（中）@least并不总是较低的一个。")


def test_a_figure_without_any_value_crosses_nothing():
    assert [code for code, *_ in told(
        rule("r", "years >= @least"), rule("s", "years < 5"), parameter=[parameter("least", unit="years")],
    )] == ["threshold"]  # fmt: skip


def test_where_a_region_lacks_a_figure_the_other_crosses_nothing_there():
    rows = rule("r", "years >= @least"), rule("s", "years < 16")

    found = told(*rows, parameter=[least(at="440000"), least((None, None, "17"), at="110000")])
    assert found == [("threshold", "r[1]"), ("order", "years")]
    assert told(*rows, parameter=[least(at="440000")]) == [("threshold", "r[1]")]


def test_only_the_decisions_named_are_looked_at():
    idle = [rule("r", "a = yes"), rule("e", "a = no", to="no", over=("r",))]
    rows = table(*idle), table(rule("s", "a = yes", citations=[cite("law:1")]), decision="e")
    laws = {"law": instrument(provision("1", in_force_to="2012-01-01"))}

    assert told(*rows, instrument=laws, decisions=["e"]) == [("citation", "s[1]")]
    assert told(*rows, instrument=laws, decisions=["d"]) != []
    assert told(*rows, instrument=laws, decisions=[]) == []
