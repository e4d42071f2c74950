"""The compiled engine against the plain reference: random small rulebooks, random partial knowledge."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, note, settings

from helpdesk.eligibility import Known, read_rulebook
from helpdesk.eligibility.answers.assess import assess
from helpdesk.eligibility.diagrams.lookup import Lookup
from helpdesk.eligibility.diagrams.relevance import relevant
from helpdesk.eligibility.diagrams.resolution import Leaf
from helpdesk.eligibility.diagrams.walk import ends, walk
from helpdesk.eligibility.plain.people import values
from helpdesk.eligibility.plain.reference import Result, World, everybody, possible, relevance_faults, standing
from helpdesk.eligibility.plain.world import OPEN, Person
from helpdesk.eligibility.proofs.proof import holes, proof_faults
from helpdesk.eligibility.vocabulary.conditions import parse_condition
from helpdesk.eligibility.vocabulary.kinds import Status
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span
from tests.eligibility.worlds import SOURCES, STANDING_IN, size_of, told, worlds

MOST, MOST_AT_ONCE = 1500, 100
"""Worlds of more persons are left out: they take long and say no more."""


def engine(world: World) -> tuple[Any, ...]:
    """What the engine is asked: rulebook, decision, what is known, the day, what is given."""
    book = read_rulebook({"format": 1, "documents": world.documents})
    lines = tuple(parse_condition(line, book.facts, book.regions, "") for line in world.given)
    return book, world.decision, as_known(world), date.fromisoformat(world.on), lines


def as_known(world: World) -> Known:
    """The same knowledge as the engine has it."""
    found: dict[str, Any] = {}
    for key, value in world.known.items():
        if world.kind(key) == "region":
            found[key] = Places(frozenset(value))
        elif isinstance(value[0], str | None) and world.kind(key) == "date":
            found[key] = Span(*(None if bound is None else date.fromisoformat(bound) for bound in value))
        elif world.kind(key) in {"amount", "count"}:
            found[key] = Span(*(None if bound is None else Decimal(bound) for bound in value))
        else:
            found[key] = frozenset(value)
    return Known(found, frozenset(found))


def as_result(leaf: Leaf) -> Result:
    """An end of the engine as the reference tells it."""
    return Result(leaf.kind.value, leaf.outcome, "".join(str(leaf.formula or "").split()))


def outcomes_agree(world: World) -> None:
    """What it can come to is the same."""
    assert {as_result(leaf) for leaf in ends(walk(*engine(world)))} == possible(world)


def relevance_agrees(world: World) -> None:
    """The engine asks what is essential, what settles it, and nothing more."""
    assert faults_of(world, relevant(*engine(world))) == []


def faults_of(world: World, facts: Collection[str]) -> list[str]:
    """What is wrong with the facts asked.

    Where places exclude each other ("whoever lives here cannot move there") or are given as lying in a certain way to
    each other, one of two places may be asked too many: that is the one thing the engine does not promise.
    """
    found = list(relevance_faults(world, facts))
    bound = {text.split()[0] for text in limits_of(world)} & {"home", "goal", *SOURCES}
    bound |= {text.split()[0] for text in world.given} & set(SOURCES)
    return [text for text in found if not (bound and text.endswith("can be left out"))]


def questions_agree(world: World) -> None:
    """Who is unsure of every other fact is asked what is left to ask, and told exactly what can come of it."""
    book, decision, known, on, lines = engine(world)
    open_facts = sorted(set(world.documents["fact"]) - set(SOURCES) - set(known.values))
    asked = known.asked | set(open_facts[len(world.all_rows) % 2 :: 2])
    found, results = assess(book, decision, Known(known.values, asked), on, lines), possible(world)
    if not results or found is None or "outside" in {problem.code for problem in found.problems}:
        assert found is not None or not results
        return
    outcomes = {end.outcome for end in results if end.outcome}
    if len(results) == 1:
        assert found.status in {Status.DECIDED, Status.NOT_COVERED}
        assert {found.outcome.key} == outcomes if found.outcome else not outcomes
    else:
        assert {each.outcome.key for each in found.possible} == outcomes
        assert faults_of(world, found.relevant) == []
        assert found.status is (Status.OPEN if set(found.relevant) - asked else Status.UNSURE)
    assert (found.next_fact in set(found.relevant) - asked) is (found.status is Status.OPEN)


def lookups_agree(world: World) -> None:
    """Complete answers in text lead to the same outcome."""
    book = read_rulebook({"format": 1, "documents": world.documents})
    lookup = Lookup(book, world.decision)
    asked = [key for key, body in world.documents["fact"].items() if not body["derived"]]
    for person, end in everybody(world):
        answers = {key: str(person.get(key, (values(world, key) or ["110000"])[0])) for key in asked}
        texts = {key: STANDING_IN.get(text, text) for key, text in answers.items()}
        home = texts.get(world.governing, "CN")
        if not set(person.values()) & set(OPEN) and world.level(home) != "outside":
            assert lookup.outcome(texts, world.on) == end.outcome, (texts, end)


def days_of(world: World) -> list[str]:
    """Days that tell all stretches of the date asked about apart: around every day that anything names."""
    named = {day for row in world.all_rows for day in (row.start, row.end) if day}
    named |= {text.split()[2] for row in world.all_rows for text in row.conditions if text.startswith("credited")}
    named |= {text.split()[2] for text in limits_of(world) if text.startswith("credited")}
    values = [each for body in world.documents["parameter"].values() for each in body["values"]]
    named |= {day for each in values for day in (each["from"], each["to"]) if day}
    around = {str(date.fromisoformat(day) + timedelta(days=step)) for day in named for step in (-1, 0)}
    return sorted(around | {"2000-01-01", "2030-01-01"})


def limits_of(world: World) -> list[str]:
    return [line for body in world.documents["exclusion"].values() for line in body["conditions"]]


def everywhere(world: World, classes: Collection[str]) -> Iterator[tuple[str, World, Person, Result]]:
    """Everybody in every stretch of days: the class of regions they live in, the world that day, person and result."""
    for day in days_of(world):
        there = replace(world, on=day, known={}, given=())
        for person, end in everybody(there):
            place = person[world.governing] if world.governing else "CN"
            if there.level(place.partition("+")[0]) != "outside":
                yield next(unit for unit in there.line(place) if unit in classes), there, person, end


def proofs_agree(world: World) -> None:
    """Gaps and conflicts are reported in the classes of regions and stretches of days in which somebody has them.

    And a rule that is said to decide nobody decides nobody.
    """
    book = engine(world)[0]
    stretches = {
        region: [span for span, _ in book.diagrams.stretches("d", region)] for region in book.diagrams.classes("d")
    }
    faults = proof_faults(book)
    idle = {fault.row for fault in faults if fault.code == "unreachable"}
    expected: dict[tuple[Any, ...], bool] = {}
    for region, there, person, end in everywhere(world, set(stretches)):
        assert not (idle and idle & {row.name for row in standing(there, person)}), (region, there.on, person)
        if end.kind in {"gap", "conflict"}:
            day = date.fromisoformat(there.on)
            key = (end.kind, region, next(span for span in stretches[region] if day in span))
            expected[key] = expected.get(key, False) or "outside" not in str(person.get(world.governing))
    found = {(hole.kind.value, hole.region, hole.period) for hole in holes(book, "d", book.diagrams)}
    # Whoever is insured outside the mainland is answered before any rule is asked, so they may be told of or not.
    assert {key for key, inside in expected.items() if inside} <= found <= set(expected)
    assert {fault.code for fault in faults} & {"gap", "conflict"} == {kind for kind, _, _ in found}


def examples_agree(world: World) -> None:
    """The person whom a fault tells of has that very gap or conflict."""
    book = read_rulebook({"format": 1, "documents": world.documents})
    for hole in holes(book, "d", book.diagrams):
        person = World(world.documents, "d", str(hole.example.on), from_address(world, hole.example.facts))
        assert hole.kind.value in {end.kind for end in possible(person)}


def from_address(world: World, facts: Mapping[str, str]) -> dict[str, Any]:
    """Answers as they stand in an address, as a world knows them."""
    known: dict[str, Any] = {}
    for key, text in facts.items():
        kind = world.kind(key)
        if kind in {"date", "amount", "count"}:
            low, _, high = text.partition("..") if ".." in text else (text, "", following(kind, text))
            known[key] = (low or None, high or None)
        else:
            known[key] = tuple(text.split("|"))
    return known


def following(kind: str, text: str) -> str:
    """The next value an axis can have."""
    return str(date.fromisoformat(text) + timedelta(days=1)) if kind == "date" else str(Decimal(text) + Decimal("0.01"))


AGREEMENTS: list[Callable[[World], None]] = [
    outcomes_agree, questions_agree, lookups_agree, relevance_agrees, proofs_agree, examples_agree,
]  # fmt: skip
QUIET = list(HealthCheck)


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET, derandomize=True, database=None)
@given(world=worlds())
def test_the_engine_agrees_with_the_reference(world):
    assume(size_of(world) <= MOST_AT_ONCE)
    note(told(world))
    for agree in AGREEMENTS:
        agree(world)


@pytest.mark.deep
@pytest.mark.parametrize("agree", AGREEMENTS, ids=lambda check: check.__name__)
@settings(max_examples=10_000, deadline=None, suppress_health_check=QUIET, database=None)
@given(world=worlds())
def test_the_engine_agrees_with_the_reference_ten_thousand_times(agree, world):
    assume(size_of(world) <= MOST)
    note(told(world))
    agree(world)
