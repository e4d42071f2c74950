"""Proofs: every possible person gets exactly one answer from every decision, and every rule decides somebody.

The compiled diagrams hold every person there can be, so a proof is a look at their ends; where one is a gap or a
conflict the path to it is a person. A stretch of days in which no figure changes is looked at on its last day: whoever
can ask on an earlier day, with dates before it, can ask then.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from helpdesk.eligibility.diagrams.compiler import TooLarge
from helpdesk.eligibility.diagrams.resolution import Leaf, LeafKind, is_base
from helpdesk.eligibility.diagrams.roots import Diagrams, Fine, compile_diagrams
from helpdesk.eligibility.diagrams.walk import Path, ends, nodes_of, walk
from helpdesk.eligibility.proofs.fault import Example, Fault, Severity, fault
from helpdesk.eligibility.proofs.witness import example
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Version
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.regions import OUTSIDE, Places
from helpdesk.eligibility.vocabulary.span import Period, days_later
from helpdesk.eligibility.vocabulary.text import Text

WRONG = (LeafKind.GAP, LeafKind.CONFLICT)


@dataclass(frozen=True)
class Hole:
    """Somebody without exactly one answer, in one class of regions and one stretch of the date asked about.

    `versions` are those that disagree; there are none where no rule answers.
    """

    kind: LeafKind
    decision: str
    region: str
    period: Period
    versions: tuple[Version, ...]
    example: Example


def proof_faults(rulebook: Rulebook, decisions: Collection[str] | None = None) -> list[Fault]:
    """Gaps, conflicts and rules that decide nobody, of every decision or of those named; tables too large to prove.

    Impossible combinations that are too large themselves leave nothing to prove.
    """
    found: list[Fault] = []
    try:
        compile_diagrams(rulebook, [])
    except TooLarge as error:
        rows = [(f"exclusion:{key}", key) for key in rulebook.exclusions]
        return [Fault("explodes", *rows[0], error.problem.message, rows=tuple(rows[1:]))]
    for decision in rulebook.decisions if decisions is None else decisions:
        stood: set[str] = set()
        try:
            diagrams = compile_diagrams(rulebook, [decision], stood)
        except TooLarge as error:
            found.append(_explodes(rulebook, error))
            continue
        found += _told(rulebook, list(holes(rulebook, decision, diagrams)))
        found += unreachable(rulebook, decision, stood)
    return found


def holes(rulebook: Rulebook, decision: str, diagrams: Diagrams) -> Iterator[Hole]:
    """A gap and every pair of disagreeing rules, once for each class of regions and stretch of days that has it."""
    fine = Fine(rulebook, diagrams)
    for region in diagrams.classes(decision):
        if rulebook.regions.by_key[region].level == OUTSIDE:
            continue
        for period, place in diagrams.stretches(decision, region):
            if not any(leaf.kind in WRONG for leaf in diagrams.pool.leaves_below(place)):
                continue
            known = whole_class(rulebook, decision, region, diagrams)
            told: set[Leaf] = set()
            for part in period.pieces(rulebook.figure_days):
                on = last_day(rulebook, part)
                for leaf, path in _wrong_ends(rulebook, decision, known, on, fine):
                    if leaf not in told:
                        told.add(leaf)
                        person = example(fine, decision, known, path, part, leaf, on)
                        yield Hole(leaf.kind, decision, region, period, leaf.versions, person)


def _wrong_ends(rulebook: Rulebook, decision: str, known: Known, on: date, fine: Fine) -> Iterator[tuple[Leaf, Path]]:
    coarse = walk(rulebook, decision, known, on, diagrams=fine.coarse)
    if not any(leaf.kind in WRONG for leaf in ends(coarse)):
        return
    for node, path in nodes_of(walk(rulebook, decision, known, on, diagrams=fine)):
        if isinstance(node, Leaf) and node.kind in WRONG:
            yield node, path


def whole_class(rulebook: Rulebook, decision: str, region: str, diagrams: Diagrams) -> Known:
    """Everybody of one class of regions."""
    fact = rulebook.decisions[decision].region_fact
    if not fact:
        return Known()
    regions = rulebook.regions
    deeper = {unit for unit in diagrams.classes(decision) if unit != region and regions.below(unit, region)}
    return Known({fact: Places(frozenset({region}), frozenset(deeper))})


def last_day(rulebook: Rulebook, period: Period) -> date:
    """The last day of a stretch; of one that stays open a day after everything that rules and figures name."""
    if period.high is not None:
        return days_later(period.high, -1)
    return days_later(max([horizon(rulebook), *period.bounds()]))


def horizon(rulebook: Rulebook) -> date:
    """The last day that a rule, an impossible combination or a figure names."""
    versions = list(rulebook.versions())
    days = [bound for version in versions for bound in version.period.bounds()]
    days += [bound for each in rulebook.parameters.values() for value in each.values for bound in value.period.bounds()]
    boxes = [version.conditions for version in versions] + [each.conditions for each in rulebook.exclusions.values()]
    spans = [condition.span for box in boxes for condition in box if condition.span is not None]
    days += [bound for span in spans for bound in span.bounds() if isinstance(bound, date)]
    return max(days, default=date(2000, 1, 1))


def unreachable(rulebook: Rulebook, decision: str, stood: Collection[str]) -> Iterator[Fault]:
    """Versions that decide nobody: their conditions exclude each other, or others always come before them."""
    for rule in rulebook.rules_of(decision):
        for version in rule.versions:
            if version.outcome is None or is_base(version) or version.name in stood:
                continue
            yield fault(
                "unreachable", f"table:{decision}@{rule.region}", version.name,
                f"{version.name} decides nobody: its conditions exclude each other, or exceptions cover every case. "
                "Correct the conditions, or remove it.",
                f"{version.name}对谁都不适用：条件互相矛盾，或者所有情况都被例外覆盖。请改正条件，或删去这一版。",
            )  # fmt: skip


def _told(rulebook: Rulebook, found: list[Hole]) -> Iterator[Fault]:
    """One fault for the same gap or the same disagreement, however many regions and stretches have it."""
    groups: dict[object, list[Hole]] = {}
    for hole in found:
        groups.setdefault((hole.kind, frozenset(hole.versions)), []).append(hole)
    for holes_alike in groups.values():
        first, more = holes_alike[0], len(holes_alike) - 1
        told = _gap(rulebook, first) if first.kind is LeafKind.GAP else _conflict(rulebook, first)
        if more:
            also = Text(f" The same elsewhere: {more} more.", f"其他地区或时段另有{more}处也是这样。")
            told = replace(told, message=Text(told.message.en + also.en, told.message.zh + also.zh))
        yield told


def _gap(rulebook: Rulebook, hole: Hole) -> Fault:
    person = hole.example.text
    return Fault(
        "gap", _document(rulebook, hole), hole.decision,
        Text(
            f"{person.en}: no rule answers. Add a rule for this case, or one without conditions that says not_covered.",
            f"{person.zh}：没有规则能回答。请为这种情况补一条规则，或加一条不设条件、结论为“未核实”的规则。",
        ),
        Severity.ERROR, hole.example,
    )  # fmt: skip


def _document(rulebook: Rulebook, hole: Hole) -> str:
    """The table that would have to answer: the region's own, or the nearest above."""
    tables = rulebook.tables_for(hole.decision, hole.region)
    return f"table:{tables[-1].key}" if tables else f"decision:{hole.decision}"


def _conflict(rulebook: Rulebook, hole: Hole) -> Fault:
    person = hole.example.text
    rows = [(f"table:{hole.decision}@{rulebook.rule_by_key[v.rule].region}", v.name) for v in hole.versions]
    names_en, names_zh = ", ".join(row for _, row in rows), "、".join(row for _, row in rows)
    return Fault(
        "conflict", rows[-1][0], rows[-1][1],
        Text(
            f"{person.en}: {names_en} disagree. Make one an exception to the other, or tell their conditions apart.",
            f"{person.zh}：{names_zh}结论不一致。请把其中一条设为另一条的例外，或把条件分开。",
        ),
        Severity.ERROR, hole.example, tuple(rows[:-1]),
    )  # fmt: skip


def _explodes(rulebook: Rulebook, error: TooLarge) -> Fault:
    table = rulebook.tables.get(f"{error.decision}@{error.region}")
    document = f"table:{table.key}" if table else f"decision:{error.decision}"
    return Fault("explodes", document, error.decision, error.problem.message)
