"""A rulebook far larger than any table we hold: how long it takes to compile, and to prove."""

import time
from collections import Counter
from collections.abc import Callable
from math import prod
from statistics import median
from typing import Any

from tests.bench.contest import MismatchError
from tests.bench.generated import CITY, NATION, PIECES, REACH, Grid, large
from tests.bench.goals import Goal, Section, Wanted
from tests.bench.ours import Rulebook, compiled, ours, proved, read_rulebook
from tests.eligibility.books import Body

REPEATS = 3
TOLD = ("gap", "conflict")
ASKED = 300
ON = "2026-11-22"
"""A day after the last cut."""


def timed(call: Callable[[Rulebook], Any], source: Body) -> tuple[float, Any]:
    """Median seconds of a few runs, each on a rulebook just read, so that nothing is left from the one before."""
    times = []
    for _ in range(REPEATS):
        rulebook = read_rulebook(source)
        start = time.perf_counter()
        found = call(rulebook)
        times.append(time.perf_counter() - start)
    return median(times), found


def agree(grid: Grid) -> None:
    """Raises MismatchError, with the person, where our engine says other than the rulebook's own construction."""
    engine = ours(read_rulebook(grid.source()), "d")
    for number in range(ASKED):
        facts, expected = grid.person(list(REACH)[number % len(REACH)])
        found = engine.outcome(facts, ON)
        if found != expected:
            raise MismatchError(f"{facts} on {ON}: {found}, and by construction {expected}")


def codes(faults: list[Any]) -> dict[str, int]:
    """How many faults there are of each code."""
    return dict(Counter(fault.code for fault in faults))


def synthetic(seed: int) -> Section:
    """Times, and whether the proof sees what was put there: nothing in the whole, a gap where one rule is missing."""
    grid = large(seed)
    rules, combinations = len(grid.rules), prod(PIECES.values())
    figures: dict[str, Any] = {"rules": rules, "combinations": combinations, "seed": seed}
    lines = [f"{rules} rules, {combinations:,} combinations, seed {seed}; all of them reach {CITY}"]
    agree(grid)
    lines.append(f"{ASKED} persons in {len(REACH)} regions get the outcome that the construction says")
    why = ""
    try:
        figures["compile_seconds"], _ = timed(compiled, grid.source())
    except NotImplementedError as error:
        why = str(error)
    goals = [Goal("400 rules × 350,000: compiled", figures.get("compile_seconds"), Wanted.BELOW, 1, "s", why)]
    why = ""
    try:
        figures["prove_seconds"], faults = timed(proved, grid.source())
        figures["found"] = codes(faults)
        missing = grid.rng.choice([told[0] for told in grid.rules if told[1] == NATION])
        figures["found_without_one"] = codes(proved(read_rulebook(grid.source(leave_out=missing))))
        lines.append(f"found in the whole: {figures['found']}; without rule {missing}: {figures['found_without_one']}")
        why = wrong(figures["found"], figures["found_without_one"])
    except NotImplementedError as error:
        why = str(error)
    seconds = None if why else figures.get("prove_seconds")
    goals.append(Goal("400 rules × 350,000: proved", seconds, Wanted.BELOW, 2, "s", why))
    return Section("a synthetic rulebook", tuple(lines), figures, tuple(goals))


def wrong(whole: dict[str, int], without_one: dict[str, int]) -> str:
    """What is wrong with a proof that does not see what was put there; empty where nothing is."""
    if any(whole.get(code) for code in TOLD):
        return f"the rulebook has neither gap nor conflict, and the proof tells {whole}"
    return "" if without_one.get("gap") else f"a rule was taken out, and the proof tells no gap but {without_one}"
