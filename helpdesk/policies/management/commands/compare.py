"""manage.py compare QUESTION --region A --region B: exactly where two regions, two days or two editions differ."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helpdesk.eligibility import Rulebook, Text, read_answers
from helpdesk.eligibility.answers.assessment import Basis
from helpdesk.eligibility.answers.contradictions import contradictions, nobody
from helpdesk.eligibility.comparison.compare import Difference, Side, compare_question, side_in
from helpdesk.eligibility.comparison.report import comparison_json
from helpdesk.eligibility.comparison.statement import names, statement
from helpdesk.policies.management.commands.decide import pairs, refuse_bad
from helpdesk.policies.management.telling import add_format, asked_edition, day_asked, known_question, print_json

BOTH_EQUAL = (
    "Both sides are the same: {side}. Name two regions (--region 110000 --region 120000), two days (--on 2026-12-31 "
    "--on 2027-01-01) or two editions (--edition 1 --edition 2)."
)
TOO_MANY = "--{name}: {count} given ({values}). A comparison has two sides: name two at most."
NO_REGION = "--region is missing: {question} depends on it. Name one or two, for example --region 110000."
NOT_A_REGION = "--region: “{code}” is no region of edition {edition}. Write a code such as 110000 (Beijing)."
REGION_AS_FACT = "--fact {fact}: the region is told by --region. Leave the fact out and write --region {value}."
NOT_A_NUMBER = "--edition: “{value}” is no number. Write one that `manage.py editions` lists, for example --edition 1."


class Command(BaseCommand):
    """The differences of two sides, grouped by portion."""

    help = "Compare two regions, two days or two editions: who is told something else, and on what basis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Each of region, day and edition once for both sides, or twice."""
        parser.add_argument("question", help="a question or a decision")
        parser.add_argument("--region", action="append", default=[], metavar="CODE", help="a region; once or twice")
        parser.add_argument("--on", action="append", default=[], help="a day asked about (default: today in Shanghai)")
        parser.add_argument("--edition", action="append", default=[], metavar="N", help="an edition; once or twice")
        parser.add_argument("--fact", action="append", default=[], metavar="FACT=VALUE", help="known on both sides")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the differences; that there are some is no error."""
        question, one, other = sides_asked(options)
        found = compare_question(question, one, other)
        if options["question"] != question:
            found = tuple(difference for difference in found if difference.decision == options["question"])
        if options["format"] == "json":
            print_json(self.stdout, comparison_json(question, one, other, found))
            return
        self.stdout.write(f"{question}: {_side_told(one)} | {_side_told(other)}")
        if not found:
            self.stdout.write("Nothing differs. / 没有不同。")
        for only_bases in (False, True):
            self._tell([each for each in found if each.only_bases is only_bases], one, other)

    def _tell(self, differences: Sequence[Difference], one: Side, other: Side) -> None:
        decision = ""
        for each in differences:
            if each.decision != decision:
                decision, title = each.decision, one.rulebook.decisions[each.decision].title
                alike = " (the same answer, on other bases / 答案相同，依据不同)" if each.only_bases else ""
                self.stdout.write(f"\n{title.en} / {title.zh}{alike}")
            told = statement(each, one, other)
            self.stdout.write(f"- {told.en}\n  {told.zh}")
            for line in _bases_told(each, names(one, other)):
                self.stdout.write(f"    {line}")


def sides_asked(options: dict[str, Any]) -> tuple[str, Side, Side]:
    """The question and both sides. Raises CommandError for what is unknown, too much, or the same twice."""
    codes, days, numbers = (_two(name, options[name]) for name in ("region", "on", "edition"))
    sides, question = [], ""
    for code, day, number in zip(codes, days, numbers, strict=True):
        with asked_edition(_number(number)) as (edition, book):
            question = known_question(book, options["question"])
            sides.append(_side(book, edition.number, question, code, day_asked(day), options["fact"]))
    one, other = sides
    if (one.region, one.on, one.edition) == (other.region, other.on, other.edition):
        raise CommandError(BOTH_EQUAL.format(side=_side_told(one)))
    return question, one, other


def _two(name: str, given: Sequence[str]) -> tuple[str | None, str | None]:
    """One value for each side: the same where one is given, none where none is."""
    if len(given) > 2:
        raise CommandError(TOO_MANY.format(name=name, count=len(given), values=", ".join(given)))
    return (given[0], given[-1]) if given else (None, None)


def _number(text: str | None) -> int | None:
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    raise CommandError(NOT_A_NUMBER.format(value=text))


def _side(book: Rulebook, edition: int, question: str, code: str | None, on: date, facts: list[str]) -> Side:
    decisions = [book.decisions[portion.decision] for portion in book.questions[question].portions]
    governing = {decision.region_fact for decision in decisions} - {""}
    told = pairs(facts)
    for fact in sorted(governing & set(told)):
        raise CommandError(REGION_AS_FACT.format(fact=fact, value=told[fact]))
    if code is None and governing:
        raise CommandError(NO_REGION.format(question=question))
    region = book.regions.resolve(code) if code else None
    if code is not None and region is None:
        raise CommandError(NOT_A_REGION.format(code=code, edition=edition))
    reading = read_answers(book, question, told)
    refuse_bad(book, question, reading)
    side = side_in(book, question, region.key if region else "", on, reading.known, edition)
    problems = contradictions(book, side.known, on) or nobody(book, side.known, on)
    if problems:
        raise CommandError("\n".join(problem.message.en for problem in problems))
    return side


def _side_told(side: Side) -> str:
    place = f"{side.rulebook.regions.by_key[side.region].short.en} ({side.region}), " if side.region else ""
    return f"{place}{side.on}, edition {side.edition}"


def _bases_told(difference: Difference, at: tuple[Text, Text]) -> Iterator[str]:
    """The bases of both sides with their roles: those of one side alone, then those of both."""
    one, other = ([_basis_told(basis) for basis in said.bases] for said in (difference.before, difference.after))
    alone = ((at[0], [basis for basis in one if basis not in other]), (at[1], [b for b in other if b not in one]))
    for where, bases in alone:
        yield f"bases only {where.en}: {'; '.join(bases) or 'none'}"
    shared = [basis for basis in one if basis in other]
    if shared:
        yield f"bases on both sides: {'; '.join(shared)}"


def _basis_told(basis: Basis) -> str:
    return f"{basis.kind} {basis.key or f'“{basis.leads.en}”'} ({basis.role})"
