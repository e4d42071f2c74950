"""Old editions by number, as far as their rulebook goes: `rulebook-N.json.gz` is kept when the rest has been pruned.

Nothing here asks a database, apart from the current edition's own file where its rulebook has been lost.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from helpdesk.editions.acceptance import LOCAL
from helpdesk.editions.bodies import upgraded_body
from helpdesk.editions.clock import SHANGHAI
from helpdesk.editions.content import ContentModel
from helpdesk.editions.edition import Edition, reading_from
from helpdesk.editions.errors import EditionError
from helpdesk.editions.manifest import manifest_name, read_manifest, rulebook_name
from helpdesk.editions.rows import rows_of
from helpdesk.eligibility import Rulebook, RulebookError, Text, read_rulebook
from helpdesk.policies.published import rulebook
from helpdesk.policies.rulebook import BLOB

HIGHEST = 10**9
"""No edition has a higher number; a code that names one was put together by chance."""
CAN_GO_WRONG = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError)
Bodies = Mapping[str, Mapping[str, Any]]


class ArchiveError(LookupError):
    """An edition whose rulebook cannot be had: `message` names it, what is wrong and the repair."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True)
class Shelf:
    """The documents of one kind as rows of a model, without a database: asked as an edition's rows are."""

    model: type[ContentModel]
    bodies: Bodies

    def filter(self, *, key__in: Collection[str]) -> "Shelf":
        """Only these keys."""
        return replace(self, bodies={key: self.bodies[key] for key in key__in if key in self.bodies})

    def prefetch_related(self, *_names: str) -> "Shelf":
        """The parts of a row come with it."""
        return self

    def __iter__(self) -> Iterator[Any]:
        for key, body in self.bodies.items():
            row, *parts = rows_of(self.model.KIND, key, upgraded_body(self.model.KIND, key, dict(body)))
            row._prefetched_objects_cache = {  # type: ignore[attr-defined]
                name: [part for part in parts if isinstance(part, child)] for name, child in row.CHILDREN.items()
            }
            yield row


@dataclass(frozen=True)
class Archived:
    """An edition read from its rulebook. `published_on` is the day in Shanghai, None where its manifest is lost too."""

    number: int
    published_on: date | None
    rulebook: Rulebook
    documents: Mapping[str, Bodies]

    def all(self, model: type[ContentModel]) -> Shelf:
        """Every row of a model of which a rulebook holds the documents, as `Edition.all` gives them."""
        return Shelf(model, self.documents[model.KIND])


class _Content:
    """The bytes of a rulebook, known by their digest, so that the cache holds one rulebook per content."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.digest = hashlib.sha256(content).digest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and other.digest == self.digest


@lru_cache(maxsize=3)
def _read(source: _Content) -> tuple[Rulebook, Mapping[str, Bodies]]:
    found = json.loads(gzip.decompress(source.content))
    source.content = b""  # the cache keeps the key as long as the rulebook
    return read_rulebook(found), {kind: found["documents"].get(kind, {}) for kind in ("instrument", "evidence")}


def archived(number: int, current: Edition | None = None) -> Archived:
    """An edition by its number. Raises ArchiveError."""
    content = _packed(number, current)
    try:
        book, documents = _read(_Content(content))
    except RulebookError as error:
        raise _unreadable(number, error.message) from error
    except CAN_GO_WRONG as error:
        raise _unreadable(number, Text(f"It is damaged ({type(error).__name__}).", "文件已损坏。")) from error
    return Archived(number, _published_on(number), book, documents)


def lasting_rulebook(edition: Edition) -> Rulebook:
    """The rulebook that an edition's codes are read against at any later time.

    It is the one served, unless another release wrote the edition and this one derived it again for itself.
    """
    if edition.path.parent.name == LOCAL:
        return archived(edition.number, edition).rulebook
    return rulebook(edition)


def _packed(number: int, current: Edition | None) -> bytes:
    if number <= HIGHEST:
        try:
            return (Path(settings.EDITIONS_DIR) / rulebook_name(number)).read_bytes()
        except FileNotFoundError:
            if current is not None and current.number == number:
                with reading_from(current):
                    return gzip.compress(current.blob(BLOB), compresslevel=1, mtime=0)
        except OSError as error:
            problem = Text(f"It cannot be opened ({error.strerror}).", "文件打不开。")
            raise _unreadable(number, problem) from error
    raise ArchiveError(
        Text(
            f"This site has no edition {str(number)[:12]} of the rules. Compare the number or the code with the page it"
            " came from, or ask the question again.",
            f"本站没有规则第{str(number)[:12]}版。请与原来的页面核对，或重新提问。",
        )
    )


def _published_on(number: int) -> date | None:
    try:
        manifest = read_manifest(Path(settings.EDITIONS_DIR) / manifest_name(number))
    except EditionError:
        return None
    return manifest.built_at.astimezone(SHANGHAI).date()


def _unreadable(number: int, problem: Text) -> ArchiveError:
    name = rulebook_name(number)
    return ArchiveError(
        Text(
            f"The rules of edition {number} cannot be read here. {problem.en} Put back a copy of {name}.",
            f"规则第{number}版在这里读不出来。{problem.zh}请放回文件{name}的副本。",
        )
    )
