"""Faults of formulas and of the parameters they use: units, kinds of facts, schedules that do not fit, dates."""

from collections.abc import Iterator
from itertools import combinations, product

from helpdesk.eligibility.amounts import Formula, Name, Operation, Schedule, Term, Unit, unit_of
from helpdesk.eligibility.proofs.fault import Fault, backwards, fault, warning
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.rulebook.rules import Table, Version
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.wording import dates_text

COUNTED = {FactKind.AMOUNT, FactKind.COUNT}
LISTED = {FactKind.CHOICE, FactKind.YES_NO}
AXIS = {FactKind.AMOUNT: "figures", FactKind.COUNT: "figures", FactKind.DATE: "dates"}
LENGTHS = {Unit.MONTHS, Unit.YEARS, Unit.AGE}

TAKES: dict[Operation, tuple[frozenset[str] | None, ...]] = {
    Operation.SHARE: (None, frozenset({Unit.SHARE, Unit.TIMES})),
    Operation.REST: (None, frozenset({Unit.SHARE})),
    Operation.TIMES: (frozenset(set(Unit) - {Unit.YUAN, Unit.SHARE, Unit.YES_NO}), None),
    Operation.REIMBURSED: tuple(
        frozenset({unit}) for unit in (Unit.YUAN, Unit.YUAN, Unit.SHARE, Unit.YUAN, Unit.SHARE)
    ),
    Operation.REACHED: (None, frozenset(LENGTHS)),
}
"""The units that each part of an operation may have, None for any; those left out take parts of one unit."""


def amount_faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Every fault of a formula or a parameter."""
    for table in rulebook.tables.values():
        for version in (version for rule in table.rules for version in rule.versions):
            if version.formula is not None:
                yield from FormulaCheck(rulebook, table, version, version.formula).faults()
            yield from threshold_faults(rulebook, table, version)
    for parameter in rulebook.parameters.values():
        yield from parameter_faults(parameter)


def threshold_faults(rulebook: Rulebook, table: Table, version: Version) -> Iterator[Fault]:
    """A condition compares with a single figure: with a schedule, or with no more than a bound, it cannot."""
    for name in dict.fromkeys(condition.threshold for condition in version.conditions if condition.threshold):
        for parameter in (each for each in rulebook.parameters.values() if each.name == name):
            if any(value.figure is None for value in parameter.values):
                yield fault(
                    "formula", f"table:{table.key}", version.name,
                    f"{version.name} compares with {parameter.key}, which is no single figure. Give it one figure, or "
                    "compare with another parameter.",
                    f"{version.name}用来比较的{parameter.key}不是单个数字。请改成一个数字，或换一个参数。",
                )  # fmt: skip


def parameter_faults(parameter: Parameter) -> Iterator[Fault]:
    """Faults of a dated figure: periods that run backwards or overlap, no value at all."""
    where = f"parameter:{parameter.key}"
    for value in parameter.values:
        yield from backwards(where, value.value, value.period)
    for one, other in combinations(parameter.values, 2):
        if one.period.meets(other.period):
            days = dates_text(one.period.both(other.period))
            yield fault(
                "overlap", where, parameter.name,
                f"{parameter.key} has two values {days.en}: {one.value} and {other.value}. End the earlier one.",
                f"{parameter.key}在{days.zh}有两个值：{one.value}和{other.value}。请让前一个先结束。",
            )  # fmt: skip
    if not parameter.values:
        yield warning("value", where, parameter.name, f"{parameter.key} has no value.", f"{parameter.key}没有值。")


class FormulaCheck:
    """The checks of one version's formula."""

    def __init__(self, rulebook: Rulebook, table: Table, version: Version, formula: Formula) -> None:
        self.rulebook, self.table, self.version, self.formula = rulebook, table, version, formula
        found = (rulebook.facts.get(key) or rulebook.parameter_for(key, table.region) for key in formula.names)
        self.units = {key: each.unit for key, each in zip(formula.names, found, strict=True) if each}

    def faults(self) -> Iterator[Fault]:
        """Names first: units presume that they exist."""
        found = list(self.names())
        yield from found or [*self.twice(), *self.operations()]

    def refused(self, en: str, zh: str) -> Fault:
        """A fault of this formula."""
        name = self.version.name
        return fault(
            "formula", f"table:{self.table.key}", name,
            f"{name}: {en}", f"{name}：{zh}",
        )  # fmt: skip

    def needs(self, en: str, zh: str, found_en: str, found_zh: str) -> Fault:
        """The formula needs one thing and has another."""
        return self.refused(
            f"the formula {self.formula} needs {en}, and {found_en}. Correct the formula or the name.",
            f"公式{self.formula}需要{zh}，{found_zh}。请改正公式或名称。",
        )

    def names(self) -> Iterator[Fault]:
        """Every name stands for one thing, a fact or a parameter of the right kind."""
        parameters = {each.name for each in self.rulebook.parameters.values()}
        for key in (key for key in self.formula.names if key in parameters and key in self.rulebook.facts):
            yield self.refused(
                f"“{key}” in {self.formula} is both a fact and a parameter. Give the parameter another name.",
                f"{self.formula}里的“{key}”既是事实又是参数。请给参数换个名称。",
            )
        for term in self.formula.terms():
            if isinstance(term, Name):
                yield from self.parameter(term) if term.by or term.key not in self.rulebook.facts else ()
            elif term.operation in {Operation.WHOLE, Operation.FIGURE, Operation.REACHED}:
                yield from self.first_part(term)
        grouped = {by.key for term in self.formula.terms() if isinstance(term, Name) for by in term.by
                   if isinstance(by, Name)}  # fmt: skip
        for key in (key for key in self.formula.names if key in self.rulebook.facts and key not in grouped):
            if self.rulebook.facts[key].kind not in COUNTED | {FactKind.DATE}:
                yield self.needs("an amount", "金额类的事实", f"“{key}” is none", f"“{key}”不是")

    def first_part(self, term: Formula) -> Iterator[Fault]:
        """`whole` and `reached` are about a fact, `figure` about a parameter."""
        first = term.parts[0]
        fact = self.rulebook.facts.get(first.key) if isinstance(first, Name) and not first.by else None
        if term.operation is Operation.WHOLE and (fact is None or fact.kind not in COUNTED):
            yield self.needs("an amount", "金额类的事实", f"“{first}” is none", f"“{first}”不是")
        if term.operation is Operation.REACHED and (fact is None or fact.kind is not FactKind.DATE):
            yield self.needs("a date", "日期类的事实", f"“{first}” is none", f"“{first}”不是")
        if term.operation is Operation.FIGURE and (fact is not None or not isinstance(first, Name)):
            yield self.needs("a parameter", "参数", f"“{first}” is none", f"“{first}”不是")

    def parameter(self, term: Name) -> Iterator[Fault]:
        """A parameter that is there, and whose schedules go by the facts in brackets."""
        if self.rulebook.parameter_for(term.key, self.table.region) is None:
            yield self.refused(
                f"there is no figure “{term.key}” for {self.table.region} or above. Add the parameter.",
                f"{self.table.region}及上级都没有参数“{term.key}”。请添加。",
            )
        facts = []
        for by in term.by:
            fact = self.rulebook.facts.get(by.key) if isinstance(by, Name) else None
            if isinstance(by, Formula) or (fact is not None and fact.kind is not FactKind.REGION):
                facts.append(fact)
            else:
                yield self.needs("facts in brackets", "方括号里的事实", f"“{by}” is none", f"“{by}”不是")
        listed = [fact for fact in facts if fact is not None and fact.kind in LISTED]
        axes = [fact for fact in facts if fact is None or fact.kind not in LISTED]
        if len(facts) == len(term.by) and (len(axes) > 1 or facts != listed + axes):
            yield self.refused(
                f"{term} names its options first and then at most one axis. Put them in that order.",
                f"{term}要先写选项类的事实，最后最多写一个数量或日期。请调整顺序。",
            )
            return
        named = [each for each in self.rulebook.parameters.values() if each.name == term.key]
        for parameter in named:
            yield from self.fitting(term, parameter, listed, axes)

    def fitting(self, term: Name, parameter: Parameter, listed: list[Fact], axes: list[Fact | None]) -> Iterator[Fault]:
        """Every value of a parameter has the lines and the axis that the formula goes by."""
        if parameter.unit == Unit.YES_NO or parameter.unit != self.units.get(term.key, parameter.unit):
            yield self.needs(
                f"one unit for “{term.key}”", f"“{term.key}”有统一的单位",
                f"{parameter.key} is in {parameter.unit}", f"{parameter.key}的单位是{parameter.unit}",
            )  # fmt: skip
            return
        axis = "figures" if self.is_band(term) else AXIS[axes[0].kind] if axes and axes[0] else "dates" if axes else ""
        for value in parameter.values:
            assert value.schedule is not None
            yield from self.lines(parameter, value.schedule, listed)
            runs = axis_of(value.schedule)
            if runs and runs != axis:
                yield self.refused(
                    f"{parameter.key} has steps along {runs}, and {term} names no such axis. Name in brackets the fact "
                    "they run along.",
                    f"{parameter.key}按{ZH[runs]}分档，{term}里没有写这样的事实。请在方括号里写明按哪个事实分档。",
                )

    def lines(self, parameter: Parameter, schedule: Schedule, listed: list[Fact]) -> Iterator[Fault]:
        """The lines of a schedule are the options of the facts in brackets."""
        wanted = set(product(*([option.key for option in fact.options] for fact in listed)))
        for row in schedule.rows:
            if row.options not in wanted:
                told, facts = ", ".join(row.options) or "—", ", ".join(fact.key for fact in listed) or "—"
                yield self.refused(
                    f"{parameter.key} has a line for “{told}”, and {self.formula} goes by {facts}. Write a line for "
                    "each combination of their options, and no other.",
                    f"{parameter.key}有一行写的是“{told}”，{self.formula}按{facts}取值。请为它们的每种选项各写一行，不要写别的。",
                )

    def is_band(self, term: Name) -> bool:
        """Whether a parameter is the ratio of a reimbursement, whose steps run along the cost."""
        return any(
            isinstance(each, Formula) and each.operation is Operation.REIMBURSED and each.parts[2] == term
            for each in self.formula.terms()
        )

    def twice(self) -> Iterator[Fault]:
        """An amount stands once: of one that stands twice the least and the most could not be told."""
        written = [str(term) for term in self.formula.terms() if isinstance(term, Name)]
        for key in self.formula.names:
            fact = self.rulebook.facts.get(key)
            if fact is not None and fact.kind is FactKind.AMOUNT and written.count(key) > 1:
                yield self.refused(
                    f"the formula {self.formula} names the amount “{key}” twice. Write it so that it stands once.",
                    f"公式{self.formula}两次用到金额“{key}”。请改写成只用一次。",
                )

    def operations(self) -> Iterator[Fault]:
        """The parts of every operation have the units it takes."""
        for term in self.formula.terms():
            if isinstance(term, Formula):
                yield from self.parts(term)

    def parts(self, term: Formula) -> Iterator[Fault]:
        """The parts of one operation."""
        first = unit_of(term.parts[0], self.units)
        takes = TAKES.get(term.operation) or (frozenset({first}),) * len(term.parts)
        for part, units in zip(term.parts, takes, strict=False):
            unit = unit_of(part, self.units)
            if units is not None and unit not in units:
                share = units <= {Unit.SHARE, Unit.TIMES}
                told = "a share" if share else " / ".join(filter(None, sorted(units))) or "a number"
                yield self.needs(
                    told, "比例" if share else told,
                    f"{self.owner(part)} is in {unit or '—'}", f"{self.owner(part)}的单位是{unit or '—'}",
                )  # fmt: skip

    def owner(self, part: Term) -> str:
        """How a part is called in a message: a parameter by its full key."""
        found = self.rulebook.parameter_for(part.key, self.table.region) if isinstance(part, Name) else None
        return found.key if found else str(part)


ZH = {"figures": "数字", "dates": "日期"}


def axis_of(schedule: Schedule) -> str:
    """What the steps of a schedule run along: figures, dates, or nothing."""
    if schedule.starts():
        return "figures" if all(not hasattr(start, "year") for start in schedule.starts()) else "dates"
    return "" if all(row.plain for row in schedule.rows) else "figures"
