"""Going back to an older edition, at once and without the editorial database."""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from helpdesk.editions.acceptance import verify_file
from helpdesk.editions.documents import Document
from helpdesk.editions.edition import stored_documents
from helpdesk.editions.errors import EditionError
from helpdesk.editions.manifest import CURRENT, LAST, Manifest, Withdrawn, read_manifest
from helpdesk.publishing.candidate import GONE, differences
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.folder import clear_leftovers, kept_manifest, switch_to
from helpdesk.publishing.lock import publishing_lock


@dataclass(frozen=True, slots=True)
class RolledBack:
    """The edition that is current now, the one that was, and what was taken back. `problem` when that is not known."""

    manifest: Manifest
    left: Manifest | None
    withdrawn: tuple[Withdrawn, ...]
    problem: str


def rollback(number: int, *, at: datetime.datetime) -> RolledBack:
    """Makes edition `number` current again, and the parent of the next one.

    The versions it takes back are marked withdrawn: a routine publish leaves them out until edited again, or named.
    """
    folder = Path(settings.EDITIONS_DIR)
    with publishing_lock(folder):
        current = readable(folder / CURRENT)
        if current is not None:
            if current.number == number:
                raise PublishError(f"Edition {number} is the current one. There is nothing to go back to.")
            clear_leftovers(folder)
        left = current or readable(folder / LAST)
        target = kept_manifest(folder, number)
        verify_file(folder / target.file, target)
        withdrawn, problem = what_is_withdrawn(folder, left, target)
        came_from = left.number if left else None
        manifest = replace(target, withdrawn=withdrawn, switched_at=at, came_from=came_from)
        switch_to(folder, manifest)
    return RolledBack(manifest, left, withdrawn, problem)


def readable(path: Path) -> Manifest | None:
    """A manifest, or None where it is missing or damaged: going back is the repair for that."""
    try:
        return read_manifest(path)
    except EditionError:
        return None


def what_is_withdrawn(folder: Path, left: Manifest | None, target: Manifest) -> tuple[tuple[Withdrawn, ...], str]:
    """The versions that stay withdrawn: what was so before and what this takes back, apart from what `target` holds."""
    if left is None:
        return (), "No readable manifest said which edition was current, so nothing is marked as withdrawn."
    after = stored_documents(folder / target.file)
    rows = {(row.key, row.digest): row for row in left.withdrawn}
    problem = ""
    if target.number < left.number:
        try:
            before = stored_documents(folder / left.file)
        except EditionError as error:
            problem = (
                f"What edition {left.number} had changed is not known: {error} Look at the drafts before publishing."
            )
        else:
            rows |= {(row.key, row.digest): row for row in taken_back(before, after, left.number)}
    held = {(key, document.digest) for key, document in after.items()}
    kept = [row for pair, row in rows.items() if pair not in held and not (row.digest == GONE and row.key not in after)]
    return tuple(sorted(kept, key=lambda row: (row.key, row.digest))), problem


def taken_back(before: dict[str, Document], after: dict[str, Document], number: int) -> list[Withdrawn]:
    """The versions of edition `number` that the other set does not hold."""
    changes = differences(after, before)
    versions = [Withdrawn(key, before[key].digest, number) for key in (*changes.added, *changes.changed)]
    return [*versions, *(Withdrawn(key, GONE, number) for key in changes.removed)]
