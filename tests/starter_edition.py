"""The starter content: as an edition, made once per run without the editorial database; and a few documents of it."""

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpdesk.editions.bodies import complete_body
from helpdesk.editions.content import split_key
from helpdesk.editions.derive import Imprint, content_digest, derive_file
from helpdesk.editions.documents import references_of
from helpdesk.editions.files import sha256_of
from helpdesk.editions.manifest import CURRENT, Manifest, edition_name
from helpdesk.editions.rows import Document
from helpdesk.editions.schema import SCHEMA, fingerprint
from helpdesk.starter.reader import read_starter

BUILT = datetime.datetime(2026, 11, 22, 4, 0, tzinfo=datetime.UTC)


@cache
def starter_documents() -> dict[str, Document]:
    """Every shipped document by key."""
    bodies = {key: complete_body(*split_key(key), body) for key, body in read_starter().items()}
    return {key: Document.of(key, body) for key, body in bodies.items()}


PLACES = {"CN", "110000", "120000", "330100"}
"""Whose rules are enough to work on: the nation, two with dates of their own, one with a list of closing cases."""
FEW = {"article": 3, "office": 3, "region": 0, "outcome": 0, "evidence": 0, "instrument": 0}
"""Kinds of which a few are enough, or only those that others refer to."""


@cache
def few_documents() -> dict[str, Document]:
    """Some of every kind of shipped document, with all they refer to: reading the rest would only cost time."""
    documents = starter_documents()
    front = {key for key, document in documents.items() if document.kind not in {*FEW, "table", "case"}}
    for kind, number in FEW.items():
        front |= set(sorted(key for key, document in documents.items() if document.kind == kind)[:number])
    front |= {f"table:{key}" for key in natural_keys("table") if key.partition("@")[2] in PLACES}
    told = {key: set(documents[key].body["facts"].values()) for key in documents if key.startswith("case:")}
    front |= {key for key, values in told.items() if not {each for each in values if each.isdigit()} - PLACES}
    wanted: set[str] = set()
    while front:
        wanted |= front
        front = {found for key in front for found in references_of(key, documents[key].body)} - wanted
    told_places = {f"region:{value}" for key in wanted & told.keys() for value in told[key]}
    return {key: document for key, document in documents.items() if key in wanted | told_places}


def natural_keys(kind: str) -> list[str]:
    """The shipped documents of a kind."""
    return [document.natural_key for document in starter_documents().values() if document.kind == kind]


def build(folder: Path) -> Path:
    """Writes edition 1 into `folder` and makes it current."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = starter_documents()
    path = folder / edition_name(1)
    derive_file(path, documents, Imprint(1, None, BUILT, "starter"), documents)
    manifest = Manifest(
        1, path.name, sha256_of(path), content_digest(documents), SCHEMA, fingerprint(), BUILT, "starter", None,
        len(documents),
    )  # fmt: skip
    (folder / CURRENT).write_text(manifest.text())
    return folder


@pytest.fixture(scope="session")
def starter_folder(tmp_path_factory: Any) -> Path:
    """The folder of the edition, shared by every test of a run."""
    return build(tmp_path_factory.mktemp("editions"))


@pytest.fixture(autouse=True)
def starter_edition(settings: Any, starter_folder: Path) -> Iterator[None]:
    """The site answers from the starter edition."""
    settings.EDITIONS_DIR = starter_folder
    return
