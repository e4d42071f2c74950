"""Publishing: drafts become the current edition, whole or not at all.

Each step is a named function, so that a test can kill the program inside any of them. Until the rename in `switch_to`
readers see the old edition; from it on they see the new one.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from helpdesk.editions.acceptance import verify_file
from helpdesk.editions.clock import SHANGHAI
from helpdesk.editions.derive import Imprint
from helpdesk.editions.documents import Document
from helpdesk.editions.edition import stored_documents, upgraded
from helpdesk.editions.manifest import Manifest, Withdrawn, edition_name, manifest_name
from helpdesk.editions.schema import fingerprint
from helpdesk.eligibility.proofs.fault import Fault, Severity
from helpdesk.policies.findings import finding_json
from helpdesk.publishing import check
from helpdesk.publishing.build import build_edition
from helpdesk.publishing.candidate import Candidate, choose
from helpdesk.publishing.drafts import read_drafts
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.fallen import Accepted, refuse_less
from helpdesk.publishing.folder import clear_leftovers, current_manifest, kept_manifest, reserve_number, switch_to
from helpdesk.publishing.lock import publishing_lock

FEW = 20


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish came to. Unless `is_new` there was nothing to publish, and `manifest` is the edition before."""

    manifest: Manifest
    candidate: Candidate | None
    warnings: tuple[Fault, ...]
    is_new: bool
    accepted: Accepted = field(default_factory=Accepted)


def publish(
    note: str, *, at: datetime.datetime, only: Collection[str] = (), with_missing: bool = False, if_none: bool = False,
    accept_less: str = "",
) -> Published:  # fmt: skip
    """Publishes all drafts, or those in `only`, at the time `at`.

    Raises PublishError, EditionError or DocumentError with nothing changed, apart from a number used up.
    `if_none` publishes the first edition only and is content when there is one. `accept_less` is the reason why fewer
    people may get a definite answer than before; without it such an edition is refused.
    """
    folder = Path(settings.EDITIONS_DIR)
    with publishing_lock(folder):
        clear_leftovers(folder)
        parent = current_manifest(folder)
        if parent is not None and if_none:
            return Published(parent, None, (), is_new=False)
        candidate = choose_documents(folder, parent, only, with_missing)
        if parent is not None and not candidate.changes.count:
            return Published(parent, candidate, (), is_new=False)
        warnings = refuse_errors(candidate.documents)
        accepted = Accepted()
        if parent is not None:
            day = at.astimezone(SHANGHAI).date()
            before = documents_of(folder, parent)
            accepted = refuse_less(parent.number, before, candidate.documents, day, accept_less)
        imprint = Imprint(reserve_number(folder), parent.number if parent else None, at, note)
        manifest = build_edition(folder, candidate.documents, imprint)
        manifest = replace(
            manifest, withdrawn=candidate.withdrawn, switched_at=at, accepted_less=accepted.reason
        )  # fmt: skip
        switch_to(folder, manifest)
    return Published(manifest, candidate, warnings, is_new=True, accepted=accepted)


def choose_documents(folder: Path, parent: Manifest | None, only: Collection[str], with_missing: bool) -> Candidate:
    """The next edition's documents, from a snapshot of the drafts and the parent's file."""
    drafts = read_drafts()
    if parent is None:
        if not drafts:
            raise PublishError("There are no drafts to publish. `manage.py load_starter` loads the content shipped.")
        return choose(drafts, {}, (), only, with_missing)
    return choose(drafts, documents_of(folder, parent), withdrawn_now(folder, parent), only, with_missing)


def documents_of(folder: Path, manifest: Manifest) -> dict[str, Document]:
    """The documents of an edition as this code reads them; a damaged file is an EditionError."""
    verify_file(folder / manifest.file, manifest)
    return upgraded(stored_documents(folder / manifest.file))


def withdrawn_now(folder: Path, manifest: Manifest) -> tuple[Withdrawn, ...]:
    """What is withdrawn, with the digests this code gives to documents that an older release wrote."""
    rows = []
    for number in sorted({row.edition for row in manifest.withdrawn}):
        found = [row for row in manifest.withdrawn if row.edition == number]
        if (folder / manifest_name(number)).exists() and (folder / edition_name(number)).exists():
            kept = kept_manifest(folder, number)
            if kept.fingerprint != fingerprint():
                now = documents_of(folder, kept)
                found = [replace(row, digest=now[row.key].digest) if row.key in now else row for row in found]
        rows += found
    return tuple(rows)


def refuse_errors(documents: dict[str, Document]) -> tuple[Fault, ...]:
    """The warnings of every check; errors are a PublishError that tells each with its row."""
    findings = check.findings(documents)
    errors = [found for found in findings if found.severity == Severity.ERROR]
    if errors:
        raise PublishError(
            "\n".join(errors_told(errors)), findings=[finding_json(found, documents) for found in errors]
        )
    return tuple(findings)


def errors_told(errors: Sequence[Fault]) -> list[str]:
    """The refusal: each error with its document, in both languages, and the person whom it would hit."""
    lines = [
        f"The checks found {len(errors)} error{'s' if len(errors) > 1 else ''}; nothing was published.",
        f"检查发现{len(errors)}处错误，没有发布。",
    ]
    for found in errors[:FEW]:
        lines += [f"- {found.document}: {found.message.en}", f"  {found.message.zh}"]
        if found.example is not None and found.example.text.en not in found.message.en:
            lines += [f"  {found.example.text.en}", f"  {found.example.text.zh}"]
    more = len(errors) - FEW
    return [*lines, *([f"- and {more} more: `manage.py check_rules` lists all"] if more > 0 else [])]
