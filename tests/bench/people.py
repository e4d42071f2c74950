"""Persons as dicts of strings: for each fact of a decision one value for every way in which it can matter."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from helpdesk.eligibility.vocabulary.kinds import FactKind
from tests.bench.ours import Rulebook, asked_facts, cuts, relation

REAL_DAYS = ("2024-03-01", "2026-11-22", "2027-02-01")
"""Days asked about: one in the past, today, one after the Medical Security Law comes into force."""
WITHOUT_RULES = 10
"""How many regions without rules of their own are drawn from."""
EARLIEST = date(1999, 1, 1)


@dataclass(frozen=True)
class People:
    """Everybody a decision of a rulebook can be asked about."""

    rulebook: Rulebook
    decision: str
    _values: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    _others: dict[str, list[str]] = field(default_factory=dict)

    @property
    def region_fact(self) -> str:
        """The region that governs; empty where none does."""
        return self.rulebook.decisions[self.decision].region_fact

    def values(self, fact: str, region: str, on: str) -> list[str]:
        """A value from each piece of a fact's domain; of places, one for each way in which they can lie to `region`."""
        key = (fact, region, on)
        if key not in self._values:
            self._values[key] = self._pieces(fact, region, on)
        return self._values[key]

    def _pieces(self, fact: str, region: str, on: str) -> list[str]:
        told = self.rulebook.facts[fact]
        if told.kind is FactKind.REGION:
            return [region] if fact == self.region_fact else self.other_places(region)
        if told.options:
            return [option.key for option in told.options]
        bounds = cuts(self.rulebook, self.decision, fact, region)
        if told.kind is FactKind.DATE:
            return [day.isoformat() for day in sorted({EARLIEST, *bounds}) if day.isoformat() <= on]
        return [str(figure) for figure in sorted({Decimal(0), *bounds})]

    def other_places(self, region: str) -> list[str]:
        """Places as they lie to a region: in its area, in its province, in another province, outside the mainland."""
        if region not in self._others:
            found: dict[str, str] = {}
            for key in sorted(self.rulebook.regions.by_key):
                found.setdefault(relation(self.rulebook, region or "CN", key), key)
            certain = [key for way, key in found.items() if "|" not in way]
            self._others[region] = certain or list(found.values())
        return self._others[region]

    def draw(self, region: str, on: str, rng: random.Random) -> dict[str, str]:
        """Everything about one person, each piece of a fact as likely as the others, any day or figure within it."""
        found = {}
        for fact in self.facts:
            kind = self.rulebook.facts[fact].kind
            text = rng.choice(self.values(fact, region, on))
            if kind is FactKind.DATE:
                first = date.fromisoformat(text)
                text = min(first + timedelta(days=rng.randrange(200)), date.fromisoformat(on)).isoformat()
            elif kind in {FactKind.AMOUNT, FactKind.COUNT}:
                text = str(Decimal(text) + rng.randrange(1000))
            found[fact] = text
        return found

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Every fact that can be asked."""
        return asked_facts(self.rulebook, self.decision)

    @cached_property
    def owners(self) -> list[str]:
        """A place for each region that has rules of its own: the region, or a part of it that no further rules reach.

        A person told to live in a province, one city of which has its own rules, is not completely known.
        """
        units = sorted(self.rulebook.regions.by_key)
        parts = ([unit for unit in units if self._reach(unit) == self._reach(key)] for key in self._owners)
        return [next(unit for unit in found if not self._is_above(unit)) for found in parts]

    @cached_property
    def _owners(self) -> list[str]:
        return sorted(self.rulebook.owners.get(self.decision, frozenset()) - {"CN"})

    def _reach(self, unit: str) -> list[str]:
        return [key for key in self.rulebook.regions.line(unit) if key in self._owners]

    def _is_above(self, unit: str) -> bool:
        """True when a region below has rules of its own."""
        return any(key != unit and self.rulebook.regions.below(key, unit) for key in self._owners)

    @cached_property
    def without_rules(self) -> list[str]:
        """A few provinces, cities and counties that have none, always the same ones."""
        units = sorted(self.rulebook.regions.by_key.items())
        free = [
            key
            for key, body in units
            if body.level not in {"nation", "outside"} and not self._reach(key) and not self._is_above(key)
        ]
        return random.Random(0).sample(free, min(WITHOUT_RULES, len(free)))

    def region(self, rng: random.Random) -> str:
        """A region: half the time one with rules of its own, half the time one of a few without."""
        if not self.region_fact:
            return ""
        return rng.choice(rng.choice([self.owners or self.without_rules, self.without_rules]))
