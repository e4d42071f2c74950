"""Why: bases on the day, findings, and which rules an answer comes from."""

from datetime import date

import pytest

from helpdesk.eligibility.vocabulary.kinds import BasisKind, Role, State
from tests.eligibility.books import (
    assessed,
    book,
    cite,
    evidence,
    fact,
    instrument,
    provision,
    rule,
    table,
    version,
)  # fmt: skip

LAWS = {
    "law": instrument(provision("1"), provision("2", yields_to=["later:3"]), provision("hidden", confidence="low")),
    "later": instrument(provision("3"), in_force_from="2027-01-01"),
    "ended": instrument(provision("4"), in_force_to="2020-01-01"),
    "paper": instrument(level="local", in_force_from="2021-01-01", in_force_to="2025-01-01"),
}


def keys(rulebook, on=date(2026, 11, 22), **facts):
    return [basis.key for basis in assessed(rulebook, on, **facts).bases]


def citing(*citations):
    return book(rule("r", "a = yes", citations=list(citations)), instrument=LAWS)


def test_a_provision_is_shown_on_the_days_it_is_in_force():
    rulebook = citing(cite("law:1"), cite("later:3"), cite("ended:4"))

    assert keys(rulebook, a="yes") == ["law:1"]
    assert keys(rulebook, date(2026, 12, 31), a="yes") == ["law:1"]
    assert keys(rulebook, date(2027, 1, 1), a="yes") == ["law:1", "later:3"]
    assert keys(rulebook, date(2019, 12, 31), a="yes") == ["law:1", "ended:4"]
    assert keys(rulebook, date(2020, 1, 1), a="yes") == ["law:1"]


def test_a_provision_that_governs_the_past_is_shown_with_that_role():
    rulebook = citing(cite("ended:4", role="governs_past"))

    assert [(basis.key, basis.role) for basis in assessed(rulebook, a="yes").bases] == [("ended:4", Role.GOVERNS_PAST)]


@pytest.mark.parametrize("role", ["in_force", "governs_past"])
def test_a_provision_of_low_confidence_is_never_shown(role):
    assert keys(citing(cite("law:hidden", role=role), cite("law:1")), a="yes") == ["law:1"]


def test_a_provision_gives_way_from_the_day_on_which_the_one_before_it_starts():
    rulebook = citing(cite("law:2"), cite("later:3"))

    assert keys(rulebook, date(2026, 12, 31), a="yes") == ["law:2"]
    assert keys(rulebook, date(2027, 1, 1), a="yes") == ["later:3"]
    assert keys(citing(cite("law:2")), date(2027, 1, 1), a="yes") == ["law:2"], "the later law is not cited here"


def test_a_local_document_and_local_practice_are_bases_of_their_own_kind():
    rulebook = citing(cite("paper", kind="local_document"), cite("", kind="practice", leads="Told by 12393."))

    shown = [(basis.kind, basis.key, basis.leads.en) for basis in assessed(rulebook, date(2024, 12, 31), a="yes").bases]
    assert shown == [
        (BasisKind.LOCAL_DOCUMENT, "paper", "It says so."), (BasisKind.PRACTICE, "", "Told by 12393."),
    ]  # fmt: skip
    assert [basis.kind for basis in assessed(rulebook, date(2025, 1, 1), a="yes").bases] == [BasisKind.PRACTICE]


def test_bases_stand_special_before_general_and_each_once():
    own = rule(
        "own", "a = yes", citations=[cite("law:1", leads="Own."), cite("later:3"), cite("paper", kind="local_document")]
    )
    general = rule("general", "a = yes", citations=[cite("law:2"), cite("law:1", leads="General.")])
    rulebook = book(
        general,
        table(own, at="440000"),
        instrument=LAWS,
        facts={"home": fact("region"), "a": fact()},
        region_fact="home",
    )
    found = assessed(rulebook, date(2024, 6, 1), home="440100", a="yes")

    assert [(basis.key, basis.rule) for basis in found.bases] == [
        ("law:1", "own"),
        ("paper", "own"),
        ("law:2", "general"),
    ]
    assert found.bases[0].leads.en == "Own."
    assert [rule.key for rule in found.rules] == ["own", "general"]


def test_two_practices_are_two_bases_when_they_carry_different_things():
    same, other = cite("", kind="practice", leads="A."), cite("", kind="practice", leads="B.")

    assert [basis.leads.en for basis in assessed(citing(same, other, same), a="yes").bases] == ["A.", "B."]


def test_findings_tell_each_condition_of_the_rule_and_the_first_unmet_one_of_each_exception():
    rulebook = book(
        rule("r", "a = yes", "sum >= 5"),
        rule("e", "a = yes", "b = yes", "c = yes", to="no", over=("r",)),
        facts={"a": fact(), "b": fact(), "c": fact(), "sum": fact("count", unit="months")},
    )
    found = assessed(rulebook, a="yes", b="no", sum="6")

    assert [(item.fact, item.state, item.rule) for item in found.findings] == [
        ("a", State.MET, "r"), ("sum", State.MET, "r"), ("b", State.NOT_MET, "e"),
    ]  # fmt: skip
    assert [item.text.en for item in found.findings] == ["a: Yes", "sum: 5 months or more", "b: Yes"]


def test_a_finding_that_is_not_known_is_told_so_and_the_clock_counts_as_a_condition():
    rulebook = book(
        rule("r", "b = yes", clock="credited", start="2016-10-01"),
        rule("s", clock="credited", start=None, end="2016-10-01"),
        rule("t", "b = no", clock="credited", start="2016-10-01"),
        facts={"b": fact(), "credited": fact("date")},
    )  # fmt: skip
    found = assessed(rulebook)

    assert {(item.fact, item.state) for item in found.findings} == {
        ("b", State.NOT_KNOWN),
        ("credited", State.NOT_KNOWN),
    }
    assert [item.key for item in found.rules] == ["r", "s", "t"], "no single rule holds for everybody, so all are told"


def test_a_rule_that_holds_for_everybody_is_the_only_one_told():
    rulebook = book(rule("r", "a = yes"), rule("s", "a = yes", "b = yes"))

    assert [item.key for item in assessed(rulebook, a="yes").rules] == ["r"]


def test_a_rule_tells_where_it_comes_from_and_how_well_its_start_is_known():
    seen = rule("r", versions=[version("a = yes", start_known="year", evidence=["seen", "other"])])
    rulebook = book(
        seen, evidence={"other": evidence()}, facts={"home": fact("region"), "a": fact()}, region_fact="home"
    )

    (found,) = assessed(rulebook, home="440100", a="yes").rules
    assert (found.region, found.inherited, found.version) == ("CN", True, 1)
    assert (found.start_known, found.evidence) == ("year", ("seen", "other"))
    assert not assessed(rulebook, home="unsure", a="yes").rules[0].inherited


def test_an_exception_that_is_itself_defeated_adds_no_unmet_condition():
    rulebook = book(
        rule("r", "a = yes"), rule("e", "b = yes", to="yes", over=("r",)), rule("ee", "a = yes", over=("e",)),
        rule("x", "a = yes", over=("ee",)),
    )  # fmt: skip
    found = assessed(rulebook, a="yes", b="yes")

    assert {item.state for item in found.findings} == {State.MET}
