"""The amount of a settled outcome: its formula worked out for every completion of what is known that can matter.

What is told lies between the least and the most that any completion gives, and both are reached. A fact or a figure is
taken at its ends and on both sides of every step of a schedule: between those a formula only rises or only falls in it,
since each of its operations does. A fact that can turn a formula round is written out (see `completions`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from itertools import product
from typing import TypeAlias

from helpdesk.eligibility.amounts import (
    PRECISE,
    Amount,
    Formula,
    NoFigureError,
    Schedule,
    Sheet,
    Situation,
    Worked,
    amount_over,
    unit_of,
)
from helpdesk.eligibility.amounts.completions import Axis, axis_of, starts_along, turns
from helpdesk.eligibility.diagrams.person import Person, taken_with
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.rulebook.rules import Version, all_conditions
from helpdesk.eligibility.vocabulary.facts import Possible
from helpdesk.eligibility.vocabulary.kinds import ON, AmountKind
from helpdesk.eligibility.vocabulary.regions import NATION, Places
from helpdesk.eligibility.vocabulary.span import Period, Span, one_day
from helpdesk.eligibility.vocabulary.text import EMPTY

Ends: TypeAlias = tuple[Version, ...]
"""The versions that stand for one kind of person."""

FAR = (Decimal(10) ** 15, 2 * Decimal(10) ** 15)
"""Where a fact has no upper end it is taken so far out, and twice as far: what grows between the two has no most."""


@dataclass(frozen=True)
class World:
    """One place and stretch of days: the parameters that hold there, what is possible of the facts."""

    units: Mapping[str, str]
    schedules: Mapping[str, Schedule]
    facts: Mapping[str, Possible]


@dataclass(frozen=True)
class Sought:
    """A formula for a person: which of its names are facts, which parameters."""

    person: Person
    formula: Formula

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts of the formula."""
        return tuple(key for key in self.formula.names if key in self.person.rulebook.facts)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The parameters of the formula."""
        return tuple(key for key in self.formula.names if key not in self.person.rulebook.facts)

    @property
    def unit(self) -> str:
        """The unit the amount will have; a parameter's from any region that has it."""
        rulebook = self.person.rulebook
        units = {each.name: each.unit for each in rulebook.parameters.values()}
        return unit_of(self.formula, {**units, **{key: rulebook.facts[key].unit for key in self.facts}})


@dataclass
class Tally:
    """What the completions of one person came to, near and with open ends further out.

    `loose` are the facts not known exactly, and whether they are open; `lacking` the parameters that said nothing.
    """

    sought: Sought
    near: dict[Worked, None] = field(default_factory=dict)
    far: dict[Worked, None] = field(default_factory=dict)
    loose: dict[str, bool] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)

    def add(self, world: World) -> None:
        """Work out everything that can matter in one world."""
        axes = [_axis(self.sought, world, key) for key in self.sought.facts]
        self.loose |= {axis.fact: axis.open or self.loose.get(axis.fact, False) for axis in axes if not axis.exact}
        self.collect(self.near, world, axes, FAR[0])
        if any(axis.open for axis in axes) or not all(each.exact for each in world.schedules.values()):
            self.collect(self.far, world, axes, FAR[1])

    def collect(self, found: dict[Worked, None], world: World, axes: Sequence[Axis], far: Decimal) -> None:
        """Every completion, those that give the same once."""
        for sheet, told in _completions(world, axes, far):
            try:
                worked = sheet.result(self.sought.formula)
            except NoFigureError as error:
                self.lacking.append(error.name)
            else:
                working = sheet.text if told and worked.value < far else EMPTY
                found[Worked(worked.value, worked.unit, working, sheet.factor)] = None

    def amount(self) -> Amount:
        """The amount that holds of all of them; not known where a parameter says nothing of some."""
        facts = self.sought.facts
        wanted = tuple(sorted(self.loose, key=lambda key: (not self.loose[key], facts.index(key))))
        if self.lacking or not self.near:
            # Where no completion gives anything it is the figure that is missing; else the fact that tells them apart.
            # Nothing at all is left where a fact has no value that can be one, such as a day to come.
            missing = next(iter(wanted), facts[0]) if self.near or not self.lacking else self.lacking[0]
            return not_known(self.sought, missing, wanted if self.near else ())
        most = max(each.value for each in self.near)
        grows = any(each.value > most for each in self.far)
        return amount_over(self.near, open_ended=grows, facts=facts, wanted=wanted)


def amount_of(person: Person, formula: Formula, ends: Sequence[Ends]) -> Amount:
    """The amount a formula gives for this person; `ends` are the versions that stand for each kind still possible."""
    sought = Sought(person, formula)
    tally = Tally(sought)
    with localcontext(PRECISE):
        try:
            for world in _worlds(sought, ends):
                tally.add(world)
        except NoFigureError as error:
            return not_known(sought, error.name)
        return tally.amount()


def not_known(sought: Sought, missing: str, wanted: tuple[str, ...] = ()) -> Amount:
    """No amount, and why."""
    return Amount(AmountKind.NOT_KNOWN, sought.unit, missing=missing, wanted=wanted, facts=sought.facts)


def _axis(sought: Sought, world: World, fact: str) -> Axis:
    return axis_of(
        sought.person.rulebook.facts[fact], world.facts[fact], starts_along(sought.formula, fact, world.schedules),
        turning=turns(sought.formula, fact, world.schedules),
    )  # fmt: skip


def _completions(world: World, axes: Sequence[Axis], far: Decimal) -> Iterator[tuple[Sheet, bool]]:
    """A sheet for every completion that can matter, and whether its working can be told: of nothing so far out."""
    loose = [key for key, schedule in world.schedules.items() if not schedule.exact]
    facts = [[(value, True) for value in axis.values] + ([(far, False)] if axis.open else []) for axis in axes]
    for ends in product((False, True), repeat=len(loose)):
        upper = frozenset(key for key, end in zip(loose, ends, strict=True) if end)
        for values in product(*facts):
            known = {axis.fact: value for axis, (value, _) in zip(axes, values, strict=True)}
            told = all(near for _, near in values)
            yield Sheet(Situation(known, world.schedules, world.units, upper, far)), told


def _worlds(sought: Sought, ends: Sequence[Ends]) -> list[World]:
    """Every place and stretch of days that is possible at some end, each once. Raises NoFigureError."""
    found: dict[object, World] = {}
    for versions in ends:
        conditions = [condition for version in versions for condition in all_conditions(version)]
        person = taken_with(sought.person, conditions)
        if person is not None:
            found |= {_identity(world): world for world in _worlds_of(Sought(person, sought.formula))}
    return list(found.values()) or list(_worlds_of(sought))


def _identity(world: World) -> object:
    return (tuple(map(id, world.schedules.values())), tuple(world.facts.values()))


def _worlds_of(sought: Sought) -> Iterator[World]:
    rulebook, figures = sought.person.rulebook, sought.figures
    owners = [each.region for each in rulebook.parameters.values() if each.name in figures]
    parts = rulebook.regions.split(sought.person.places(), owners) if figures else [Places(frozenset({NATION}))]
    for region in (key for part in parts for key in sorted(part.inside)):
        found = {name: rulebook.parameter_for(name, region) for name in figures}
        parameters = {name: _present(name, parameter) for name, parameter in found.items()}
        clocks = sorted({parameter.clock for parameter in parameters.values()})
        for pieces in product(*(_pieces(sought.person, clock, parameters.values()) for clock in clocks)):
            days = dict(zip(clocks, pieces, strict=True))
            facts = {key: days.get(key, sought.person.possible(key)) for key in sought.facts}
            units = {name: parameter.unit for name, parameter in parameters.items()}
            yield World(
                {**units, **{key: rulebook.facts[key].unit for key in facts}},
                {name: _schedule(parameter, days[parameter.clock]) for name, parameter in parameters.items()},
                facts,
            )


def _present(name: str, parameter: Parameter | None) -> Parameter:
    if parameter is None:
        raise NoFigureError(name)
    return parameter


def _pieces(person: Person, clock: str, parameters: Iterable[Parameter]) -> list[Period]:
    """The days possible on a clock, cut where a parameter's value changes."""
    days = one_day(person.on) if clock == ON else person.possible(clock)
    assert isinstance(days, Span), clock
    cuts = [cut for each in parameters if each.clock == clock for value in each.values for cut in value.period.bounds()]
    return days.pieces(cuts)  # type: ignore[arg-type,return-value]


def _schedule(parameter: Parameter, days: Period) -> Schedule:
    """What a parameter says in a stretch of days in which it does not change. Raises NoFigureError."""
    found = next((value.schedule for value in parameter.values if value.period.meets(days)), None)
    if found is None:
        raise NoFigureError(parameter.name)
    return found
