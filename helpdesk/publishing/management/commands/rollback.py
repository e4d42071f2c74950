"""manage.py rollback N: an older edition becomes current again."""

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from helpdesk.editions.clock import now
from helpdesk.editions.reporting import Report, ReportingCommand, listed
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.rollback import rollback


class Command(ReportingCommand):
    """Rolls back, and says what was withdrawn."""

    help = "Make edition N current again. What that takes back stays out of routine publishes."
    refusals: ClassVar = (*ReportingCommand.refusals, PublishError)

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to go back to."""
        super().add_arguments(parser)
        parser.add_argument("number", type=int, metavar="N", help="number of the edition, as `editions` lists it")

    def report(self, **options: Any) -> Report:
        """Roll back and tell."""
        done = rollback(options["number"], at=now())
        keys = sorted({row.key for row in done.withdrawn})
        left = f" instead of {done.left.number}" if done.left else ""
        sentences = [f"Edition {done.manifest.number} is current{left}."]
        if keys:
            sentences.append(f"Withdrawn until edited again or named: {listed(keys)}.")
        if done.problem:
            sentences.append(done.problem)
        content = {
            "edition": done.manifest.number,
            "left": done.left.number if done.left else None,
            "digest": done.manifest.digest,
            "withdrawn": [{"key": row.key, "digest": row.digest, "edition": row.edition} for row in done.withdrawn],
            "problem": done.problem,
        }
        return Report(sentences, content)
