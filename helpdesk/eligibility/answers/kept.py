"""Which answers still apply once one of them was changed, so that nobody is asked twice or misled by an old answer."""

from collections.abc import Iterator, Sequence
from datetime import date

from helpdesk.eligibility.answers.contradictions import contradictions, nobody
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.walk import Branch, nodes_of, walk
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.kinds import State


def kept(
    rulebook: Rulebook, question_key: str, known: Known, order: Sequence[str], changed: str, on: date
) -> tuple[str, ...]:
    """The answers of `order` to keep when `changed` was answered anew; that one always.

    Another answer goes when it excludes those kept before it, or when it was given after the changed one and nothing
    depends on it any more. A place that governs a portion stays: the answer is told for it.
    """
    decisions = [rulebook.decisions[portion.decision] for portion in rulebook.questions[question_key].portions]
    governing = {decision.region_fact for decision in decisions}
    found, later = [changed], False
    for key in order:
        if key == changed:
            later = True
            continue
        before, candidate = only(known, found), only(known, [*found, key])
        excluded = contradictions(rulebook, candidate, on) or nobody(rulebook, candidate, on)
        idle = later and key not in governing and key not in set(open_facts(rulebook, question_key, before, on))
        if not (excluded or idle):
            found.append(key)
    return tuple(key for key in order if key in found)


def only(known: Known, keys: Sequence[str]) -> Known:
    """What is known from these answers alone."""
    return Known(
        {key: value for key, value in known.values.items() if key in keys},
        frozenset(key for key in known.asked if key in keys),
    )


def open_facts(rulebook: Rulebook, question_key: str, known: Known, on: date) -> Iterator[str]:
    """Every fact on which a portion, its amount, or whether it arises still depends; what is derived by its sources."""
    for portion in rulebook.questions[question_key].portions:
        person = Person(rulebook, rulebook.decisions[portion.decision], known, on)
        facts = {each.fact for each in portion.when if person.state(each) is State.NOT_KNOWN}
        for node, _path in nodes_of(walk(rulebook, portion.decision, known, on, portion.when)):
            if isinstance(node, Branch):
                facts.add(node.fact)
            elif node.formula is not None:
                facts |= rulebook.facts.keys() & set(node.formula.names)
        for fact in facts:
            yield from rulebook.sources(fact)
