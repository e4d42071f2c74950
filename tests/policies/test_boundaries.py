"""The days around both ends of every period in the content, each on its own clock, as the plain reference has them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from helpdesk.eligibility import Known
from helpdesk.eligibility.answers.explanation import bases
from helpdesk.eligibility.diagrams.walk import ends, walk
from helpdesk.eligibility.plain.reference import Result, World, applying, result
from helpdesk.eligibility.plain.world import Row, within
from helpdesk.eligibility.rulebook.rules import Version
from helpdesk.eligibility.vocabulary.conditions import parse_condition
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span, one_day
from tests.policies.content import TODAY, rulebook
from tests.policies.mutations import bearing, pivots, shipped, told_apart

pytestmark = pytest.mark.thorough

DECISIONS = sorted(shipped()["decision"])
ROWS = [
    pytest.param(decision, row, id=f"{row.region}-{row.name}")
    for decision in DECISIONS
    for row in World(shipped(), decision, str(TODAY)).all_rows
    if row.start or row.end
]
FIGURES = [
    pytest.param(key, number, id=f"{key}-{number}")
    for key, body in shipped()["parameter"].items()
    for number in range(len(body["values"]))
]
CITED = [
    pytest.param(version, id=version.name)
    for rule in rulebook().rules()
    for version in rule.versions
    if version.citations
]


def around(start: str | None, end: str | None) -> Iterator[tuple[str, bool]]:
    """The days around both ends of a period, each with whether it lies inside."""
    for bound in (start, end):
        for step in (-1, 0, 1) if bound else ():
            day = str(date.fromisoformat(str(bound)) + timedelta(days=step))
            yield day, within(day, start, end)


def whom_it_fits(decision: str, row: Row, day: str) -> World:
    """Everybody in the rule's region of whom its conditions hold, on a day of its clock."""
    known: dict[str, Any] = {}
    world = bearing(shipped(), decision)
    if world.governing:
        known[world.governing] = (row.region,)
    on = day
    if row.clock != "on":
        on, known[row.clock] = str(TODAY), (day, str(date.fromisoformat(day) + timedelta(days=1)))
    return replace(world, on=on, known=known, given=row.conditions)


def parts_of(world: World, row: Row) -> Iterator[World]:
    """The same people in parts, by the fact that rules ask most: so few other facts matter to each part."""
    for fact, option in pivots(world, row):
        yield replace(world, known={**world.known, fact: (option,)}) if fact else world


def of_the_engine(world: World) -> set[Result]:
    """What the engine says can come of it."""
    book, known = rulebook(), {}
    for key, value in world.known.items():
        days = [date.fromisoformat(day) for day in value] if book.facts[key].kind == "date" else []
        known[key] = Span(*days) if days else Places(frozenset(value))
    lines = [parse_condition(line, dict(book.facts), book.regions, "") for line in world.given]
    found = ends(walk(book, world.decision, Known(known), date.fromisoformat(world.on), lines))
    return {Result(leaf.kind.value, leaf.outcome, "".join(str(leaf.formula or "").split())) for leaf in found}


@pytest.mark.parametrize(("decision", "row"), ROWS)
def test_a_rule_is_one_from_its_first_day_to_its_last_and_the_engine_says_what_the_reference_does(
    decision: str, row: Row
) -> None:
    for day, inside in dict(around(row.start, row.end)).items():
        world = whom_it_fits(decision, row, day)
        everybody = [(part, person) for part in parts_of(world, row) for person in told_apart(part)]

        assert everybody, day
        assert {row.name in {each.name for each in applying(*each)} for each in everybody} == {inside}, day
        assert of_the_engine(world) == {result(*each) for each in everybody}, day


@pytest.mark.parametrize(("key", "number"), FIGURES)
def test_a_figure_holds_from_its_first_day_to_its_last(key: str, number: int) -> None:
    values = shipped()["parameter"][key]["values"]
    own = values[number]
    for day, inside in dict(around(own["from"], own["to"])).items():
        found = rulebook().parameters[key].values_in(one_day(date.fromisoformat(day)))
        there = [each["value"] for each in values if within(day, each["from"], each["to"])]

        assert found == set(there), day
        assert (own["value"] in there) or not inside, day
        assert len(there) <= 1, f"two values of {key} on {day}"


@pytest.mark.parametrize("version", CITED)
def test_a_provision_is_cited_on_the_days_it_is_in_force(version: Version) -> None:
    """Unless one comes before it that is cited and in force too."""
    cited = {each.key: each.role for each in version.citations if each.kind == "provision"}
    periods = {key: in_force(key, role) for key, role in cited.items()}
    days = {day for start, end in periods.values() for day, _ in around(start, end)}
    for day in sorted(days):
        holding = {key for key, period in periods.items() if within(day, *period)}
        expected = {key for key in holding if not holding & set(provision(key)["yields_to"])}
        expected = {key for key in expected if provision(key)["confidence"] != "low"}

        shown = {basis.key for basis in bases(rulebook(), [version], date.fromisoformat(day))}
        assert shown & set(cited) == expected, (version.name, day)


def in_force(key: str, role: str) -> tuple[str | None, str | None]:
    """First day and day after the last on which a citation counts; whatever governs the past counts always."""
    if role == "governs_past":
        return None, None
    own, instrument = provision(key), shipped()["instrument"][key.partition(":")[0]]
    starts = [each["in_force_from"] for each in (own, instrument) if each["in_force_from"]]
    finish = [each["in_force_to"] for each in (own, instrument) if each["in_force_to"]]
    return max(starts, default=None), min(finish, default=None)


def provision(key: str) -> Any:
    """A provision's body."""
    instrument, _, name = key.partition(":")
    return next(row for row in shipped()["instrument"][instrument]["provisions"] if row["key"] == name)
