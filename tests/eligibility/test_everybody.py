"""The engine against a naive enumerator: random small rulebooks, random partial knowledge, everybody written out."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpdesk.eligibility import Known, read_rulebook
from helpdesk.eligibility.conditions import parse_condition
from helpdesk.eligibility.regions import Places
from helpdesk.eligibility.relevance import relevant
from helpdesk.eligibility.span import Span
from helpdesk.eligibility.walk import ends, walk
from tests.eligibility import everybody
from tests.eligibility.books import amount, choice, documents, exclusion, fact, relation, rule, table, version
from tests.eligibility.everybody import World

ON = "2026-11-22"
DAYS = ("2016-10-01", "2022-01-01", "2022-09-01", "2026-11-22", "2027-01-01")
FIGURES = (1, 5, 12)
UNITS = ("CN", "110000", "440000", "440100", "440106", "440300")
CHOICES = ("x", "y", "z")
KINDS = {
    "a": fact(),
    "b": choice(*CHOICES),
    "sum": amount(),
    "months": fact("count"),
    "credited": fact("date"),
    "home": fact("region"),
    "goal": fact("region"),
    "move": relation(),
}
TOLD = {key: documents()["documents"]["region"][key] for key in UNITS}


# Strategies are made once each: making them takes longer than drawing from them.


def some(items: Iterable[Any], least: int = 0, most: int = 3) -> Any:
    return lists_of(tuple(items), least, most)


@cache
def lists_of(items: tuple[Any, ...], least: int, most: int) -> Any:
    return st.lists(st.sampled_from(items), min_size=least, max_size=most, unique=True)


@cache
def condition(key: str) -> Any:
    """Lines of a condition on one fact."""
    if key in {"sum", "months", "credited"}:
        points = DAYS if key == "credited" else FIGURES
        return st.builds("{} {} {}".format, st.just(key), st.sampled_from(["<", ">="]), st.sampled_from(points))
    options = {"a": ("yes", "no"), "b": CHOICES, "move": ("same-area", "same-province", "other-province")}
    values = options.get(key, UNITS[1:])
    listed = st.builds(
        "{} {} {}".format, st.just(key), st.sampled_from(["in", "not in"]), some(values, 1, 2).map(", ".join)
    )
    return listed | st.builds("{} {} {}".format, st.just(key), st.sampled_from(["=", "!="]), st.sampled_from(values))


@cache
def conditions(facts: tuple[str, ...], least: int = 0, most: int = 3) -> Any:
    return st.lists(st.one_of([condition(key) for key in facts]), min_size=least, max_size=most)


@cache
@st.composite
def versions(draw: Any, facts: tuple[str, ...]) -> list[Any]:
    """One version, or two on either side of a day, on the clock `on` or on the date fact."""
    clock = draw(st.sampled_from(["on", "on", "credited"] if "credited" in facts else ["on"]))
    outcomes = st.sampled_from(["yes", "no", "partly"])
    bounds = sorted(draw(some(DAYS, 0, 3)))
    if not bounds:
        return [version(*draw(conditions(facts)), to=draw(outcomes), clock=clock, start=None)]
    pairs = list(zip([None, *bounds], [*bounds, None], strict=True))
    kept = draw(some(range(len(pairs)), 1, 2))
    return [
        version(*draw(conditions(facts)), to=draw(outcomes), clock=clock, start=pairs[place][0], end=pairs[place][1])
        for place in kept
    ]


@cache
@st.composite
def knowledge(draw: Any, key: str) -> Any:
    """What is known of a fact; None where nothing is."""
    if draw(st.booleans()):
        return None
    if key in {"sum", "months", "credited"}:
        points = sorted([*DAYS[:4], "2020-05-05"] if key == "credited" else [0, *FIGURES, 7])
        low, high = draw(some(range(len(points)), 2, 2).map(sorted))
        open_low, open_high = draw(st.sampled_from([(False, False), (True, False), (False, True)]))
        return (None if open_low else points[low], None if open_high else points[high])
    return tuple(draw(some({"a": ("yes", "no"), "b": CHOICES}.get(key, UNITS[1:]), 1, 2)))


@st.composite
def worlds(draw: Any) -> World:
    """A rulebook of up to six facts and three levels of regions, and what is known of a person."""
    chosen = draw(some(KINDS, 1, 6))
    facts = [key for key in KINDS if key in chosen]
    if "move" in facts:
        facts = list(dict.fromkeys([*facts, "home", "goal"]))
        facts = facts if len(facts) < 7 else [key for key in facts if key in {"b", "credited", "home", "goal", "move"}]
    units = draw(some(UNITS[1:], 0, 2)) if "home" in facts else []
    told, tables, keys = tuple(facts), [], []
    for unit in ["CN", *sorted(units, key=lambda code: UNITS.index(code))]:
        rows = []
        for _ in range(draw(st.integers(1, 4 if unit == "CN" else 2))):
            key = f"r{len(keys)}"
            rows.append(rule(key, over=tuple(draw(some(keys, 0, 2))) if keys else (), versions=draw(versions(told))))
            keys.append(key)
        tables.append(table(*rows, at=unit, after_end=draw(st.sampled_from(["returns_to_parent", "not_known"]))))
    limits = {f"x{n}": exclusion(*draw(conditions(told, 1, 2))) for n in range(draw(st.integers(0, 2)))}
    source = documents(
        *tables, facts={key: KINDS[key] for key in facts}, exclusion=limits,
        region_fact="home" if units or ("home" in facts and draw(st.booleans())) else "",
    )["documents"]  # fmt: skip
    known = {key: draw(knowledge(key)) for key in facts if key != "move"}
    when = draw(conditions(told, 0, 1)) if draw(st.integers(0, 3)) == 0 else []
    return World({**source, "region": TOLD}, {key: value for key, value in known.items() if value}, ON, tuple(when))


def as_known(world: World) -> Known:
    """The same knowledge as the engine has it."""
    found: dict[str, Any] = {}
    for key, value in world.known.items():
        if key in {"home", "goal"}:
            found[key] = Places(frozenset(value))
        elif key in {"sum", "months", "credited"}:
            point = date.fromisoformat if key == "credited" else Decimal
            found[key] = Span(*(None if bound is None else point(bound) for bound in value))
        else:
            found[key] = frozenset(value)
    return Known(found, frozenset(found))


def agree(world: World) -> None:
    """The engine and the enumerator say the same of this world."""
    size = 1
    for key in world.facts():
        size *= len(everybody.values(world, key))
    assume(size <= 4000)
    book = read_rulebook({"format": 1, "documents": world.documents})
    when = tuple(parse_condition(line, book.facts, book.regions, "") for line in world.given)
    known, on = as_known(world), date.fromisoformat(world.on)
    tree = walk(book, "d", known, on, when)
    everyone = list(everybody.people(world))
    expected = {everybody.result(world, person) for person in everyone}
    asked = set(relevant(book, "d", known, on, when))

    assert {(leaf.kind.value, leaf.outcome) for leaf in ends(tree)} == expected
    assert (len(expected) < 2) == (not asked)
    needed = everybody.relevant(world, everyone)
    assert needed <= asked
    if not world.documents["exclusion"] and not world.given and "move" not in world.documents["fact"]:
        assert asked == needed


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET, derandomize=True, database=None)
@given(worlds())
def test_the_engine_agrees_with_everybody_written_out(world):
    agree(world)


@pytest.mark.deep
@settings(max_examples=10_000, deadline=None, suppress_health_check=QUIET, database=None)
@given(worlds())
def test_the_engine_agrees_with_everybody_written_out_ten_thousand_times(world):
    agree(world)
