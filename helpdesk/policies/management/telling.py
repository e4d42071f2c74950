"""What the commands of policies share: the format option, printing JSON, and finding the edition to ask."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from helpdesk.editions.clock import today
from helpdesk.editions.errors import EditionError
from helpdesk.editions.reading import Edition, current_edition, edition_numbered, reading_from
from helpdesk.eligibility import Answer, Rulebook
from helpdesk.eligibility.amounts import Amount
from helpdesk.policies.published import rulebook

NOTHING_PUBLISHED = 'No edition has been published yet. Publish one: manage.py publish --note "First edition"'


def add_format(parser: ArgumentParser) -> None:
    """`--format text|json`."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def add_edition(parser: ArgumentParser) -> None:
    """`--edition N`."""
    parser.add_argument("--edition", type=int, metavar="N", help="ask edition N instead of the current one")


def print_json(stdout: OutputWrapper, value: Any) -> None:
    """JSON with both languages legible."""
    stdout.write(json.dumps(value, ensure_ascii=False, indent=2))


def tell_answer(stdout: OutputWrapper, answer: Answer, edition: int | None) -> None:
    """The answer in plain lines, both languages."""
    source = "the drafts" if edition is None else f"edition {edition}"
    stdout.write(f"{answer.question} on {answer.on}, {source}")
    stdout.write(f"  {answer.verdict_line.en}\n  {answer.verdict_line.zh}")
    for portion in answer.portions:
        stdout.write(f"\n{portion.title.en} / {portion.title.zh}: {portion.status}")
        if portion.outcome:
            stdout.write(f"  {portion.outcome.verdict}: {portion.outcome.title.en} ({portion.outcome.key})")
        for item in portion.possible:
            depends = "; ".join(f"{fact} = {text.en}" for fact, text in item.depends)
            stdout.write(f"  possible: {item.outcome.key} when {depends}")
        if portion.amount:
            for line in amount_lines(portion.amount):
                stdout.write(f"  {line}")
        for basis in portion.bases:
            stdout.write(f"  basis: {basis.kind} {basis.key} ({basis.role})")
        if portion.next_fact:
            stdout.write(f"  asks next: {portion.next_fact}")


def amount_lines(amount: Amount) -> Iterator[str]:
    """An amount in plain lines, both languages: how exactly it is known, what it is, how it was worked out."""
    told = f" {amount.text.en} / {amount.text.zh}" if amount.text else ""
    missing = f" (missing: {amount.missing})" if amount.missing else ""
    yield f"amount, {amount.kind}:{told}{missing}"
    if amount.working:
        yield f"  {amount.working.en}"
        yield f"  {amount.working.zh}"


@contextmanager
def asked_edition(number: int | None) -> Iterator[tuple[Edition, Rulebook]]:
    """The edition asked for, pinned, with its rulebook. Raises CommandError when there is none."""
    try:
        edition = current_edition() if number is None else edition_numbered(number)
    except EditionError as error:
        raise CommandError(str(error)) from error
    if edition is None:
        raise CommandError(NOTHING_PUBLISHED)
    with reading_from(edition):
        yield edition, rulebook(edition)


def day_asked(text: str | None) -> date:
    """The date of `--on`, or today in Shanghai. Raises CommandError naming the value."""
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--on: “{text}” is no date. Write it as 2026-11-22.") from error


def known_question(book: Rulebook, name: str) -> str:
    """The key of a question, given itself or a decision it holds. Raises CommandError listing what there is."""
    if name in book.questions:
        return name
    for key, question in book.questions.items():
        if name in {portion.decision for portion in question.portions}:
            return key
    there = ", ".join(sorted([*book.questions, *book.decisions]))
    raise CommandError(f"“{name}” is neither a question nor a decision. There are: {there}.")
