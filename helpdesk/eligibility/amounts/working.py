"""Works a formula out for one person of whom everything is known, step by step, so that the steps can be shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate

from helpdesk.eligibility.amounts.formula import Formula, Name, Operation, Term
from helpdesk.eligibility.amounts.schedule import Place, Row, Schedule, Step, later
from helpdesk.eligibility.amounts.units import Unit, figure_text, money, percent
from helpdesk.eligibility.vocabulary.text import Text


class NoFigureError(LookupError):
    """A parameter says nothing of this person."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and what it counts."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        return percent(self.value) if self.unit == Unit.SHARE else money(self.value)

    @property
    def text(self) -> Text:
        """In words."""
        return figure_text(self.value, self.unit)


@dataclass(frozen=True)
class Situation:
    """One person fully known: facts, the schedules that hold, the units of both.

    `upper` are the parameters taken at the upper end of what their source gives; `far` stands for an open end.
    """

    facts: Mapping[str, str | Place]
    schedules: Mapping[str, Schedule]
    units: Mapping[str, str]
    upper: frozenset[str] = frozenset()
    far: Decimal = Decimal(10) ** 15


@dataclass
class Sheet:
    """The working of one formula. `factor` is the share that the outermost formula applied."""

    situation: Situation
    steps: list[Text] = field(default_factory=list)
    factor: Decimal | None = None

    def result(self, formula: Formula) -> Quantity:
        """Work it out. Raises NoFigureError."""
        found = self.worked(formula)
        if not self.steps:
            self.steps.append(found.text)
        return found

    @property
    def text(self) -> Text:
        """The steps, one after the other."""
        return Text("; ".join(step.en for step in self.steps), "；".join(step.zh for step in self.steps))

    def of(self, term: Term) -> Quantity:
        """The quantity a term stands for."""
        if isinstance(term, Formula):
            return self.worked(term)
        if term.by or term.key not in self.situation.facts:
            return self.looked_up(term)
        value = self.situation.facts[term.key]
        if not isinstance(value, Decimal):
            raise NoFigureError(term.key)
        return Quantity(value, self.situation.units[term.key])

    def worked(self, formula: Formula) -> Quantity:
        """One operation over its parts."""
        if formula.operation is Operation.REIMBURSED:
            return self.reimbursed(formula)
        found = [self.of(part) for part in formula.parts]
        if formula.operation in {Operation.WHOLE, Operation.FIGURE}:
            self.factor = Decimal(1)
            return found[0]
        return WORKED[formula.operation](self, *found)

    def equals(self, left: str, value: Quantity, left_zh: str = "") -> Quantity:
        """Note a step."""
        self.steps.append(Text(f"{left} = {value.text.en}", f"{left_zh or left} = {value.text.zh}"))
        return value

    def share(self, base: Quantity, part: Quantity) -> Quantity:
        """Part of an amount."""
        self.factor = part.value
        return self.equals(f"{base} × {part}", Quantity(base.value * part.value, base.unit))

    def rest(self, base: Quantity, part: Quantity) -> Quantity:
        """What a share leaves."""
        return self.share(base, Quantity(1 - part.value, part.unit))

    def times(self, number: Quantity, each: Quantity) -> Quantity:
        """So many times."""
        one, other = number.text, each.text
        found = Quantity(number.value * each.value, each.unit)
        return self.equals(f"{one.en} × {other.en}", found, f"{one.zh} × {other.zh}")

    def sum(self, *found: Quantity) -> Quantity:
        """All of them together."""
        total = sum((each.value for each in found), Decimal(0))
        return self.equals(" + ".join(map(str, found)), Quantity(total, found[0].unit))

    def less(self, whole: Quantity, taken: Quantity) -> Quantity:
        """What is left, never under 0."""
        left = Quantity(max(whole.value - taken.value, Decimal(0)), whole.unit)
        if taken.value > whole.value:
            self.steps.append(
                Text(f"{whole} less {taken} leaves nothing", f"{whole}减{taken}，没有剩余")
            )  # fmt: skip
            return left
        return self.equals(f"{whole} − {taken}", left)

    def at_most(self, value: Quantity, limit: Quantity) -> Quantity:
        """Not beyond a limit."""
        if value.value <= limit.value:
            return value
        self.steps.append(
            Text(f"{value.text.en}, but at most {limit.text.en}", f"{value.text.zh}，但最多{limit.text.zh}")
        )
        return Quantity(limit.value, value.unit)

    def at_least(self, value: Quantity, floor: Quantity) -> Quantity:
        """Not below a floor."""
        if value.value >= floor.value:
            return value
        self.steps.append(
            Text(f"{value.text.en}, but at least {floor.text.en}", f"{value.text.zh}，但至少{floor.text.zh}")
        )
        return Quantity(floor.value, value.unit)

    def row(self, figure: Name) -> tuple[Row, Place | None]:
        """The row of a parameter for this person, and the point on its axis. Raises NoFigureError."""
        options, point = [], None
        for term in figure.by:
            value = self.day_reached(term) if isinstance(term, Formula) else self.situation.facts[str(term)]
            if isinstance(value, str):
                options.append(value)
            else:
                point = value
        schedule = self.situation.schedules.get(figure.key)
        row = schedule.row(tuple(options)) if schedule else None
        if row is None:
            raise NoFigureError(figure.key)
        return row, point

    def day_reached(self, reached: Formula) -> date:
        """The day on which somebody born on a day reaches an age."""
        born, age = reached.parts
        found = self.looked_up(age, quiet=True) if isinstance(age, Name) else self.of(age)
        start = self.situation.facts[str(born)]
        assert isinstance(start, date), born
        return later(start, int(found.value * (12 if found.unit == Unit.YEARS else 1)))

    def end(self, figure: Name) -> Decimal | None:
        """What stands for the upper end of a parameter; None at its lower end."""
        return self.situation.far if figure.key in self.situation.upper else None

    def looked_up(self, figure: Name, *, quiet: bool = False) -> Quantity:
        """What a parameter says. Raises NoFigureError."""
        row, point = self.row(figure)
        step = row.at(point)
        if step is None:
            raise NoFigureError(figure.key)
        unit = self.situation.units[figure.key]
        base = Quantity(step.base(self.end(figure)), unit)
        if step.rise is None or point is None:
            return base
        return self.risen(step, point, base, [] if quiet else self.steps)

    def risen(self, step: Step, point: Place, base: Quantity, steps: list[Text]) -> Quantity:
        """A figure that rises along its axis, and how."""
        assert step.rise is not None
        rise, number = step.rise, step.rise.steps(step.start, point)
        if not number:
            return base
        sign, each = ("−" if rise.add < 0 else "+"), Quantity(abs(rise.add), base.unit)
        each_text = each.text if base.unit == Unit.AGE else Text(str(each), str(each))
        full = Quantity(base.value + rise.added(number), base.unit)
        start = base.text if base.unit == Unit.AGE else Text(str(base), str(base))
        part = f" × {money(number)}" + (f" ÷ {money(rise.every)}" if rise.even else "")
        found = Quantity(rise.limited(full.value), base.unit)
        beyond = found.value != full.value
        shown = Text(
            f"{start.en} {sign} {each_text.en}{part} = {full.text.en}",
            f"{start.zh} {sign} {each_text.zh}{part} = {full.text.zh}",
        )
        least = rise.add < 0
        if beyond:
            shown = Text(
                f"{shown.en}, but at {'least' if least else 'most'} {found.text.en}",
                f"{shown.zh}，但{'至少' if least else '最多'}{found.text.zh}",
            )
        steps.append(shown)
        return found

    def reimbursed(self, formula: Formula) -> Quantity:
        """The cost above the deductible, band by band, up to a cap."""
        cost, deductible = (self.of(part) for part in formula.parts[:2])
        bands = self.bands(formula.parts[2], cost.value)
        limits = [self.of(part) for part in formula.parts[3:]]
        if cost.value <= deductible.value:
            self.steps.append(
                Text(
                    f"{cost} is not above the deductible of {deductible}: {Quantity(Decimal(0), Unit.YUAN).text.en}",
                    f"{cost}没有超过起付线{deductible}：{Quantity(Decimal(0), Unit.YUAN).text.zh}",
                )
            )
            return Quantity(Decimal(0), Unit.YUAN)
        paid = Decimal(0)
        told = []
        for low, high, ratio in bands:
            start = max(low, deductible.value)
            if start < high:
                paid += (high - start) * ratio
                told.append(f"{_span(start, high)} × {percent(ratio)}")
        full = self.equals(" + ".join(told), Quantity(paid, Unit.YUAN))
        if not limits:
            return full
        capped = self.at_most(full, limits[0])
        if len(limits) == 1 or capped == full:
            return capped
        reach = _reach(bands, deductible.value, limits[0].value)
        more = Quantity(capped.value + (cost.value - reach) * limits[1].value, Unit.YUAN)
        return self.equals(f"{capped} + {_span(reach, cost.value)} × {limits[1]}", more)

    def bands(self, ratio: Term, cost: Decimal) -> list[tuple[Decimal, Decimal, Decimal]]:
        """From, to, ratio of each band up to the cost. Raises NoFigureError."""
        if not isinstance(ratio, Name):
            return [(Decimal(0), cost, self.of(ratio).value)]
        row, _ = self.row(ratio)
        starts = [step.start or Decimal(0) for step in row.steps]
        if starts[0] != 0:
            raise NoFigureError(ratio.key)
        ends = [*starts[1:], cost]
        return [
            (start, min(end, cost), step.base(self.end(ratio)))  # type: ignore[misc]
            for start, end, step in zip(starts, ends, row.steps, strict=True)
        ]


def _span(low: Decimal, high: Decimal) -> str:
    return f"({money(high)} − {money(low)})" if low else money(high)


def _reach(bands: list[tuple[Decimal, Decimal, Decimal]], deductible: Decimal, cap: Decimal) -> Decimal:
    """The cost at which the cap is reached; the bands together pay more than the cap."""
    paid = [(max(low, deductible), max(high - max(low, deductible), Decimal(0)) * ratio) for low, high, ratio in bands]
    before = accumulate((part for _, part in paid), initial=Decimal(0))
    return next(
        start + (cap - done) / ratio
        for (start, part), done, (_, _, ratio) in zip(paid, before, bands, strict=False)
        if ratio and done + part >= cap
    )


WORKED: dict[Operation, Callable[..., Quantity]] = {
    Operation.SHARE: Sheet.share,
    Operation.REST: Sheet.rest,
    Operation.TIMES: Sheet.times,
    Operation.SUM: Sheet.sum,
    Operation.LESS: Sheet.less,
    Operation.AT_MOST: Sheet.at_most,
    Operation.AT_LEAST: Sheet.at_least,
}
