"""Deriving an edition file from a set of documents, in one pass: bulk inserts with our own numbers, no signals.

Publishing does it for a new edition; a worker does it for an edition that another release wrote.
"""

import datetime
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.utils.module_loading import import_string

from helpdesk.editions.bodies import canonical_json
from helpdesk.editions.content import ChildModel, DocumentPart
from helpdesk.editions.errors import EditionError
from helpdesk.editions.files import sync_file, sync_folder
from helpdesk.editions.rows import Document, rows_of
from helpdesk.editions.schema import SCHEMA, content_tables, fingerprint
from helpdesk.editions.sqlite.base import CANDIDATE

RULEBOOK = "rulebook.json"
OWN_TABLES = (
    (
        "CREATE TABLE editions_edition (number INTEGER NOT NULL, parent INTEGER, schema INTEGER NOT NULL,"
        " fingerprint TEXT NOT NULL, built_at TEXT NOT NULL, note TEXT NOT NULL, digest TEXT NOT NULL)"
    ),
    (
        "CREATE TABLE editions_document"
        " (key TEXT PRIMARY KEY, kind TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL)"
    ),
    "CREATE TABLE editions_blob (name TEXT PRIMARY KEY, content BLOB NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an edition says of itself, beside its documents."""

    number: int
    parent: int | None
    built_at: datetime.datetime
    note: str


def content_digest(documents: Mapping[str, Document]) -> str:
    """The digest of a set of documents: SHA-256 over the sorted lines "key digest".

    The keys are in it because a body does not hold its own key.
    """
    lines = sorted(f"{document.key} {document.digest}\n" for document in documents.values())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def derive_file(
    path: Path, documents: Mapping[str, Document], imprint: Imprint, stored: Mapping[str, Document]
) -> bytes:
    """Writes a complete, durable edition file at `path`, which must not exist, and gives back the rulebook's JSON.

    `documents` are as this code reads them; `stored` are the same as the edition keeps them (an older release's, where
    the file is derived again), and the content digest is theirs.
    """
    blobs = derive_blobs(documents)
    try:
        with candidate_file(path):
            make_tables()
            with transaction.atomic(using=CANDIDATE):
                insert_rows(documents)
                insert_own(stored, blobs, imprint)
            check_foreign_keys()
            seal()
    except DatabaseError as error:
        raise EditionError(
            f"{path} cannot be written ({error}). If the disk is full or the folder read-only, mend that and try again."
        ) from error
    sync_file(path)
    sync_folder(path.parent)
    return blobs.get(RULEBOOK, b"")


def derive_blobs(documents: Mapping[str, Document]) -> dict[str, bytes]:
    """Name -> content of everything the derivers of the settings make from the documents."""
    blobs: dict[str, bytes] = {}
    for name in settings.EDITION_DERIVERS:
        made = import_string(name)(documents)
        if twice := blobs.keys() & made.keys():
            raise EditionError(f"{name} makes the blob {min(twice)!r}, which another deriver makes too. Rename one.")
        blobs |= made
    return blobs


@contextmanager
def candidate_file(path: Path) -> Iterator[None]:
    """The alias `candidate` stands for this file inside the block."""
    connection = connections[CANDIDATE]
    connection.open_file(path)
    try:
        yield
    finally:
        connection.open_file(None)


def make_tables() -> None:
    """The tables of all content models and our own three. Nothing is flushed yet: `seal` and the caller do that."""
    connection = connections[CANDIDATE]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = DELETE")  # what is in a WAL is not seen by an immutable reader
        cursor.execute("PRAGMA synchronous = OFF")
    with connection.schema_editor() as editor:
        for model in content_tables():
            editor.create_model(model)
        for statement in OWN_TABLES:
            editor.execute(statement)


def insert_rows(documents: Mapping[str, Document]) -> None:
    """The rows of every document, numbered by us, so that parts can be inserted without asking for their numbers."""
    counters: dict[type[ChildModel], Iterator[int]] = defaultdict(lambda: itertools.count(1))
    rows: dict[type[DocumentPart], list[DocumentPart]] = defaultdict(list)
    for key in sorted(documents):
        document = documents[key]
        for row in rows_of(document.kind, document.natural_key, document.body, lambda model: next(counters[model])):
            rows[type(row)].append(row)
    for model in content_tables():
        model._base_manager.using(CANDIDATE).bulk_create(rows[model])


def insert_own(stored: Mapping[str, Document], blobs: Mapping[str, bytes], imprint: Imprint) -> None:
    """The documents, the blobs and the imprint."""
    edition = (
        imprint.number, imprint.parent, SCHEMA, fingerprint(), imprint.built_at.isoformat(), imprint.note,
        content_digest(stored),
    )  # fmt: skip
    rows = [(key, row.kind, row.digest, canonical_json(row.body)) for key, row in sorted(stored.items())]
    with connections[CANDIDATE].cursor() as cursor:
        cursor.execute("INSERT INTO editions_edition VALUES (%s, %s, %s, %s, %s, %s, %s)", edition)
        cursor.executemany("INSERT INTO editions_document VALUES (%s, %s, %s, %s)", rows)
        cursor.executemany("INSERT INTO editions_blob VALUES (%s, %s)", sorted(blobs.items()))


def check_foreign_keys() -> None:
    """Every row points to a row that is there."""
    broken = _ask("PRAGMA foreign_key_check")
    if broken:
        table, row, target, _number = broken[0]
        raise EditionError(f"Row {row} of {table} points to a row of {target} that is not in the edition.")


def seal() -> None:
    """Makes the file small, planned and checked."""
    _ask("PRAGMA optimize")
    _ask("ANALYZE")
    _ask("VACUUM")
    answer = _ask("PRAGMA quick_check")
    if answer != [("ok",)]:
        raise EditionError(f"SQLite finds the new file damaged ({answer[0][0]}). Is the disk full or failing?")


def _ask(statement: str) -> list[Any]:
    with connections[CANDIDATE].cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
