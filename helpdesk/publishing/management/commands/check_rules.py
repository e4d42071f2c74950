"""manage.py check_rules: every check on the drafts, or on an edition; each finding with its row and its person."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.editions.clock import today
from helpdesk.editions.documents import Document, read_documents
from helpdesk.editions.edition import stored_documents, upgraded
from helpdesk.editions.errors import EditionError
from helpdesk.editions.reading import edition_numbered
from helpdesk.eligibility import Rulebook, read_rulebook
from helpdesk.eligibility.proofs.fault import Fault, Severity
from helpdesk.eligibility.vocabulary.wording import day_text
from helpdesk.policies.drafts import UNPROVABLE
from helpdesk.policies.findings import decide_line, finding_json, question_of
from helpdesk.policies.management.telling import add_format, print_json
from helpdesk.policies.rulebook import rulebook_source
from helpdesk.policies.worked_cases import Stored, store_example
from helpdesk.publishing.check import findings
from helpdesk.publishing.shares import all_shares, share_lines, shares_json


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
        day = today()
        book = readable_rulebook(documents, found)
        counted = [] if book is None else all_shares(book, day)
        if options["format"] == "json":
            rows = [
                {**finding_json(one, documents, number), **({"case": stored[place].key} if place in stored else {})}
                for place, one in enumerate(found)
            ]
            print_json(self.stdout, {
                "documents": len(documents), "errors": errors, "findings": rows, "on": day.isoformat(),
                "shares": None if book is None else shares_json(book, counted),
            })  # fmt: skip
        else:
            for place, one in enumerate(found):
                self.stdout.write("\n".join(finding_lines(one, documents, number, stored.get(place))))
            if book is not None:
                self.stdout.write(share_title(day))
                self.stdout.write("\n".join(["", *share_lines(book, counted), ""]))
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


def readable_rulebook(documents: Mapping[str, Document], found: Iterable[Fault]) -> Rulebook | None:
    """The rulebook of the documents; None where faults leave nobody to count."""
    if any(one.code in UNPROVABLE | {"explodes"} for one in found):
        return None
    return read_rulebook(rulebook_source(documents))


def share_title(day: date) -> str:
    """What the table of shares counts."""
    told = day_text(day)
    return (
        f"\nOf all possible persons who ask on {told.en}, the share with a definite answer:"
        f"\n{told.zh}来问的人当中，能得到确定答复的比例："
    )


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
        if one.example.text.en not in one.message.en:
            yield f"    person: {one.example.text.en}"
            yield f"    这个人：{one.example.text.zh}"
        yield f"    {decide_line(one.example, edition, question_of(documents, one.example.decision))}"
    if stored is not None:
        yield f"    {stored.message.en}"
        yield f"    {stored.message.zh}"
