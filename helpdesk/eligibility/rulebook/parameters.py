"""Parameters: legal figures as dated histories (OpenFisca's parameters), per region."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpdesk.eligibility.amounts import Schedule
from helpdesk.eligibility.vocabulary.span import Period, Span
from helpdesk.eligibility.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it stands in a period, as it was written: yes/no, or what `schedule` has read."""

    period: Period
    value: str
    schedule: Schedule | None = None

    @property
    def figure(self) -> Decimal | None:
        """The figure, where the value is a single one that the source gives exactly."""
        return self.schedule.single if self.schedule else None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure in one region; `clock` says which date its periods are read on."""

    name: str
    region: str
    clock: str
    unit: str
    label: Text
    values: tuple[Value, ...]
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """`name@region`."""
        return f"{self.name}@{self.region}"

    def values_in(self, period: Span[date]) -> frozenset[str]:
        """Every value that holds on some day of the period."""
        return frozenset(value.value for value in self.values if value.period.meets(period))
