"""The drafts in the editorial database as a rulebook, and what is wrong with them."""

from collections.abc import Mapping

from helpdesk.editions.documents import Document, read_documents
from helpdesk.eligibility import KINDS, Rulebook, RulebookError, read_rulebook
from helpdesk.eligibility.fault import Fault
from helpdesk.eligibility.soundness import faults
from helpdesk.policies.rulebook import rulebook_source


def draft_rulebook(using: str = "default") -> Rulebook:
    """The rulebook as the drafts would make it. Raises RulebookError, naming document, value and repair."""
    return read_rulebook(rulebook_source(read_documents(using, only=KINDS)))


def rulebook_faults(documents: Mapping[str, Document]) -> list[Fault]:
    """Everything wrong with the rules of these documents; one fault when they cannot even be read."""
    try:
        rulebook = read_rulebook(rulebook_source(documents))
    except RulebookError as error:
        document, _, row = error.where.partition(",")
        return [Fault("unreadable", document, row.strip() or document, error.message)]
    return faults(rulebook)


def draft_faults(doc_key: str, using: str = "default") -> list[Fault]:
    """What is wrong with one draft, given all the others."""
    return [fault for fault in rulebook_faults(read_documents(using, only=KINDS)) if fault.document == doc_key]
