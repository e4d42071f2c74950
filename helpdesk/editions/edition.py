"""An edition as views see it, and as it is read from its file without Django."""

import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from django.db import connections, models

from helpdesk.editions.bodies import upgraded_body
from helpdesk.editions.content import kinds, split_key
from helpdesk.editions.errors import EditionError
from helpdesk.editions.rows import Document
from helpdesk.editions.sqlite.base import EDITION

AnyModel = TypeVar("AnyModel", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Edition:
    """One published, unchanging set of documents. `digest` is that of the documents; `built_at` is in UTC."""

    number: int
    digest: str
    schema: int
    built_at: datetime.datetime
    note: str
    parent: int | None
    path: Path
    alias: str = EDITION

    def all(self, model: type[AnyModel]) -> "models.QuerySet[AnyModel]":
        """Every row of a content model in this edition; what is reached from these rows stays in the edition."""
        self._require_open()
        return model._default_manager.using(self.alias).all()

    def blob(self, name: str) -> bytes:
        """What a deriver made, by name; KeyError when none made it."""
        self._require_open()
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT content FROM editions_blob WHERE name = %s", [name])
            row = cursor.fetchone()
        if row is None:
            raise KeyError(f"Edition {self.number} holds no {name!r}. Which deriver in EDITION_DERIVERS makes it?")
        return bytes(row[0])

    def documents(self) -> dict[str, Document]:
        """Every document of this edition, as this code reads it; from its file, whatever this thread has open."""
        return upgraded(stored_documents(self.path))

    def _require_open(self) -> None:
        if connections[self.alias].file != self.path:
            raise EditionError(
                f"Edition {self.number} is not the one open on this thread. Read it inside "
                "`with reading_from(edition):`, or use request.edition."
            )


@contextmanager
def reading_from(edition: Edition) -> Iterator[Edition]:
    """Inside the block this thread reads `edition`; before and after, whatever it read before."""
    connection = connections[edition.alias]
    before = connection.file
    connection.open_file(edition.path)
    try:
        yield edition
    finally:
        connection.open_file(before)


def open_file(path: Path) -> sqlite3.Connection:
    """A plain read-only connection to an edition file, for what needs no models."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)


def imprint_in(path: Path) -> dict[str, Any]:
    """What the file says of itself: number, parent, schema, fingerprint, built_at, note, digest."""
    try:
        with closing(open_file(path)) as connection:
            connection.row_factory = sqlite3.Row
            return dict(connection.execute("SELECT * FROM editions_edition").fetchone())
    except (sqlite3.Error, TypeError) as error:
        raise EditionError(f"{path} is not an edition file ({error}). Put back a copy, or roll back.") from error


def stored_documents(path: Path) -> dict[str, Document]:
    """The documents of an edition file exactly as they were published."""
    try:
        with closing(open_file(path)) as connection:
            rows = connection.execute("SELECT key, digest, body FROM editions_document ORDER BY key")
            return {key: Document(key, digest, json.loads(body)) for key, digest, body in rows}
    except (sqlite3.Error, ValueError) as error:
        raise EditionError(f"{path} cannot be read to its end ({error}). Put back a copy, or roll back.") from error


def upgraded(stored: dict[str, Document]) -> dict[str, Document]:
    """Documents of any earlier release as this code reads them; those of a kind that is gone are left out."""
    found = {}
    for key, document in stored.items():
        kind, natural_key = split_key(key)
        if kind in kinds():
            found[key] = Document.of(key, upgraded_body(kind, natural_key, document.body))
    return found
