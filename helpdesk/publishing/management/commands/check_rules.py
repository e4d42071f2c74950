"""manage.py check_rules: every check on the drafts, or on an edition; each finding with the row it stands in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.editions.documents import read_documents
from helpdesk.editions.edition import stored_documents, upgraded
from helpdesk.editions.errors import EditionError
from helpdesk.editions.reading import edition_numbered
from helpdesk.eligibility.fault import Severity
from helpdesk.policies.management.telling import add_format, print_json
from helpdesk.publishing.check import findings


class Command(BaseCommand):
    """Prints findings; exits 0 only when there is no error."""

    help = "Run every check there is on the drafts (or on edition N)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Arguments as in the architecture page."""
        parser.add_argument("--edition", type=int, metavar="N", help="check edition N instead of the drafts")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and tell."""
        documents = self.documents(options["edition"])
        found = findings(documents)
        errors = [fault for fault in found if fault.severity is Severity.ERROR]
        if options["format"] == "json":
            rows = [
                {
                    "severity": fault.severity.value, "code": fault.code, "document": fault.document, "row": fault.row,
                    "message": fault.message.as_json(),
                }
                for fault in found
            ]  # fmt: skip
            print_json(self.stdout, {"documents": len(documents), "errors": len(errors), "findings": rows})
        else:
            for fault in found:
                self.stdout.write(f"{fault.severity} {fault.document} ({fault.code}): {fault.message.en}")
                self.stdout.write(f"    {fault.message.zh}")
            warnings = len(found) - len(errors)
            self.stdout.write(f"{len(documents)} documents, {len(errors)} errors, {warnings} warnings")
        if errors:
            raise SystemExit(1)

    def documents(self, number: int | None) -> Any:
        """The drafts, or the documents of an edition."""
        if number is None:
            return read_documents("default")
        try:
            return upgraded(stored_documents(edition_numbered(number).path))
        except EditionError as error:
            raise CommandError(str(error)) from error
