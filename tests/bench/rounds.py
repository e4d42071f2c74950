"""Timing in turns: every contender does the same batch, one after the other, batch after batch.

What a shared machine does to one it does to its neighbours in the same round; the ratio is taken round by round, and
its median told. No batch is ever repeated, so that nobody profits from having seen an input before.
"""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Input = TypeVar("Input")


def batches(inputs: Sequence[Input], count: int) -> list[Sequence[Input]]:
    """`count` batches of equal size; what is left over is left out. Raises ValueError where a batch would be empty."""
    size = len(inputs) // count
    if not size:
        raise ValueError(f"{len(inputs)} inputs do not make {count} batches")
    return [inputs[start : start + size] for start in range(0, size * count, size)]


def seconds(call: Callable[..., object], batch: Sequence[tuple[object, ...]]) -> float:
    """Seconds per call over a batch, the collector having run before and kept off meanwhile.

    A tenth of the batch comes first, untimed, since the collector and the one before leave cold caches.
    """
    warm = len(batch) // 10
    gc.collect()
    gc.disable()
    try:
        for first, second in batch[:warm]:
            call(first, second)
        timed = batch[warm:]
        start = time.perf_counter()
        for first, second in timed:
            call(first, second)
        return (time.perf_counter() - start) / len(timed)
    finally:
        gc.enable()


def in_turns(
    calls: Mapping[str, Callable[..., object]], rounds: Sequence[Sequence[tuple[object, ...]]]
) -> dict[str, list[float]]:
    """Seconds per call of everybody in every round but the first, which is there to warm up."""
    for call in calls.values():
        seconds(call, rounds[0])
    found: dict[str, list[float]] = {name: [] for name in calls}
    for batch in rounds[1:]:
        for name, call in calls.items():
            found[name].append(seconds(call, batch))
    return found


def speed(times: Mapping[str, Sequence[float]], of: str, against: str) -> float:
    """How many times as fast `of` is as `against`: the median of the rounds' ratios; below 1 it is slower."""
    return median(theirs / ours for ours, theirs in zip(times[of], times[against], strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = -(-share * len(ordered) // 1)
    return ordered[max(int(rank), 1) - 1]


@dataclass(frozen=True)
class Spent:
    """Seconds of every single call: by the clock on the wall, and of the processor alone."""

    wall: list[float]
    processor: list[float]


def each(call: Callable[[Input], object], inputs: Sequence[Input]) -> Spent:
    """Times every single call. The collector stays on: its pauses are among what a visitor waits for.

    Where others use the machine too, the wall's clock counts their turns as well; the processor's time does not.
    """
    spent = Spent([], [])
    for item in inputs:
        wall, processor = time.perf_counter(), time.thread_time()
        call(item)
        spent.processor.append(time.thread_time() - processor)
        spent.wall.append(time.perf_counter() - wall)
    return spent
