"""The contest: the same persons, the same table, everybody in turns; a disagreement ends it."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from tests.bench.contenders import OTHERS, Contender
from tests.bench.goals import Goal, Section, Wanted
from tests.bench.ours import Ours, ours, read_rulebook
from tests.bench.rounds import batches, in_turns, seconds, speed
from tests.bench.table import DECISION, Case, cases, rulebook_source

HAND, ZEN, OUTCOME, FULL = "hand-written", "zen-engine", "ours, outcome", "ours, full assessment"
ROUNDS = 21
"""One for warming up and twenty that count."""
HELD = 2_000
"""So many whole assessments are compared letter by letter with those without short cuts."""


class MismatchError(Exception):
    """Two contenders say different things of one person."""


def entrants(
    engine: Ours, built: Mapping[str, Callable[[], Contender]] = OTHERS
) -> tuple[dict[str, Contender], dict[str, str]]:
    """Everybody who can take part, ours last; and who cannot, with the error."""
    found: dict[str, Contender] = {}
    absent: dict[str, str] = {}
    for name, build in built.items():
        try:
            found[name] = build()
        except Exception as error:  # a library may fail to import or to start in any way it likes
            absent[name] = f"{type(error).__name__}: {error}"
    return {**found, OUTCOME: engine.outcome, FULL: engine.render}, absent


def outcome_of(answer: str | None) -> str | None:
    """The outcome key of what a contender said: the key itself, or the one in a whole assessment."""
    if answer is None or not answer.startswith("{"):
        return answer
    outcome = json.loads(answer)["outcome"]
    return outcome and str(outcome["key"])


def agree(calls: Mapping[str, Contender], inputs: Sequence[Case]) -> None:
    """Raises MismatchError, with the person, where not all say the same."""
    for facts, on in inputs:
        said = {name: outcome_of(call(facts, on)) for name, call in calls.items()}
        if len(set(said.values())) > 1:
            raise MismatchError(f"{facts} on {on}: {said}")


def same_text(engine: Ours, inputs: Iterable[Case]) -> None:
    """Raises MismatchError where a rendered assessment is not, letter by letter, the one without short cuts."""
    for facts, on in inputs:
        found, whole = engine.render(facts, on), engine.written_out(facts, on)
        if found != whole:
            raise MismatchError(f"{facts} on {on}: {found}, and without short cuts {whole}")


def again_beside_first(call: Contender, batch: Sequence[Case]) -> float:
    """The time for a batch done again at once, beside the time before: far below 1, something was remembered."""
    first = seconds(call, batch)
    return seconds(call, batch) / first


def contest(count: int, seed: int) -> Section:
    """The ratios. Raises MismatchError.

    Those who are timed have not seen the persons: others, built the same way, were asked whether they agree. Whether
    something is remembered all the same is tried with persons whom nobody has seen.
    """
    unseen = count // ROUNDS
    inputs = cases(count + unseen, seed)
    timed, held_back = inputs[:count], inputs[count:]
    engine = ours(read_rulebook(rulebook_source()), DECISION)
    agree(entrants(engine)[0], timed)
    same_text(engine, timed[:HELD])
    calls, absent = entrants(ours(read_rulebook(rulebook_source()), DECISION))
    times = in_turns(calls, batches(timed, ROUNDS))
    again = {name: again_beside_first(call, held_back) for name, call in calls.items()}
    agree(calls, held_back)
    micro = {name: median(values) * 1e6 for name, values in times.items()}
    ratios = {name: speed(times, of=name, against=HAND) for name in calls}
    lines = [
        f"{count} different persons, no two alike, all agree; {ROUNDS - 1} rounds in turns; medians",
        f"{'':28}{'µs a person':>12}{'speed of hand-written':>24}{'time for the same again':>26}",
        *(f"{name:28}{micro[name]:12.2f}{ratios[name]:24.4f}{again[name]:26.2f}" for name in calls),
        *(f"{name}: not here ({why})" for name, why in absent.items()),
    ]
    zen = speed(times, of=FULL, against=ZEN) if ZEN in calls else None
    goals = (
        Goal("outcome, as a share of hand-written Python's speed", ratios[OUTCOME], Wanted.AT_LEAST, 0.5, "×"),
        Goal("full assessment as JSON, against zen-engine", zen, Wanted.AT_LEAST, 10, "×", absent.get(ZEN, "")),
    )
    figures = {
        "persons": count, "rounds": ROUNDS - 1, "microseconds": micro, "speed_of_hand_written": ratios,
        "full_against": {name: speed(times, of=FULL, against=name) for name in calls}, "absent": absent,
        "same_again": again,
    }  # fmt: skip
    lines.append(
        "full assessment against: "
        + ", ".join(f"{name} {ratio:.3g}×" for name, ratio in figures["full_against"].items())
    )
    return Section("one table of 12 rows, 5 facts", tuple(lines), figures, goals)
