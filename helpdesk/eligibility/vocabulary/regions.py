"""The tree of regions, what is known of a place, and how two places relate.

A region is an administrative unit (GB/T 2260) or a pooling area with a key of its own. An answer that names a unit
means "somewhere in this unit".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from helpdesk.eligibility.vocabulary.kinds import State
from helpdesk.eligibility.vocabulary.text import Text

NATION = "CN"
OUTSIDE = "outside"
POOLING_LEVELS = {"city", "municipality", "pooling_area"}
PROVINCE_LEVELS = {"province", "municipality", "autonomous_region"}


class Relation(StrEnum):
    """Where one place lies, seen from another."""

    SAME_AREA = "same-area"
    SAME_PROVINCE = "same-province"
    OTHER_PROVINCE = "other-province"
    OUTSIDE_MAINLAND = "outside-mainland"


@dataclass(frozen=True, slots=True)
class Region:
    """One unit. `former_codes` are codes this unit answers for."""

    key: str
    name: Text
    short: Text
    level: str
    parent: str | None
    former_codes: tuple[str, ...] = ()
    hotline_medical: str = ""
    hotline_hrss: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """A place known to lie in one of `inside`, and in none of `outside_of`."""

    inside: frozenset[str]
    outside_of: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Regions:
    """All regions by key, with the lines from each to the nation."""

    by_key: Mapping[str, Region]
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    _successors: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for region in self.by_key.values():
            self._successors.update(dict.fromkeys(region.former_codes, region.key))

    def resolve(self, code: str) -> Region | None:
        """The region with this code, or the one that succeeded it; None when the code is unknown."""
        return self.by_key.get(code) or self.by_key.get(self._successors.get(code, ""))

    def line(self, key: str) -> tuple[str, ...]:
        """The keys from the nation down to this region, both included."""
        if key not in self._lines:
            parent = self.by_key[key].parent
            self._lines[key] = (*(self.line(parent) if parent else ()), key)
        return self._lines[key]

    @cached_property
    def nation_itself(self) -> Places:
        """The nation and no place in it: what governs where no region does."""
        return Places(frozenset({NATION}), frozenset(key for key, unit in self.by_key.items() if unit.parent == NATION))

    def below(self, key: str, ancestor: str) -> bool:
        """True when `key` is `ancestor` or lies below it."""
        return ancestor in self.line(key)

    def state(self, places: Places, units: Iterable[str]) -> State:
        """Whether a place so known lies in one of the units."""
        inside = [any(self.below(key, unit) for unit in units) for key in places.inside]
        if all(inside):
            return State.MET
        reachable = any(self._reaches(key, unit, places) for key in places.inside for unit in units)
        return State.NOT_KNOWN if reachable else State.NOT_MET

    def _reaches(self, key: str, unit: str, places: Places) -> bool:
        if self.below(key, unit):
            return True
        shut_out = any(self.below(unit, excluded) for excluded in places.outside_of)
        return self.below(unit, key) and not shut_out

    def split(self, places: Places, units: Iterable[str]) -> list[Places]:
        """The place told apart by the units: in one of them (the deepest that fits), or in none."""
        reachable = {unit for unit in units if self.state(places, [unit]) is State.NOT_KNOWN}
        parts = [self._part(places, unit, {u for u in reachable if u != unit}) for unit in sorted(reachable)]
        rest = Places(
            frozenset(key for key in places.inside if not any(self.below(key, unit) for unit in reachable)),
            places.outside_of | reachable,
        )
        return [part for part in (rest, *parts) if part.inside]

    def _part(self, places: Places, unit: str, others: set[str]) -> Places:
        """What of a place lies in the unit and in none of the others below it."""
        deeper = frozenset(other for other in others if self.below(other, unit))
        inside = {
            unit if self.below(unit, key) else key
            for key in places.inside
            if self.below(unit, key) or self.below(key, unit)
        }
        left = frozenset(key for key in inside if not any(self.below(key, other) for other in deeper))
        return Places(left, places.outside_of | deeper)

    def _ancestor(self, key: str, levels: set[str]) -> str | None:
        return next((unit for unit in reversed(self.line(key)) if self.by_key[unit].level in levels), None)

    def pooling_area(self, key: str) -> str | None:
        """The pooling area a unit lies in: its city, its municipality, or itself where it answers to a province."""
        found = self._ancestor(key, POOLING_LEVELS)
        if found is None and self.by_key[key].level not in PROVINCE_LEVELS | {"nation", OUTSIDE}:
            return key
        return found

    def province(self, key: str) -> str | None:
        """The province a unit lies in; None for the nation and outside of the mainland."""
        return self._ancestor(key, PROVINCE_LEVELS)

    def mainland(self, key: str) -> str | None:
        """The nation for a unit that is known to lie in its mainland, else None."""
        return NATION if key != NATION and not self.is_outside(key) else None

    @cached_property
    def outside(self) -> frozenset[str]:
        """Every unit outside the mainland."""
        return frozenset(key for key in self.by_key if self.is_outside(key))

    def is_outside(self, key: str) -> bool:
        """True for a unit outside the mainland."""
        return self.by_key[key].level == OUTSIDE

    def narrowed(self, places: Places, units: frozenset[str], negated: bool) -> Places | None:
        """The place taken together with "in one of the units", or with "in none of them"; None when nothing is left."""
        if negated:
            left = frozenset(key for key in places.inside if not any(self.below(key, unit) for unit in units))
            return Places(left, places.outside_of | units) if left else None
        found = {
            key if self.below(key, unit) else unit
            for key in places.inside
            for unit in units
            if self._reaches(key, unit, places)
        }
        widest = frozenset(key for key in found if not any(key != unit and self.below(key, unit) for unit in found))
        return Places(widest, places.outside_of) if widest else None

    def relations(self, here: Places, there: Places) -> frozenset[Relation]:
        """Every way in which the second place may lie, seen from the first."""
        shut = here.outside_of | there.outside_of
        found = frozenset(found for a in here.inside for b in there.inside for found in self._relations(a, b, shut))
        beyond = any(self._may_be_outside(places) for places in (here, there))
        return found if beyond else found - {Relation.OUTSIDE_MAINLAND}

    def _may_be_outside(self, places: Places) -> bool:
        """Whether a place may lie outside the mainland: it does, or it may be anywhere and not all of that is shut."""
        everywhere = NATION in places.inside and not (self.outside and self.outside <= places.outside_of)
        return everywhere or any(self.is_outside(unit) for unit in places.inside)

    def _relations(self, here: str, there: str, shut: frozenset[str]) -> set[Relation]:
        if self.is_outside(here) or self.is_outside(there):
            return {Relation.OUTSIDE_MAINLAND}
        provinces = {self.province(unit) for unit in (here, there)}
        areas = {self.pooling_area(unit) for unit in (here, there)}
        if None in provinces:
            return {Relation.OTHER_PROVINCE, Relation.OUTSIDE_MAINLAND, *self._inside_one(provinces, areas, shut)}
        if len(provinces) > 1:
            return {Relation.OTHER_PROVINCE}
        if None in areas:
            return self._inside_one(provinces, areas, shut)
        return {Relation.SAME_AREA if len(areas) == 1 else Relation.SAME_PROVINCE}

    def _inside_one(self, provinces: set[str | None], areas: set[str | None], shut: frozenset[str]) -> set[Relation]:
        """The relations inside one province that are left where one place is told no further than province or nation.

        The other place's province and area are out of reach where the first is known to lie outside of them.
        """
        province, area = max(provinces, key=bool), max(areas, key=bool)
        if province and any(self.below(province, unit) for unit in shut):
            return set()
        if area and any(self.below(area, unit) for unit in shut):
            return {Relation.SAME_PROVINCE}
        return {Relation.SAME_AREA} if area == province is not None else {Relation.SAME_AREA, Relation.SAME_PROVINCE}
