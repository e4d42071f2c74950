"""Which regions have rules of their own, and whose rule a region without one follows."""

from collections import Counter
from dataclasses import dataclass

from helpdesk.editions.reading import Edition
from helpdesk.policies.models import NATION, Question, Region, Rule, Table
from helpdesk.policies.published import rulebook


@dataclass(frozen=True)
class Line:
    """Whose rule one portion of a question follows in a region. `source` is None where no rule is known."""

    portion: str
    own: bool
    nation: bool
    source: Region | None


@dataclass(frozen=True)
class Row:
    """One question in one region; `query` starts the questions there."""

    question: Question
    lines: list[Line]
    query: str


def rules_by_region(edition: Edition) -> Counter[str]:
    """How many rules each region below the nation has of its own, by its key."""
    return Counter(edition.all(Rule).exclude(table__region_id=NATION).values_list("table__region_id", flat=True))


def ancestry(edition: Edition, code: str) -> list[str]:
    """The region's key and those above it, the nearest first."""
    return list(reversed(rulebook(edition).regions.line(code)))


def coverage(edition: Edition, code: str) -> list[Row]:
    """For every question that depends on a place: whose rule each of its portions follows here."""
    line = ancestry(edition, code)
    regions = {row.key: row for row in edition.all(Region).filter(key__in=line)}
    tables = {(row.decision_id, row.region_id) for row in edition.all(Table).filter(region_id__in=line)}
    rows = []
    for question in edition.all(Question).prefetch_related("portions__decision"):
        portions = [portion.decision for portion in question.portions.all() if portion.decision.region_fact]
        lines = []
        for decision in portions:
            source = next((key for key in line if (decision.key, key) in tables), None)
            title = decision.title if len(portions) > 1 else ""
            lines.append(Line(title, source == code, source == NATION and code != NATION, regions.get(source or "")))
        if lines:
            rows.append(Row(question, lines, f"{portions[0].region_fact}={code}"))
    return rows
