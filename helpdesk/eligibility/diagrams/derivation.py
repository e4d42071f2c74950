"""Derived facts: computed from others, never asked."""

from collections.abc import Mapping, Sequence
from datetime import date

from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.vocabulary.facts import Derivation, Known, Possible
from helpdesk.eligibility.vocabulary.kinds import ON
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import one_day

NOT_KNOWN = "not-known"


def possible_value(
    rulebook: Rulebook, known: Known, key: str, on: date, narrowed: Mapping[str, Possible] | None = None
) -> Possible:
    """What is still possible of a fact, known or derived; what `narrowed` says of a fact comes first."""
    narrowed = narrowed or {}
    if key in narrowed:
        return narrowed[key]
    fact = rulebook.facts[key]
    if fact.derivation is None:
        return known.possible(fact, on)
    sources = [possible_value(rulebook, known, source, on, narrowed) for source in fact.derivation.sources]
    return derived_values(rulebook, fact.derivation, sources, on)


def derived_values(rulebook: Rulebook, derivation: Derivation, sources: Sequence[Possible], on: date) -> Possible:
    """Every value a derived fact can still have, given what is possible of its sources."""
    places = [source for source in sources if isinstance(source, Places)]
    if derivation.kind == "relation":
        return frozenset(str(relation) for relation in rulebook.regions.relations(places[0], places[1]))
    return attribute_values(rulebook, derivation.arguments[1], places[0], on)


def attribute_values(rulebook: Rulebook, name: str, places: Places, on: date) -> frozenset[str]:
    """The yes/no figure `name` of every place possible on a day; `not-known` where there is none."""
    found: set[str] = set()
    for parameter in parameters_in(rulebook, name, places):
        assert parameter is None or parameter.clock == ON
        found |= (parameter.values_in(one_day(on)) if parameter else frozenset()) or {NOT_KNOWN}
    return frozenset(found)


def parameters_in(rulebook: Rulebook, name: str, places: Places) -> list[Parameter | None]:
    """The parameter of each place possible: of the units named, and of any below them that has its own."""
    return [rulebook.parameter_for(name, min(part.inside)) for part in places_by_figure(rulebook, name, places)]


def places_by_figure(rulebook: Rulebook, name: str, places: Places) -> list[Places]:
    """A place told apart by who has a parameter of that name; a part is one unit, less the units told apart in it."""
    units = [parameter.region for parameter in rulebook.parameters.values() if parameter.name == name]
    parts = rulebook.regions.split(places, units)
    return [Places(frozenset({key}), part.outside_of) for part in parts for key in sorted(part.inside)]
