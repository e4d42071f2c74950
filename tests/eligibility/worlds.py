"""Random small worlds for the property tests: a rulebook with all that rules can do, a day, a partly known person.

Rules stand on three levels of regions and are exceptions to each other; versions run on the date asked about or on a
date fact; conditions compare with figures too, which may be missing; some combinations are impossible.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from helpdesk.eligibility.plain.people import values
from helpdesk.eligibility.plain.reference import World
from tests.eligibility.books import (
    amount,
    both,
    choice,
    documents,
    exclusion,
    fact,
    parameter,
    region,
    relation,
    rule,
    table,
    version,
)

ON = "2026-11-22"
DAYS = ("2016-10-01", "2022-01-01", "2022-09-01", "2026-11-22", "2027-01-01")
NUMBERS = (1, 5, 12)
CHOICES, LIKES = ("x", "y", "z"), ("yes", "no", "not-known")
MOVES = ("same-area", "same-province", "other-province", "outside-mainland")
UNITS = ("CN", "110000", "440000", "440100", "440106", "440300", "810000")
LEVELS = (
    (), ("110000",), ("440000", "440100"), ("440000", "440100", "440106"), ("440000", "440300"), ("110000", "440100"),
)  # fmt: skip
"""The units with tables of their own, besides the nation."""

KINDS = {
    "a": fact(),
    "b": choice(*CHOICES),
    "sum": amount(),
    "months": fact("count"),
    "years": fact("count"),
    "credited": fact("date"),
    "home": fact("region"),
    "goal": fact("region"),
    "move": relation(),
    "accepts": choice(*LIKES, derived={"attribute": ["goal", "accepts"]}),
    "generous": choice(*LIKES, derived={"attribute": ["home", "generous"]}),
}
SOURCES = {"move": ("home", "goal"), "accepts": ("goal",), "generous": ("home",)}
AXES = {"sum": NUMBERS, "months": NUMBERS, "credited": DAYS}
OPTIONS: dict[str, tuple[str, ...]] = {
    "a": ("yes", "no"), "b": CHOICES, "move": MOVES, "accepts": LIKES, "generous": LIKES,
    "home": UNITS[1:], "goal": UNITS[1:],
}  # fmt: skip
FIGURES = {"years": ("least", ("3", "8")), "months": ("full", ("2", "3", "4"))}
"""The parameter that a fact is compared with, and its figures: those of `full` lie between two of NUMBERS."""

STANDING_IN = {
    "CN": "420100", "CN+1+1": "420100", "CN+1+2": "429004", "CN+2+1": "330100", "CN+outside": "820000",
    "440000": "440500", "440000+1": "440500", "440000+2": "440600", "440100": "440111",
}  # fmt: skip
"""A unit that no rule ever names, for each place of the reference that stands for all such places."""

UNNAMED = {
    "330000": region("province"), "330100": region("city", "330000"), "420000": region("province"),
    "420100": region("city", "420000"), "429004": region("county", "420000"), "820000": region("outside"),
    "440500": region("city", "440000"), "440600": region("city", "440000"), "440111": region("district", "440100"),
}  # fmt: skip
TOLD = {key: documents()["documents"]["region"][key] for key in UNITS}
TOLD |= {key: {**both("name", key), **both("short", key), **body} for key, body in UNNAMED.items()}

# Strategies are made once each: making them takes longer than drawing from them.


def some(items: Iterable[Any], least: int = 0, most: int = 3) -> Any:
    return lists_of(tuple(items), least, most)


@cache
def lists_of(items: tuple[Any, ...], least: int, most: int) -> Any:
    return st.lists(st.sampled_from(items), min_size=least, max_size=most, unique=True)


@cache
def condition(key: str) -> Any:
    """Lines of a condition on one fact."""
    if key in {"years", *AXES}:
        points: list[Any] = [f"@{FIGURES[key][0]}"] if key in FIGURES else []
        return st.builds(
            "{} {} {}".format,
            st.just(key),
            st.sampled_from(["<", ">="]),
            st.sampled_from([*points, *AXES.get(key, ())]),
        )
    options = OPTIONS[key]
    listed = st.builds(
        "{} {} {}".format, st.just(key), st.sampled_from(["in", "not in"]), some(options, 1, 2).map(", ".join)
    )
    return listed | st.builds("{} {} {}".format, st.just(key), st.sampled_from(["=", "!="]), st.sampled_from(options))


@cache
def conditions(facts: tuple[str, ...], least: int = 0, most: int = 2) -> Any:
    return st.lists(st.one_of([condition(key) for key in facts]), min_size=least, max_size=most)


@cache
@st.composite
def versions(draw: Any, facts: tuple[str, ...]) -> list[Any]:
    """One version, or two on either side of a day, on the clock `on` or on the date fact."""
    clock = draw(st.sampled_from(["on", "on", "credited"] if "credited" in facts else ["on"]))
    outcomes = st.sampled_from(["yes", "no", "partly"])
    formulas = st.sampled_from(["", "", "whole(sum)"] if "sum" in facts else [""])
    bounds = sorted(draw(some(DAYS, 0, 3)))
    pairs = list(zip([None, *bounds], [*bounds, None], strict=True))
    kept = draw(some(range(len(pairs)), 1, 2)) if bounds else [0]
    return [
        version(*draw(conditions(facts)), to=draw(outcomes), formula=draw(formulas), clock=clock,
                start=pairs[place][0], end=pairs[place][1])
        for place in kept
    ]  # fmt: skip


@cache
@st.composite
def knowledge(draw: Any, key: str) -> Any:
    """What is known of a fact; None where nothing is."""
    if draw(st.integers(0, 2)):
        return None
    if key in {"years", *AXES}:
        points = sorted([*DAYS[:4], "2020-05-05"] if key == "credited" else [0, *NUMBERS, 3, 7])
        low, high = draw(some(range(len(points)), 2, 2).map(sorted))
        open_low, open_high = draw(st.sampled_from([(False, False), (True, False), (False, True)]))
        return (None if open_low else points[low], None if open_high else points[high])
    return tuple(draw(some(OPTIONS[key], 1, 2)))


@cache
@st.composite
def histories(draw: Any, name: str, figures: tuple[str, ...], unit: str, clock: str, *, holes: bool) -> Any:
    """A parameter over time; with holes a stretch may have no figure."""
    bounds = sorted(draw(some(DAYS, 0, 2)))
    pairs = list(zip([None, *bounds], [*bounds, None], strict=True))
    kept = draw(some(range(len(pairs)), 0, 3).map(sorted)) if holes else range(len(pairs))
    steps = [(*pairs[place], draw(st.sampled_from(figures))) for place in kept]
    return parameter(name, *steps, at=unit, clock=clock, unit="yes_no" if "yes" in figures else "months")


@st.composite
def parameters(draw: Any, facts: list[str]) -> list[Any]:
    """The figures that conditions and derived facts need, in some regions; `full` is known everywhere on every day."""
    found = []
    for key in [key for key in ("months", "years", "accepts", "generous") if key in facts]:
        name, figures = FIGURES.get(key, (key, ("yes", "no")))
        clock = "on" if key in SOURCES or "credited" not in facts else draw(st.sampled_from(["on", "credited"]))
        units = draw(some(["440000", "440100"], 0, 2))
        if name == "full" or not units or draw(st.booleans()):
            units = ["CN", *units]
        found += [draw(histories(name, figures, unit, clock, holes=name != "full")) for unit in units]
    return found


@cache
@st.composite
def fact_keys(draw: Any) -> list[str]:
    """Up to six facts, with what the derived ones among them are derived from."""
    chosen = draw(some(KINDS, 2, 5))
    chosen += [source for key in chosen for source in SOURCES.get(key, ())]
    return [key for key in KINDS if key in chosen]


@st.composite
def tables(draw: Any, facts: tuple[str, ...], units: Iterable[str]) -> list[Any]:
    """A table of the nation and of each unit; a rule may be an exception to those here and above."""
    found: list[Any] = []
    keys: list[tuple[str, str]] = []
    for unit in ["CN", *units]:
        rows = []
        for _ in range(draw(st.integers(1, 4 if unit == "CN" else 2))):
            above = [key for key, owner in keys if owner in line(unit)]
            over = tuple(draw(some(above, 0, 2))) if above else ()
            rows.append(rule(f"r{len(keys)}", over=over, versions=draw(versions(facts))))
            keys.append((f"r{len(keys)}", unit))
        found.append(table(*rows, at=unit, after_end=draw(st.sampled_from(["returns_to_parent", "not_known"]))))
    return found


def line(unit: str | None) -> list[str]:
    """A unit and everything above it."""
    return [] if unit is None else [unit, *line(TOLD[unit]["parent"])]


@st.composite
def rulebooks(draw: Any) -> dict[str, Any]:
    """The documents of a rulebook of up to eight facts and four levels of regions."""
    facts = draw(fact_keys())
    units = draw(st.sampled_from(LEVELS)) if "home" in facts else ()
    rows = draw(tables(tuple(facts), units))
    drawn = [draw(conditions(tuple(facts), 1, 2)) for _ in range(draw(st.integers(0, 2)))]
    limits = {f"x{n}": exclusion(*lines) for n, lines in enumerate(drawn) if "@" not in " ".join(lines)}
    source = documents(
        *rows, facts={key: KINDS[key] for key in facts}, exclusion=limits, parameter=draw(parameters(facts)),
        region_fact="home" if units or ("home" in facts and draw(st.booleans())) else "",
    )["documents"]  # fmt: skip
    return {**source, "region": TOLD}


@st.composite
def worlds(draw: Any) -> World:
    """A rulebook, a day, and what is known of a person."""
    source = draw(rulebooks())
    facts = tuple(source["fact"])
    on = draw(st.sampled_from([ON, ON, *DAYS]))
    known = {key: draw(knowledge(key)) for key in facts if key not in SOURCES}
    if "credited" in known and known["credited"] and (known["credited"][0] or "") > on:
        del known["credited"]  # an answer that lies after the day asked about is refused before anything is worked out
    plain = tuple(key for key in facts if key != "years")
    when = draw(conditions(plain, 0, 1)) if plain and draw(st.integers(0, 3)) == 0 else []
    told = tuple(text for text in when if "@" not in text)
    return World(source, "d", on, {k: v for k, v in known.items() if v}, told)


def size_of(world: World) -> int:
    """How many persons there are before what is derived, at least."""
    size = 1
    for key in world.asked:
        size *= len(values(world, key))
    return size


def told(world: World) -> str:
    """The world, short enough to read when a test fails."""
    rows = [
        f"{row.name}@{row.region} {row.conditions} {row.clock} {row.start}..{row.end} -> {row.outcome} {row.formula}"
        for row in world.rows
    ]
    over = [f"{row['key']} over {row['exception_to']}" for body in world.tables.values() for row in body["rules"]]
    figures = [
        f"{key} on {body['clock']}: {[(each['from'], each['to'], each['value']) for each in body['values']]}"
        for key, body in world.documents["parameter"].items()
    ]
    limits = [body["conditions"] for body in world.documents["exclusion"].values()]
    known = f"on {world.on} in {world.governing}, known {world.known}, given {world.given}, never {limits}"
    return "\n".join([known, *over, *figures, *rows])
