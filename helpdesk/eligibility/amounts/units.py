"""Units of figures, and how a figure in its unit is told in both languages."""

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from helpdesk.eligibility.vocabulary.text import Text

PRECISE = Context(prec=80)
"""Amounts are worked out in this context, far finer than anything is told."""
CENT = Decimal("0.01")
GUARD = Decimal(1).scaleb(-30)
"""A third and the like cannot be written out; what is left of them behind this place is no money."""


class Unit(StrEnum):
    """What a figure counts. AGE is an age in months, told in years and months; NUMBER counts nothing in particular."""

    YUAN = "yuan"
    MONTHS = "months"
    YEARS = "years"
    AGE = "age"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    SHARE = "share"
    TIMES = "times"
    YES_NO = "yes_no"
    NUMBER = ""


COUNTED = {
    Unit.MONTHS: Text("month", "个月"),
    Unit.YEARS: Text("year", "年"),
    Unit.DAYS: Text("day", "天"),
    Unit.WORKING_DAYS: Text("working day", "个工作日"),
}


def rounded(value: Decimal) -> Decimal:
    """To the cent, or the hundredth of a month or year, half up; whole figures without decimals."""
    exact = value.quantize(GUARD, context=PRECISE).quantize(CENT, ROUND_HALF_UP, context=PRECISE)
    return exact.quantize(Decimal(1), context=PRECISE) if exact == exact.to_integral_value() else exact


def percent(share: Decimal) -> str:
    """`0.7` -> `70%`."""
    return f"{(share * 100).normalize():f}%"


def money(value: Decimal) -> str:
    """`3500` -> `3,500`."""
    return f"{rounded(value):,}"


def figure_text(value: Decimal, unit: str) -> Text:
    """A figure in its unit: "RMB 3,500", "12 months", "60 years 1 month", "70%". Of a unit not ours, the bare word."""
    if unit == Unit.YUAN:
        return Text(f"RMB {money(value)}", f"{money(value)}元")
    if unit == Unit.SHARE:
        return Text(percent(value), percent(value))
    if unit == Unit.TIMES:
        return Text(f"{money(value)} times", f"{money(value)}倍")
    if unit == Unit.AGE:
        return _years_and_months(value, "岁")
    if unit == Unit.YEARS and value % 1 and not value * 12 % 1:
        return _years_and_months(value * 12, "年")
    return _counted(value, unit)


def range_text(low: Decimal, high: Decimal, unit: str) -> Text:
    """Two figures of one unit: "RMB 40 to 140", "3 to 12 months", "50 years to 61 years 4 months"."""
    one, other = figure_text(low, unit), figure_text(high, unit)
    if unit == Unit.YUAN:
        return Text(f"RMB {money(low)} to {money(high)}", f"{one.zh}至{other.zh}")
    if unit in COUNTED and not low % 1 and not high % 1:
        return Text(f"{money(low)} to {other.en}", f"{money(low)}至{other.zh}")
    return Text(f"{one.en} to {other.en}", f"{one.zh}至{other.zh}")


def _years_and_months(months: Decimal, years_zh: str) -> Text:
    years, rest = divmod(months, 12)
    whole = Text(_counted(years, Unit.YEARS).en, f"{money(years)}{years_zh}")
    if not rest:
        return whole
    part = _counted(rest, Unit.MONTHS)
    return Text(f"{whole.en} {part.en}", f"{whole.zh}{part.zh}") if years else part


def _counted(value: Decimal, unit: str) -> Text:
    words = COUNTED.get(unit)  # type: ignore[call-overload]
    if words is None:
        return Text(f"{money(value)} {unit.removesuffix('s') if value == 1 else unit}".strip(), money(value))
    return Text(f"{money(value)} {words.en}{'' if value == 1 else 's'}", f"{money(value)}{words.zh}")
