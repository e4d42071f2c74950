"""Facts: what may be asked about a person, what is possible, and what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.regions import NATION, Places
from helpdesk.eligibility.vocabulary.span import Span, up_to
from helpdesk.eligibility.vocabulary.text import EMPTY, Text

YES = "yes"
NO = "no"

Possible: TypeAlias = frozenset[str] | Span[date] | Span[Decimal] | Places
"""The values of a fact that are still possible: options, a stretch of an axis, or places."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    key: str
    label: Text
    hint: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a derived fact is computed: `relation` of two region facts, or `attribute` of one (a dated yes/no figure)."""

    kind: str
    arguments: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The facts it is computed from."""
        return self.arguments if self.kind == "relation" else self.arguments[:1]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing we may ask about a named person; a derived fact is computed and never asked."""

    key: str
    kind: FactKind
    label: Text
    question: Text = EMPTY
    hint: Text = EMPTY
    why: Text = EMPTY
    find_out: Text = EMPTY
    unit: str = ""
    subject: str = "insured"
    changeable: bool = False
    derivation: Derivation | None = None
    options: tuple[Option, ...] = ()

    @property
    def private(self) -> bool:
        """True for figures: they are posted, and stand in no address."""
        return self.kind is FactKind.AMOUNT

    @property
    def reachable(self) -> tuple[Option, ...]:
        """The options somebody can bring about, where the fact can be changed: a yes can be made true, not undone."""
        return tuple(o for o in self.options if o.key == YES) if self.kind is FactKind.YES_NO else self.options

    def everything(self, on: date) -> Possible:
        """The full set of values, as for a fact nobody has asked. A date lies no later than the day asked about."""
        if self.kind is FactKind.DATE:
            return up_to(on)
        if self.kind is FactKind.REGION:
            return Places(frozenset({NATION}))
        if self.kind in {FactKind.AMOUNT, FactKind.COUNT}:
            return Span(Decimal(0), None)
        return frozenset(option.key for option in self.options)


def open_ended(value: Possible, on: date) -> Possible:
    """A stretch of dates that ends only because nobody can ask about the future: told without that end."""
    if isinstance(value, Span) and isinstance(value.high, date) and value.high == up_to(on).high:
        days: Span[date] = value
        return Span(days.low, None)
    return value


@dataclass(frozen=True)
class Known:
    """What is known of a person: for each fact the values still possible, and which facts were asked.

    A fact that is absent was not asked. One that was asked and has no entry in `values` is unsure: not asked again.
    """

    values: Mapping[str, Possible] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def possible(self, fact: Fact, on: date) -> Possible:
        """What is still possible of a fact. Of a stretch of days those after `on` are not."""
        known, everything = self.values.get(fact.key), fact.everything(on)
        if isinstance(known, Span) and isinstance(everything, Span):
            return known.both(everything)  # type: ignore[arg-type]
        return everything if known is None else known

    def with_value(self, fact: str, value: Possible) -> "Known":
        """The same with one fact known; everything else stays."""
        return Known({**self.values, fact: value}, self.asked | {fact})

    def without(self, fact: str) -> "Known":
        """The same as if this fact had not been asked."""
        return Known({key: value for key, value in self.values.items() if key != fact}, self.asked - {fact})
