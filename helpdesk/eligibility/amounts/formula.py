"""Formulas: how an amount follows from facts and dated parameters. The set is closed; parts may be formulas again.

    whole(balance)                                the fact as it is
    figure(claim-days)                            the parameter as it is: exact, or at most, at least, between
    share(monthly_credit, cash-share)             part of an amount, or several times it: 200 × 70%
    rest(monthly_credit, cash-share)              what a share leaves: 200 × 30%
    times(lump-sum-months, base)                  so many times a sum or a length; the unit is the second's
    sum(send-days, book-days)                     two to four of one unit
    less(lump-sum-months, paid-months)            the first without the second, never under 0
    at_most(account, limit) · at_least(wait, floor)
    reimbursed(cost, deductible, ratio)           the cost above the deductible, each band at its ratio
    reimbursed(cost, deductible, ratio, cap)      ... not beyond the cap
    reimbursed(cost, deductible, ratio, cap, more)  ... and what the cap leaves unpaid at another ratio

A parameter that is a schedule says in brackets which facts it goes by, options first and in the order of its lines,
then the axis along which its steps run: `ratio[tier, status]`, `benefit-months[months_paid]`,
`retirement-age[group, born]`. The ratio of `reimbursed` runs along the cost. An axis may be the day on which an age is
reached: `minimum-years[reached(born, retirement-age[group, born])]`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from helpdesk.eligibility.amounts.units import Unit
from helpdesk.eligibility.vocabulary.errors import RulebookError
from helpdesk.eligibility.vocabulary.text import Text

LONGEST = 200
TOKEN = re.compile(r"\s*([a-z_][a-z0-9_-]*|[(),\[\]])")


class Operation(StrEnum):
    """What there is to work out; `reached` is a day and stands in brackets only."""

    WHOLE = "whole"
    FIGURE = "figure"
    SHARE = "share"
    REST = "rest"
    TIMES = "times"
    SUM = "sum"
    LESS = "less"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    REIMBURSED = "reimbursed"
    REACHED = "reached"


TAKES = {Operation.WHOLE: (1, 1), Operation.FIGURE: (1, 1), Operation.SUM: (2, 4), Operation.REIMBURSED: (3, 5)}
"""How many parts an operation takes, where that is not two."""

USES = Text(
    "Use whole(fact), figure(parameter), share or rest(amount, parameter), times(number, each), sum, less, at_most or "
    "at_least(one, other), reimbursed(cost, deductible, ratio), with parameters as name or name[fact].",
    "可用的公式：whole(事实)、figure(参数)、share或rest(金额, 参数)、times(数量, 每份)、"
    "sum、less、at_most、at_least(一, 二)、reimbursed(费用, 起付线, 比例)；参数写成 名称 或 名称[事实]。",
)


@dataclass(frozen=True, slots=True)
class Name:
    """A fact or, where the rulebook has no fact of that key, a parameter; `by` is what the parameter goes by."""

    key: str
    by: "tuple[Term, ...]" = ()

    def __str__(self) -> str:
        return f"{self.key}[{', '.join(map(str, self.by))}]" if self.by else self.key


@dataclass(frozen=True, slots=True)
class Formula:
    """An operation over its parts."""

    operation: Operation
    parts: "tuple[Term, ...]"

    def __str__(self) -> str:
        return f"{self.operation}({', '.join(map(str, self.parts))})"

    def terms(self) -> "Iterator[Term]":
        """This and everything inside it, as it is written; what stands twice comes twice."""
        return inside(self)

    @property
    def names(self) -> tuple[str, ...]:
        """The facts and parameters it needs, each once, as they are written."""
        return tuple(dict.fromkeys(term.key for term in self.terms() if isinstance(term, Name)))


Term: TypeAlias = Name | Formula


def unit_of(term: Term, units: Mapping[str, str]) -> str:
    """The unit of what a term comes to, from the units of facts and parameters."""
    if isinstance(term, Name):
        return units.get(term.key, "")
    if term.operation is Operation.REIMBURSED:
        return Unit.YUAN
    return unit_of(term.parts[1 if term.operation is Operation.TIMES else 0], units)


def inside(term: Term) -> Iterator[Term]:
    """A term and everything inside it."""
    yield term
    for part in term.parts if isinstance(term, Formula) else term.by:
        yield from inside(part)


def parse_formula(text: str, where: str) -> Formula | None:
    """Read a formula; "" and "none" mean none. Raises RulebookError for anything outside the closed set."""
    if text.strip() in {"", "none"}:
        return None
    return _Parser(text, where).formula()


class _Parser:
    """Reads one formula from left to right."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where = text, where
        self.tokens: list[str] = []

    def formula(self) -> Formula:
        self.tokens = self.split()
        term = self.term(bracketed=False)
        if self.tokens or not isinstance(term, Formula):
            raise self.refused("one formula, and nothing after it", "整行只能是一个公式")
        return term

    def split(self) -> list[str]:
        if len(self.text) > LONGEST:
            raise self.refused(f"no more than {LONGEST} characters", f"不能超过{LONGEST}个字符")
        found, place, text = [], 0, self.text.rstrip()
        while place < len(text):
            match = TOKEN.match(text, place)
            if match is None:
                raise self.refused(
                    f"nothing like “{text[place:].strip()[:20]}”", f"“{text[place:].strip()[:20]}”读不懂"
                )
            found.append(match[1])
            place = match.end()
        return found

    def refused(self, en: str, zh: str) -> RulebookError:
        return RulebookError(
            self.where,
            Text(
                f"“{self.text}” is not a formula: {en}. {USES.en}",
                f"“{self.text}”不是可用的公式：{zh}。{USES.zh}",
            ),
        )

    def next(self) -> str:
        return self.tokens.pop(0) if self.tokens else ""

    def term(self, *, bracketed: bool) -> Term:
        name = self.next()
        if not name or name in "(),[]":
            raise self.refused(f"a name is missing before “{name}”", f"“{name}”前面缺少名称")
        opened = self.tokens[0] if self.tokens else ""
        if opened == "(":
            return self.call(name, bracketed=bracketed)
        if opened == "[":
            return Name(name, self.listed("]", bracketed=True))
        return Name(name)

    def call(self, name: str, *, bracketed: bool) -> Formula:
        if name not in set(Operation) or (name == Operation.REACHED) != bracketed:
            raise self.refused(f"there is no “{name}” here", f"这里不能用“{name}”")
        operation = Operation(name)
        parts = self.listed(")", bracketed=False)
        least, most = TAKES.get(operation, (2, 2))
        if not least <= len(parts) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            raise self.refused(
                f"“{name}” takes {wanted} parts, not {len(parts)}",
                f"“{name}”要有{wanted.replace(' to ', '至')}个部分，现在有{len(parts)}个",
            )
        return Formula(operation, parts)

    def listed(self, close: str, *, bracketed: bool) -> tuple[Term, ...]:
        self.next()
        found = [self.term(bracketed=bracketed)]
        while (mark := self.next()) == ",":
            found.append(self.term(bracketed=bracketed))
        if mark != close:
            raise self.refused(f"“{close}” is missing", f"缺少“{close}”")
        return tuple(found)
