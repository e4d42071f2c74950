"""Recorded checks: a named role compared a document with a source on a day.

A check holds only while document and evidence are what they were, so changing either voids it.
"""

from collections.abc import Mapping

from helpdesk.editions.documents import Document
from helpdesk.policies.models import Check


def holds(check: Check, documents: Mapping[str, Document]) -> bool:
    """Whether a check still speaks of these very documents."""
    document = documents.get(check.key)
    evidence = documents.get(f"evidence:{check.evidence_id}")
    return (
        document is not None
        and evidence is not None
        and (document.digest, evidence.digest) == (check.digest, check.evidence_digest)
    )
