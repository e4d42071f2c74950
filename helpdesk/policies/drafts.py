"""The drafts in the editorial database as a rulebook, and what is wrong with them."""

from collections.abc import Collection, Mapping

from helpdesk.editions.documents import Document, read_documents
from helpdesk.eligibility import KINDS, Rulebook, RulebookError, read_rulebook
from helpdesk.eligibility.proofs.fault import PROOF_CODES, Fault
from helpdesk.eligibility.proofs.soundness import faults
from helpdesk.policies.rulebook import rulebook_source
from helpdesk.policies.touched import READ, TOUCHING, touched_decisions

UNPROVABLE = frozenset({"unreadable", "reference", "cycle"})
"""Faults that leave nothing to prove: told instead of the proofs, whichever draft has them."""


def draft_rulebook(using: str = "default") -> Rulebook:
    """The rulebook as the drafts would make it. Raises RulebookError, naming document, value and repair."""
    return read_rulebook(rulebook_source(read_documents(using, only=KINDS)))


def rulebook_faults(documents: Mapping[str, Document], decisions: Collection[str] | None = None) -> list[Fault]:
    """Everything wrong with the rules of these documents; one fault when they cannot even be read.

    With `decisions` only these are proved; everything else is looked at as always.
    """
    try:
        rulebook = read_rulebook(rulebook_source(documents))
    except RulebookError as error:
        document, _, row = error.where.partition(",")
        return [Fault("unreadable", document, row.strip() or document, error.message)]
    known = None if decisions is None else [key for key in decisions if key in rulebook.decisions]
    return faults(rulebook, known)


def draft_faults(doc_key: str, using: str = "default") -> list[Fault]:
    """What is wrong with one draft, given all the others; nothing is proved."""
    found = rulebook_faults(read_documents(using, only=KINDS), decisions=())
    return [fault for fault in found if fault.document == doc_key]


def draft_touches(doc_keys: Collection[str], using: str = "default") -> frozenset[str]:
    """The decisions that these drafts touch as they stand now."""
    touching = [key for key in doc_keys if key.partition(":")[0] in TOUCHING]
    if not touching:
        return frozenset()
    documents = read_documents(using, only=READ)
    return frozenset(decision for key in touching for decision in touched_decisions(documents, key))


def draft_proofs(decisions: Collection[str], using: str = "default") -> list[Fault]:
    """What the proofs of these decisions find in the drafts, with all other faults of their tables.

    Where the drafts cannot be read, what keeps them from being proved.
    """
    if not decisions:
        return []
    found = rulebook_faults(read_documents(using, only=KINDS), decisions)
    return [fault for fault in found if fault.code in PROOF_CODES | UNPROVABLE or _of(fault, decisions)]


def _of(fault: Fault, decisions: Collection[str]) -> bool:
    """Whether a fault stands in a table of these decisions: a change elsewhere can leave it without basis or base."""
    kind, _, key = fault.document.partition(":")
    return kind == "table" and key.partition("@")[0] in decisions
