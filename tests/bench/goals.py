"""What is to be reached, and whether it was."""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Wanted(Enum):
    """Which side of its bound a figure is to lie on."""

    AT_LEAST = ">="
    AT_MOST = "<="
    BELOW = "<"

    @property
    def holds(self) -> Callable[[float, float], bool]:
        """The comparison itself."""
        return {">=": operator.ge, "<=": operator.le, "<": operator.lt}[self.value]


@dataclass(frozen=True)
class Goal:
    """A figure beside its bound; `measured` is None where it could not be measured, and `why` says why not."""

    name: str
    measured: float | None
    wanted: Wanted
    bound: float
    unit: str
    why: str = ""

    @property
    def reached(self) -> bool:
        """What was not measured is not reached."""
        return self.measured is not None and self.wanted.holds(self.measured, self.bound)

    def line(self) -> str:
        """One line for people."""
        figure = "not measured" if self.measured is None else f"{self.measured:.4g} {self.unit}"
        word = "reached" if self.reached else "MISSED "
        told = f"{word}  {self.name}: {figure} (goal {self.wanted.value} {self.bound:g} {self.unit})"
        return f"{told}: {self.why}" if self.why else told

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "name": self.name, "measured": self.measured, "wanted": f"{self.wanted.value} {self.bound:g}",
            "unit": self.unit, "reached": self.reached, "why": self.why,
        }  # fmt: skip


@dataclass(frozen=True)
class Section:
    """What one part of the bench found: lines for people, figures for programs, goals."""

    name: str
    lines: tuple[str, ...]
    figures: dict[str, Any]
    goals: tuple[Goal, ...] = ()


def summary(sections: Iterable[Section]) -> str:
    """Every goal in one place, the missed as plain as the reached."""
    goals = [goal for section in sections for goal in section.goals]
    reached = sum(goal.reached for goal in goals)
    return "\n".join([f"Goals: {reached} of {len(goals)} reached", *(f"  {goal.line()}" for goal in goals)])
