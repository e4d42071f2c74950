"""The real content: how long a visitor waits for a whole assessment, and staff for every check."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
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
    """Persons for every decision, drawn from one generator: complete ones, or with some facts left out.

    Complete is who has answered everything that the decision's question asks for any of its portions.
    """

    rulebook: Rulebook
    rng: random.Random

    @cached_property
    def people(self) -> dict[str, People]:
        """Everybody, by decision."""
        return {key: People(self.rulebook, key) for key in self.rulebook.decisions}

    def complete(self, people: People, on: str) -> dict[str, str]:
        """Somebody known for every portion of a question, of whom the region has been told apart for one of them."""
        region, found = people.region(self.rng), dict[str, str]()
        question = self.rulebook.questions[question_of(self.rulebook, people.decision)]
        for decision in (people.decision, *(portion.decision for portion in question.portions)):
            found = {**self.people[decision].draw(region, on, self.rng), **found}
        return found

    def persons(self, count: int, complete: bool) -> Iterator[Asked]:
        """Persons of no contradiction, the decisions in turn, half of them where a region has rules of its own."""
        decisions = [(self.people[key], possible(self.rulebook, key)) for key in self.rulebook.decisions]
        made = 0
        while made < count:
            people, can_be = decisions[made % len(decisions)]
            on = self.rng.choice(REAL_DAYS)
            facts = self.complete(people, on)
            if not complete:
                kept = self.rng.sample(list(facts), self.rng.randrange(len(facts)))
                facts = {key: value for key, value in facts.items() if key in kept}
            if can_be(facts, on):
                made += 1
                yield people.decision, facts, on


def milliseconds(call: Callable[[Asked], object], persons: list[Asked]) -> dict[str, float]:
    """p50 and p99 in ms of processor time, and p99 by the clock on the wall.

    A tenth of the persons come before, untimed: other ones, since nothing may be remembered.
    """
    warm = len(persons) // 10
    for person in persons[:warm]:
        call(person)
    spent = each(call, persons[warm:])
    return {
        "p50": percentile(spent.processor, 0.5) * 1000,
        "p99": percentile(spent.processor, 0.99) * 1000,
        "wall_p99": percentile(spent.wall, 0.99) * 1000,
        "over_1_ms": sum(seconds > 0.001 for seconds in spent.processor) / len(spent.processor),
        "persons": len(spent.processor),
    }


def assessments(count: int, seed: int) -> Section:
    """One decision's whole assessment, and a whole question's answer, for complete and partly known persons."""
    rulebook = real_rulebook()
    engines: dict[str, Ours] = {key: ours(rulebook, key) for key in rulebook.decisions}
    crowd = Crowd(rulebook, random.Random(seed))
    figures: dict[str, Any] = {}
    for name, complete in (("complete", True), ("partly known", False)):
        persons = list(crowd.persons(count, complete))
        for key, facts, on in crowd.persons(count // 4, complete):
            same_text(engines[key], [(facts, on)])
        figures[f"assessment, {name}"] = milliseconds(lambda p: engines[p[0]].render(p[1], p[2]), persons)
        figures[f"whole question, {name}"] = milliseconds(
            lambda p: whole_answer(rulebook, question_of(rulebook, p[0]), p[1], p[2]), persons
        )
    lines = [
        f"{name:30} p50 {told['p50']:7.3f} ms  p99 {told['p99']:7.3f} ms  ({told['wall_p99']:.3f} on the wall)  "
        f"over 1 ms: {told['over_1_ms']:.2%} of {told['persons']}"
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
