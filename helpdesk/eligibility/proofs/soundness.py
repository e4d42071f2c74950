"""Is a rulebook sound? References, dates, bases and evidence of every rule, told row by row."""

from collections.abc import Collection, Iterator
from itertools import combinations

from helpdesk.eligibility.amounts.faults import amount_faults
from helpdesk.eligibility.answers.explanation import HIDDEN, basis_period
from helpdesk.eligibility.proofs.consistency import consistency_faults
from helpdesk.eligibility.proofs.exceptions import exception_faults
from helpdesk.eligibility.proofs.fault import Fault, backwards, fault
from helpdesk.eligibility.proofs.proof import proof_faults
from helpdesk.eligibility.proofs.references import reference_faults
from helpdesk.eligibility.proofs.wholeness import text_faults
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Rule, Table, Version, all_conditions
from helpdesk.eligibility.vocabulary.kinds import ON, BasisKind, Verdict
from helpdesk.eligibility.vocabulary.span import Period, Span, uncovered
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.eligibility.vocabulary.wording import dates_text


def faults(rulebook: Rulebook, decisions: Collection[str] | None = None) -> list[Fault]:
    """Every fault of a rulebook, references first: the later checks presume that they hold.

    `decisions` are those to prove; None proves all.
    """
    broken = list(reference_faults(rulebook))
    if broken:
        return broken
    return [*row_faults(rulebook), *consistency_faults(rulebook, decisions), *proof_faults(rulebook, decisions)]


def row_faults(rulebook: Rulebook) -> list[Fault]:
    """Faults that a row shows by itself: what it excepts, its days, its bases, its amounts, its texts."""
    return [
        *exception_faults(rulebook),
        *rule_faults(rulebook),
        *amount_faults(rulebook),
        *law_faults(rulebook),
        *text_faults(rulebook),
    ]


def rule_faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Faults of the versions of every rule."""
    for table in rulebook.tables.values():
        for rule in table.rules:
            where = f"table:{table.key}"
            yield from overlaps(where, rule)
            for version in rule.versions:
                if version.outcome is not None:
                    yield from version_faults(rulebook, table, version)


def overlaps(where: str, rule: Rule) -> Iterator[Fault]:
    """Two versions of one rule, on the same clock, that share a day."""
    for one, other in combinations(rule.versions, 2):
        if one.clock == other.clock and one.period.meets(other.period) and not one.period.empty:
            days = dates_text(one.period.both(other.period))
            yield fault(
                "overlap", where, rule.key,
                f"{one.name} and {other.name} both hold {days.en}. End one where the other starts.",
                f"{one.name}和{other.name}在{days.zh}同时有效。请让前一个在后一个开始时结束。",
            )  # fmt: skip


def version_faults(rulebook: Rulebook, table: Table, version: Version) -> Iterator[Fault]:
    """Faults of one version: its period, clock, base rule, formula, basis and evidence."""
    where = f"table:{table.key}"
    yield from backwards(where, version.name, version.period)
    outcome = rulebook.outcomes[str(version.outcome)]
    if not all_conditions(version) and outcome.verdict is not Verdict.NOT_COVERED:
        yield fault(
            "unconditional", where, version.name,
            f"{version.name} has no conditions but says “{outcome.verdict}”. Add conditions or a not_covered outcome.",
            f"{version.name}没有条件，结论却是“{outcome.verdict}”。请补上条件，或改用“未核实”的结论。",
        )  # fmt: skip
    if outcome.verdict is not Verdict.NOT_COVERED:
        yield from _days_without_basis(rulebook, where, version)
        yield from _weak_evidence(rulebook, where, version)


def _days_without_basis(rulebook: Rulebook, where: str, version: Version) -> Iterator[Fault]:
    usable = [
        citation
        for citation in version.citations
        if citation.kind is not BasisKind.PROVISION or rulebook.provisions[citation.key].confidence != HIDDEN
    ]
    asked: Period = version.period if version.clock == ON else Span(version.period.low, None)
    for gap in uncovered(asked, [basis_period(rulebook, citation) for citation in usable]):
        days = dates_text(gap)
        yield fault(
            "basis", where, version.name,
            f"{version.name}: no basis is in force {days.en}. Cite what held then, or say that it is local practice.",
            f"{version.name}：{days.zh}没有有效的依据。请补上当时有效的条文，或注明是当地做法。",
        )  # fmt: skip


def _weak_evidence(rulebook: Rulebook, where: str, version: Version) -> Iterator[Fault]:
    known = [rulebook.evidence[key] for key in version.evidence]
    if not known:
        yield fault(
            "evidence", where, version.name,
            f"{version.name} names no evidence. Add where we know it from.",
            f"{version.name}没有写明证据来源。请补上。",
        )  # fmt: skip
    elif all(item.confidence == HIDDEN for item in known):
        yield fault(
            "evidence", where, version.name,
            f"{version.name} rests on low-confidence evidence only; that may not be published. Find a better source.",
            f"{version.name}只有低可信度的证据，不能发布。请找到更可靠的来源。",
        )  # fmt: skip


def law_faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Faults of instruments and provisions: periods that run backwards, provisions that yield to each other."""
    for instrument in rulebook.instruments.values():
        yield from backwards(f"instrument:{instrument.key}", instrument.key, instrument.period)
    for provision in rulebook.provisions.values():
        yield from backwards(f"instrument:{provision.instrument}", provision.key, provision.period)
    yield from circles(rulebook)


def circles(rulebook: Rulebook) -> Iterator[Fault]:
    """Provisions that yield to each other in a circle: where all of them are cited, none would be shown."""
    above = {key: reached(rulebook, key) for key, provision in rulebook.provisions.items() if provision.yields_to}
    for key in (key for key, others in above.items() if key in others):
        others = sorted(other for other in above[key] - {key} if key in above.get(other, ()))
        way, way_zh = f", by way of {', '.join(others)}," if others else "", "经" * bool(others) + "、".join(others)
        yield Fault(
            "yields-circle", f"instrument:{rulebook.provisions[key].instrument}", key,
            Text(
                f"{key} yields{way} to itself: cited together, none of them would be shown. Remove one link of the "
                "circle.",
                f"{key}{way_zh}又让位给自己，同时引用时一条也显示不出来。请去掉其中一环。",
            ),
            rows=tuple((f"instrument:{rulebook.provisions[other].instrument}", other) for other in others),
        )  # fmt: skip


def reached(rulebook: Rulebook, provision: str) -> set[str]:
    """Every provision that one gives way to, by way of others too."""
    found: set[str] = set()
    front = [*rulebook.provisions[provision].yields_to]
    while front:
        key = front.pop()
        if key not in found:
            found.add(key)
            front += rulebook.provisions[key].yields_to
    return found
