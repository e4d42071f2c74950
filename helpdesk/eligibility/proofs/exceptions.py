"""Checks of exceptions: each names a rule of the same decision, here or above, and they form no cycle."""

from collections.abc import Iterator

from helpdesk.eligibility.diagrams.resolution import is_base
from helpdesk.eligibility.proofs.fault import Fault, fault
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Rule, Table


def exception_faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Every exception that reaches nothing it may reach, and every cycle."""
    home = {rule.key: table for table in rulebook.tables.values() for rule in table.rules}
    for table in rulebook.tables.values():
        for rule in table.rules:
            for target in rule.exception_to:
                yield from _misplaced(rulebook, table, rule, home.get(target), target)
            if rule.exception_to and any(is_base(version) for version in rule.versions):
                yield fault(
                    "exception", f"table:{table.key}", rule.key,
                    f"{rule.key} has no conditions, so it excepts nothing. Add conditions or take the exceptions off.",
                    f"{rule.key}没有条件，不能是别的规则的例外。请补上条件，或去掉例外。",
                )  # fmt: skip
            if rule.key in rulebook.defeats[rule.key]:
                yield fault(
                    "cycle", f"table:{table.key}", rule.key,
                    f"{rule.key} is, by way of others, an exception to itself. Remove one link of the circle.",
                    f"{rule.key}绕一圈又成了自己的例外。请去掉其中一环。",
                )  # fmt: skip


def _misplaced(rulebook: Rulebook, table: Table, rule: Rule, other: Table | None, target: str) -> Iterator[Fault]:
    where = f"table:{table.key}"
    if other is None:
        yield fault(
            "exception", where, rule.key,
            f"{rule.key} is an exception to “{target}”, which is no rule. Correct the key or remove it.",
            f"{rule.key}写明是“{target}”的例外，但没有这条规则。请改正或去掉。",
        )  # fmt: skip
    elif other.decision != table.decision or other.region not in rulebook.regions.line(table.region):
        yield fault(
            "exception", where, rule.key,
            f"{rule.key} is an exception to “{target}” of {other.key}; that rule stands neither here nor above.",
            f"{rule.key}写明是{other.key}里“{target}”的例外，但它既不在本表，也不在上级地区。",
        )  # fmt: skip
