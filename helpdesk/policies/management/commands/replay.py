"""manage.py replay CODE: an old answer again, from the rulebook of the edition that gave it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.editions.reading import current_edition
from helpdesk.eligibility.replay.spelling import CodeError
from helpdesk.policies.management.telling import add_format, tell_answer
from helpdesk.policies.replay import replay, replay_json


class Command(BaseCommand):
    """The assessment a reference code stands for, whatever has been published since."""

    help = "Give the answer of a reference code again, as its edition gave it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The code as it was read out: hyphens, spaces and lower case do not matter."""
        parser.add_argument("code", help="a reference code from a result page")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer; exit with an error that names code, fault and repair."""
        try:
            found = replay(options["code"], current_edition())
        except CodeError as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.stdout.write(replay_json(found), ending="")
        else:
            tell_answer(self.stdout, found.answer, found.edition.number)
