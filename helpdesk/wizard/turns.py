"""What would change an answer: one other answer, or a later day, and the outcome that it leads to."""

from dataclasses import dataclass
from typing import Any

from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.vocabulary.kinds import ON
from helpdesk.wizard.steps import Visit


@dataclass(frozen=True)
class Turn:
    """One change: what it is about (nothing for a day), its value, the query that asks it, and the new answer."""

    label: Any
    value: Any
    change: str
    title: Any


def turns(found: Visit, portion: Assessment) -> list[Turn]:
    """The changes of a portion. An old answer is not asked again from here, so its changes carry no query."""
    book = found.rulebook
    return [
        Turn(
            None if change.fact == ON else book.facts[change.fact].label,
            change.value,
            "" if found.replayed else found.address.with_answer(change.fact, change.answer),
            book.outcomes[change.outcome].title,
        )
        for change in portion.changes
    ]
