"""Amounts: a small closed set of formulas over facts and dated parameters, in Decimal, rounded once at the end.

`whole(balance)` · `share(monthly_credit, cash-share)` · `rest(monthly_credit, cash-share)`
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from helpdesk.eligibility.errors import RulebookError
from helpdesk.eligibility.span import Span
from helpdesk.eligibility.text import EMPTY, Text
from helpdesk.eligibility.vocabulary import AmountKind

FORMULA = re.compile(r"^\s*(\w+)\(\s*([a-z_][a-z0-9_-]*)\s*(?:,\s*([a-z0-9_-]+)\s*)?\)\s*$")
CENT = Decimal("0.01")


class FormulaKind(StrEnum):
    """The formulas there are, and with how many arguments."""

    WHOLE = "whole"
    SHARE = "share"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: which, over which fact, with which parameter (empty for `whole`)."""

    kind: FormulaKind
    fact: str
    parameter: str = ""

    def __str__(self) -> str:
        return f"{self.kind}({self.fact}{', ' + self.parameter if self.parameter else ''})"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in `unit`, or why it is not known here (`missing` names the fact). `factor` is the share applied."""

    kind: AmountKind
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    factor: Decimal | None = None
    missing: str | None = None
    working: Text = EMPTY


def parse_formula(text: str, where: str) -> Formula | None:
    """Read a formula; "" and "none" mean none. Raises RulebookError for anything outside the closed set."""
    if text.strip() in {"", "none"}:
        return None
    match = FORMULA.match(text)
    kinds = {kind.value: kind for kind in FormulaKind}
    if match is None or match[1] not in kinds or (match[1] == "whole") == bool(match[3]):
        raise RulebookError(
            where,
            Text(
                f"“{text}” is not a formula. Use whole(fact), share(fact, parameter) or rest(fact, parameter).",
                f"“{text}”不是可用的公式。请用 whole(事实)、share(事实, 参数) 或 rest(事实, 参数)。",
            ),
        )
    return Formula(kinds[match[1]], match[2], match[3] or "")


def rounded(value: Decimal) -> Decimal:
    """To the cent, half up; whole yuan without decimals."""
    exact = value.quantize(CENT, ROUND_HALF_UP)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def percent(share: Decimal) -> str:
    """`0.7` -> `70%`."""
    return f"{(share * 100).normalize():f}%"


def money(value: Decimal) -> str:
    """`3500` -> `3,500`."""
    return f"{rounded(value):,}"


def factor_of(formula: Formula, parameter: Decimal) -> Decimal:
    """The factor a formula applies to its fact."""
    return 1 - parameter if formula.kind is FormulaKind.REST else parameter


def work_out(formula: Formula, base: Span[Decimal], factors: frozenset[Decimal], exact: Decimal | None) -> Amount:
    """The amount for a base that is exactly known (`exact`), or lies in a span, and every factor still possible.

    No factor: not known here. Several factors: a range. An unknown base: not known, with the factor where there is one.
    """
    if not factors:
        return Amount(AmountKind.NOT_KNOWN, "yuan", missing=formula.parameter)
    low, high = min(factors), max(factors)
    single = low if low == high else None
    if exact is not None:
        return _exact(exact, low, high, single)
    return _bounded(formula.fact, base, low, high, single)


def _exact(base: Decimal, low: Decimal, high: Decimal, single: Decimal | None) -> Amount:
    least, most = rounded(base * low), rounded(base * high)
    if least == most:
        return Amount(AmountKind.EXACT, "yuan", value=most, factor=single, working=_working(base, high, most))
    return Amount(AmountKind.RANGE, "yuan", low=least, high=most)


def _bounded(fact: str, base: Span[Decimal], low: Decimal, high: Decimal, single: Decimal | None) -> Amount:
    top = None if base.high is None else rounded(base.high * high)
    bottom = rounded((base.low or Decimal(0)) * low)
    if top is None and not bottom:
        return Amount(AmountKind.NOT_KNOWN, "yuan", factor=single, missing=fact)
    kind = AmountKind.AT_LEAST if top is None else AmountKind.AT_MOST if not bottom else AmountKind.RANGE
    return Amount(kind, "yuan", low=bottom or None, high=top, factor=single)


def _working(base: Decimal, factor: Decimal, value: Decimal) -> Text:
    if factor == 1:
        return Text(f"RMB {money(value)}", f"{money(value)}元")
    sums = f"{money(base)} × {percent(factor)} = "
    return Text(f"{sums}RMB {money(value)}", f"{sums}{money(value)}元")
