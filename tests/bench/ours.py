"""Everything the bench knows of our engine, so that a change of its interfaces is one small change here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from helpdesk.eligibility import Rulebook, answer_json, ask, assess, assessment_json, read_answers, read_rulebook
from helpdesk.eligibility.answers.contradictions import contradictions
from helpdesk.eligibility.diagrams.lookup import Lookup
from helpdesk.eligibility.diagrams.rendering import Rendering
from helpdesk.eligibility.diagrams.roots import compile_diagrams
from helpdesk.eligibility.proofs.proof import proof_faults
from helpdesk.eligibility.vocabulary.regions import Places

Facts = Mapping[str, str]

__all__ = [
    "Ours", "Rulebook", "asked_facts", "compiled", "cuts", "ours", "possible", "proved",
    "question_of", "read_rulebook", "relation", "whole_answer",
]  # fmt: skip


def compact(body: Any) -> str:
    """JSON without blanks, Chinese as it is: what the engine renders."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Ours:
    """One decision of a rulebook: its outcome, its whole assessment as JSON, the fact it would ask next.

    `written_out` is the same JSON without any short cut, for `render` to be held to. `outcome` may raise KeyError where
    a fact is missing that only an impossible combination speaks of; `settled` never does.
    """

    outcome: Callable[[Facts, str], str | None]
    render: Callable[[Facts, str], str]
    written_out: Callable[[Facts, str], str]
    settled: Callable[[Facts, str], str | None]
    next_fact: Callable[[Facts, str], str | None]


def ours(rulebook: Rulebook, decision: str) -> Ours:
    """The decision, compiled where the engine can."""
    question = question_of(rulebook, decision)

    def assessment(facts: Facts, on: str) -> Any:
        known = read_answers(rulebook, question, facts).known
        return assess(rulebook, decision, known, date.fromisoformat(on))

    def next_fact(facts: Facts, on: str) -> str | None:
        found: str | None = assessment(facts, on).next_fact
        return found

    def written_out(facts: Facts, on: str) -> str:
        return compact(assessment_json(assessment(facts, on)))

    lookup = Lookup(rulebook, decision)

    def settled(facts: Facts, on: str) -> str | None:
        try:
            found: str | None = lookup.outcome(facts, on)
        except KeyError:
            told = assessment(facts, on).outcome
            found = told.key if told else None
        return found

    return Ours(lookup.outcome, Rendering(rulebook, decision).render, written_out, settled, next_fact)


def question_of(rulebook: Rulebook, decision: str) -> str:
    """The first question that has the decision among its portions."""
    return next(
        key for key, body in rulebook.questions.items() if decision in {portion.decision for portion in body.portions}
    )


def whole_answer(rulebook: Rulebook, question: str, facts: Facts, on: str) -> str:
    """Every portion of a question, from answers in text to JSON, as the site gives it."""
    known = read_answers(rulebook, question, facts).known
    return compact(answer_json(ask(rulebook, question, known, date.fromisoformat(on)), None))


def compiled(rulebook: Rulebook) -> Any:
    """The diagrams of every decision, compiled now."""
    return compile_diagrams(rulebook)


def proved(rulebook: Rulebook) -> list[Any]:
    """Every gap and conflict there is, and every rule that decides nobody."""
    return list(proof_faults(rulebook))


def _versions(rulebook: Rulebook, decision: str) -> list[Any]:
    tables = [table for table in rulebook.tables.values() if table.decision == decision]
    return [version for table in tables for rule in table.rules for version in rule.versions]


def asked_facts(rulebook: Rulebook, decision: str) -> tuple[str, ...]:
    """Every fact that can be asked for a decision: the region that governs first, then the staff's order, the rest."""
    told = rulebook.decisions[decision]
    versions = _versions(rulebook, decision)
    used = {condition.fact for version in versions for condition in version.conditions}
    used |= {version.clock for version in versions} - {"on"}
    formulas = [version.formula for version in versions if version.formula]
    used |= {name for formula in formulas for name in formula.names if name in rulebook.facts}
    keys = [*filter(None, [told.region_fact]), *told.facts, *sorted(used)]
    return tuple(dict.fromkeys(source for key in keys for source in rulebook.sources(key)))


def cuts(rulebook: Rulebook, decision: str, fact: str, region: str) -> list[Any]:
    """The days or figures where a rule or an exclusion tells one side of a fact from the other, ascending.

    Where the figure is a parameter, it is what the parameter ever is in the region.
    """
    versions = _versions(rulebook, decision)
    conditions = [condition for version in versions for condition in version.conditions]
    conditions += [condition for exclusion in rulebook.exclusions.values() for condition in exclusion.conditions]
    spans = [condition.span for condition in conditions if condition.fact == fact and condition.span]
    spans += [version.period for version in versions if version.clock == fact]
    names = [condition.threshold for condition in conditions if condition.fact == fact and condition.threshold]
    figures = [rulebook.parameter_for(name, region or "CN") for name in names]
    found = {Decimal(value.value) for figure in figures if figure for value in figure.values}
    return sorted({bound for span in spans for bound in (span.low, span.high) if bound is not None} | found)


def relation(rulebook: Rulebook, here: str, there: str) -> str:
    """How the second place may lie, seen from the first; several ways are joined by `|`."""
    ways = rulebook.regions.relations(Places(frozenset({here})), Places(frozenset({there})))
    return "|".join(sorted(ways))


def possible(rulebook: Rulebook, decision: str) -> Callable[[Facts, str], bool]:
    """Tells whether no exclusion forbids a person. Each combination of the facts in exclusions is looked at once."""
    conditions = [condition for exclusion in rulebook.exclusions.values() for condition in exclusion.conditions]
    named = sorted({source for condition in conditions for source in rulebook.sources(condition.fact)})
    question = question_of(rulebook, decision)
    seen: dict[tuple[object, ...], bool] = {}

    def told(facts: Facts, on: str) -> bool:
        key = (on, *(facts.get(fact) for fact in named))
        if key not in seen:
            known = read_answers(rulebook, question, {fact: facts[fact] for fact in named if fact in facts}).known
            seen[key] = not contradictions(rulebook, known, date.fromisoformat(on))
        return seen[key]

    return told
