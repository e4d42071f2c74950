"""One person as far as known: what is possible of each fact, for one decision on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from helpdesk.eligibility.derivation import possible_value
from helpdesk.eligibility.facts import Known, Possible
from helpdesk.eligibility.regions import NATION, Places
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Decision


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
        possible = self.possible(fact) if fact else Places(frozenset({NATION}))
        assert isinstance(possible, Places), fact
        return possible

    def with_value(self, fact: str, value: Possible) -> "Person":
        """The same, with one fact narrowed."""
        return replace(self, narrower={**self.narrower, fact: value})
