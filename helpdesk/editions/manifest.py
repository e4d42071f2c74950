"""The manifest: which edition is current, and what its file must be.

`current.json` is replaced by an atomic rename, and that rename is the moment of publishing and of rolling back. Beside
it: `edition-N.sqlite3`, `edition-N.json` (the manifest of each edition once current), `rulebook-N.json.gz`, and
`last.json` (a copy of current.json, read only when that one has been damaged).
"""

import datetime
import json
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from helpdesk.editions.bodies import canonical_json
from helpdesk.editions.errors import EditionError, shown

CURRENT = "current.json"
LAST = "last.json"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A version of a document that a rollback took back; "" as the digest stands for its deletion."""

    key: str
    digest: str
    edition: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One edition as its manifest describes it. `digest` is that of its documents, `sha256` that of the file."""

    number: int
    file: str
    sha256: str
    digest: str
    schema: int
    fingerprint: str
    built_at: datetime.datetime
    note: str
    parent: int | None
    documents: int
    withdrawn: tuple[Withdrawn, ...] = ()
    switched_at: datetime.datetime | None = None
    came_from: int | None = field(default=None)
    """The edition that was current before, where a rollback left it."""
    accepted_less: str = ""
    """Why it was published although fewer people get a definite answer than from its parent; "" when none do."""

    def lasting(self) -> "Manifest":
        """What it is, without how it became current."""
        return replace(self, withdrawn=(), switched_at=None, came_from=None)

    def text(self) -> str:
        """The manifest as the JSON of its file."""
        plain = {column.name: _plain(getattr(self, column.name)) for column in fields(self)}
        return canonical_json(plain) + "\n"


def manifest_name(number: int) -> str:
    """Name of the manifest kept for an edition."""
    return f"edition-{number}.json"


def edition_name(number: int) -> str:
    """Name of an edition's file."""
    return f"edition-{number}.sqlite3"


def rulebook_name(number: int) -> str:
    """Name of an edition's rulebook, kept for ever."""
    return f"rulebook-{number}.json.gz"


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file; anything but a whole one is an EditionError that says what is wrong with it."""
    try:
        found = json.loads(path.read_bytes())
        return _manifest(found)
    except OSError as error:
        raise EditionError(f"{path} cannot be read: {error.strerror}. Publish, or put the file back.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise EditionError(
            f"{path} is not a whole manifest ({type(error).__name__}: {error}). Put back a copy, or run "
            "`manage.py rollback N` to write it again."
        ) from error


def _manifest(found: Any) -> Manifest:
    name = found["file"]
    if not isinstance(name, str) or Path(name).name != name:
        raise ValueError(f"file is {shown(name)}, not the name of a file in the same folder")
    switched = found.get("switched_at")
    return Manifest(
        number=int(found["number"]),
        file=name,
        sha256=str(found["sha256"]),
        digest=str(found["digest"]),
        schema=int(found["schema"]),
        fingerprint=str(found["fingerprint"]),
        built_at=datetime.datetime.fromisoformat(found["built_at"]),
        note=str(found["note"]),
        parent=None if found["parent"] is None else int(found["parent"]),
        documents=int(found["documents"]),
        withdrawn=tuple(Withdrawn(row["key"], row["digest"], row["edition"]) for row in found.get("withdrawn", [])),
        switched_at=datetime.datetime.fromisoformat(switched) if switched else None,
        came_from=found.get("came_from"),
        accepted_less=str(found.get("accepted_less", "")),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="seconds")
    if isinstance(value, tuple):
        return [{"key": row.key, "digest": row.digest, "edition": row.edition} for row in value]
    return value
