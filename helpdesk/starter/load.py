"""Loading the content the site ships with, without ever undoing what staff did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from helpdesk.editions.documents import (
    Document,
    complete_body,
    digest_of,
    read_documents,
    references_of,
    split_key,
    store_documents,
    upgraded_body,
)
from helpdesk.starter.models import StarterRecord
from helpdesk.starter.reader import StarterError


@dataclass(slots=True)
class Loaded:
    """What became of each document shipped, by key; `retired` are those no longer shipped, which stay as they are."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


def load_starter(shipped: Mapping[str, Any]) -> Loaded:
    """Writes the shipped documents in one transaction: new ones, and those that staff have not touched since."""
    documents = {key: Document.of(key, complete_body(*split_key(key), body)) for key, body in shipped.items()}
    with transaction.atomic():
        drafts = read_documents()
        records = {record.key: record.body for record in StarterRecord.objects.all()}
        loaded = Loaded(retired=sorted(records.keys() - documents.keys()))
        for key in sorted(documents):
            getattr(loaded, fate(documents[key], drafts.get(key), records.get(key))).append(key)
        written = [*loaded.added, *loaded.updated]
        refuse_dangling({key: documents[key] for key in written}, documents.keys() | drafts.keys())
        store_documents({key: documents[key] for key in written})
        record([documents[key] for key in [*written, *loaded.unchanged] if records.get(key) != documents[key].body])
    return loaded


def fate(shipped: Document, draft: Document | None, recorded: dict[str, Any] | None) -> str:
    """Which list of `Loaded` a document goes to."""
    if draft is None:
        return "added" if recorded is None else "deleted"
    if draft.digest == shipped.digest:
        return "unchanged"
    if recorded is None:
        return "edited"  # staff wrote one of this key before we shipped it
    as_read_today = digest_of(upgraded_body(*split_key(shipped.key), recorded))
    return "updated" if draft.digest == as_read_today else "edited"


def refuse_dangling(documents: Mapping[str, Document], known: set[str]) -> None:
    """Shipped documents that refer to nothing are mistakes in the files; all are told at once."""
    lines = [
        f"{key} refers to {target}, which is neither shipped nor a draft."
        for key, document in documents.items()
        for target in sorted(references_of(key, document.body) - known)
    ]
    if lines:
        raise StarterError("\n".join([*lines, "Correct these keys, or add those documents."]))


def record(documents: list[Document]) -> None:
    """Remembers what was written."""
    rows = [StarterRecord(key=document.key, body=document.body) for document in documents]
    StarterRecord.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=["body"])
