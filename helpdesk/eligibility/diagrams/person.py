"""One person as far as known: what is possible of each fact, for one decision on one day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from helpdesk.eligibility.diagrams.cells import Cut
from helpdesk.eligibility.diagrams.derivation import parameters_in, places_by_figure, possible_value
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.rulebook.rules import Decision
from helpdesk.eligibility.rulebook.thresholds import figures_on
from helpdesk.eligibility.vocabulary.conditions import Condition, span_state
from helpdesk.eligibility.vocabulary.facts import Known, Possible
from helpdesk.eligibility.vocabulary.kinds import ON, State
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Period, Span, one_day


@dataclass(frozen=True)
class Person:
    """What was told (`known`), and what a path through the rules narrowed further (`narrower`)."""

    rulebook: Rulebook
    decision: Decision
    known: Known
    on: date
    narrower: Mapping[str, Possible] = field(default_factory=dict)

    def possible(self, fact: str) -> Possible:
        """What is still possible of a fact; what is derived follows from its sources."""
        return possible_value(self.rulebook, self.known, fact, self.on, self.narrower)

    def places(self) -> Places:
        """Where the region that governs the decision may be: the nation where none does."""
        fact = self.decision.region_fact
        possible = self.possible(fact) if fact else self.rulebook.regions.nation_itself
        assert isinstance(possible, Places), fact
        return possible

    def with_value(self, fact: str, value: Possible) -> "Person":
        """The same, with one fact narrowed."""
        return replace(self, narrower={**self.narrower, fact: value})

    def state(self, condition: Condition) -> State:
        """Whether a condition holds of everything possible, of nothing, or of some."""
        if not condition.threshold:
            return condition.state(self.possible(condition.fact), self.rulebook.regions)
        possible = self.possible(condition.fact)
        assert isinstance(possible, Span), condition.text
        amounts: Span[Decimal] = possible  # type: ignore[assignment]
        found = {
            State.NOT_KNOWN if figure is None else span_state(Span(None, figure), amounts)
            for figure in self.figures(condition.threshold)
        }
        state = found.pop() if len(found) == 1 else State.NOT_KNOWN
        return OPPOSITE[state] if condition.negated else state

    def days(self, clock: str) -> Period:
        """The days possible on a clock."""
        if clock == ON:
            return one_day(self.on)
        possible = self.possible(clock)
        assert isinstance(possible, Span), clock
        return possible  # type: ignore[return-value]

    def figures(self, name: str) -> frozenset[Decimal | None]:
        """Every figure a parameter may be for this person; None where there is none."""
        found: frozenset[Decimal | None] = frozenset()
        for parameter in parameters_in(self.rulebook, name, self.places()):
            found |= figures_on(parameter, self.days(parameter.clock if parameter else ON))
        return found

    def bound(self, cut: Cut) -> date | Decimal | None:
        """Where a cut lies for this person; None for a parameter without a figure."""
        if not isinstance(cut, str):
            return cut
        (figure,) = self.figures(cut[1:])
        return figure

    def by_figure(self, name: str) -> tuple[str, list[Possible]]:
        """The fact on which a parameter with several possible figures depends, told apart: the place, then the day."""
        parts = places_by_figure(self.rulebook, name, self.places())
        if len(parts) > 1:
            return self.decision.region_fact, list(parts)
        (parameter,) = parameters_in(self.rulebook, name, self.places())
        assert isinstance(parameter, Parameter)  # several figures are the figures of one parameter over time
        bounds = [bound for value in parameter.values for bound in value.period.bounds()]
        return parameter.clock, list(self.days(parameter.clock).pieces(bounds))


OPPOSITE = {State.MET: State.NOT_MET, State.NOT_MET: State.MET, State.NOT_KNOWN: State.NOT_KNOWN}


def taken_with(person: Person, given: Sequence[Condition]) -> Person | None:
    """The person taken together with conditions that hold; None when one cannot."""
    for condition in given:
        state, possible = person.state(condition), person.possible(condition.fact)
        if state is State.NOT_MET:
            return None
        if state is State.NOT_KNOWN and not condition.threshold:
            person = person.with_value(condition.fact, narrowed(person.rulebook, possible, condition))
    return person


def narrowed(rulebook: Rulebook, possible: Possible, condition: Condition) -> Possible:
    """What is left of what is possible where a condition holds of some of it."""
    if isinstance(possible, frozenset):
        return possible - condition.values if condition.negated else possible & condition.values
    if isinstance(possible, Span):
        assert condition.span is not None, condition.text
        return possible.both(condition.span)  # type: ignore[arg-type]
    return rulebook.regions.narrowed(possible, condition.values, condition.negated) or possible


def is_nobody(person: Person) -> bool:
    """Whether derived facts were narrowed to what their sources, as they are narrowed now, cannot give together."""
    derived = [key for key in person.narrower if person.rulebook.facts[key].derivation is not None]
    return bool(derived) and not any(
        all(_agrees(each, key) for key in derived) for each in _by_figures(person, derived)
    )


def _by_figures(person: Person, derived: Sequence[str]) -> Iterator[Person]:
    """The person in each place told apart by the figures among these derived facts: several may share one place."""
    found = [person]
    for key in derived:
        derivation = person.rulebook.facts[key].derivation
        if derivation is not None and derivation.kind == "attribute":
            source, name = derivation.arguments
            found = [
                each.with_value(source, part)
                for each in found
                for part in places_by_figure(person.rulebook, name, each.possible(source))  # type: ignore[arg-type]
            ]
    yield from found


def _agrees(person: Person, key: str) -> bool:
    """Whether what a derived fact was narrowed to can follow from its sources."""
    said, rest = person.narrower[key], {fact: value for fact, value in person.narrower.items() if fact != key}
    derived = possible_value(person.rulebook, person.known, key, person.on, rest)
    return isinstance(said, frozenset) and isinstance(derived, frozenset) and bool(said & derived)
