"""Checks of references: whatever a rule names must exist. Kept apart since every other check presumes it."""

from collections.abc import Iterable, Iterator

from helpdesk.eligibility.proofs.fault import Fault, fault
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.rulebook.rules import Decision, Table, Version
from helpdesk.eligibility.vocabulary.facts import Derivation
from helpdesk.eligibility.vocabulary.kinds import ON, BasisKind, FactKind
from helpdesk.eligibility.vocabulary.regions import NATION


def missing(where: str, row: str, thing: str, thing_zh: str, keys: Iterable[str]) -> Iterator[Fault]:
    """One fault for every key that does not exist."""
    for key in keys:
        yield fault(
            "reference", where, row,
            f"{row} names the {thing} “{key}”, which does not exist. Add it, or correct the key.",
            f"{row}用到的{thing_zh}“{key}”不存在。请先添加，或改正名称。",
        )  # fmt: skip


def reference_faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Everything named that does not exist, or is not of the kind it has to be."""
    yield from _regions(rulebook)
    for key, question in rulebook.questions.items():
        named = [portion.decision for portion in question.portions]
        unknown = [decision for decision in named if decision not in rulebook.decisions]
        yield from missing(f"question:{key}", key, "decision", "判断", unknown)
    for key, fact in rulebook.facts.items():
        if fact.derivation is not None:
            yield from _derivation(rulebook, key, fact.derivation)
    for decision in rulebook.decisions.values():
        yield from _decision(rulebook, decision)
    for provision in rulebook.provisions.values():
        unknown = [other for other in provision.yields_to if other not in rulebook.provisions]
        yield from missing(f"instrument:{provision.instrument}", provision.key, "provision", "条文", unknown)
    for key, parameter in rulebook.parameters.items():
        yield from _parameter(rulebook, key, parameter)
    for table in rulebook.tables.values():
        yield from _table(rulebook, table)
    yield from _twice(rulebook)


def _regions(rulebook: Rulebook) -> Iterator[Fault]:
    by_key = rulebook.regions.by_key
    for key, region in by_key.items():
        unknown = [region.parent] if region.parent and region.parent not in by_key else []
        yield from missing(f"region:{key}", key, "region", "地区", unknown)
        above = [key]
        while (parent := by_key[above[-1]].parent) in by_key and parent and parent not in above:
            above.append(parent)
        if parent == key:
            yield fault(
                "cycle", f"region:{key}", key,
                f"{key} lies, by way of others, inside itself. Correct its parent.",
                f"{key}绕一圈又成了自己的上级。请改正上级地区。",
            )  # fmt: skip


def _derivation(rulebook: Rulebook, key: str, derivation: Derivation) -> Iterator[Fault]:
    for source in derivation.sources:
        yield from _place(rulebook, f"fact:{key}", key, source)
    if derivation.kind == "attribute":
        named = [each for each in rulebook.parameters.values() if each.name == derivation.arguments[1]]
        yield from missing(f"fact:{key}", key, "figure", "参数", [] if named else [derivation.arguments[1]])
        for parameter in named:
            if parameter.clock != ON or parameter.unit != "yes_no":
                yield fault(
                    "attribute", f"fact:{key}", key,
                    f"{key} is derived from {parameter.key}, which is no yes/no figure on the clock “on”. Correct it.",
                    f"{key}取自{parameter.key}，它不是以“on”为时间依据的是/否参数。请改正。",
                )  # fmt: skip


def _place(rulebook: Rulebook, where: str, row: str, key: str) -> Iterator[Fault]:
    fact = rulebook.facts.get(key)
    if fact is None:
        yield from missing(where, row, "fact", "事实", [key])
    elif fact.kind is not FactKind.REGION or fact.derivation is not None:
        yield fault(
            "reference", where, row,
            f"{row} needs a place, and “{key}” is none that is asked. Name a fact of the kind region.",
            f"{row}需要一个地区，“{key}”不是可以问的地区。请改用地区类的事实。",
        )  # fmt: skip


def _decision(rulebook: Rulebook, decision: Decision) -> Iterator[Fault]:
    if decision.region_fact:
        yield from _place(rulebook, f"decision:{decision.key}", decision.key, decision.region_fact)
    if f"{decision.key}@{NATION}" not in rulebook.tables:
        yield fault(
            "reference", f"decision:{decision.key}", decision.key,
            f"{decision.key} has no table for the nation; every region without rules of its own would have no answer.",
            f"{decision.key}没有全国的规则表，没有本地规定的地区就没有答案。",
        )  # fmt: skip


def _parameter(rulebook: Rulebook, key: str, parameter: Parameter) -> Iterator[Fault]:
    where = f"parameter:{key}"
    yield from _misnamed(where, key, parameter.key)
    if parameter.region not in rulebook.regions.by_key:
        yield from missing(where, key, "region", "地区", [parameter.region])
    yield from missing(where, key, "evidence", "证据", [e for e in parameter.evidence if e not in rulebook.evidence])
    yield from _clock(rulebook, where, key, parameter.clock)


def _misnamed(where: str, key: str, name: str) -> Iterator[Fault]:
    if key != name:
        yield fault(
            "key", where, key,
            f"{key} says inside that it is {name}. Make the two the same.",
            f"{key}里面写的却是{name}。请改成一致。",
        )  # fmt: skip


def _clock(rulebook: Rulebook, where: str, row: str, clock: str) -> Iterator[Fault]:
    fact = rulebook.facts.get(clock)
    if clock != ON and (fact is None or fact.kind is not FactKind.DATE):
        yield fault(
            "clock", where, row,
            f"{row} runs on “{clock}”, which is no date. Use “on” or a fact that is a date.",
            f"{row}的时间依据“{clock}”不是日期。请用“on”或日期类的事实。",
        )  # fmt: skip


def _twice(rulebook: Rulebook) -> Iterator[Fault]:
    """Rule keys are unique in the whole rulebook: exceptions name them without a table."""
    home: dict[str, str] = {}
    for table in rulebook.tables.values():
        for rule in table.rules:
            if rule.key in home:
                yield fault(
                    "duplicate", f"table:{table.key}", rule.key,
                    f"{rule.key} also stands in {home[rule.key]}. Give one of the two another key.",
                    f"{home[rule.key]}里也有{rule.key}。请给其中一条换个名称。",
                )  # fmt: skip
            home[rule.key] = table.key


def _table(rulebook: Rulebook, table: Table) -> Iterator[Fault]:
    where = f"table:{table.key}"
    yield from _misnamed(where, table.key, f"{table.decision}@{table.region}")
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
    yield from _clock(rulebook, where, version.name, version.clock)
    unknown = [key for key in version.evidence if key not in rulebook.evidence]
    yield from missing(where, version.name, "evidence", "证据", unknown)
    compared = dict.fromkeys(condition.threshold for condition in version.conditions if condition.threshold)
    figures = [name for name in compared if not any(each.name == name for each in rulebook.parameters.values())]
    yield from missing(where, version.name, "figure", "参数", figures)
    for citation in version.citations:
        if citation.kind is BasisKind.PROVISION and citation.key not in rulebook.provisions:
            yield from missing(where, version.name, "provision", "条文", [citation.key])
        if citation.kind is BasisKind.LOCAL_DOCUMENT and citation.key not in rulebook.instruments:
            yield from missing(where, version.name, "local document", "地方文件", [citation.key])
