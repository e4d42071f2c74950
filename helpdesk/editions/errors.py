"""What can be wrong with a document or an edition, said so that the reader knows what to do."""

from typing import Any

NOT_GIVEN: Any = object()
LONGEST_VALUE = 80


class DocumentError(ValueError):
    """A document that cannot be taken. The text names the document, the field, the value and the repair.

    `document` is the key ("article:opening-an-account"), `field` the place in the body ("rules[2].versions[0].from"; ""
    for the whole document).
    """

    def __init__(self, document: str, problem: str, *, field: str = "", value: Any = NOT_GIVEN, repair: str) -> None:
        self.document, self.field, self.problem, self.repair = document, field, problem, repair
        place = f"{document}, {field}" if field else document
        given = "" if value is NOT_GIVEN else f" {shown(value)}"
        super().__init__(f"{place}:{given} {problem}. {repair}")


class EditionError(RuntimeError):
    """An edition that cannot be read, or is refused; the text names the file, what is wrong with it and the repair."""


def shown(value: Any) -> str:
    """A value as it is quoted in a message: whole when short, its beginning when long."""
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."
