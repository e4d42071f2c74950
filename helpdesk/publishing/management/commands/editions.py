"""manage.py editions: every edition there is, and which one is current."""

from pathlib import Path
from typing import Any

from django.conf import settings

from helpdesk.editions.clock import SHANGHAI
from helpdesk.editions.manifest import Manifest
from helpdesk.editions.reporting import Report, ReportingCommand
from helpdesk.publishing.folder import current_manifest, kept_manifests


class Command(ReportingCommand):
    """Lists the editions."""

    help = "List the editions, newest first; the current one is marked."

    def report(self, **_options: Any) -> Report:
        """Look and tell."""
        folder = Path(settings.EDITIONS_DIR)
        current = current_manifest(folder)
        manifests = {manifest.number: manifest for manifest in kept_manifests(folder)}
        if current is not None:
            manifests.setdefault(current.number, current)
        rows = [row(folder, manifests[number], current) for number in sorted(manifests, reverse=True)]
        return Report([line(manifests[row["edition"]], row) for row in rows] or ["No edition yet."], {"editions": rows})


def row(folder: Path, manifest: Manifest, current: Manifest | None) -> dict[str, Any]:
    """One edition for programs. `readable` says whether its file is still there, so that one can go back to it."""
    return {
        "edition": manifest.number,
        "current": current is not None and current.number == manifest.number,
        "built_at": manifest.built_at.isoformat(),
        "note": manifest.note,
        "accepted_less": manifest.accepted_less,
        "parent": manifest.parent,
        "documents": manifest.documents,
        "digest": manifest.digest,
        "schema": manifest.schema,
        "readable": (folder / manifest.file).exists(),
    }


def line(manifest: Manifest, row: dict[str, Any]) -> str:
    """One edition for people, times in Shanghai."""
    mark = "*" if row["current"] else " "
    built = manifest.built_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    after = f"after {manifest.parent}" if manifest.parent else "the first"
    gone = "" if row["readable"] else "  (its file is gone)"
    less = f"  (fewer definite answers, accepted: {manifest.accepted_less})" if manifest.accepted_less else ""
    told = f"{mark} {manifest.number:>4}  {built}  {manifest.documents} documents, {after}  {manifest.note}"
    return f"{told}{less}{gone}".rstrip()
