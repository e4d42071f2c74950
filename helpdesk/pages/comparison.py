"""Two sides of a question as a page tells them: what is the same in a sentence, what differs by whom it concerns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from helpdesk.editions.reading import Edition
from helpdesk.eligibility.answers.assessment import Basis
from helpdesk.eligibility.comparison.compare import Difference, Side, compare_question, parted
from helpdesk.eligibility.comparison.product import Cell
from helpdesk.eligibility.comparison.said import Said
from helpdesk.eligibility.comparison.statement import NONE, answer_row, what_differs
from helpdesk.eligibility.rulebook.rules import Decision, Portion
from helpdesk.eligibility.vocabulary.kinds import FactKind, Verdict
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.faq.basis import Cited, Named, cite
from helpdesk.faq.wording import in_language
from helpdesk.pages.kept import kept
from helpdesk.pages.sides import Asked, called

WORDS = {
    Verdict.YES: pgettext_lazy("verdict", "yes"),
    Verdict.PARTLY: pgettext_lazy("verdict", "partly"),
    Verdict.NO: pgettext_lazy("verdict", "no"),
    Verdict.DEPENDS: pgettext_lazy("verdict", "it depends"),
    Verdict.NOT_COVERED: pgettext_lazy("verdict", "no checked rule"),
}
LOOKS = {Verdict.YES: "yes", Verdict.PARTLY: "partly", Verdict.NO: "no"}

Whom = list[tuple[Text, Text]]
"""One kind of person: each answer as label and value."""


@dataclass(frozen=True)
class Told:
    """What one side says: its name, shape and colour, the answer's title, and the bases that it alone has."""

    name: Text
    look: str
    title: Text
    bases: list["Shown"]


@dataclass(frozen=True)
class Shown:
    """A basis, and its block on the page: many answers rest on the same few, so that each is set once."""

    cited: Cited
    block: str


@dataclass(frozen=True)
class Row:
    """One difference. `mark` says in a word how the sides differ; `apart` what differs in answers that open alike."""

    mark: str
    whom: list[Whom]
    sides: tuple[Told, Told]
    shared: list[Shown]
    apart: list[Text]


@dataclass(frozen=True)
class Group:
    """Differences that concern the same situation. `aside` are those of a move to one of the regions compared."""

    title: str
    rows: list[Row]
    aside: bool = False


@dataclass(frozen=True)
class Part:
    """One portion of money: the situations answered alike, what differs, and what rests on other law only."""

    title: Text
    same: list[Text]
    groups: list[Group]
    alike: list[Row]

    @property
    def count(self) -> int:
        """How many answers differ."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True)
class Comparison:
    """A question on both sides, portion by portion."""

    names: tuple[Text, Text]
    parts: list[Part]

    @property
    def count(self) -> int:
        """How many answers differ."""
        return sum(part.count for part in self.parts)

    @property
    def other_grounds(self) -> bool:
        """Whether an answer that is the same rests on something else."""
        return any(part.alike for part in self.parts)


def differences(asked: Asked) -> tuple[Difference, ...]:
    """The engine's differences; each pair of sides is compared once for an edition."""
    one, other = asked.sides
    key = ("comparison", asked.question, one.region, one.on, other.region, other.on)
    return kept(asked.rulebook, key, lambda: compare_question(asked.question, one, other))


def comparison(edition: Edition, asked: Asked) -> Comparison:
    """The page of an address without faults."""
    found, teller = differences(asked), Teller(edition, asked)
    portions = asked.rulebook.questions[asked.question].portions
    return Comparison(
        teller.names, [teller.part(portion, [row for row in found if row.decision == portion.decision])
                       for portion in portions],
    )  # fmt: skip


class Teller:
    """Tells the differences of one comparison; each basis is looked up once for each side."""

    def __init__(self, edition: Edition, asked: Asked) -> None:
        self.sides = asked.sides
        self.names = called(*self.sides)
        self.facts = asked.rulebook.facts
        self.decisions = asked.rulebook.decisions
        found = [(each.before, each.after) for each in differences(asked)]
        self.cited = [cited(edition, side, [said[number] for said in found]) for number, side in enumerate(self.sides)]

    def part(self, portion: Portion, found: Sequence[Difference]) -> Part:
        """One portion."""
        decision = self.decisions[portion.decision]
        head = self.head(decision, portion)
        answers = [each for each in found if not each.only_bases]
        reached = [self.reached(head, each) for each in answers]
        options = self.facts[head].options if head else ()
        same = [option.label for option in options if not any(option.key in keys for keys in reached)]
        return Part(decision.title, same, self.groups(head, answers), self.alike(found))

    def head(self, decision: Decision, portion: Portion) -> str:
        """The choice by which differences are grouped: the first that a decision asks and its portion leaves open."""
        given = {condition.fact for condition in portion.when}
        choices = (
            key for key in decision.facts
            if self.facts[key].kind is FactKind.CHOICE and not self.facts[key].derivation and key not in given
        )  # fmt: skip
        return next(choices, "")

    def reached(self, head: str, difference: Difference) -> frozenset[str]:
        """The options of the head fact that a difference concerns: all of them where a cell does not name it."""
        every = frozenset(option.key for option in self.facts[head].options) if head else frozenset()
        return frozenset().union(*(_options(cell, head, every) for cell in difference.cells))

    def groups(self, head: str, answers: Sequence[Difference]) -> list[Group]:
        """Differences by situation, in the order of its options; those of a move to one of the sides come last."""
        near = [each for each in answers if self.near(each)]
        by_option: dict[frozenset[str], list[Difference]] = {}
        for each in answers:
            if each not in near:
                by_option.setdefault(self.reached(head, each), []).append(each)
        order = [option.key for option in self.facts[head].options] if head else []
        keys = sorted(by_option, key=lambda each: [order.index(key) for key in sorted(each, key=order.index)])
        found = [Group(self.group_title(head, key), self.rows(by_option[key], head)) for key in keys]
        if near:
            here, there = (in_language(name) for name in self.names)
            title = _("When the move is to %(here)s or %(there)s itself") % {"here": here, "there": there}
            found.append(Group(title, self.rows(near), aside=True))
        return found

    def group_title(self, head: str, keys: frozenset[str]) -> str:
        """The situation, in a word or two."""
        if not head or len(keys) == len(self.facts[head].options):
            return _("In every situation") if head else ""
        _label, value = answer_row(self.sides, head, [keys])
        told = in_language(value)
        return told[:1].upper() + told[1:]

    def near(self, difference: Difference) -> bool:
        """Whether it concerns only those who move to one of the two regions compared."""
        ends = {side.region for side in self.sides}
        regions = self.sides[0].rulebook.regions

        def inside(cell: Cell) -> bool:
            places = [value for name, values in cell if parted(name)[1] is None for value in values
                      if isinstance(value, Places)]  # fmt: skip
            return bool(places) and all(
                any(regions.below(unit, end) for end in ends) for place in places for unit in place.inside
            )

        return len(ends) > 1 and all(inside(cell) for cell in difference.cells)

    def rows(self, found: Iterable[Difference], head: str = "") -> list[Row]:
        """Differences in which the verdicts differ come first."""
        return [self.row(each, head) for each in sorted(found, key=_same_verdict)]

    def row(self, difference: Difference, head: str = "") -> Row:
        """One difference; what the title of its group says of the fact `head` is not said again."""
        before, after = difference.before, difference.after
        return Row(
            self.mark(difference), self.whom(difference, head),
            (self.told(0, before, after), self.told(1, after, before)), self.shared(before, after),
            what_differs(difference, *self.sides),
        )  # fmt: skip

    def mark(self, difference: Difference) -> str:
        """How two sides differ, in words."""
        first, second = _word(difference.before), _word(difference.after)
        if difference.only_bases:
            return pgettext("comparison", "Same answer: %(word)s. Other grounds") % {"word": first}
        if first == second:
            return pgettext("comparison", "Different in detail. Both sides: %(word)s") % {"word": first}
        words = {"here": in_language(self.names[0]), "there": in_language(self.names[1])}
        told = pgettext("comparison", "Different. %(here)s: %(first)s. %(there)s: %(second)s")
        return told % {**words, "first": first, "second": second}

    def whom(self, difference: Difference, head: str) -> list[Whom]:
        """The kinds of persons a difference concerns."""
        every = self.reached(head, difference)
        return [
            [answer_row(self.sides, name, values) for name, values in cell
             if name != head or _options(cell, head, every) != every]
            for cell in difference.cells
        ]  # fmt: skip

    def told(self, number: int, said: Said, beyond: Said) -> Told:
        """What a side says, with the bases that the other side does not have."""
        outcome, others = said.outcome, {_name(basis) for basis in beyond.bases}
        own = [_name(basis) for basis in said.bases if _name(basis) not in others]
        return Told(
            self.names[number], LOOKS.get(outcome.verdict, "unknown") if outcome else "unknown",
            outcome.title if outcome else _sentence(NONE[said.kind]), self.of(number, own),
        )  # fmt: skip

    def shared(self, before: Said, after: Said) -> list[Shown]:
        """The bases of both sides, as they are cited on the second."""
        here = {_name(basis) for basis in before.bases}
        return self.of(1, [_name(basis) for basis in after.bases if _name(basis) in here])

    def of(self, number: int, names: Iterable[Named]) -> list[Shown]:
        """The citations of these names on one side."""
        return [self.cited[number][name] for name in names if name in self.cited[number]]

    def alike(self, found: Iterable[Difference]) -> list[Row]:
        """What rests on other law only: one row for each change of law, with everybody it concerns."""
        joined: dict[object, tuple[Row, list[Whom]]] = {}
        for each in found:
            if each.only_bases:
                row = self.row(each)
                key = (row.mark, *(tuple(basis.block for basis in side.bases)
                                   for side in row.sides))  # fmt: skip
                joined.setdefault(key, (row, []))[1].extend(row.whom)
        return [Row(row.mark, whom, row.sides, row.shared, []) for row, whom in joined.values()]


def cited(edition: Edition, side: Side, said: Iterable[Said]) -> Mapping[Named, Shown]:
    """Every basis of a side as it is cited on its day, looked up in one go."""
    instruments = side.rulebook.instruments
    names = dict.fromkeys(_name(basis) for each in said for basis in each.bases)
    known = [name for name in names if not name.key or name.key.partition(":")[0] in instruments]
    found = cite(edition, known, side.on)
    blocks = [render_to_string("parts/citation.html", {"basis": basis}) for basis in found]
    return dict(zip(known, map(Shown, found, blocks), strict=True))


def _name(basis: Basis) -> Named:
    return Named(str(basis.kind), basis.key, basis.leads, str(basis.role))


def _word(said: Said) -> str:
    return str(WORDS[said.outcome.verdict]) if said.outcome else pgettext("verdict", "no answer")


def _same_verdict(difference: Difference) -> bool:
    return _word(difference.before) == _word(difference.after)


def _options(cell: Cell, head: str, every: frozenset[str]) -> frozenset[str]:
    found = [value for name, values in cell if name == head for value in values if isinstance(value, frozenset)]
    return frozenset[str]().union(*found) if found else every


def _sentence(text: Text) -> Text:
    return Text(f"{text.en[:1].upper()}{text.en[1:]}.", f"{text.zh}。")


def articles_about(edition: Edition, model: Any, **known: str) -> list[Any]:
    """The articles written for these answers."""
    return [row for row in edition.all(model) if known.items() <= row.known.items()]
