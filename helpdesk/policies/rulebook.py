"""The rulebook derived from an edition's documents: what the engine reads, in a versioned format, for ever."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from helpdesk.editions.documents import Document
from helpdesk.eligibility import FORMAT, KINDS, RulebookError, read_rulebook
from helpdesk.eligibility.diagrams.compiler import TooLarge

BLOB = "rulebook.json"


def rulebook_source(documents: Mapping[str, Document]) -> dict[str, Any]:
    """`{"format": 2, "documents": {kind: {key: body}}}` of the kinds the engine knows; staff notes are left out."""
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for doc_key in sorted(documents):
        kind, _, key = doc_key.partition(":")
        if kind in found:
            found[kind][key] = without_staff_notes(documents[doc_key].body)
    return {"format": FORMAT, "documents": found}


def without_staff_notes(body: Any) -> Any:
    """A body as the public may read it."""
    if isinstance(body, dict):
        return {name: without_staff_notes(value) for name, value in body.items() if name != "staff_note"}
    return [without_staff_notes(item) for item in body] if isinstance(body, list) else body


def derive(documents: Mapping[str, Document]) -> dict[str, bytes]:
    """The rulebook as canonical JSON, compiled: the same documents give the same bytes.

    Documents that an older release accepted and this one cannot compile are stored as they are; the checks tell why.
    """
    source = rulebook_source(documents)
    with suppress(RulebookError, TooLarge):
        source["diagrams"] = read_rulebook(source).diagrams.as_json()
    return {BLOB: json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()}


derive.version = 2  # type: ignore[attr-defined]  # 2: with diagrams
