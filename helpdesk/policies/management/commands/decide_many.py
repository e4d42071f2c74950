"""manage.py decide_many DECISION FILE: many persons at once, one line of JSON each, as a change's impact needs them.

A line is `{"facts": {"insured_in": "120000", "situation": "left-job"}, "on": "2026-11-22"}`; `on` may be left out.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.eligibility.diagrams.rendering import Rendering
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.policies.management.telling import add_edition, asked_edition, day_asked


class Command(BaseCommand):
    """One assessment a line, in the order of the persons."""

    help = 'Assess many persons, a line of JSON each: {"facts": {...}, "on": "2026-11-22"}.'

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A decision and a file."""
        parser.add_argument("decision")
        parser.add_argument("file", type=Path, help="one person a line")
        parser.add_argument("--on", help="the date asked about where a line has none (default: today in Shanghai)")
        add_edition(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the assessments; a line that cannot be read ends it, named with its repair."""
        on = day_asked(options["on"])
        with asked_edition(options["edition"]) as (_found, book):
            if options["decision"] not in book.decisions:
                known = ", ".join(sorted(book.decisions))
                raise CommandError(f"“{options['decision']}” is no decision. There are: {known}.")
            try:
                lines = options["file"].read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{options['file']} cannot be read: {error}. Name a file of JSON lines.") from error
            for told in assessments(book, options["decision"], lines, on):
                self.stdout.write(told)


def assessments(book: Rulebook, decision: str, lines: Iterable[str], on: date) -> Iterator[str]:
    """Each person's assessment as JSON text. Raises CommandError, naming the line."""
    rendering = Rendering(book, decision)
    for number, line in enumerate(lines, 1):
        try:
            person = json.loads(line)
            facts = {str(key): str(value) for key, value in person["facts"].items()}
            day = date.fromisoformat(person.get("on") or on.isoformat())
            yield rendering.render(facts, day.isoformat())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(
                f"Line {number} cannot be used ({type(error).__name__}: {error}). Write "
                f'{{"facts": {{"fact": "value"}}, "on": "{on}"}}; manage.py facts lists facts and values.'
            ) from error
