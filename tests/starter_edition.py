"""The starter content as an edition, made once per run without the editorial database, for tests of public pages."""

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpdesk.editions.bodies import complete_body
from helpdesk.editions.content import split_key
from helpdesk.editions.derive import Imprint, content_digest, derive_file
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
