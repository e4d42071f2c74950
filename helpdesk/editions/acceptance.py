"""Whether an edition file may be served: whole, as published, and of a schema this code reads."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from helpdesk.editions.derive import Imprint, derive_file
from helpdesk.editions.edition import Edition, imprint_in, open_file, stored_documents, upgraded
from helpdesk.editions.errors import DocumentError, EditionError
from helpdesk.editions.files import move_into_place, sha256_of
from helpdesk.editions.manifest import Manifest
from helpdesk.editions.schema import SCHEMA, fingerprint

LOCAL = "local"
"""Folder beside the editions for files that this machine derived again for its own code."""


def accept(folder: Path, manifest: Manifest) -> Edition:
    """The edition of a manifest, fit to be served by this code; an EditionError says why it is refused."""
    path = folder / manifest.file
    verify_file(path, manifest)
    if manifest.schema > SCHEMA:
        raise EditionError(
            f"Edition {manifest.number} has schema {manifest.schema}, newer than this code's {SCHEMA}. "
            "Update the code on this machine; until then the edition before is served."
        )
    if (manifest.schema, manifest.fingerprint) != (SCHEMA, fingerprint()):
        path = derived_again(folder, manifest, path)
    return Edition(
        number=manifest.number, digest=manifest.digest, schema=manifest.schema, built_at=manifest.built_at,
        note=manifest.note, parent=manifest.parent, path=path,
    )  # fmt: skip


def verify_file(path: Path, manifest: Manifest) -> None:
    """Refuses a file that is not, byte for byte, the one the manifest describes."""
    try:
        found = sha256_of(path)
    except OSError as error:
        raise EditionError(f"{path} cannot be read: {error.strerror}. Put the file back, or roll back.") from error
    if found != manifest.sha256:
        raise EditionError(
            f"{path} is damaged: its SHA-256 begins {found[:12]}, the manifest says {manifest.sha256[:12]}. "
            "Put back a copy, or roll back to another edition."
        )
    imprint = imprint_in(path)
    if (imprint["number"], imprint["digest"]) != (manifest.number, manifest.digest):
        raise EditionError(
            f"{path} says it is edition {imprint['number']}, the manifest says {manifest.number}. "
            "Put the right file or the right manifest back."
        )


def derived_again(folder: Path, manifest: Manifest, path: Path) -> Path:
    """A local file with the same documents, number and content digest, in the tables of this code.

    Made once for a release, whichever worker comes first; the others wait for it.
    """
    target = folder / LOCAL / f"edition-{manifest.number}-{manifest.digest[:12]}-{fingerprint()}.sqlite3"
    try:
        target.parent.mkdir(exist_ok=True)
        with _one_at_a_time(target):
            if not _is_sound(target, manifest):
                _derive(target, manifest, path)
    except DocumentError as error:
        raise EditionError(
            f"Edition {manifest.number} was made by another release and cannot be read by this one: {error} "
            "Publish again with this code, or go back to that release."
        ) from error
    except Exception as error:  # whatever it is, the public is served from the former edition and staff read why
        raise EditionError(
            f"Edition {manifest.number} was made by another release and has to be derived again in {target.parent}, "
            f"which failed ({type(error).__name__}: {error}). Mend that, or publish again with this code."
        ) from error
    return target


def _derive(target: Path, manifest: Manifest, path: Path) -> None:
    stored = stored_documents(path)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    imprint = Imprint(manifest.number, manifest.parent, manifest.built_at, manifest.note)
    derive_file(draft, upgraded(stored), imprint, stored)
    move_into_place(draft, target)


def _is_sound(target: Path, manifest: Manifest) -> bool:
    try:
        imprint = imprint_in(target)
        with closing(open_file(target)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except (EditionError, sqlite3.Error):
        return False
    return sound and (imprint["digest"], imprint["fingerprint"]) == (manifest.digest, fingerprint())


@contextmanager
def _one_at_a_time(target: Path) -> Iterator[None]:
    with target.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
