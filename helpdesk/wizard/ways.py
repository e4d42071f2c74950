"""After a no: the other situations in which the rule of the same place does let the money be taken out."""

from dataclasses import dataclass, replace
from typing import Any

from helpdesk.eligibility.answers.assess import assess
from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.answers.kept import only
from helpdesk.eligibility.vocabulary.kinds import FactKind, Verdict
from helpdesk.wizard.steps import Visit

CAN = {Verdict.YES, Verdict.PARTLY}


@dataclass(frozen=True)
class Way:
    """A situation with its hint, the query that asks about it, and the answer; no title where it takes more to tell."""

    situation: Any
    hint: Any
    change: str
    title: Any = None


def ways(found: Visit, portion: Assessment) -> list[Way]:
    """The situations that lead to a yes, surely or for some; none where the answer is no "no", or an old one."""
    book, key = found.rulebook, portion.decision
    if portion.verdict is not Verdict.NO or found.replayed:
        return []
    decision = book.decisions[key]
    when = next(row.when for row in book.questions[found.question].portions if row.decision == key)
    keep = [decision.region_fact, *(condition.fact for condition in when)]
    situation = next((fact for fact in map(book.facts.get, decision.facts) if turns_on(fact, keep)), None)
    if situation is None or situation.key not in found.known.values:
        return []
    given = {name: text for name, text in found.address.answers.items() if name in keep}
    rest, told = only(found.known, keep), []
    others = [each for each in situation.options if found.known.values[situation.key] != frozenset({each.key})]
    for option in others:
        known = rest.with_value(situation.key, frozenset({option.key}))
        assessed = assess(book, key, known, found.on, when)
        query = replace(found.address, answers={**given, situation.key: option.key}).query()
        told += [Way(option.label, option.hint, query, title) for title in titles(assessed)]
    return told


def turns_on(fact: Any, keep: list[str]) -> bool:
    """Is this the fact that tells situations apart: the first choice that is asked for the sake of the rule?"""
    return fact.kind is FactKind.CHOICE and fact.derivation is None and fact.key not in keep


def titles(assessed: Assessment | None) -> list[Any]:
    """The answer in one item where it is a yes, nothing to say yet where it may be one, no item where it is none."""
    if assessed is None:
        return []
    if assessed.outcome is not None:
        return [assessed.outcome.title] if assessed.outcome.verdict in CAN else []
    return [None] if any(item.outcome.verdict in CAN for item in assessed.possible) else []
