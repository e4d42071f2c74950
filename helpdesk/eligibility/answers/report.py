"""Assessments and answers as JSON objects, the same for the command line, replay and tests."""

from decimal import Decimal
from typing import Any

from helpdesk.eligibility.amounts import Amount
from helpdesk.eligibility.answers.assessment import Answer, AppliedRule, Assessment, Basis, Change, Finding
from helpdesk.eligibility.rulebook.outcomes import Outcome
from helpdesk.eligibility.vocabulary.errors import Problem
from helpdesk.eligibility.vocabulary.text import Text


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """Key, verdict and title."""
    return {"key": outcome.key, "verdict": outcome.verdict.value, "title": outcome.title.as_json()}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def amount_json(amount: Amount) -> dict[str, Any]:
    """Kind, figures as decimal strings (an `age` in months), unit, working, and the facts that would make it exact."""
    return {
        "kind": amount.kind.value, "value": _number(amount.value), "low": _number(amount.low),
        "high": _number(amount.high), "factor": _number(amount.factor), "unit": amount.unit,
        "missing": amount.missing, "wanted": list(amount.wanted), "working": amount.working.as_json(),
    }  # fmt: skip


def problem_json(problem: Problem) -> dict[str, Any]:
    """Code, message and the facts to look at again."""
    return {"code": problem.code, "message": problem.message.as_json(), "facts": list(problem.facts)}


def basis_json(basis: Basis) -> dict[str, Any]:
    """Kind, key and role."""
    return {"kind": basis.kind.value, "key": basis.key, "role": basis.role.value}


def finding_json(finding: Finding) -> dict[str, Any]:
    """One condition and whether it is met."""
    return {
        "fact": finding.fact, "condition": finding.condition, "state": finding.state.value, "rule": finding.rule,
    }  # fmt: skip


def change_json(change: Change) -> dict[str, Any]:
    """One other answer and where it leads."""
    return {"fact": change.fact, "value": change.value.as_json(), "outcome": change.outcome}


def rule_json(rule: AppliedRule) -> dict[str, Any]:
    """A rule and where it comes from."""
    return {"key": rule.key, "region": rule.region, "inherited": rule.inherited}


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    """One portion, as `decide --format json` prints it."""
    return {
        "decision": assessment.decision,
        "status": assessment.status.value,
        "outcome": outcome_json(assessment.outcome) if assessment.outcome else None,
        "possible": [
            {**outcome_json(item.outcome), "depends": [[fact, text.as_json()] for fact, text in item.depends]}
            for item in assessment.possible
        ],
        "amount": amount_json(assessment.amount) if assessment.amount else None,
        "bases": [basis_json(basis) for basis in assessment.bases],
        "next_fact": assessment.next_fact,
        "findings": [finding_json(finding) for finding in assessment.findings],
        "changes": [change_json(change) for change in assessment.changes],
        "rules": [rule_json(rule) for rule in assessment.rules],
        "problems": [problem_json(problem) for problem in assessment.problems],
    }  # fmt: skip


def answer_json(answer: Answer, edition: int | None) -> dict[str, Any]:
    """A whole answer."""
    line: Text = answer.verdict_line
    return {
        "question": answer.question,
        "on": answer.on.isoformat(),
        "edition": edition,
        "verdict": answer.verdict.value if answer.verdict else None,
        "verdict_line": line.as_json(),
        "next_fact": answer.next_fact,
        "portions": [assessment_json(portion) for portion in answer.portions],
        "problems": [problem_json(problem) for problem in answer.problems],
    }
