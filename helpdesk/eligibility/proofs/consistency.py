"""What a proof of the diagrams does not see: exceptions that except nothing, rules that a newer national rule may have
overtaken, citations that are never in force, figures that conditions need and lack.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import pairwise

from helpdesk.eligibility.answers.explanation import basis_period
from helpdesk.eligibility.diagrams.cells import cuts_of, region_classes
from helpdesk.eligibility.diagrams.compiler import TooLarge
from helpdesk.eligibility.diagrams.roots import Diagrams, compile_diagrams
from helpdesk.eligibility.diagrams.walk import can_be
from helpdesk.eligibility.proofs.fault import Fault, Severity, fault
from helpdesk.eligibility.proofs.proof import last_day
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.rulebook.rules import Rule, Version, all_conditions
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.kinds import ON, BasisKind, Role, Verdict
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import ALWAYS, Period, Span, uncovered
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.eligibility.vocabulary.wording import dates_text, day_text


def consistency_faults(rulebook: Rulebook, decisions: Collection[str] | None = None) -> Iterator[Fault]:
    """All of these, of every decision or of those named; none where the impossible combinations are too large."""
    try:
        anybody = compile_diagrams(rulebook, [])
    except TooLarge:  # the proofs tell it
        return
    for decision in rulebook.decisions if decisions is None else decisions:
        for rule in rulebook.rules_of(decision):
            where = f"table:{decision}@{rule.region}"
            for other in (rulebook.rule_by_key[key] for key in rule.exception_to if key in rulebook.rule_by_key):
                yield from _idle(rulebook, anybody, decision, where, rule, other)
                yield from _older(rulebook, decision, where, rule, other)
            for version in rule.versions:
                yield from _never_in_force(rulebook, where, version)
        yield from _thresholds(rulebook, decision)
        yield from _order(rulebook, decision)


def _idle(rulebook: Rulebook, anybody: Diagrams, decision: str, where: str, rule: Rule, other: Rule) -> Iterator[Fault]:
    """An exception to a rule that never applies to the same person."""
    if any(_meet(rulebook, anybody, decision, rule, one, two) for one in rule.versions for two in other.versions):
        return
    yield Fault(
        "idle-exception", where, rule.key,
        Text(
            f"{rule.key} is an exception to {other.key}, and the two never apply to the same person. Remove the "
            "exception, or correct the conditions.",
            f"{rule.key}写明是{other.key}的例外，但两条规则从不会同时适用于一个人。请去掉例外，或改正条件。",
        ),
        Severity.ERROR, None, ((f"table:{decision}@{other.region}", other.key),),
    )  # fmt: skip


def _meet(rulebook: Rulebook, anybody: Diagrams, decision: str, rule: Rule, one: Version, other: Version) -> bool:
    """Whether somebody in the rule's region can have both versions apply on one day."""
    days = ALWAYS
    for version in (one, other):
        days = days.both(version.period) if version.clock == ON else days
    if days.empty:
        return False
    fact = rulebook.decisions[decision].region_fact
    known = Known({fact: Places(frozenset({rule.region}))}) if fact else Known()
    given = (*all_conditions(one), *all_conditions(other))
    return can_be(rulebook, known, last_day(rulebook, days), given, anybody)


def _older(rulebook: Rulebook, decision: str, where: str, rule: Rule, other: Rule) -> Iterator[Fault]:
    """A regional rule that began before the version above it did: nobody may have looked at it since."""
    if rule.region == other.region:
        return
    for version in rule.versions:
        for above in other.versions:
            start = above.period.low
            if version.clock != above.clock or start is None or not _says_something(rulebook, version):
                continue
            if (version.period.low is None or version.period.low < start) and start in version.period:
                day = day_text(start)
                yield Fault(
                    "older", where, version.name,
                    Text(
                        f"{version.name} departs from {above.name}, which began later, on {day.en}. Look at the "
                        "regional rule again, and begin a new version of it on that day.",
                        f"{version.name}不同于{above.name}，而后者{day.zh}才开始施行。请重新核对地方规定，并从那天起另立一版。",
                    ),
                    Severity.WARNING, None, ((f"table:{decision}@{other.region}", above.name),),
                )  # fmt: skip


def _says_something(rulebook: Rulebook, version: Version) -> bool:
    """A version that only says what is not covered claims nothing that a newer rule could have overtaken."""
    return version.outcome is not None and rulebook.outcomes[version.outcome].verdict is not Verdict.NOT_COVERED


def _never_in_force(rulebook: Rulebook, where: str, version: Version) -> Iterator[Fault]:
    asked: Period = version.period if version.clock == ON else Span(version.period.low, None)
    for cited in version.citations:
        if cited.kind is BasisKind.PRACTICE or cited.role is Role.GOVERNS_PAST:
            continue
        period = basis_period(rulebook, cited)
        if not asked.empty and not period.meets(asked):
            held, days = dates_text(period), dates_text(asked)
            yield fault(
                "citation", where, version.name,
                f"{version.name} cites {cited.key}, in force {held.en}, and itself holds {days.en}. Remove the "
                "citation, or say that it governs the past.",
                f"{version.name}引用的{cited.key}在{held.zh}有效，而这一版在{days.zh}适用。请删去引用，或注明适用于过去。",
            )  # fmt: skip


def _against_figures(rulebook: Rulebook, decision: str) -> Iterator[tuple[Rule, Version, Condition]]:
    for rule in rulebook.rules_of(decision):
        for version in rule.versions:
            yield from ((rule, version, condition) for condition in version.conditions if condition.threshold)


def _regions_with_figures(rulebook: Rulebook, decision: str, names: Collection[str]) -> list[str]:
    """Every region that may have a figure of its own, and every class of the decision."""
    own = {each.region for each in rulebook.parameters.values() if each.name in names}
    return sorted({*region_classes(rulebook, decision), *own})


def _thresholds(rulebook: Rulebook, decision: str) -> Iterator[Fault]:
    """Figures that are missing where, or on a day on which, a condition compares with them."""
    told = set()
    for rule, version, condition in _against_figures(rulebook, decision):
        for region in _regions_with_figures(rulebook, decision, {condition.threshold}):
            if not rulebook.regions.below(region, rule.region):
                continue
            parameter = rulebook.parameter_for(condition.threshold, region)
            periods = [value.period for value in parameter.values] if parameter else []
            for gap in uncovered(_needed(version, parameter), periods):
                if (version.name, condition.threshold, gap) in told:
                    continue
                told.add((version.name, condition.threshold, gap))
                place, days = rulebook.regions.by_key[region].short, dates_text(gap)
                yield fault(
                    "threshold", f"table:{decision}@{rule.region}", version.name,
                    f"{version.name} compares with “{condition.threshold}”, which has no value in {place.en}, "
                    f"{days.en}. Add the value, or let the rule begin when there is one.",
                    f"{version.name}要同“{condition.threshold}”比较，但{place.zh}在{days.zh}没有这个数值。"
                    "请补上数值，或让规则从有数值时开始。",
                )  # fmt: skip


def _needed(version: Version, parameter: Parameter | None) -> Period:
    """The days on the parameter's clock on which the version may apply."""
    clock = parameter.clock if parameter else ON
    if clock == ON:
        return version.period if version.clock == ON else ALWAYS
    days = ALWAYS
    for condition in all_conditions(version):
        if condition.fact == clock and condition.span is not None:
            days = days.both(condition.span)  # type: ignore[arg-type]
    return days


def _order(rulebook: Rulebook, decision: str) -> Iterator[Fault]:
    """Two cuts of one axis of which neither always lies at or below the other: no order of pieces would be right."""
    by_fact: dict[str, list[Condition]] = {}
    for version in (version for rule in rulebook.rules_of(decision) for version in rule.versions):
        for condition in all_conditions(version):
            by_fact.setdefault(condition.fact, []).append(condition)
    for key, conditions in by_fact.items():
        names = {condition.threshold for condition in conditions} - {""}
        if not names:
            continue
        cuts = cuts_of(rulebook, rulebook.facts[key], conditions)
        for low, high in pairwise(cuts):
            for region in _regions_with_figures(rulebook, decision, names):
                if _cross(rulebook, region, low, high):
                    place = rulebook.regions.by_key[region].short
                    yield fault(
                        "order", f"decision:{decision}", key,
                        f"{key} is cut at {low} and at {high}, and in {place.en} {low} is not always the lower one. "
                        "Correct the figures, or let one rule compare with one of them only.",
                        f"{key}在{low}和{high}两处分段，但在{place.zh}{low}并不总是较低的一个。"
                        "请改正数值，或让规则只同其中一个比较。",
                    )  # fmt: skip
                    break


def _cross(rulebook: Rulebook, region: str, low: object, high: object) -> bool:
    """Whether the lower cut is, in a region on some day, above the higher."""
    return any(
        one > two
        for one, period, clock in _figures(rulebook, region, low)
        for two, other_period, other_clock in _figures(rulebook, region, high)
        if clock != other_clock or period.meets(other_period)
    )


def _figures(rulebook: Rulebook, region: str, cut: object) -> Iterator[tuple[Decimal, Period, str]]:
    if isinstance(cut, Decimal):
        yield cut, ALWAYS, ""
        return
    parameter = rulebook.parameter_for(str(cut)[1:], region)
    if parameter is not None:
        told = ((value.figure, value.period) for value in parameter.values)
        yield from ((figure, period, parameter.clock) for figure, period in told if figure is not None)
