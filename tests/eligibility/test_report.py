"""The JSON of answers: the shape that `decide --format json` prints, whatever the status."""

import json

import pytest

from helpdesk.eligibility import answer_json
from tests.eligibility.books import amount, answer, book, choice, exclusion, fact, parameter, rule

BOOK = book(
    rule("r", "a = yes", formula="share(sum, cash-share)"), rule("n", "a = no", "b = yes", to="no"),
    rule("e", "b = yes", "a = no", to="partly", over=("n",), start="2100-01-01"), rule("base", to="unchecked"),
    facts={"a": fact(changeable=True), "b": fact(), "m": choice("x", "y"), "sum": amount()},
    parameter=[parameter("cash-share", (None, None, "0.7"))], exclusion={"x": exclusion("a = yes", "m = y")},
)  # fmt: skip


def told(**facts):
    return json.loads(json.dumps(answer_json(answer(BOOK, **facts), 7)))


def test_a_decided_answer_is_told_whole():
    assert told(a="yes", b="no", sum="200") == {
        "question": "q",
        "on": "2026-11-22",
        "edition": 7,
        "verdict": "yes",
        "verdict_line": {"en": "yes", "zh-hans": "yes（中）"},
        "next_fact": None,
        "problems": [],
        "portions": [
            {
                "decision": "d",
                "status": "decided",
                "outcome": {"key": "yes", "verdict": "yes", "title": {"en": "yes", "zh-hans": "yes（中）"}},
                "possible": [],
                "amount": {
                    "kind": "exact", "value": "140", "low": None, "high": None, "factor": "0.7", "unit": "yuan",
                    "missing": None, "wanted": [],
                    "working": {"en": "200 × 70% = RMB 140", "zh-hans": "200 × 70% = 140元"},
                },
                "bases": [{"kind": "provision", "key": "law:1", "role": "in_force"}],
                "next_fact": None,
                "findings": [{"fact": "a", "condition": "a = yes", "state": "met", "rule": "r"}],
                "changes": [],
                "rules": [{"key": "r", "region": "CN", "inherited": False}],
                "problems": [],
            }
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "open"), ({"a": "unsure", "b": "unsure"}, "unsure"), ({"a": "no", "b": "no"}, "not_covered"),
        ({"a": "no", "b": "yes"}, "decided"),
    ],
)  # fmt: skip
def test_every_status_has_the_same_keys(facts, status):
    (portion,) = told(**facts)["portions"]

    assert portion["status"] == status
    assert list(portion) == list(told(a="yes")["portions"][0])


def test_an_unsure_answer_lists_what_is_possible_and_on_what_it_depends():
    (portion,) = told(a="unsure", b="no")["portions"]

    assert portion["possible"][0] == {
        "key": "yes", "verdict": "yes", "title": {"en": "yes", "zh-hans": "yes（中）"},
        "depends": [["a", {"en": "Yes", "zh-hans": "是"}]],
    }  # fmt: skip
    assert (portion["outcome"], portion["amount"], portion["bases"]) == (None, None, [])


def test_a_contradiction_has_no_portions_and_names_the_answers():
    found = told(a="yes", m="y")

    assert (found["portions"], found["verdict"]) == ([], None)
    (problem,) = found["problems"]
    assert (problem["code"], problem["facts"]) == ("contradiction", ["a", "m"])
    assert problem["message"] == {"en": "a = yes excludes m = y", "zh-hans": "a = yes excludes m = y（中）"}


def test_figures_are_told_in_digits_and_a_range_with_both_ends():
    assert told(a="yes", sum="100..200000")["portions"][0]["amount"] | {"working": None} == {
        "kind": "range", "value": None, "low": "70", "high": "139999.99", "factor": "0.7", "unit": "yuan",
        "missing": None, "wanted": ["sum"], "working": None,
    }  # fmt: skip
