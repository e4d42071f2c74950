"""Runs the bench: `python -m tests.bench [--seed N] [--persons N] [--output PATH] [--only PART]`."""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import django

from tests.bench.goals import Section, summary

PARTS = ("table", "assessments", "checking", "synthetic", "questions", "memory")
SMALL_BOOKS = 40


def parts(seed: int, persons: int) -> dict[str, Callable[[], Section]]:
    """Every part of the bench, by name. Django has to be ready."""
    from tests.bench.contest import contest
    from tests.bench.generated import small
    from tests.bench.memory import memory
    from tests.bench.ours import read_rulebook
    from tests.bench.questions import questions
    from tests.bench.real import assessments, checking, real_rulebook
    from tests.bench.synthetic import synthetic

    def asked() -> Section:
        books = [read_rulebook(small(seed + number).source()) for number in range(SMALL_BOOKS)]
        return questions(real_rulebook(), books, regions=2)

    made: Sequence[Callable[[], Section]] = (
        lambda: contest(persons, seed), lambda: assessments(persons // 6, seed), checking, lambda: synthetic(seed),
        asked, memory,
    )  # fmt: skip
    return dict(zip(PARTS, made, strict=True))


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--persons", type=int, default=12_600, help="different persons in the contest of one table")
    parser.add_argument("--output", type=Path, default=Path("var/bench.json"))
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given again")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a goal is missed")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Runs the parts in order, prints each as it ends, writes all of it as JSON. A mismatch ends it with its error."""
    chosen = options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    django.setup()
    told = sys.stdout.write
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    told(f"seed {chosen.seed}, Python {platform.python_version()}, load {busy:.2f} for each processor\n")
    found: list[Section] = []
    for name, run in parts(chosen.seed, chosen.persons).items():
        if not chosen.only or name in chosen.only:
            start = time.perf_counter()
            found.append(run())
            lines = (f"  {line}\n" for line in found[-1].lines)
            told("".join([f"\n{found[-1].name} ({time.perf_counter() - start:.1f} s)\n", *lines]))
    told(f"\n{summary(found)}\n")
    body = {
        "seed": chosen.seed,
        "python": platform.python_version(),
        "load": busy,
        "parts": {section.name: section.figures for section in found},
        "goals": [goal.as_json() for section in found for goal in section.goals],
    }
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    chosen.output.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
    told(f"Written to {chosen.output}\n")
    missed = not all(goal.reached for section in found for goal in section.goals)
    return 1 if missed and chosen.strict else 0


sys.exit(main(sys.argv[1:]))
