"""The one small table that every contender decides: twelve rows, five facts, two regions, versions over time.

It is written once, as rows. Each contender gets these same rows in the form its own documentation asks for; only the
hand-written function repeats them, as a programmer would.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.eligibility.books import Body, choice, documents, fact, rule, table, version

REGION_FACT = "insured_in"
REGIONS = ("110000", "420000")
"""The first has exceptions to the national rows, the second has no rules of its own."""
CHOICES = {
    "situation": ("left-job", "retired", "moving", "leaving-china", "died", "working"),
    "held_as": ("ledger", "paid-out", "both"),
}
YES_NO = ("foreign", "closed")
DATE_FACT = "credited"
FACTS = (*CHOICES, *YES_NO, DATE_FACT)
UNCHECKED = "unchecked"
DECISION = "d"
FIRST_CREDIT, FIRST_DAY, LAST_DAY = date(2008, 1, 1), date(2022, 1, 1), date(2027, 6, 30)


@dataclass(frozen=True)
class Dated:
    """What a row says from one day (None: always) to another."""

    outcome: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Row:
    """A row of the table: where it holds, its conditions, the rows it is an exception to, its versions."""

    key: str
    conditions: tuple[str, ...]
    versions: tuple[Dated, ...]
    over: tuple[str, ...] = ()
    region: str = "CN"


def row(key: str, conditions: str, *told: str | Dated, over: str = "", region: str = "CN") -> Row:
    """A row from its conditions, separated by `;`."""
    parts = tuple(part.strip() for part in conditions.split(";") if part.strip())
    versions = tuple(Dated(each) if isinstance(each, str) else each for each in told)
    return Row(key, parts, versions, tuple(over.split()), region)


ROWS = (
    row("nothing-known", "", UNCHECKED),
    row("paid-out", "held_as = paid-out", "yes"),
    row("stays", "held_as != paid-out; situation in working, left-job, retired", "no"),
    row("old-credits", "held_as != paid-out; situation = retired; credited < 2014-07-01", "depends", over="stays"),
    row("heirs", "situation = died", "yes-heirs", over="paid-out"),
    row("leaves", "situation = leaving-china; foreign = yes", "yes-at-once", over="paid-out"),
    row("moves", "situation = moving; closed = no", "partly-moves-along", over="paid-out"),
    row(
        "moved", "situation = moving; closed = yes",
        Dated("no-closed", None, "2024-01-01"), Dated("partly-reopened", "2024-01-01"), over="paid-out",
    ),
    row(
        "passbook", "held_as = paid-out; credited < 2022-09-01", "yes-passbook",
        over="paid-out heirs leaves moves moved", region="110000",
    ),
    row(
        "left-closed", "situation = left-job; closed = yes",
        Dated("partly-half", None, "2025-01-01"), Dated("no-any-more", "2025-01-01"),
        over="stays paid-out passbook", region="110000",
    ),
    row("heirs-here", "situation = died; held_as = ledger", "yes-heirs-here", over="heirs", region="110000"),
    row("abroad", "situation = moving; foreign = yes", "partly-abroad", over="moves moved passbook", region="110000"),
)  # fmt: skip


def rulebook_source() -> Body:
    """The table as documents of a rulebook."""
    facts = {REGION_FACT: fact("region")}
    facts |= {key: choice(*options) for key, options in CHOICES.items()}
    facts |= {key: fact(changeable=key == "closed") for key in YES_NO}
    facts |= {DATE_FACT: fact("date")}
    tables = [
        table(*(_document(each) for each in ROWS if each.region == region), at=region)
        for region in dict.fromkeys(each.region for each in ROWS)
    ]
    return documents(*tables, facts=facts, region_fact=REGION_FACT)


def _document(each: Row) -> Body:
    versions = [version(*each.conditions, to=v.outcome, start=v.start, end=v.end) for v in each.versions]
    return rule(each.key, over=each.over, versions=versions)


@dataclass(frozen=True)
class Line:
    """One version of a row, as a line of a table that is read from the top: the first that holds decides."""

    region: str | None
    conditions: tuple[str, ...]
    start: str | None
    end: str | None
    outcome: str


def first_hit_lines() -> list[Line]:
    """The table for libraries without exceptions: what excepts comes before what it excepts."""
    placed: list[Row] = []
    waiting = list(ROWS)
    while waiting:
        free = [each for each in waiting if not any(each.key in other.over for other in waiting)]
        placed += [each for each in free if each.conditions]
        waiting = [each for each in waiting if each not in free]
    placed += [each for each in ROWS if not each.conditions]
    return [
        Line(None if each.region == "CN" else each.region, each.conditions, v.start, v.end, v.outcome)
        for each in placed
        for v in each.versions
    ]


Case = tuple[dict[str, str], str]
"""A person as a dict of strings, and the day asked about."""


def cases(count: int, seed: int) -> list[Case]:
    """`count` persons of whom no two are alike, in random order."""
    rng = random.Random(seed)
    found: dict[tuple[str, ...], Case] = {}
    for person in _endless(rng):
        found.setdefault((*person[0].values(), person[1]), person)
        if len(found) == count:
            break
    shuffled = list(found.values())
    rng.shuffle(shuffled)
    return shuffled


def _endless(rng: random.Random) -> Iterator[Case]:
    while True:
        on = FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days))
        credited = FIRST_CREDIT + timedelta(days=rng.randrange((on - FIRST_CREDIT).days))
        facts = {REGION_FACT: rng.choice(REGIONS)}
        facts |= {key: rng.choice(options) for key, options in CHOICES.items()}
        facts |= {key: rng.choice(("yes", "no")) for key in YES_NO}
        yield {**facts, DATE_FACT: credited.isoformat()}, on.isoformat()
