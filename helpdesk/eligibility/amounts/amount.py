"""An amount as it is told: exact, at most, at least, a range, or not known here."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from helpdesk.eligibility.amounts.units import figure_text, range_text, rounded
from helpdesk.eligibility.vocabulary.kinds import AmountKind
from helpdesk.eligibility.vocabulary.text import EMPTY, Text


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in `unit` (an `age` in months), or why it is not known here: `missing` names the fact or parameter.

    `factor` is the share applied where it is certain; `facts` are those that the formula goes by, `wanted` those of
    them that would make the amount more exact.
    """

    kind: AmountKind
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    factor: Decimal | None = None
    missing: str | None = None
    working: Text = EMPTY
    wanted: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def text(self) -> Text:
        """In words, "RMB 3,500 at most"; empty where it is not known."""
        if self.kind is AmountKind.NOT_KNOWN:
            return EMPTY
        if self.value is not None:
            return figure_text(self.value, self.unit)
        if self.low is not None and self.high is not None:
            return range_text(self.low, self.high, self.unit)
        if self.low is not None:
            least = figure_text(self.low, self.unit)
            return Text(f"{least.en} at least", f"至少{least.zh}")
        assert self.high is not None
        most = figure_text(self.high, self.unit)
        return Text(f"{most.en} at most", f"最多{most.zh}")


@dataclass(frozen=True, slots=True)
class Worked:
    """What a formula gives for one completion of what is known: not rounded yet. No working where there is no end."""

    value: Decimal
    unit: str
    working: Text
    factor: Decimal | None


def amount_over(
    found: Iterable[Worked], *, open_ended: bool, facts: tuple[str, ...], wanted: tuple[str, ...]
) -> Amount:
    """The amount that holds of every completion worked out; `open_ended` where there is none with the most.

    Rounded here and nowhere before.
    """
    ordered = list(found)
    first = min(ordered, key=lambda each: (each.value, not each.working))
    last = max(ordered, key=lambda each: (each.value, bool(each.working)))
    low, high = rounded(first.value), None if open_ended else rounded(last.value)
    factors = {each.factor for each in ordered}
    factor = factors.pop() if len(factors) == 1 else None
    if low == high:
        workings = {each.working for each in ordered}
        working = workings.pop() if len(workings) == 1 else EMPTY
        return Amount(AmountKind.EXACT, first.unit, low, factor=factor, working=working, facts=facts)
    if high is None and not low:
        missing = wanted[0] if wanted else None
        return Amount(AmountKind.NOT_KNOWN, first.unit, factor=factor, missing=missing, wanted=wanted, facts=facts)
    least = Text(f"at least: {first.working.en}", f"最少：{first.working.zh}") if low and first.working else EMPTY
    most = EMPTY
    if high is not None and last.working:
        most = Text(f"at most: {last.working.en}", f"最多：{last.working.zh}")
    shown = [each for each in (least, most) if each]
    return Amount(
        AmountKind.AT_LEAST if high is None else AmountKind.RANGE if low else AmountKind.AT_MOST,
        first.unit, low=low or None, high=high, factor=factor, wanted=wanted, facts=facts,
        working=Text("; ".join(each.en for each in shown), "；".join(each.zh for each in shown)),
    )  # fmt: skip
