"""Recorded checks: a named role compared a document with a source on a day.

A check holds only while document and evidence are what they were, so changing either voids it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpdesk.editions.documents import Document
from helpdesk.editions.edition import Edition
from helpdesk.eligibility import Text
from helpdesk.policies.models import Check

BLOB = "checks.json"


@dataclass(frozen=True)
class Standing:
    """By whom and when documents were confirmed: of several, the one confirmed longest ago."""

    by_role: Text
    on: date
    next_due: date


def still_holds(check: Mapping[str, Any], doc_key: str, documents: Mapping[str, Document]) -> bool:
    """Whether a check's body still speaks of these very documents."""
    document = documents.get(doc_key)
    evidence = documents.get(f"evidence:{check['evidence']}")
    if document is None or evidence is None:
        return False
    return (document.digest, evidence.digest) == (check["digest"], check["evidence_digest"])


def holds(check: Check, documents: Mapping[str, Document]) -> bool:
    """The same of a row."""
    body = {"evidence": check.evidence_id, "digest": check.digest, "evidence_digest": check.evidence_digest}
    return still_holds(body, check.key, documents)


def derive(documents: Mapping[str, Document]) -> dict[str, bytes]:
    """The checks that hold in an edition, by the key of the document they confirm."""
    found = {}
    for key, document in documents.items():
        kind, _, confirmed = key.partition(":")
        if kind == "check" and still_holds(document.body, confirmed, documents):
            found[confirmed] = {
                name: document.body[name] for name in ("by_role_en", "by_role_zh", "on", "next_due")
            }  # fmt: skip
    return {BLOB: json.dumps(found, ensure_ascii=False, sort_keys=True).encode()}


def standing(edition: Edition, doc_keys: Iterable[str]) -> Standing | None:
    """How documents stand that were all confirmed; None as soon as one of them was not."""
    checks = json.loads(edition.blob(BLOB))
    found = [checks.get(key) for key in doc_keys]
    if not found or None in found:
        return None
    oldest = min(found, key=lambda check: str(check["on"]))
    return Standing(
        Text(oldest["by_role_en"], oldest["by_role_zh"]),
        date.fromisoformat(oldest["on"]),
        min(date.fromisoformat(check["next_due"]) for check in found),
    )
