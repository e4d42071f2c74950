"""What the next edition holds: all drafts, or the parent's with some drafts taken; closed over references."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from helpdesk.editions.documents import Document, references_of
from helpdesk.editions.manifest import Withdrawn
from helpdesk.editions.reporting import FEW, listed
from helpdesk.publishing.errors import PublishError

GONE = ""
"""The digest that stands for a document that is not there."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of the documents in which two sets differ, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many documents differ."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The next edition's documents, how they differ from the parent's, and which drafts stay withdrawn."""

    documents: dict[str, Document]
    changes: Changes
    withheld: tuple[str, ...]
    withdrawn: tuple[Withdrawn, ...]


def choose(
    drafts: Mapping[str, Document],
    parent: Mapping[str, Document],
    withdrawn: Collection[Withdrawn],
    only: Collection[str] = (),
    with_missing: bool = False,
) -> Candidate:
    """All drafts but the withdrawn ones, or the parent's documents with just the keys in `only` replaced or removed.

    A document that refers to a missing one is refused, with the keys that would mend it, unless `with_missing` takes
    those along.
    """
    back = {(row.key, row.digest) for row in withdrawn}
    if only:
        refuse_unknown(only, drafts, parent)
        take = set(only)
    else:
        take = {key for key in drafts.keys() | parent.keys() if (key, _digest(drafts, key)) not in back}
    documents = dict(parent)
    _take(documents, drafts, take)
    close_references(documents, drafts, with_missing)
    return Candidate(
        documents=documents,
        changes=differences(parent, documents),
        withheld=tuple(
            sorted(key for key, digest in back if _digest(drafts, key) == digest != _digest(documents, key))
        ),
        withdrawn=tuple(row for row in withdrawn if _digest(documents, row.key) != row.digest),
    )


def close_references(documents: dict[str, Document], drafts: Mapping[str, Document], with_missing: bool) -> None:
    """Sees that every document referred to is there; adds drafts when allowed to, and refuses otherwise."""
    missing = missing_references(documents)
    while with_missing and (found := missing.keys() & drafts.keys()):
        _take(documents, drafts, found)
        missing = missing_references(documents)
    if missing:
        raise PublishError(
            _missing_text(missing, drafts),
            missing=[
                {"key": key, "needed_by": sorted(users), "in_drafts": key in drafts}
                for key, users in sorted(missing.items())
            ],
        )


def missing_references(documents: Mapping[str, Document]) -> dict[str, set[str]]:
    """Key of a document that is not there -> keys of those that refer to it."""
    missing: dict[str, set[str]] = {}
    for key, document in documents.items():
        for target in references_of(key, document.body):
            if target not in documents:
                missing.setdefault(target, set()).add(key)
    return missing


def differences(before: Mapping[str, Document], after: Mapping[str, Document]) -> Changes:
    """What one set of documents has that another has not."""
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(key for key in after.keys() & before.keys() if after[key].digest != before[key].digest)),
        removed=tuple(sorted(before.keys() - after.keys())),
    )


def refuse_unknown(only: Collection[str], drafts: Mapping[str, Document], parent: Mapping[str, Document]) -> None:
    """A key that is neither a draft nor published is a typing error."""
    unknown = sorted(key for key in only if key not in drafts and key not in parent)
    if unknown:
        raise PublishError(
            f"There is no document {', '.join(unknown)}, neither a draft nor published. Write KIND:KEY, for example "
            "region:120000.",
            unknown=unknown,
        )


def _take(documents: dict[str, Document], drafts: Mapping[str, Document], keys: Collection[str]) -> None:
    for key in keys:
        if key in drafts:
            documents[key] = drafts[key]
        else:
            documents.pop(key, None)


def _digest(documents: Mapping[str, Document], key: str) -> str:
    return documents[key].digest if key in documents else GONE


def _missing_text(missing: Mapping[str, set[str]], drafts: Mapping[str, Document]) -> str:
    lines = [f"{key}, needed by {listed(users)}" for key, users in sorted(missing.items())]
    told = "; ".join(lines[:FEW]) + (f"; and {len(lines) - FEW} more" if len(lines) > FEW else "")
    offered = sorted(missing.keys() & drafts.keys())
    nowhere = sorted(missing.keys() - drafts.keys())
    repair = ""
    if offered:
        repair += f" There is a draft of {listed(offered)}: --with-missing takes what is missing along."
    if nowhere:
        repair += f" There is no draft of {listed(nowhere)}: write it, or change what refers to it."
    return f"Documents are missing: {told}.{repair}"
