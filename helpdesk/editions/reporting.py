"""Commands that tell people in sentences and programs in JSON, and exit 0 only when all is well."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from helpdesk.editions.errors import DocumentError, EditionError

FEW = 12


def listed(keys: Collection[str]) -> str:
    """Keys as a sentence names them: the first few, and how many more; programs get them all."""
    first = sorted(keys)
    return ", ".join(first[:FEW]) + (f" and {len(first) - FEW} more" if len(first) > FEW else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What a command has to say: sentences, the same as JSON, and whether all is well."""

    sentences: list[str]
    content: dict[str, Any]
    ok: bool = field(default=True)


class ReportingCommand(BaseCommand):
    """A command whose `report(**options)` gives a Report. A refusal becomes a report that is not ok, no traceback."""

    requires_system_checks: ClassVar[list[str]] = []
    refusals: ClassVar[tuple[type[Exception], ...]] = (DocumentError, EditionError)

    def add_arguments(self, parser: CommandParser) -> None:
        """`--format json`, beside what the command adds."""
        parser.add_argument("--format", choices=("text", "json"), default="text", help="sentences, or JSON")

    def report(self, **options: Any) -> Report:
        """What the command does."""
        raise NotImplementedError

    def handle(self, *_args: Any, **options: Any) -> None:
        """Runs the command and prints its report."""
        try:
            report = self.report(**options)
        except self.refusals as refusal:
            report = Report([str(refusal)], {"error": str(refusal), **getattr(refusal, "details", {})}, ok=False)
        except OSError as error:
            sentence = (
                f"{error.filename or 'A file'} cannot be read or written: {error.strerror or error}. Nothing changed."
            )
            report = Report([sentence], {"error": sentence}, ok=False)
        except DatabaseError as error:
            sentence = f"The editorial database does not answer as it should: {str(error).strip()}"
            report = Report([sentence], {"error": sentence}, ok=False)
        if options["format"] == "json":
            content = {"ok": report.ok, **report.content}
            self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str))
            if not report.ok:
                raise SystemExit(1)
        elif report.ok:
            self.stdout.write("\n".join(report.sentences))
        else:
            raise CommandError("\n".join(report.sentences))
