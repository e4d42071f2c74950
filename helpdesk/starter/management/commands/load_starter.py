"""manage.py load_starter: the content the site ships with, as drafts."""

from dataclasses import asdict
from typing import Any, ClassVar

from helpdesk.editions.reporting import Report, ReportingCommand, listed
from helpdesk.starter.load import Loaded, load_starter
from helpdesk.starter.reader import StarterError, read_starter


class Command(ReportingCommand):
    """Loads the starter documents, and says what became of each."""

    help = "Load the content the site ships with as drafts. What staff edited or deleted stays as it is."
    refusals: ClassVar = (*ReportingCommand.refusals, StarterError)

    def report(self, **_options: Any) -> Report:
        """Load and tell."""
        loaded = load_starter(read_starter())
        return Report(sentences(loaded), asdict(loaded))


def sentences(loaded: Loaded) -> list[str]:
    """What happened, for people."""
    told = [
        f"{len(loaded.added)} documents added, {len(loaded.updated)} updated, {len(loaded.unchanged)} as they were."
    ]
    if loaded.edited:
        told.append(f"Left alone, because they were edited here: {listed(loaded.edited)}.")
    if loaded.deleted:
        told.append(f"Not brought back, because they were deleted here: {listed(loaded.deleted)}.")
    if loaded.retired:
        told.append(f"No longer shipped, left as they are: {listed(loaded.retired)}.")
    return told
