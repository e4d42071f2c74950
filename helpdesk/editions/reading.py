"""The current edition of this machine: found, verified and kept, by looking at the manifest now and then.

One `Reader` stands for the editions folder in a process. There is no thread: the middleware calls `current_edition`
before each view, which looks at the disk at most every 250 ms.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from helpdesk.editions.acceptance import accept
from helpdesk.editions.edition import Edition, reading_from
from helpdesk.editions.errors import EditionError
from helpdesk.editions.manifest import CURRENT, LAST, Manifest, manifest_name, read_manifest
from helpdesk.editions.schema import SCHEMA

__all__ = ["Edition", "EditionState", "current_edition", "edition_numbered", "edition_state", "reading_from"]

LOOK_EVERY = 0.25
"""Seconds between two looks at the manifest."""

FileMark = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class EditionState:
    """What /readyz tells: the edition served, what is wrong if anything, and the schemas found and expected."""

    edition: Edition | None
    problem: str
    schema_found: int | None
    schema_expected: int


class Reader:
    """The edition that is current in a folder, as this process last accepted it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.edition: Edition | None = None
        self.problem = ""
        self.schema_found: int | None = None
        self._looked = float("-inf")
        self._seen: tuple[FileMark | None, ...] | None = None
        self._wanted = folder / CURRENT
        self._wanted_mark: FileMark | None = None
        self._served_mark: FileMark | None = None
        self._accepted: dict[tuple[FileMark | None, Manifest], tuple[Edition, FileMark | None]] = {}
        self._lock = threading.Lock()

    def current(self) -> Edition | None:
        """The edition to answer from. A refused one leaves the former in place, and its reason in `problem`."""
        if time.monotonic() - self._looked < LOOK_EVERY:
            return self.edition
        # Whoever comes while another thread looks goes on with the former edition; only the very first have to wait.
        if self._lock.acquire(blocking=self.edition is None):
            try:
                self._look()
            finally:
                self._lock.release()
        return self.edition

    def _look(self) -> None:
        """Three stats; more only when the manifest, the file it names or the file being served has changed."""
        manifest = _mark(self.folder / CURRENT)
        if self._seen != (manifest, _mark(self._wanted), self._mark_of_served()):
            self._take()
            # Marks from before the files were read: what changed meanwhile is seen at the next look.
            self._seen = (manifest, self._wanted_mark, self._served_mark)
        self._looked = time.monotonic()

    def _take(self) -> None:
        problems: list[str] = []
        accepted = None
        for place, manifest in enumerate(self._candidates(problems)):
            if place == 0:
                self._wanted, self.schema_found = self.folder / manifest.file, manifest.schema
                self._wanted_mark = _mark(self._wanted)
            try:
                accepted = self._accept(manifest)
                break
            except EditionError as error:
                problems.append(str(error))
        if accepted is not None:
            self.edition, self._served_mark = accepted
        elif self.edition is not None and not self._serves_well() and self._mark_of_served() is not None:
            self.edition, self._served_mark = None, None  # damaged; one merely deleted is still open and still right
        self.problem = " ".join(problems)

    def _candidates(self, problems: list[str]) -> Iterator[Manifest]:
        """The current edition. If it is refused we stay with the former one. On a cold start, or when the former's file
        is damaged too, its parent, and so on: what was current in between and withdrawn is nobody's parent."""
        manifest = self._read(CURRENT, problems)
        if manifest is None and not self._serves_well():
            manifest = self._read(LAST, problems)
        if manifest is None:
            return
        yield manifest
        if self._serves_well():
            return
        while manifest is not None and manifest.parent is not None:
            manifest = self._read(manifest_name(manifest.parent), problems)
            if manifest is not None:
                yield manifest

    def _read(self, name: str, problems: list[str]) -> Manifest | None:
        try:
            return read_manifest(self.folder / name)
        except EditionError as error:
            problems.append(str(error))
            return None

    def _accept(self, manifest: Manifest) -> tuple[Edition, FileMark | None]:
        """Verified once per file: an edition seen before is taken again without reading it, unless its file changed."""
        path = self.folder / manifest.file
        seen = (_mark(path), manifest.lasting())
        found = self._accepted.get(seen)
        if found is None or not found[0].path.exists():
            edition = accept(self.folder, manifest)
            found = self._accepted[seen] = (edition, seen[0] if edition.path == path else _mark(edition.path))
        return found

    def _serves_well(self) -> bool:
        """Whether there is a former edition and its file is still the one that was accepted."""
        return self.edition is not None and self._mark_of_served() == self._served_mark

    def _mark_of_served(self) -> FileMark | None:
        return _mark(self.edition.path) if self.edition else None


def _mark(path: Path) -> FileMark | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (path.name, found.st_mtime_ns, found.st_size, found.st_ino)


_readers: dict[Path, Reader] = {}
_readers_lock = threading.Lock()


def reader() -> Reader:
    """This process's reader of `settings.EDITIONS_DIR`."""
    folder = Path(settings.EDITIONS_DIR)
    found = _readers.get(folder)
    if found is None:
        with _readers_lock:
            found = _readers.setdefault(folder, Reader(folder))
    return found


def current_edition() -> Edition | None:
    """The edition to answer from, or None when there is none that can be served."""
    return reader().current()


def edition_state() -> EditionState:
    """What is served and what is wrong, after a look at the manifest."""
    found = reader()
    edition = found.current()
    return EditionState(edition, found.problem, found.schema_found, SCHEMA)


def edition_numbered(number: int) -> Edition:
    """Any edition still on this machine, verified; read it inside `with reading_from(edition):`."""
    folder = Path(settings.EDITIONS_DIR)
    current = folder / CURRENT
    kept = folder / manifest_name(number)
    manifest = read_manifest(kept if kept.exists() or not current.exists() else current)
    if manifest.number != number:
        raise EditionError(f"There is no edition {number}. `manage.py editions` lists those there are.")
    return accept(folder, manifest)
