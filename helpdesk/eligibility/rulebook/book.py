"""The rulebook: everything the engine knows, as one immutable object."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from helpdesk.eligibility.rulebook.law import Evidence, Instrument, Provision
from helpdesk.eligibility.rulebook.outcomes import Outcome
from helpdesk.eligibility.rulebook.parameters import Parameter
from helpdesk.eligibility.rulebook.rules import Decision, Exclusion, Question, Rule, Table, Version
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.kinds import ON
from helpdesk.eligibility.vocabulary.regions import Regions

if TYPE_CHECKING:
    from helpdesk.eligibility.answers.assessment import Answer
    from helpdesk.eligibility.diagrams.roots import Diagrams, Fine
    from helpdesk.eligibility.proofs.coverage import Measure

FORMAT = 2
"""The version of the rulebook's file format that is written: documents and, compiled from them, diagrams."""
FORMATS = (1, FORMAT)
"""Those that are read, so that every edition can be replayed. Format 1 had no diagrams; they are compiled when read."""


@dataclass(frozen=True)
class Rulebook:
    """All that is needed to assess anybody: vocabulary, tables, outcomes, parameters and the law behind them."""

    regions: Regions
    facts: Mapping[str, Fact]
    exclusions: Mapping[str, Exclusion]
    decisions: Mapping[str, Decision]
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    parameters: Mapping[str, Parameter]
    tables: Mapping[str, Table]
    instruments: Mapping[str, Instrument]
    provisions: Mapping[str, Provision]
    evidence: Mapping[str, Evidence]
    stored: Mapping[str, Any] | None = None
    """The compiled diagrams as the rulebook's file has them; None where they were not stored."""

    @cached_property
    def answers(self) -> "dict[object, Answer]":
        """Answers to questions that were asked before; see question.py."""
        return {}

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What pages worked out from this rulebook before; see pages/kept.py."""
        return {}

    @cached_property
    def diagrams(self) -> "Diagrams":
        """The decision diagrams: as stored, else compiled. Raises TooLarge."""
        from helpdesk.eligibility.diagrams.roots import compile_diagrams, read_diagrams  # they are made of a rulebook

        return compile_diagrams(self) if self.stored is None else read_diagrams(self.stored, self)

    @cached_property
    def measure(self) -> "Measure":
        """How many of everybody a value stands for."""
        from helpdesk.eligibility.proofs.coverage import Measure

        return Measure(self)

    @cached_property
    def fine(self) -> "Fine":
        """Diagrams whose ends tell which versions stand, each compiled when first needed."""
        from helpdesk.eligibility.diagrams.roots import Fine

        return Fine(self, self.diagrams)

    def rules(self) -> Iterator[Rule]:
        """Every rule of every table."""
        for table in self.tables.values():
            yield from table.rules

    def versions(self) -> Iterator[Version]:
        """Every version of every rule."""
        for rule in self.rules():
            yield from rule.versions

    def rules_of(self, decision: str) -> Iterator[Rule]:
        """Every rule of one decision, in any region."""
        for table in self.tables.values():
            if table.decision == decision:
                yield from table.rules

    @cached_property
    def owners(self) -> dict[str, frozenset[str]]:
        """For each decision the regions that have a table of their own."""
        found: dict[str, set[str]] = {}
        for table in self.tables.values():
            found.setdefault(table.decision, set()).add(table.region)
        return {decision: frozenset(regions) for decision, regions in found.items()}

    @cached_property
    def telling_facts(self) -> frozenset[str]:
        """Facts on which something else depends: derived ones, their sources, and what figures are looked up by."""
        derived = {key for key, fact in self.facts.items() if fact.derivation}
        found = derived | {source for key in derived for source in self.sources(key)}
        if any(condition.threshold for version in self.versions() for condition in version.conditions):
            found |= {decision.region_fact for decision in self.decisions.values()} - {""}
            found |= {parameter.clock for parameter in self.parameters.values()} - {ON}
        return frozenset(found)

    @cached_property
    def figure_days(self) -> frozenset[date]:
        """Days on which a figure changes that rules look at, and that is read on the date asked about."""
        named = {condition.threshold for version in self.versions() for condition in version.conditions}
        named |= {argument for fact in self.facts.values() if fact.derivation for argument in fact.derivation.arguments}
        figures = [each for each in self.parameters.values() if each.name in named and each.clock == ON]
        return frozenset(bound for each in figures for value in each.values for bound in value.period.bounds())

    @cached_property
    def rule_by_key(self) -> dict[str, Rule]:
        """Every rule by its key."""
        return {rule.key: rule for rule in self.rules()}

    @cached_property
    def defeats(self) -> dict[str, frozenset[str]]:
        """For each rule every rule it is, transitively, an exception to. A cycle ends where it closes."""
        found: dict[str, frozenset[str]] = {}
        for key in self.rule_by_key:
            reached: set[str] = set()
            front = list(self.rule_by_key[key].exception_to)
            while front:
                target = front.pop()
                if target not in reached and target in self.rule_by_key:
                    reached.add(target)
                    front += self.rule_by_key[target].exception_to
            found[key] = frozenset(reached)
        return found

    def sources(self, fact: str) -> tuple[str, ...]:
        """The facts to ask for a fact: itself, or what it is derived from."""
        derivation = self.facts[fact].derivation
        return derivation.sources if derivation else (fact,)

    def tables_for(self, decision: str, region: str) -> tuple[Table, ...]:
        """The tables of a decision that reach a region, the nation's first, its own last."""
        keys = (f"{decision}@{unit}" for unit in self.regions.line(region))
        return tuple(self.tables[key] for key in keys if key in self.tables)

    def parameter_for(self, name: str, region: str) -> Parameter | None:
        """The parameter that holds in a region: its own, or the nearest above."""
        for unit in reversed(self.regions.line(region)):
            if f"{name}@{unit}" in self.parameters:
                return self.parameters[f"{name}@{unit}"]
        return None
