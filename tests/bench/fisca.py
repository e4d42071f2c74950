"""The table as a tax and benefit system of OpenFisca: one entity, six inputs that do not change, one dated variable."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy
from openfisca_core import entities, taxbenefitsystems, variables
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder

from tests.bench.table import CHOICES, DATE_FACT, REGION_FACT, REGIONS, ROWS, YES_NO, Line, first_hit_lines

PERSON = entities.Entity("person", "persons", "A person", "")


def _enum(name: str, keys: tuple[str, ...]) -> Any:
    return Enum(name, [(key, key) for key in keys])


ENUMS = {key: _enum(key, options) for key, options in {REGION_FACT: REGIONS, **CHOICES}.items()}
OUTCOMES = _enum("Outcomes", tuple(sorted({each.outcome for row in ROWS for each in row.versions})))


def _input(key: str, **kind: Any) -> type:
    told = {"entity": PERSON, "definition_period": DateUnit.ETERNITY, "label": key, **kind}
    return type(key, (variables.Variable,), told)


def _holds(line: Line, asked: Mapping[str, Any]) -> Any:
    """A line's conditions over everybody at once, as OpenFisca's formulas are written."""
    found = asked[REGION_FACT] == ENUMS[REGION_FACT][line.region] if line.region else True
    for text in line.conditions:
        key, operator, rest = text.split(" ", 2)
        if key == DATE_FACT:
            found = found & (asked[key] < numpy.datetime64(rest))
        elif key in YES_NO:
            found = found & (asked[key] if rest == "yes" else ~asked[key])
        elif operator == "!=":
            found = found & (asked[key] != ENUMS[key][rest])
        else:
            options = [asked[key] == ENUMS[key][each.strip()] for each in rest.split(",")]
            found = found & numpy.logical_or.reduce(options)
    return found


def _formula(on: str) -> Callable[..., Any]:
    """The formula that holds from a day on: the lines in force then; the last one holds of everybody."""
    lines = [each for each in first_hit_lines() if (each.start or "") <= on and (not each.end or on < each.end)]
    *special, last = lines
    outcomes = [OUTCOMES[each.outcome] for each in special]

    def formula(person: Any, period: Any) -> Any:
        asked = {key: person(key, period) for key in (*ENUMS, *YES_NO, DATE_FACT)}
        return numpy.select([_holds(each, asked) for each in special], outcomes, OUTCOMES[last.outcome])

    return formula


def system() -> Any:
    """The whole system, made once."""
    found = taxbenefitsystems.TaxBenefitSystem([PERSON])
    for key, enum in ENUMS.items():
        found.add_variable(
            _input(key, value_type=Enum, possible_values=enum, default_value=enum[next(iter(enum.__members__))])
        )
    for key in YES_NO:
        found.add_variable(_input(key, value_type=bool))
    found.add_variable(_input(DATE_FACT, value_type=date))
    starts = sorted({each.start for row in ROWS for each in row.versions if each.start})
    formulas = {f"formula_{start.replace('-', '_')}": _formula(start) for start in starts}
    told = {
        "value_type": Enum, "possible_values": OUTCOMES, "default_value": OUTCOMES[ROWS[0].versions[0].outcome],
        "entity": PERSON, "definition_period": DateUnit.DAY, "label": "outcome", "formula": _formula("1900-01-01"),
        **formulas,
    }  # fmt: skip
    found.add_variable(type("outcome", (variables.Variable,), told))
    return found


def one_person() -> Callable[[Mapping[str, str], str], str | None]:
    """Decides one person: a default simulation of one, its inputs set, its outcome calculated for the day."""
    tax_benefit_system = system()

    def decide(facts: Mapping[str, str], on: str) -> str | None:
        simulation = SimulationBuilder().build_default_simulation(tax_benefit_system, count=1)
        for key in ENUMS:
            simulation.set_input(key, DateUnit.ETERNITY, [facts[key]])
        for key in YES_NO:
            simulation.set_input(key, DateUnit.ETERNITY, [facts[key] == "yes"])
        simulation.set_input(DATE_FACT, DateUnit.ETERNITY, [facts[DATE_FACT]])
        return str(simulation.calculate("outcome", on).decode_to_str()[0])

    return decide
