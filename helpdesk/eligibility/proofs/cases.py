"""Worked cases: facts and a date, and what must come out. A case that comes out otherwise is a fault."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from helpdesk.eligibility.answers.assessment import Answer, Assessment
from helpdesk.eligibility.answers.question import ask
from helpdesk.eligibility.answers.reading import read_answers
from helpdesk.eligibility.answers.report import amount_json
from helpdesk.eligibility.proofs.fault import Fault, fault
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.kinds import Status

WHOLE = {"portions", "next_fact", "problems"}
EXPECTATIONS = {
    "settled", "status", "outcome", "verdict", "amount", "kind", "low", "high", "unit", "missing", "factor", "cites",
    "not_cites",
}  # fmt: skip
"""What a case may say of a portion. `settled`: exactly one answer, whatever it says. From `amount` to `factor` they are
those of `amount_json`, `amount` its value."""


def case_faults(rulebook: Rulebook, key: str, body: Mapping[str, Any]) -> Iterator[Fault]:
    """What differs between a case and what the rulebook gives. `body` is the case's document."""
    document = f"case:{key}"
    question = body["question"]
    if question not in rulebook.questions:
        yield _differs(document, key, "question", question, "unknown")
        return
    reading = read_answers(rulebook, question, {fact: str(text) for fact, text in body["facts"].items()})
    for problem in reading.problems:
        yield fault("case", document, key, f"{key}: {problem.message.en}", f"{key}：{problem.message.zh}")
    for dropped in reading.dropped:
        yield _differs(document, key, f"fact {dropped}", "a fact of this question", "unknown")
    try:
        on = date.fromisoformat(str(body["on"]))
    except ValueError:
        yield _differs(document, key, "on", "a date such as 2026-12-31", body["on"])
        return
    expect = body["expect"]
    if not expect or not set(expect) <= WHOLE:
        yield _differs(document, key, "expect", "some of " + ", ".join(sorted(WHOLE)), ", ".join(expect) or "nothing")
    decisions = {portion.decision for portion in rulebook.questions[question].portions}
    for decision in expect.get("portions", {}):
        if decision not in decisions:
            yield _differs(document, key, f"portion {decision}", "one of the question's", "unknown")
    yield from _compare(document, key, expect, ask(rulebook, question, reading.known, on))


def _compare(document: str, key: str, expect: Mapping[str, Any], answer: Answer) -> Iterator[Fault]:
    wrong, expected = {problem.code for problem in answer.problems}, set(expect.get("problems", []))
    if wrong != expected:
        yield _differs(document, key, "problems", sorted(expected) or "none", sorted(wrong) or "none")
    if "next_fact" in expect and expect["next_fact"] != answer.next_fact:
        yield _differs(document, key, "next fact", expect["next_fact"], answer.next_fact)
    portions = {portion.decision: portion for portion in answer.portions}
    for decision, wanted in expect.get("portions", {}).items():
        row = f"{key}/{decision}"
        if wanted is None or decision not in portions:
            if (wanted is None) != (decision not in portions):
                states = ("left out", "there") if wanted is None else ("there", "left out")
                yield _differs(document, row, "portion", *states)
            continue
        for name in sorted(set(wanted) - EXPECTATIONS):
            yield _differs(document, row, name, "an expectation there is", "unknown")
        yield from _portion(document, row, wanted, portions[decision])


def _portion(document: str, row: str, wanted: Mapping[str, Any], got: Assessment) -> Iterator[Fault]:
    unsettled = {problem.code for problem in got.problems}
    actual: dict[str, Any] = {
        "settled": str(got.status in {Status.DECIDED, Status.NOT_COVERED} and not unsettled),
        "status": got.status.value,
        "outcome": got.outcome.key if got.outcome else None,
        "verdict": got.outcome.verdict.value if got.outcome else None,
        **(amount_json(got.amount) if got.amount else {}),
        "amount": amount_json(got.amount)["value"] if got.amount else None,
    }
    for name in (name for name in wanted if name in EXPECTATIONS - {"cites", "not_cites"}):
        expected, value = wanted[name], actual.get(name)
        if (None if expected is None else str(expected)) != value:
            yield _differs(document, row, name, expected, value)
    cited = {basis.key for basis in got.bases}
    for provision in wanted.get("cites", []):
        if provision not in cited:
            yield _differs(document, row, "cites", provision, sorted(cited))
    for provision in wanted.get("not_cites", []):
        if provision in cited:
            yield _differs(document, row, "does not cite", provision, sorted(cited))


def _differs(document: str, row: str, name: str, expected: object, got: object) -> Fault:
    return fault(
        "case", document, row,
        f"{row}: {name} should be {expected}, and is {got}. Correct the rule, or the case.",
        f"{row}：{name}应为{expected}，实际是{got}。请改正规则或案例。",
    )  # fmt: skip
