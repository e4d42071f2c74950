"""Building the files of a new edition under names that nobody reads yet."""

import datetime
import gzip
from collections.abc import Mapping
from pathlib import Path

from helpdesk.editions.derive import Imprint, content_digest, derive_file
from helpdesk.editions.documents import Document
from helpdesk.editions.files import move_into_place, sha256_of, write_whole
from helpdesk.editions.manifest import Manifest, edition_name, rulebook_name
from helpdesk.editions.schema import SCHEMA, fingerprint
from helpdesk.publishing.folder import BUILDING


def build_edition(folder: Path, documents: Mapping[str, Document], imprint: Imprint) -> Manifest:
    """Writes the edition's file and rulebook, whole and durable, and gives its manifest, which is not yet current."""
    draft = folder / f"{BUILDING}{imprint.number}.sqlite3"
    try:
        rulebook = derive_file(draft, documents, imprint, documents)
    except BaseException:
        for path in folder.glob(f"{draft.name}*"):  # a full disk needs the space back
            path.unlink()
        raise
    manifest = Manifest(
        number=imprint.number,
        file=edition_name(imprint.number),
        sha256=sha256_of(draft),
        digest=content_digest(documents),
        schema=SCHEMA,
        fingerprint=fingerprint(),
        built_at=imprint.built_at.astimezone(datetime.UTC),
        note=imprint.note,
        parent=imprint.parent,
        documents=len(documents),
    )
    place_edition(draft, folder / manifest.file)
    write_rulebook(folder / rulebook_name(imprint.number), rulebook)
    return manifest


def place_edition(draft: Path, path: Path) -> None:
    """Gives the finished file its name. Numbers are never used twice, so no reader has a file of this name open."""
    move_into_place(draft, path)


def write_rulebook(path: Path, rulebook: bytes) -> None:
    """The rulebook, packed; the same rulebook gives the same bytes on any day."""
    write_whole(path, gzip.compress(rulebook, mtime=0))
