"""The real content: how long a visitor waits for a whole assessment, and staff for every check."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpdesk.policies.rulebook import rulebook_source
from helpdesk.publishing.check import findings
from tests.bench.contest import same_text
from tests.bench.goals import Goal, Section, Wanted
from tests.bench.ours import Ours, Rulebook, ours, possible, question_of, read_rulebook, whole_answer
from tests.bench.people import REAL_DAYS, People
from tests.bench.rounds import each, percentile
from tests.starter_edition import starter_documents

Asked = tuple[str, dict[str, str], str]
"""A decision or a question, a person as far as known, and a day."""


@cache
def real_source() -> dict[str, Any]:
    """The shipped rulebook as documents."""
    return rulebook_source(starter_documents())


@cache
def real_rulebook() -> Rulebook:
    """The shipped rulebook."""
    return read_rulebook(real_source())


@dataclass(frozen=True)
class Crowd:
    """Persons for every decision, drawn from one generator: complete ones, or with some facts left out."""

    rulebook: Rulebook
    rng: random.Random

    def persons(self, count: int, complete: bool) -> Iterator[Asked]:
        """Persons of no contradiction, the decisions in turn, half of them where a region has rules of its own."""
        decisions = [(People(self.rulebook, key), possible(self.rulebook, key)) for key in self.rulebook.decisions]
        made = 0
        while made < count:
            people, can_be = decisions[made % len(decisions)]
            on = self.rng.choice(REAL_DAYS)
            facts = people.draw(people.region(self.rng), on, self.rng)
            if not complete:
                kept = self.rng.sample(list(facts), self.rng.randrange(len(facts)))
                facts = {key: value for key, value in facts.items() if key in kept}
            if can_be(facts, on):
                made += 1
                yield people.decision, facts, on


def milliseconds(call: Callable[[Asked], object], persons: list[Asked]) -> dict[str, float]:
    """p50 and p99 in ms. A tenth of the persons come before, untimed: other ones, since nothing may be remembered."""
    warm = len(persons) // 10
    for person in persons[:warm]:
        call(person)
    times = each(call, persons[warm:])
    return {"p50": percentile(times, 0.5) * 1000, "p99": percentile(times, 0.99) * 1000, "persons": len(times)}


def assessments(count: int, seed: int) -> Section:
    """One decision's whole assessment, and a whole question's answer, for complete and partly known persons."""
    rulebook = real_rulebook()
    engines: dict[str, Ours] = {key: ours(rulebook, key) for key in rulebook.decisions}
    crowd = Crowd(rulebook, random.Random(seed))
    figures: dict[str, Any] = {}
    for name, complete in (("complete", True), ("partly known", False)):
        persons = list(crowd.persons(count, complete))
        for key, facts, on in persons[: count // 4]:
            same_text(engines[key], [(facts, on)])
        figures[f"assessment, {name}"] = milliseconds(lambda p: engines[p[0]].render(p[1], p[2]), persons)
        figures[f"whole question, {name}"] = milliseconds(
            lambda p: whole_answer(rulebook, question_of(rulebook, p[0]), p[1], p[2]), persons
        )
    lines = [
        f"{name:32} p50 {told['p50']:8.3f} ms   p99 {told['p99']:8.3f} ms   of {told['persons']}"
        for name, told in figures.items()
    ]
    goal = Goal(
        "real content: p99 of a complete assessment as JSON", figures["assessment, complete"]["p99"], Wanted.BELOW, 1,
        "ms",
    )  # fmt: skip
    return Section("assessments of the real content", tuple(lines), figures, (goal,))


def checking() -> Section:
    """Every check there is, on all shipped documents."""
    documents = starter_documents()
    start = time.perf_counter()
    found = findings(documents)
    took = time.perf_counter() - start
    figures = {"seconds": took, "documents": len(documents), "findings": len(found)}
    line = f"{len(documents)} documents, {len(found)} findings"
    goal = Goal("the whole real content checked", took, Wanted.BELOW, 10, "s")
    return Section("checking the real content", (line,), figures, (goal,))
