"""Errors of the engine. Each message names the thing, the value and the repair, in both languages."""

from dataclasses import dataclass

from helpdesk.eligibility.vocabulary.text import Text


class RulebookError(ValueError):
    """A rulebook that cannot be read: `where` names the document, `message` says what is wrong and how to mend it."""

    def __init__(self, where: str, message: Text) -> None:
        super().__init__(f"{where}: {message.en}")
        self.where = where
        self.message = message


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with what was asked. `facts` are the answers to look at again."""

    code: str
    message: Text
    facts: tuple[str, ...] = ()
