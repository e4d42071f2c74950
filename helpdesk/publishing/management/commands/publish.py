"""manage.py publish: drafts become the current edition after the checks."""

from argparse import ArgumentTypeError
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from helpdesk.editions.clock import now
from helpdesk.editions.reporting import Report, ReportingCommand, listed
from helpdesk.policies.findings import finding_json
from helpdesk.publishing.candidate import Candidate
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.publish import Published, publish


class Command(ReportingCommand):
    """Publishes, and says what changed."""

    help = "Publish the drafts as a new edition, after the checks. All of them, or only those named."
    refusals: ClassVar = (*ReportingCommand.refusals, PublishError)

    def add_arguments(self, parser: CommandParser) -> None:
        """What to publish, and why."""
        super().add_arguments(parser)
        parser.add_argument("--note", default="", help="why, in a sentence; it stays with the edition")
        parser.add_argument("--only", nargs="+", default=[], metavar="KIND:KEY", help="just these documents")
        parser.add_argument("--with-missing", action="store_true", help="and the drafts that they refer to")
        parser.add_argument("--if-none", action="store_true", help="only when no edition has been published yet")
        parser.add_argument(
            "--accept-less", type=a_reason, metavar="REASON",
            help="publish although fewer people get a definite answer; the reason stays with the edition",
        )  # fmt: skip

    def report(self, **options: Any) -> Report:
        """Publish and tell."""
        published = publish(
            options["note"],
            at=now(),
            only=options["only"],
            with_missing=options["with_missing"],
            if_none=options["if_none"],
            accept_less=options["accept_less"] or "",
        )
        return Report(sentences(published), content(published))


def a_reason(text: str) -> str:
    """The reason, which has to say something."""
    if not text.strip():
        raise ArgumentTypeError("say why, in a sentence / 请写明原因")
    return text.strip()


def sentences(published: Published) -> list[str]:
    """What happened, for people."""
    manifest, candidate = published.manifest, published.candidate
    if not published.is_new:
        reason = "nothing differs from it" if candidate else "it was published before"
        return [f"Edition {manifest.number} stays current: {reason}.", *_withheld(candidate)]
    told = [f"Edition {manifest.number} is current, with {manifest.documents} documents."]
    if candidate and manifest.parent is not None:
        changes = candidate.changes
        told.append(
            f"Since edition {manifest.parent}: {len(changes.added)} added, {len(changes.changed)} changed, "
            f"{len(changes.removed)} removed."
        )
    if published.accepted.reason:
        told.append(f"That fewer people get a definite answer was accepted: {published.accepted.reason}")
        told += [f"- {one.told.en}" for one in published.accepted.fallen]
    if published.warnings:
        told.append(f"The checks gave {len(published.warnings)} warnings: `manage.py check_rules` lists them.")
    return [*told, *_withheld(candidate)]


def content(published: Published) -> dict[str, Any]:
    """What happened, for programs."""
    manifest, candidate = published.manifest, published.candidate
    changes = candidate.changes if candidate else None
    return {
        "published": published.is_new,
        "edition": manifest.number,
        "parent": manifest.parent,
        "digest": manifest.digest,
        "built_at": manifest.built_at.isoformat(),
        "note": manifest.note,
        "documents": manifest.documents,
        "added": list(changes.added) if changes else [],
        "changed": list(changes.changed) if changes else [],
        "removed": list(changes.removed) if changes else [],
        "withheld": list(candidate.withheld) if candidate else [],
        "accepted_less": manifest.accepted_less,
        "fallen": [one.as_json() for one in published.accepted.fallen],
        "warnings": [finding_json(found) for found in published.warnings],
    }


def _withheld(candidate: Candidate | None) -> list[str]:
    if not (candidate and candidate.withheld):
        return []
    keys = listed(candidate.withheld)
    repair = "Edit them, or name them with --only to publish them again."
    return [f"Left out, because a rollback withdrew them: {keys}. {repair}"]
