"""The rulebook of an edition, read once per process."""

import json
from functools import lru_cache
from typing import Protocol

from helpdesk.eligibility import Rulebook, read_rulebook
from helpdesk.policies.rulebook import BLOB


class HasRulebook(Protocol):
    """What we need of an edition."""

    @property
    def digest(self) -> str:
        """The content digest."""
        ...

    def blob(self, name: str) -> bytes:
        """A derived blob."""
        ...


class Source:
    """Makes an edition hashable by its content, so that the cache holds one rulebook per content."""

    def __init__(self, edition: HasRulebook) -> None:
        self.edition = edition

    def __hash__(self) -> int:
        return hash(self.edition.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and other.edition.digest == self.edition.digest


@lru_cache(maxsize=3)
def _read(source: Source) -> Rulebook:
    return read_rulebook(json.loads(source.edition.blob(BLOB)))


def rulebook(edition: HasRulebook) -> Rulebook:
    """The rulebook of an edition; kept for the last few editions a process has served."""
    return _read(Source(edition))
