"""How values are told in words: dates, periods, figures, options and places, in both languages."""

from datetime import date, timedelta
from decimal import Decimal

from helpdesk.eligibility.amounts import CENT, money
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Fact, Possible
from helpdesk.eligibility.vocabulary.kinds import FactKind, Verdict
from helpdesk.eligibility.vocabulary.regions import NATION, Places, Regions
from helpdesk.eligibility.vocabulary.span import Span
from helpdesk.eligibility.vocabulary.text import Text

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

ELSEWHERE = Text("anywhere else", "其他地方")

VERDICT_WORDS = {
    Verdict.YES: Text("yes", "可以"),
    Verdict.PARTLY: Text("partly", "部分可以"),
    Verdict.NO: Text("no", "不可以"),
    Verdict.DEPENDS: Text("it depends on a local rule", "要看当地规定"),
    Verdict.NOT_COVERED: Text("we have no checked rule", "规定还没有核实过"),
}


def day_text(day: date) -> Text:
    """12 November 2026 · 2026年11月12日."""
    return Text(f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.year}年{day.month}月{day.day}日")


def dates_text(span: Span[date]) -> Text:
    """A period, its last day included: "from ...", "until ...", "... to ...", or the one day."""
    last = None if span.high is None else day_text(span.high - timedelta(days=1))
    first = None if span.low is None else day_text(span.low)
    if first and last:
        return first if first == last else Text(f"{first.en} to {last.en}", f"{first.zh}至{last.zh}")
    if first:
        return Text(f"from {first.en}", f"{first.zh}起")
    return Text(f"until {last.en}", f"截至{last.zh}（含当天）") if last else Text("any day", "任何时候")


def figures_text(span: Span[Decimal], unit: str) -> Text:
    """A stretch of figures: "under RMB 400", "RMB 400 or more"."""
    if span.low is not None and span.high is not None and span.high - span.low <= (CENT if unit == "yuan" else 1):
        return _figure(span.low, unit)
    low = None if not span.low else _figure(span.low, unit)
    high = None if span.high is None else _figure(span.high, unit)
    if low and high:
        return Text(f"{low.en} or more, under {high.en}", f"{low.zh}以上（含{low.zh}）、不到{high.zh}")
    if low:
        return Text(f"{low.en} or more", f"{low.zh}以上（含{low.zh}）")
    return Text(f"under {high.en}", f"不到{high.zh}") if high else Text("any", "不限")


def _figure(value: Decimal, unit: str) -> Text:
    if unit == "yuan":
        return Text(f"RMB {money(value)}", f"{money(value)}元")
    zh = {"months": "个月", "years": "年"}.get(unit, "")
    en = unit.removesuffix("s") if value == 1 else unit
    return Text(f"{money(value)} {en}".strip(), f"{money(value)}{zh}")


def value_text(fact: Fact, value: Possible, regions: Regions) -> Text:
    """What is known of a fact, in words."""
    if isinstance(value, Places) and NATION in value.inside:
        return ELSEWHERE
    if isinstance(value, Places):
        told = either([regions.by_key[key].short for key in sorted(value.inside)])
        return Text(f"elsewhere in {told.en}", f"{told.zh}的其他地方") if value.outside_of else told
    if isinstance(value, Span):
        if fact.kind is FactKind.DATE:
            return dates_text(value)  # type: ignore[arg-type]
        return figures_text(value, fact.unit)  # type: ignore[arg-type]
    return either([option.label for option in fact.options if option.key in value])


def address_text(value: Possible) -> str:
    """An answer as it stands in an address: `left-job`, `ledger|both`, `440300`, `2016-10-01..2022-01-01`."""
    if isinstance(value, Places):
        return "|".join(sorted(value.inside))
    if isinstance(value, Span):
        return str(value)
    return "|".join(sorted(value))


def either(texts: list[Text]) -> Text:
    """One or another: "a or b"."""
    return Text(" or ".join(text.en for text in texts), "或".join(text.zh for text in texts))


def condition_text(fact: Fact, condition: Condition, rulebook: Rulebook) -> Text:
    """A condition in words: the fact's label and what it must be."""
    regions = rulebook.regions
    if condition.threshold:
        return _against_figure(fact, condition, rulebook)
    if condition.span is not None:
        told = value_text(fact, condition.span, regions)
    elif fact.kind is FactKind.REGION:
        told = value_text(fact, Places(condition.values), regions)
    else:
        told = value_text(fact, condition.values, regions)
    if condition.negated:
        told = Text(f"not “{told.en}”", f"不是“{told.zh}”")
    return Text(f"{fact.label.en}: {told.en}", f"{fact.label.zh}：{told.zh}")


def _against_figure(fact: Fact, condition: Condition, rulebook: Rulebook) -> Text:
    figure = figure_label(rulebook, condition.threshold)
    if condition.negated:
        return Text(f"{fact.label.en}: at least “{figure.en}”", f"{fact.label.zh}：不低于“{figure.zh}”")
    return Text(f"{fact.label.en}: under “{figure.en}”", f"{fact.label.zh}：低于“{figure.zh}”")


def figure_label(rulebook: Rulebook, name: str) -> Text:
    """What a parameter is called; its key where no region has it."""
    return next((each.label for each in rulebook.parameters.values() if each.name == name), Text(name, name))
