"""Conditions of rules, written as one line of text each.

`situation = left-job` · `situation != died` · `held_as in ledger, both` · `situation not in died, moving` ·
`balance >= 50000` · `credited < 2022-09-01` · `moves_to in 440000` · `years_paid >= @minimum-years`

The last compares with a parameter: the figure that holds in the person's region on the day of the parameter's clock.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from helpdesk.eligibility.vocabulary.errors import RulebookError
from helpdesk.eligibility.vocabulary.facts import Fact, Possible
from helpdesk.eligibility.vocabulary.kinds import FactKind, State
from helpdesk.eligibility.vocabulary.regions import Places, Regions
from helpdesk.eligibility.vocabulary.span import Span
from helpdesk.eligibility.vocabulary.text import Text

PATTERN = re.compile(r"^\s*([a-z_][a-z0-9_-]*)\s*(!=|>=|=|<|\bnot in\b|\bin\b)\s*(.+?)\s*$")
NAME = re.compile(r"^[a-z_][a-z0-9_-]*$")
ORDERED = {FactKind.AMOUNT, FactKind.COUNT, FactKind.DATE}

LARGEST = Decimal(10) ** 12

Axis = TypeVar("Axis", date, Decimal)


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact` lies in `values` (options, regions), in `span` (dates, figures) or below `threshold`, a parameter's name.

    `negated` turns it round.
    """

    fact: str
    text: str
    values: frozenset[str] = frozenset()
    span: Span[date] | Span[Decimal] | None = None
    negated: bool = False
    threshold: str = ""

    def state(self, possible: Possible, regions: Regions) -> State:
        """Whether the condition holds of everything possible (met), of nothing (not met), or of some (not known)."""
        found = self._plain_state(possible, regions)
        if not self.negated or found is State.NOT_KNOWN:
            return found
        return State.NOT_MET if found is State.MET else State.MET

    def _plain_state(self, possible: Possible, regions: Regions) -> State:
        if isinstance(possible, Places):
            return regions.state(possible, self.values)
        if isinstance(possible, Span):
            assert self.span is not None, self.text  # a threshold is resolved by the Person
            return span_state(self.span, possible)  # type: ignore[misc]
        if possible <= self.values:
            return State.MET
        return State.NOT_KNOWN if possible & self.values else State.NOT_MET


def span_state(span: Span[Axis], possible: Span[Axis]) -> State:
    """Whether every, no, or some possible value lies in the span."""
    if span.covers(possible):
        return State.MET
    return State.NOT_KNOWN if span.meets(possible) else State.NOT_MET


def _refuse(where: str, en: str, zh: str) -> RulebookError:
    return RulebookError(where, Text(en, zh))


def parse_point(kind: FactKind, text: str) -> date | Decimal:
    """A date `2022-09-01` or a figure `50000`, from 0 to 10^12. Raises ValueError."""
    if kind is FactKind.DATE:
        return date.fromisoformat(text)
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite() or not 0 <= value <= LARGEST:
        raise ValueError(text)
    return abs(value)


def parse_condition(text: str, facts: "dict[str, Fact]", regions: Regions, where: str) -> Condition:
    """Read one line. Raises RulebookError for a form, fact, option, region or value that does not exist."""
    match = PATTERN.match(text)
    if match is None:
        raise _refuse(
            where,
            f"“{text}” is not a condition. Write for example: situation = left-job, or held_as in ledger, both.",
            f"“{text}”不是条件。请写成例如：situation = left-job，或 held_as in ledger, both。",
        )
    key, operator, rest = match.groups()
    fact = facts.get(key)
    if fact is None:
        raise _refuse(
            where,
            f"“{text}” names the fact “{key}”, which does not exist. Add the fact first, or correct the name.",
            f"“{text}”用到的事实“{key}”不存在。请先添加这个事实，或改正名称。",
        )
    if fact.kind in ORDERED:
        return _ordered(fact, text, operator, rest, where)
    return _listed(fact, text, operator, rest, regions, where)


def _ordered(fact: Fact, text: str, operator: str, rest: str, where: str) -> Condition:
    if rest.startswith("@"):
        return _against_figure(fact, text, operator, rest[1:], where)
    try:
        point = parse_point(fact.kind, rest)
    except ValueError as error:
        kind = f"an {fact.kind}" if fact.kind is FactKind.AMOUNT else f"a {fact.kind}"
        raise _refuse(
            where,
            f"“{text}”: “{rest}” is not {kind}. Write a date as 2022-09-01, a figure as 50000.",
            f"“{text}”：“{rest}”不是有效的值。日期写成2022-09-01，数字写成50000。",
        ) from error
    below = _is_below(text, operator, where)
    if isinstance(point, date):
        return Condition(fact.key, text, span=Span(None, point) if below else Span(point, None))
    return Condition(fact.key, text, span=Span(None, point) if below else Span(point, None))


def _is_below(text: str, operator: str, where: str) -> bool:
    if operator in {"<", ">="}:
        return operator == "<"
    raise _refuse(
        where,
        f"“{text}”: dates and figures are compared with < or >=, not with {operator}.",
        f"“{text}”：日期和数字只能用 < 或 >= 比较，不能用 {operator}。",
    )


def _against_figure(fact: Fact, text: str, operator: str, name: str, where: str) -> Condition:
    if fact.kind is FactKind.DATE or not NAME.match(name):
        raise _refuse(
            where,
            f"“{text}”: “@{name}” is not a figure to compare with. Write @ and a parameter's name after an amount or "
            "a count, for example years_paid >= @minimum-years.",
            f"“{text}”：“@{name}”不能用来比较。请在金额或数量之后写@和参数名，例如：years_paid >= @minimum-years。",
        )
    return Condition(fact.key, text, negated=not _is_below(text, operator, where), threshold=name)


def _listed(fact: Fact, text: str, operator: str, rest: str, regions: Regions, where: str) -> Condition:
    values = [value.strip() for value in rest.split(",")]
    if operator in {"<", ">="}:
        raise _refuse(
            where,
            f"“{text}”: “{fact.key}” has options; compare it with =, !=, in or not in.",
            f"“{text}”：“{fact.key}”是选项，请用 =、!=、in 或 not in。",
        )
    allowed = set(regions.by_key) if fact.kind is FactKind.REGION else {option.key for option in fact.options}
    for value in values:
        if value not in allowed:
            known = "" if fact.kind is FactKind.REGION else ", ".join(sorted(allowed))
            raise _refuse(
                where,
                f"“{text}”: “{value}” is not an option of “{fact.key}”. "
                + (f"Its options are {known}." if known else "Use a region code from the list of regions."),
                f"“{text}”：“{value}”不是“{fact.key}”的选项。"
                + (f"可用的选项：{known}。" if known else "请用地区列表里的代码。"),
            )
    return Condition(fact.key, text, values=frozenset(values), negated=operator in {"!=", "not in"})
