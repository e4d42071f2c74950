"""What would change an answer: one answer that the person can change, or a later day. Never "if you had died"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from helpdesk.eligibility.answers.assessment import Change
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.resolution import Leaf
from helpdesk.eligibility.diagrams.walk import walk
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Version
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Known, Possible
from helpdesk.eligibility.vocabulary.kinds import ON
from helpdesk.eligibility.vocabulary.regions import NATION, Places
from helpdesk.eligibility.vocabulary.span import ALWAYS
from helpdesk.eligibility.vocabulary.wording import address_text, dates_text, value_text


def changes(person: Person, leaf: Leaf, versions: Sequence[Version], when: Sequence[Condition]) -> tuple[Change, ...]:
    """Single changes that settle on another outcome, each outcome once per fact; then the first later day that does.

    What rests on the past (a version whose clock is a date fact) is not changed by what somebody does now.
    """
    found: dict[tuple[str, str], Change] = {}
    answers = () if rests_on_the_past(versions) else _other_answers(person, leaf, when)
    for change in (*answers, *_later_days(person, leaf, when)):
        found.setdefault((change.fact, change.outcome), change)
    return tuple(found.values())


def rests_on_the_past(versions: Iterable[Version]) -> bool:
    """Whether one of these versions goes by the day on which something was done."""
    return any(version.clock != ON for version in versions)


def _other_answers(person: Person, leaf: Leaf, when: Sequence[Condition]) -> Iterator[Change]:
    rulebook, decision = person.rulebook, person.decision
    for key in dict.fromkeys([*decision.facts, decision.region_fact]):
        fact = rulebook.facts.get(key)
        if fact is None or not fact.changeable or key not in person.known.values:
            continue
        for value in _others(person, key):
            other = person.known.with_value(key, value)
            outcome = _settled(rulebook, decision.key, other, person.on, when)
            if outcome not in {None, leaf.outcome}:
                yield Change(key, value_text(fact, value, rulebook.regions), str(outcome), address_text(value))


def _others(person: Person, key: str) -> list[Possible]:
    """Every other answer that rules tell apart: options, or units with rules of their own."""
    fact, known = person.rulebook.facts[key], person.known.values[key]
    if isinstance(known, frozenset):
        return [frozenset({option.key}) for option in fact.reachable if option.key not in known]
    if not isinstance(known, Places):
        return []
    units = sorted(person.rulebook.diagrams.roots[person.decision.key]) if key == person.decision.region_fact else []
    return [Places(frozenset({unit})) for unit in units if not known.inside & {unit} and unit != NATION]


def _later_days(person: Person, leaf: Leaf, when: Sequence[Condition]) -> Iterator[Change]:
    """The first day after the one asked about on which the same answers give another outcome."""
    rulebook, decision = person.rulebook, person.decision
    for day in later_days(rulebook, decision.key, person.on):
        outcome = _settled(rulebook, decision.key, person.known, day, when)
        if outcome not in {None, leaf.outcome}:
            yield Change(ON, dates_text(replace(ALWAYS, low=day)), str(outcome), day.isoformat())
            return


def later_days(rulebook: Rulebook, decision: str, on: date) -> list[date]:
    """Every later day on which an answer may become another: a version begins or ends, a figure changes."""
    starts = {start for starts, _ in rulebook.diagrams.roots[decision].values() for start in starts}
    return sorted(day for day in starts | rulebook.figure_days if day > on)


def _settled(rulebook: Rulebook, decision: str, known: Known, on: date, when: Sequence[Condition]) -> str | None:
    """The outcome where these answers can be and settle on one."""
    tree = walk(rulebook, decision, known, on, when)
    return tree.outcome if isinstance(tree, Leaf) else None
