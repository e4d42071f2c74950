"""Checks of references: whatever a rule names must exist. Kept apart since every other check presumes it."""

from collections.abc import Iterable, Iterator

from helpdesk.eligibility.fault import Fault, fault
from helpdesk.eligibility.regions import NATION
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Table, Version
from helpdesk.eligibility.vocabulary import ON, BasisKind, FactKind


def missing(where: str, row: str, thing: str, thing_zh: str, keys: Iterable[str]) -> Iterator[Fault]:
    """One fault for every key that does not exist."""
    for key in keys:
        yield fault(
            "reference", where, row,
            f"{row} names the {thing} “{key}”, which does not exist. Add it, or correct the key.",
            f"{row}用到的{thing_zh}“{key}”不存在。请先添加，或改正名称。",
        )  # fmt: skip


def reference_faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Everything named that does not exist."""
    yield from _regions(rulebook)
    for key, question in rulebook.questions.items():
        named = [portion.decision for portion in question.portions]
        unknown = [decision for decision in named if decision not in rulebook.decisions]
        yield from missing(f"question:{key}", key, "decision", "判断", unknown)
    for key, fact in rulebook.facts.items():
        sources = fact.derivation.sources if fact.derivation else ()
        unknown = [source for source in sources if source not in rulebook.facts]
        yield from missing(f"fact:{key}", key, "fact", "事实", unknown)
    for key in rulebook.decisions:
        if f"{key}@{NATION}" not in rulebook.tables:
            yield fault(
                "reference", f"decision:{key}", key,
                f"{key} has no table for the nation; every region without rules of its own would have no answer.",
                f"{key}没有全国的规则表，没有本地规定的地区就没有答案。",
            )  # fmt: skip
    for table in rulebook.tables.values():
        yield from _table(rulebook, table)


def _regions(rulebook: Rulebook) -> Iterator[Fault]:
    for key, region in rulebook.regions.by_key.items():
        unknown = [region.parent] if region.parent and region.parent not in rulebook.regions.by_key else []
        yield from missing(f"region:{key}", key, "region", "地区", unknown)


def _table(rulebook: Rulebook, table: Table) -> Iterator[Fault]:
    where = f"table:{table.key}"
    if table.decision not in rulebook.decisions:
        yield from missing(where, table.key, "decision", "判断", [table.decision])
    if table.region not in rulebook.regions.by_key:
        yield from missing(where, table.key, "region", "地区", [table.region])
    for rule in table.rules:
        for version in rule.versions:
            yield from _version(rulebook, where, version)


def _version(rulebook: Rulebook, where: str, version: Version) -> Iterator[Fault]:
    if version.outcome is not None and version.outcome not in rulebook.outcomes:
        yield from missing(where, version.name, "outcome", "结论", [version.outcome])
    clock = rulebook.facts.get(version.clock)
    if version.clock != ON and (clock is None or clock.kind is not FactKind.DATE):
        yield fault(
            "clock", where, version.name,
            f"{version.name} runs on “{version.clock}”, which is no date. Use “on” or a fact that is a date.",
            f"{version.name}的时间依据“{version.clock}”不是日期。请用“on”或日期类的事实。",
        )  # fmt: skip
    unknown = [key for key in version.evidence if key not in rulebook.evidence]
    yield from missing(where, version.name, "evidence", "证据", unknown)
    for citation in version.citations:
        if citation.kind is BasisKind.PROVISION and citation.key not in rulebook.provisions:
            yield from missing(where, version.name, "provision", "条文", [citation.key])
        if citation.kind is BasisKind.LOCAL_DOCUMENT and citation.key not in rulebook.instruments:
            yield from missing(where, version.name, "local document", "地方文件", [citation.key])
