"""manage.py facts QUESTION: the vocabulary, with options, pieces and labels in both languages."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from helpdesk.eligibility import Known, Rulebook, choices, question_facts
from helpdesk.policies.management.telling import (
    add_edition,
    add_format,
    asked_edition,
    day_asked,
    known_question,
    print_json,
)


def fact_json(book: Rulebook, question: str, key: str, on: date) -> dict[str, Any]:
    """One fact: kind, texts, and the answers there are (none listed for regions)."""
    fact = book.facts[key]
    return {
        "key": key,
        "kind": fact.kind.value,
        "subject": fact.subject,
        "unit": fact.unit,
        "private": fact.private,
        "changeable": fact.changeable,
        "label": fact.label.as_json(),
        "question": fact.question.as_json(),
        "choices": [
            {"value": choice.value, "label": choice.label.as_json()}
            for choice in choices(book, question, key, Known(), on)
        ],
    }


class Command(BaseCommand):
    """Lists what a question may ask."""

    help = "The facts of a question, with options, pieces and labels in both languages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Arguments as in the architecture page."""
        parser.add_argument("question", help="a question or a decision")
        parser.add_argument("--on", help="the date asked about (default: today in Shanghai)")
        add_edition(parser)
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the facts."""
        with asked_edition(options["edition"]) as (edition, book):
            question, on = known_question(book, options["question"]), day_asked(options["on"])
            facts = [fact_json(book, question, key, on) for key in question_facts(book, question)]
        if options["format"] == "json":
            print_json(self.stdout, {"question": question, "edition": edition.number, "facts": facts})
            return
        for fact in facts:
            self.stdout.write(f"{fact['key']} ({fact['kind']}): {fact['label']['en']} / {fact['label']['zh-hans']}")
            for choice in fact["choices"]:
                self.stdout.write(f"    {choice['value']}: {choice['label']['en']} / {choice['label']['zh-hans']}")
