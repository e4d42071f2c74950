"""Where the site asks for figures: found in a published rulebook, so that a new rule is looked at as well."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from helpdesk.eligibility.answers.reading import choices
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.wizard.address import Address
from helpdesk.wizard.amounts import fields
from helpdesk.wizard.deadline import due
from helpdesk.wizard.figures import Figures, figure_facts
from helpdesk.wizard.steps import Visit, visit


@dataclass(frozen=True)
class Figured:
    """A result with a form for figures: its address below the language, and the kind of each field by name."""

    address: str
    fields: Mapping[str, FactKind]


def figured(rulebook: Rulebook, today: date) -> list[Figured]:
    """Results that together show every field for a figure, and one with the field for a deadline's day where there are
    deadlines. Fails when the rulebook names a figure that nobody is asked for.
    """
    found: list[Figured] = []
    for question in rulebook.questions:
        left = {*figure_facts(rulebook, question), *(["since"] if has_deadlines(rulebook, question) else [])}
        for end in results(rulebook, question, today) if left else ():
            for form in forms(end):
                named = {name.partition("-")[0] for name in form}
                if left & named:
                    found.append(Figured(f"/check/{question}/?{end.address.query()}", form))
                    left -= named
            if not left:
                break
        assert not left, f"No person was found who is asked for {sorted(left)} in {question}"
    return found


def has_deadlines(rulebook: Rulebook, question: str) -> bool:
    """Does an outcome of the question carry a deadline that a day can be counted for?"""
    rules = [rule for part in rulebook.questions[question].portions for rule in rulebook.rules_of(part.decision)]
    outcomes = {version.outcome for rule in rules for version in rule.versions if version.outcome}
    return any(one.deadline and not one.deadline.lacking for one in map(rulebook.outcomes.__getitem__, outcomes))


def forms(end: Visit) -> Iterator[dict[str, FactKind]]:
    """The forms on a result: the kind of each field by its name."""
    for portion in end.answer.portions:
        figures = {field.fact: end.rulebook.facts[field.fact].kind for field in fields(end, portion.amount, Figures())}
        deadline = due(end, portion, Figures())
        yield from filter(None, [figures, {deadline.field: FactKind.DATE} if deadline else {}])


def results(rulebook: Rulebook, question: str, today: date) -> Iterator[Visit]:
    """Every result of a question, the answers taken in the order in which they are offered."""
    ends = [Address()]
    while ends:
        address = ends.pop()
        found = visit(rulebook, question, address, today)
        fact = found.answer.next_fact
        if not found.problems and fact is None:
            yield found
        elif not found.problems and fact:
            ends += [Address({**address.answers, fact: value}) for value in reversed(offered(found, fact))]


def offered(found: Visit, fact: str) -> list[str]:
    """The answers to a question; of places those that have rules of their own."""
    book = found.rulebook
    if book.facts[fact].kind is FactKind.REGION:
        owners = {key for keys in book.owners.values() for key in keys}
        return sorted(key for key in owners if book.regions.by_key[key].parent)
    return [choice.value for choice in choices(book, found.question, fact, found.known, found.on)]
