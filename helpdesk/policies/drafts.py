"""The drafts in the editorial database as a rulebook, and what is wrong with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Looked:
    """All that a look at the drafts found, and the decisions it proved."""

    decisions: frozenset[str]
    found: tuple[Fault, ...]

    def of(self, doc_key: str) -> list[Fault]:
        """What is wrong with one draft, given all the others."""
        return [fault for fault in self.found if fault.document == doc_key]

    @property
    def proofs(self) -> list[Fault]:
        """What the proofs find, with all other faults of the decisions' tables.

        Where the drafts cannot be read, what keeps them from being proved.
        """
        return [fault for fault in self.found if fault.code in PROOF_CODES | UNPROVABLE or _of(fault, self.decisions)]


def look_at_drafts(doc_key: str | None, before: frozenset[str], using: str = "default") -> Looked:
    """Looks at everything once, and proves what a draft touched `before` and touches now."""
    documents = read_documents(using, only=KINDS)
    touching = doc_key is not None and doc_key.partition(":")[0] in TOUCHING
    decisions = before | (touched_decisions(documents, doc_key) if doc_key and touching else frozenset())
    return Looked(decisions, tuple(rulebook_faults(documents, decisions)))


def draft_touches(doc_keys: Collection[str], using: str = "default") -> frozenset[str]:
    """The decisions that these drafts touch as they stand now."""
    touching = [key for key in doc_keys if key.partition(":")[0] in TOUCHING]
    if not touching:
        return frozenset()
    documents = read_documents(using, only=READ)
    return frozenset(decision for key in touching for decision in touched_decisions(documents, key))


def _of(fault: Fault, decisions: Collection[str]) -> bool:
    """Whether a fault stands in a table of these decisions: a change elsewhere can leave it without basis or base."""
    kind, _, key = fault.document.partition(":")
    return kind == "table" and key.partition("@")[0] in decisions
