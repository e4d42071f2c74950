"""Worked cases: one that comes out as written is silent, any other is a fault that names what differs."""

import pytest

from helpdesk.eligibility.proofs.cases import case_faults
from tests.eligibility.books import amount, asking, book, cite, exclusion, fact, parameter, portion, rule, table

NO = rule("n", "a = no", to="no", citations=[cite("law:2")])
BOOK = book(
    table(rule("r", "a = yes", formula="share(sum, cash-share)"), NO),
    table(rule("s", "b = yes"), rule("t", "b = no", to="no-other"), decision="e"),
    facts={"a": fact(), "b": fact(), "sum": amount()}, parameter=[parameter("cash-share", (None, None, "0.7"))],
    exclusion={"x": exclusion("a = no", "b = yes")}, question=asking(portion("d"), portion("e", "b = no")),
)  # fmt: skip
EXPECTED = {
    "next_fact": None,
    "problems": [],
    "portions": {
        "d": {
            "status": "decided", "outcome": "yes", "verdict": "yes", "amount": "140", "factor": "0.7",
            "cites": ["law:1"], "not_cites": ["law:2"],
        },
        "e": {"outcome": "no-other", "amount": None, "factor": None},
    },
}  # fmt: skip


def told(expect, question="q", on="2026-11-22", **facts):
    body = {"question": question, "on": on, "facts": facts or {"a": "yes", "b": "no", "sum": 200}, "expect": expect}
    return list(case_faults(BOOK, "one", body))


def test_a_case_that_comes_out_as_written_is_silent():
    assert told(EXPECTED) == []


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ({"status": "open"}, "status should be open, and is decided"),
        ({"outcome": "no"}, "outcome should be no, and is yes"),
        ({"outcome": None}, "outcome should be None, and is yes"),
        ({"verdict": "no"}, "verdict should be no, and is yes"),
        ({"amount": "150"}, "amount should be 150, and is 140"),
        ({"amount": None}, "amount should be None, and is 140"),
        ({"factor": "0.3"}, "factor should be 0.3, and is 0.7"),
        ({"kind": "at_most"}, "kind should be at_most, and is exact"),
        ({"unit": "months"}, "unit should be months, and is yuan"),
        ({"low": "5"}, "low should be 5, and is None"),
        ({"missing": "sum"}, "missing should be sum, and is None"),
        ({"cites": ["law:2"]}, "cites should be law:2, and is ['law:1']"),
        ({"not_cites": ["law:1"]}, "does not cite should be law:1"),
        ({"titel": "Yes"}, "titel should be an expectation there is"),
        (None, "portion should be left out, and is there"),
    ],
)
def test_a_portion_that_comes_out_otherwise_is_named_with_both_values(wanted, named):
    (fault,) = told({"portions": {"d": wanted}})

    assert (fault.code, fault.document, fault.row) == ("case", "case:one", "one/d")
    assert named in fault.message.en
    assert "请改正规则或案例" in fault.message.zh


@pytest.mark.parametrize(
    ("expect", "named"),
    [
        ({"next_fact": "a"}, "next fact should be a, and is None"),
        ({"problems": ["contradiction"]}, "problems should be ['contradiction'], and is none"),
        ({"portions": {"z": None}}, "portion z should be one of the question's, and is unknown"),
        ({"portion": {}}, "expect should be some of next_fact, portions, problems, and is portion"),
        ({}, "expect should be some of next_fact, portions, problems, and is nothing"),
    ],
)
def test_a_case_cannot_pass_for_the_wrong_reason(expect, named):
    assert any(named in fault.message.en for fault in told(expect))


def test_a_case_can_expect_a_bound_a_range_or_nothing_known():
    facts = {"a": "yes", "b": "no"}
    at_most = {"kind": "at_most", "unit": "yuan", "high": "699.99", "low": None, "amount": None, "factor": "0.7"}

    assert told({"portions": {"d": at_most}}, **facts, sum="..1000") == []
    assert told({"portions": {"d": {"kind": "range", "low": "70", "high": "139.99"}}}, **facts, sum="100..200") == []
    assert told({"portions": {"d": {"kind": "at_least", "low": "70", "high": None}}}, **facts, sum="100..") == []
    assert told({"portions": {"d": {"kind": "not_known", "missing": "sum", "factor": "0.7"}}}, **facts) == []
    assert told({"portions": {"e": {"kind": None, "unit": None}}}, **facts) == []


def test_a_portion_that_does_not_arise_can_be_expected_and_must_be():
    facts = {"a": "yes", "b": "yes"}

    assert told({"portions": {"e": None}}, **facts) == []
    assert "there, and is left out" in told({"portions": {"e": {"outcome": "yes"}}}, **facts)[0].message.en


def test_a_contradiction_can_be_expected_and_must_be():
    facts = {"a": "no", "b": "yes"}

    assert told({"problems": ["contradiction"]}, **facts) == []
    (fault,) = told({"next_fact": None}, **facts)
    assert "problems should be none, and is ['contradiction']" in fault.message.en


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"question": "gone"}, "question should be gone"),
        ({"on": "2026-02-30"}, "on should be a date such as 2026-12-31, and is 2026-02-30"),
        ({"on": None}, "on should be a date"),
        ({"a": "perhaps"}, "we cannot use “perhaps”"),
        ({"weather": "fine"}, "fact weather should be a fact of this question"),
    ],
)
def test_a_case_that_cannot_be_asked_is_a_fault(given, named):
    assert any(named in fault.message.en for fault in told(EXPECTED, **given))
