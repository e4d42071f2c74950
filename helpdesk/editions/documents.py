"""Documents: the unit of everything editorial, as canonical JSON with natural keys only.

This is the front door; the rooms are `content` (models), `bodies` (JSON), `rows` (reading) and `writing`.
"""

from typing import Any

from helpdesk.editions.bodies import body_of, canonical_json, complete_body, digest_of, upgraded_body
from helpdesk.editions.content import ChildModel, ContentModel, kinds, model_of, split_key
from helpdesk.editions.errors import DocumentError
from helpdesk.editions.rows import Document, read_documents, rows_of
from helpdesk.editions.writing import (
    delete_document,
    foreign_keys,
    store_documents,
    write_document,
    write_documents,
)

__all__ = [
    "ChildModel", "ContentModel", "Document", "DocumentError", "body_of", "canonical_json", "complete_body",
    "delete_document", "digest_of", "kinds", "model_of", "read_documents", "references_of", "rows_of", "split_key",
    "store_documents", "upgraded_body", "write_document", "write_documents",
]  # fmt: skip


def references_of(doc_key: str, body: dict[str, Any]) -> set[str]:
    """Keys of the documents that a complete body points to: by foreign key, and as its `references` says."""
    model = model_of(doc_key)
    pointed = {f"{target.KIND}:{key}" for _field, target, key in foreign_keys(model, body)}
    return pointed | model.references(body)
