"""manage.py check_rules: every check on the drafts, or on an edition; each finding with its row and its person."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.editions.documents import Document, read_documents
from helpdesk.editions.edition import stored_documents, upgraded
from helpdesk.editions.errors import EditionError
from helpdesk.editions.reading import edition_numbered
from helpdesk.eligibility.fault import Fault, Severity
from helpdesk.policies.findings import decide_line, finding_json, question_of
from helpdesk.policies.management.telling import add_format, print_json
from helpdesk.policies.worked_cases import Stored, store_example
from helpdesk.publishing.check import findings


class Command(BaseCommand):
    """Prints findings; exits 0 only when there is no error."""

    help = "Run every check there is on the drafts (or on edition N)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Arguments as in the architecture page."""
        parser.add_argument("--edition", type=int, metavar="N", help="check edition N instead of the drafts")
        parser.add_argument(
            "--store-cases", action="store_true", help="store every person found as a worked case among the drafts"
        )
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and tell."""
        number = options["edition"]
        documents = self.documents(number)
        found = findings(documents)
        errors = sum(one.severity is Severity.ERROR for one in found)
        stored = stored_cases(found) if options["store_cases"] else {}
        if options["format"] == "json":
            rows = [
                {**finding_json(one, documents, number), **({"case": stored[place].key} if place in stored else {})}
                for place, one in enumerate(found)
            ]
            print_json(self.stdout, {"documents": len(documents), "errors": errors, "findings": rows})
        else:
            for place, one in enumerate(found):
                self.stdout.write("\n".join(finding_lines(one, documents, number, stored.get(place))))
            warnings = len(found) - errors
            self.stdout.write(f"{len(documents)} documents, {errors} errors, {warnings} warnings")
        if errors:
            raise SystemExit(1)

    def documents(self, number: int | None) -> dict[str, Document]:
        """The drafts, or the documents of an edition."""
        if number is None:
            return read_documents("default")
        try:
            return upgraded(stored_documents(edition_numbered(number).path))
        except EditionError as error:
            raise CommandError(str(error)) from error


def stored_cases(found: Iterable[Fault]) -> dict[int, Stored]:
    """Every person found, stored; by the place of the finding."""
    return {place: store_example(one.example) for place, one in enumerate(found) if one.example is not None}


def finding_lines(
    one: Fault, documents: Mapping[str, Document], edition: int | None, stored: Stored | None
) -> Iterator[str]:
    """A finding for people: row, sentence, the other rows, the person, and the line that asks for this person."""
    _kind, _, key = one.document.partition(":")
    row = "" if one.row in {"", key} else f", {one.row}"
    yield f"{one.severity} {one.document}{row} ({one.code}): {one.message.en}"
    yield f"    {one.message.zh}"
    for document, other in one.places[1:]:
        yield f"    with {document}, {other}"
    if one.example is not None:
        yield f"    person: {one.example.text.en}"
        yield f"    这个人：{one.example.text.zh}"
        yield f"    {decide_line(one.example, edition, question_of(documents, one.example.decision))}"
    if stored is not None:
        yield f"    {stored.message.en}"
        yield f"    {stored.message.zh}"
