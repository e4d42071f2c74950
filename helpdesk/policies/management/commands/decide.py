"""manage.py decide QUESTION-OR-DECISION --fact insured_in=120000 --on 2026-11-22: what the page would say."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.editions.documents import read_documents
from helpdesk.eligibility import KINDS, Reading, Rulebook, answer_json, ask, read_answers
from helpdesk.policies.drafts import UNPROVABLE, draft_rulebook, rulebook_faults
from helpdesk.policies.management.telling import (
    add_edition,
    add_format,
    asked_edition,
    day_asked,
    known_question,
    print_json,
    tell_answer,
)


class Command(BaseCommand):
    """One assessment per portion, from an edition's rulebook."""

    help = "Assess a person: one assessment per portion, as the page would give it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Arguments as in the architecture page."""
        parser.add_argument("name", help="a question or a decision")
        parser.add_argument("--fact", action="append", default=[], metavar="FACT=VALUE", help="an answer; repeatable")
        parser.add_argument("--on", help="the date asked about (default: today in Shanghai)")
        add_edition(parser)
        parser.add_argument("--drafts", action="store_true", help="ask the drafts as they are now, not an edition")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer; exit with an error for facts that cannot be read."""
        with asked(options["edition"], options["drafts"]) as (number, book):
            question = known_question(book, options["name"])
            reading = read_answers(book, question, pairs(options["fact"]))
            refuse_bad(book, question, reading)
            answer = ask(book, question, reading.known, day_asked(options["on"]))
            if options["name"] in book.decisions and options["name"] != question:
                kept = tuple(portion for portion in answer.portions if portion.decision == options["name"])
                answer = replace(answer, portions=kept)
            if options["format"] == "json":
                print_json(self.stdout, answer_json(answer, number))
            else:
                tell_answer(self.stdout, answer, number)


@contextmanager
def asked(edition: int | None, drafts: bool) -> Iterator[tuple[int | None, Rulebook]]:
    """The number and rulebook of an edition, or None and the drafts' rulebook. Raises CommandError."""
    if not drafts:
        with asked_edition(edition) as (found, book):
            yield found.number, book
        return
    if edition is not None:
        raise CommandError("--drafts and --edition name two different rulebooks. Leave one of them out.")
    broken = [fault for fault in rulebook_faults(read_documents(only=KINDS), ()) if fault.code in UNPROVABLE]
    if broken:
        raise CommandError(f"The drafts cannot be asked. {broken[0].document}: {broken[0].message.en}")
    yield None, draft_rulebook()


def pairs(texts: list[str]) -> dict[str, str]:
    """`["a=b"]` as a mapping. Raises CommandError for one without `=`."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise CommandError(f"--fact: “{text}” has no “=”. Write FACT=VALUE, for example situation=left-job.")
        found[name.strip()] = value.strip()
    return found


def refuse_bad(book: Rulebook, question: str, reading: Reading) -> None:
    """Unknown facts and values are errors on the command line, named with the repair."""
    if reading.dropped:
        names = ", ".join(reading.dropped)
        raise CommandError(f"“{names}”: no fact of {question}. See: manage.py facts {question}")
    if reading.problems:
        raise CommandError("\n".join(problem.message.en for problem in reading.problems))
