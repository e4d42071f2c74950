"""A rulebook far larger than any table we hold: how long it takes to compile, and to prove."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from math import prod
from statistics import median
from typing import Any

from tests.bench.contest import MismatchError
from tests.bench.generated import CITY, NATION, PIECES, REACH, Grid, large
from tests.bench.goals import Goal, Section, Wanted
from tests.bench.ours import Rulebook, compiled, ours, proved, read_rulebook
from tests.eligibility.books import Body

REPEATS = 3
GAP, IDLE = "gap", "unreachable"
FLAWS = (GAP, "conflict", "explodes")
ASKED = 300
ON = "2026-11-22"
"""A day after the last cut."""


def timed(call: Callable[[Rulebook], Any], source: Body) -> tuple[float, Any]:
    """Median processor seconds of a few runs, each on a rulebook just read: nothing is left from the one before."""
    times = []
    for _ in range(REPEATS):
        rulebook = read_rulebook(source)
        start = time.process_time()
        found = call(rulebook)
        times.append(time.process_time() - start)
    return median(times), found


def agree(grid: Grid) -> None:
    """Raises MismatchError, with the person, where our engine says other than the rulebook's own construction."""
    engine = ours(read_rulebook(grid.source()), "d")
    for number in range(ASKED):
        facts, expected = grid.person(list(REACH)[number % len(REACH)])
        found = engine.outcome(facts, ON)
        if found != expected:
            raise MismatchError(f"{facts} on {ON}: {found}, and by construction {expected}")


def codes(faults: Iterable[Any]) -> dict[str, int]:
    """How many faults there are of each code."""
    return dict(Counter(fault.code for fault in faults))


def wrong(whole: Iterable[Any], without_one: Iterable[Any], idle: set[str]) -> str:
    """What is wrong with a proof that does not see what was put there; empty where nothing is."""
    whole = list(whole)
    seen = {fault.row.partition("[")[0] for fault in whole if fault.code == IDLE}
    if any(fault.code in FLAWS for fault in whole):
        return f"the rulebook has neither gap nor conflict, and the proof tells {codes(whole)}"
    if seen != idle:
        return f"{sorted(idle)} decide nobody, and the proof tells {sorted(seen)}"
    left = codes(without_one)
    return "" if left.get(GAP) else f"a rule was taken out, and the proof tells no gap but {left}"


def compiling(grid: Grid, figures: dict[str, Any]) -> Goal:
    """The time to compile."""
    why = ""
    try:
        figures["compile_seconds"], _ = timed(compiled, grid.source())
    except NotImplementedError as error:
        why = str(error)
    return Goal("400 rules × 350,000: compiled", figures.get("compile_seconds"), Wanted.BELOW, 1, "s", why)


def proving(grid: Grid, figures: dict[str, Any]) -> Goal:
    """The time to prove, which counts only where the proof sees what was put there."""
    name = "400 rules × 350,000: proved"
    try:
        seconds, faults = timed(proved, grid.source())
        missing = grid.rng.choice([told[0] for told in grid.rules if told[1] == NATION])
        without_one = proved(read_rulebook(grid.source(leave_out=missing)))
    except NotImplementedError as error:
        return Goal(name, None, Wanted.BELOW, 2, "s", str(error))
    told = {"prove_seconds": seconds, "found": codes(faults), "left_out": missing, "found_then": codes(without_one)}
    figures.update(told)
    why = wrong(faults, without_one, grid.idle())
    return Goal(name, None if why else seconds, Wanted.BELOW, 2, "s", why)


def synthetic(seed: int) -> Section:
    """Times, and whether the proof sees what was put there: nothing in the whole, a gap where one rule is missing."""
    grid = large(seed)
    rules, combinations = len(grid.rules), prod(PIECES.values())
    figures: dict[str, Any] = {"rules": rules, "combinations": combinations, "seed": seed}
    agree(grid)
    goals = (compiling(grid, figures), proving(grid, figures))
    lines = (
        f"{rules} rules, {combinations:,} combinations, seed {seed}; all of them reach {CITY}",
        f"{ASKED} persons in {len(REACH)} regions get the outcome that the construction says",
        *(f"{name}: {value}" for name, value in figures.items() if name not in {"rules", "combinations", "seed"}),
    )
    return Section("a synthetic rulebook", lines, figures, goals)
