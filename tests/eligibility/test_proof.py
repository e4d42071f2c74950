"""Every possible person gets exactly one answer: who does not is told, once, as a person that has the fault when asked.

See test_witness.py for the days on which proofs look.
"""

from datetime import date
from functools import partial

import pytest

from helpdesk.eligibility import read_answers, read_rulebook
from helpdesk.eligibility.answers.assess import assess
from helpdesk.eligibility.diagrams.compiler import Compiler
from helpdesk.eligibility.proofs.fault import Severity
from helpdesk.eligibility.proofs.proof import horizon, last_day, proof_faults
from helpdesk.eligibility.proofs.soundness import faults
from helpdesk.eligibility.vocabulary.span import ALWAYS, Span
from tests.eligibility.books import (
    amount,
    asking,
    book,
    choice,
    documents,
    exclusion,
    fact,
    parameter,
    portion,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

HOME = {"home": fact("region"), "a": fact()}
ALL = {
    "home": fact("region"), "goal": fact("region"), "move": relation(), "a": fact(), "b": choice("x", "y"),
    "credited": fact("date"), "years": fact("count", unit="years"), "sum": amount(),
    "accepts": choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]}),
}  # fmt: skip
FIGURES = [parameter("least", (None, None, "15"), unit="years"),
           parameter("accepts", (None, None, "yes"), at="440100", unit="yes_no")]  # fmt: skip


def told(rulebook, decisions=None):
    return [(fault.code, fault.document, fault.row) for fault in proof_faults(rulebook, decisions)]


def comes_to(rulebook, example):
    """The kinds of trouble that the person of an example meets when asked."""
    reading = read_answers(rulebook, "q", example.facts)
    assert (reading.problems, reading.dropped) == ((), ())
    found = assess(rulebook, example.decision, reading.known, example.on)
    return {problem.code for problem in found.problems} if found else set()


GAPS = {
    "an option": (rule("r", "a = yes", start=None),),
    "an amount": (rule("r", "sum >= 12.50", start=None),),
    "below a figure": (rule("r", "years >= @least", start=None),),
    "before a day": (rule("r", "a = yes"), rule("s", "a = no", start=None, to="no")),
    "after a day": (rule("r", "a = yes", start=None), rule("s", "a = no", start=None, end="2020-01-01", to="no")),
    "a stretch of dates": (rule("r", start=None, end="2022-09-01", clock="credited"),),
    "a place": (rule("r", "goal in 440000", start=None), rule("s", "goal in 110000", start=None, to="no")),
    "a move": (rule("r", "move in same-area, same-province, other-province", start=None),),
    "a figure of a place": (rule("r", "accepts = not-known", start=None),),
    "two together": (
        rule("r", "a = yes", start=None), rule("s", "b = x", start=None), rule("t", "move = same-area", start=None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("rows", GAPS.values(), ids=GAPS)
@pytest.mark.parametrize("region_fact", ["", "home"])
def test_a_person_whom_no_rule_answers_is_told_and_finds_no_answer_when_asked(rows, region_fact):
    rulebook = book(*rows, facts=ALL, region_fact=region_fact, parameter=FIGURES)

    (gap,) = proof_faults(rulebook)
    assert (gap.code, gap.document, gap.row, gap.severity) == ("gap", "table:d@CN", "d", Severity.ERROR)
    assert gap.message.en.startswith(f"{gap.example.text.en}: no rule answers. ")
    assert gap.message.zh.startswith(f"{gap.example.text.zh}：没有规则能回答。")
    assert comes_to(rulebook, gap.example) == {"gap"}


CONFLICTS = {
    "options": ("a = yes", "b = x"), "figures": ("sum < 10", "sum >= 5"), "a figure": ("years >= @least", "years < 20"),
    "dates": ("credited < 2022-09-01", "credited >= 2021-01-01"), "places": ("goal in 440000", "goal not in 110000"),
    "moves": ("move != same-area", "move != other-province"), "a place's figure": ("accepts != no", "goal in 440000"),
}  # fmt: skip


@pytest.mark.parametrize("lines", CONFLICTS.values(), ids=CONFLICTS)
def test_a_person_for_whom_two_rules_disagree_is_told_with_both_and_finds_the_conflict_when_asked(lines):
    rulebook = book(
        rule("one", lines[0]), rule("other", lines[1], to="no"), rule("base", start=None, to="unchecked"),
        facts=ALL, region_fact="home", parameter=FIGURES,
    )  # fmt: skip

    (conflict,) = proof_faults(rulebook)
    assert (conflict.code, set(conflict.places)) == ("conflict", {("table:d@CN", "one[1]"), ("table:d@CN", "other[1]")})
    assert "one[1], other[1] disagree" in conflict.message.en
    assert "one[1]、other[1]结论不一致" in conflict.message.zh
    assert comes_to(rulebook, conflict.example) == {"conflict"}


def test_rules_of_two_regions_that_disagree_are_told_with_their_tables():
    rulebook = book(
        rule("nation", "a = yes", start=None), rule("base", start=None, to="unchecked"),
        table(rule("city", "a = yes", to="no"), at="440100"), facts=HOME, region_fact="home",
    )  # fmt: skip

    (conflict,) = proof_faults(rulebook)
    assert conflict.places == (("table:d@440100", "city[1]"), ("table:d@CN", "nation[1]"))
    assert conflict.example.facts["home"] in {"440100", "440106"}
    assert comes_to(rulebook, conflict.example) == {"conflict"}


def test_three_rules_that_disagree_in_pairs_are_three_conflicts():
    rulebook = book(
        rule("r", "a = yes"), rule("s", "b = yes", to="no"), rule("t", "c = yes", to="partly"),
        rule("base", to="unchecked", start=None), exclusion={"x": exclusion("a = yes", "b = yes", "c = yes")},
    )  # fmt: skip

    found = proof_faults(rulebook)
    pairs = [{"r[1]", "s[1]"}, {"r[1]", "t[1]"}, {"s[1]", "t[1]"}]
    assert sorted(sorted(row for _, row in fault.places) for fault in found) == sorted(sorted(pair) for pair in pairs)
    for fault in found:
        assert comes_to(rulebook, fault.example) == {"conflict"}


@pytest.mark.parametrize("rows", [
    (rule("r", "a = yes"), rule("s", "a = no")),
    (rule("r", "a = yes"), rule("s", "b = yes", to="no", over=("r",)), rule("t", "a = no", "b = no", to="partly")),
    (rule("r", "a = yes"), rule("base", to="unchecked")),
])  # fmt: skip
def test_rules_that_answer_everybody_once_are_proved(rows):
    in_force = [table(rule("early", start=None, to="unchecked-early", end="2012-01-01"), *rows)]

    assert told(book(*in_force)) == []


def test_what_cannot_be_is_no_hole():
    rows = (rule("r", "a = yes", "b = yes", start=None), rule("s", "a = no", start=None, to="no"))
    limits = {"x": exclusion("a = yes", "b = no")}

    assert [code for code, *_ in told(book(*rows))] == ["gap"]
    assert told(book(*rows, exclusion=limits)) == []


def test_a_hole_in_several_regions_and_stretches_is_told_once_with_how_many_more():
    here = [table(rule(f"own-{code}", "b = x", to="no", over=("r",)), at=code) for code in ("110000", "440100")]
    rulebook = book(
        rule("r", "a = yes", start=None), *here, rule("s", "a = yes", "b = y", start="2020-01-01"),
        rule("t", "a = no", "b = x", start=None, to="no"), facts=ALL, region_fact="home",
    )  # fmt: skip

    (gap,) = proof_faults(rulebook)
    assert gap.code == "gap"
    assert gap.message.en.endswith(" The same elsewhere: 4 more."), "two regions before and after their rules began"
    assert gap.message.zh.endswith("其他地区或时段另有4处也是这样。")
    assert comes_to(rulebook, gap.example) == {"gap"}


def test_the_same_gap_of_two_tables_is_told_at_the_nearest_table_of_the_first():
    rows = (
        rule("r", "a = yes", start=None),
        table(rule("own", "a = yes", to="no", over=("r",), start=None), at="110000"),
    )

    assert told(book(*rows, facts=HOME, region_fact="home")) == [("gap", "table:d@CN", "d")]
    closed = (*rows, rule("n", "a = no", "home not in 110000", start=None))
    assert told(book(*closed, facts=HOME, region_fact="home")) == [("gap", "table:d@110000", "d")]


def test_a_decision_without_any_table_has_a_gap_of_its_own():
    rulebook = book(
        rule("r", "a = yes", start=None), rule("n", "a = no", start=None),
        decision={"e": {"title_en": "e", "title_zh": "e", "region_fact": "", "facts": []}},
        question=asking(portion("d"), portion("e")),
    )  # fmt: skip

    assert told(rulebook) == [("gap", "decision:e", "e")]


def test_places_outside_the_mainland_are_not_looked_at():
    """Somebody insured in Hong Kong is told that it has a system of its own, whatever rules say."""
    rows = [rule("r", "a = yes", "home not in 810000", start=None), rule("n", "a = no", start=None)]

    assert told(book(*rows, facts=HOME, region_fact="home")) == []
    assert [code for code, *_ in told(book(*rows, facts=HOME))] == ["gap"], "where it does not govern it is a fact"


def test_a_rule_that_decides_nobody_is_told():
    rulebook = book(
        rule("never", "a = yes", "a = no"), rule("beaten", "b = yes", "a = no"), rule("r", "a = yes", to="no"),
        rule("n", "a = no", to="no", over=("beaten",)), rule("empty", "c = yes", start="2020-01-01", end="2020-01-01"),
        rule("base", start=None, to="unchecked"), rule("limited", "b = yes", "c = yes", to="no"),
        exclusion={"x": exclusion("b = yes", "c = yes")},
    )  # fmt: skip

    found = proof_faults(rulebook)
    assert {fault.code for fault in found} == {"unreachable"}
    assert [fault.row for fault in found] == ["never[1]", "beaten[1]", "empty[1]", "limited[1]"]
    assert all(fault.message.en.startswith(f"{fault.row} decides nobody: ") for fault in found)
    assert all(fault.message.zh.startswith(f"{fault.row}对谁都不适用：") for fault in found)


def test_a_version_that_nobody_can_reach_is_told_while_the_others_of_its_rule_stand():
    versions = [version("a = yes", end="2020-01-01"), version("a = yes", "b = x", "b = y", start="2020-01-01")]
    rulebook = book(rule("r", versions=versions), rule("base", start=None, to="unchecked"), facts=ALL)

    assert told(rulebook) == [("unreachable", "table:d@CN", "r[2]")]


def test_a_base_rule_and_the_stretch_after_a_rule_ended_may_decide_nobody():
    ended = rule("own", "a = yes", to="no", over=("r",), start=None, end="2020-01-01")
    over = rule("later", "a = yes", to="partly", over=("own", "r"), start="2020-01-01")
    rulebook = book(
        rule("r", "a = yes", start=None), rule("n", "a = no", start=None), rule("base", start=None, to="unchecked"),
        table(ended, over, at="440000", after_end="not_known"), facts=HOME, region_fact="home",
    )  # fmt: skip

    assert told(rulebook) == []


@pytest.fixture
def _hundred(monkeypatch):
    """No more than a hundred cases are allowed."""
    monkeypatch.setattr("helpdesk.eligibility.diagrams.roots.Compiler", partial(Compiler, most=100))


MANY = [f"f{number}" for number in range(9)]
WIDE = {name: choice(*"abcde") for name in MANY}
LARGE = [rule(f"{name}-{key}", f"{name} = {key}", to=f"yes-{name}{key}") for name in MANY for key in "abcde"]


@pytest.mark.usefixtures("_hundred")
def test_a_table_too_large_to_prove_is_told_and_the_other_decisions_are_proved_all_the_same():
    rulebook = book(
        table(rule("r", "a = yes")), table(*LARGE, decision="e"), table(rule("s", "a = no", start=None), decision="f"),
        facts={"a": fact(), **WIDE},
    )  # fmt: skip

    explodes = ("explodes", "table:e@CN", "e")
    assert told(rulebook) == [("gap", "table:d@CN", "d"), explodes, ("gap", "table:f@CN", "f")]
    assert told(rulebook, ["e"]) == [explodes]
    assert told(rulebook, ["d"]) == [("gap", "table:d@CN", "d")]
    (problem,) = [fault for fault in faults(rulebook) if fault.code == "explodes"]
    assert problem.message.en.startswith("e in CN falls into more than 100 different cases over its 9 facts (f0, f1")
    assert "超过100种" in problem.message.zh


@pytest.mark.usefixtures("_hundred")
def test_a_region_with_a_table_too_large_names_its_own_table_and_one_without_the_decision():
    small = [rule("r", "home in 440100", start=None), rule("base", start=None, to="unchecked")]
    facts = {"home": fact("region"), **WIDE}
    own = book(table(*small), table(*LARGE, at="110000"), facts=facts, region_fact="home")
    lines = [{**row, "versions": [version("home in 440100", *row["versions"][0]["conditions"])]} for row in LARGE]
    inherited = book(table(*small, *lines), facts=facts, region_fact="home")

    assert told(own) == [("explodes", "table:d@110000", "d")]
    assert told(inherited) == [("explodes", "decision:d", "d")]


@pytest.mark.usefixtures("_hundred")
def test_impossible_combinations_too_large_are_told_once_and_leave_nothing_to_prove():
    pairs = [(one, other, key) for one, other in zip(MANY[:4], MANY[4:8], strict=True) for key in "abcde"]
    limits = {f"x{n}": exclusion(f"{one} = {key}", f"{other} = {key}") for n, (one, other, key) in enumerate(pairs)}
    rulebook = book(table(rule("r", "a = yes")), facts={"a": fact(), **WIDE}, exclusion=limits)

    (only,) = [fault for fault in faults(rulebook) if fault.code not in {"basis"}]
    assert (only.code, only.document, only.row) == ("explodes", "exclusion:x0", "x0")
    assert only.places == tuple((f"exclusion:{key}", key) for key in limits)
    assert only.message.en.startswith("The impossible combinations fall into more than 100 different cases over their")
    assert only.message.zh.startswith("不可能的组合按8个事实")


def test_a_thousand_rules_are_read_compiled_proved_and_asked():
    keys = [f"o{number}" for number in range(25)]
    facts = {"a": choice(*keys), "b": choice(*keys[:20]), "c": fact(), "home": fact("region")}
    rows = [
        rule(f"{a}-{b}-{c}", f"a = {a}", f"b = {b}", f"c = {c}", to=to, start=None)
        for a in keys for b in keys[:20] for c, to in (("yes", "yes"), ("no", "no"))
    ]  # fmt: skip
    source = documents(*rows, rule("base", start=None, to="unchecked"), facts=facts, region_fact="home")
    rulebook = read_rulebook(source)

    assert len(rows) == 1000
    assert proof_faults(rulebook) == []
    known = read_answers(rulebook, "q", {"home": "440106", "a": "o24", "b": "o3", "c": "no"}).known
    assert assess(rulebook, "d", known, date(2026, 11, 22)).outcome.key == "no"
    del rows[777]
    (gap,) = proof_faults(read_rulebook(documents(*rows, facts=facts, region_fact="home")))
    assert [gap.example.facts[key] for key in "abc"] == ["o19", "o8", "no"]


def test_proofs_look_a_day_after_all_that_rules_combinations_and_figures_name():
    given = {"parameter": [parameter("least", (None, "2031-01-01", "0.1"), ("2031-01-01", None, "0.2"))]}
    rulebook = book(
        rule("r", "a = yes", end="2030-01-01"), exclusion={"x": exclusion("credited >= 2032-01-01")}, facts=ALL, **given
    )

    assert horizon(rulebook) == date(2032, 1, 1)
    assert last_day(rulebook, ALWAYS) == date(2032, 1, 2)
    assert last_day(rulebook, Span(date(2040, 1, 1), None)) == date(2040, 1, 2)
    assert last_day(rulebook, Span(None, date(2020, 1, 1))) == date(2019, 12, 31)
    assert horizon(book(table(), exclusion={})) == date(2000, 1, 1)


@pytest.mark.parametrize("days", [{"start": "9999-12-31"}, {"end": "9999-12-31"}, {"start": "9999-12-30"},
                                  {"start": None, "end": "0001-01-01"}, {"start": None, "end": "0001-01-02"},
                                  {"start": "0001-01-01"}])  # fmt: skip
@pytest.mark.parametrize("clock", ["on", "credited"])
def test_rules_may_name_the_ends_of_the_calendar(days, clock):
    rulebook = book(rule("r", "a = yes", clock=clock, **days), facts=ALL)

    assert ("gap", "table:d@CN", "d") in told(rulebook)
