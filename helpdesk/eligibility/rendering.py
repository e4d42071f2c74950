"""The whole assessment of one decision as JSON text, put together from parts that are written once.

The text is that of `assessment_json`, character for character. Answers that are not one plain value each, or cannot be
together, or lie after the day asked about, go the general way.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from helpdesk.eligibility.assess import assess, settled_on
from helpdesk.eligibility.assessment import Finding
from helpdesk.eligibility.conditions import Condition
from helpdesk.eligibility.diagrams import FIRST
from helpdesk.eligibility.explanation import applied, bases, basis_period, in_period
from helpdesk.eligibility.lookup import READ, Facts, Lookup, Program, by_region, known_of, worked_out
from helpdesk.eligibility.person import Person
from helpdesk.eligibility.regions import NATION
from helpdesk.eligibility.report import amount_json, assessment_json, bases_json, finding_json, rule_json
from helpdesk.eligibility.resolution import Leaf
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Version, all_conditions
from helpdesk.eligibility.span import ALWAYS
from helpdesk.eligibility.valuation import amount_of
from helpdesk.eligibility.vocabulary import ON, FactKind, State
from helpdesk.eligibility.wording import condition_text, dates_text

Test: TypeAlias = Callable[[Facts, str], bool]


def compact(body: Any) -> str:
    """JSON without blanks, Chinese as it is."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """All of an assessment that does not depend on the person any more, as text.

    `bases` are texts by the first day on which they hold; `exceptions` are tests with the text of the finding when one
    fails, and the days of the exception; `rules` say for each rule its region and both ways to tell it.
    """

    leaf: Leaf
    head: str
    bases: tuple[tuple[str, ...], tuple[str, ...]]
    findings: tuple[str, ...]
    exceptions: tuple[tuple[str, str, tuple[tuple[Test, str], ...]], ...]
    rules: tuple[tuple[str, str, str], ...]
    tail: str


class Rendering:
    """Renders assessments of one decision."""

    def __init__(self, rulebook: Rulebook, decision: str) -> None:
        self.rulebook, self.decision = rulebook, rulebook.decisions[decision]
        self.lookup = Lookup(rulebook, decision)
        self.program = Program(rulebook, decision, rulebook.fine, self._ending)
        self.own = {
            code: region.key for region in rulebook.regions.by_key.values() for code in (region.key, *region.former_codes)
        }
        facts = rulebook.facts
        self.valid = {key: frozenset(o.key for o in fact.options) for key, fact in facts.items() if fact.options}
        self.valid |= {key: frozenset(self.own) for key, fact in facts.items() if fact.kind is FactKind.REGION}
        self.dates = [key for key, fact in facts.items() if fact.kind is FactKind.DATE]
        self.limits = [
            [(rulebook.sources(c.fact), self._test(c)) for c in exclusion.conditions]
            for exclusion in rulebook.exclusions.values()
        ]
        self.choices = self._choices()
        starts = {s for region in rulebook.diagrams.classes(decision) for s in rulebook.diagrams.starts(decision, region)[0]}
        self.starts = [(day.isoformat(), self._later(day)) for day in sorted(starts - {FIRST})]
        region = facts.get(self.decision.region_fact)
        self.general = region is not None and region.changeable

    def render(self, facts: Facts, on: str) -> str:
        """The assessment on an ISO day. Raises KeyError for an unknown fact, ValueError for what cannot be read."""
        if not self.general:
            try:
                return self._put_together(facts, on)
            except (KeyError, ValueError):  # not one plain value each: the general way tells what it comes to
                pass
        found = assess(self.rulebook, self.decision.key, known_of(self.rulebook, facts), date.fromisoformat(on))
        return compact(assessment_json(found)) if found else "null"

    def _put_together(self, facts: Facts, on: str) -> str:
        valid = self.valid
        for key, text in facts.items():
            if key in valid and text not in valid[key]:
                raise KeyError(key)
        for key in self.dates:
            if key in facts and facts[key] > on:
                raise KeyError(key)
        if self._overstepped(facts, on):
            raise KeyError
        end: Ending = self.program.find(facts, on)
        own = self.own[facts[self.decision.region_fact]] if self.decision.region_fact else NATION
        starts, told = end.bases
        rules = ",".join([inherited if region != own else direct for region, inherited, direct in end.rules])
        return (
            f'{end.head}{self._amount(end, facts, on)},"bases":{told[bisect_right(starts, on) - 1]},"next_fact":null,'
            f'"findings":[{self._findings(end, facts, on)}],"changes":[{self._changes(end, facts, on)}],'
            f'"rules":[{rules}],{end.tail}'
        )

    def _overstepped(self, facts: Facts, on: str) -> bool:
        """Whether the answers cannot be together. Raises KeyError where some of a combination are not known."""
        for limit in self.limits:
            known = unknown = 0
            for sources, test in limit:
                if all(source in facts for source in sources):
                    known += 1
                    if not test(facts, on):
                        break
                else:
                    unknown += 1
            else:
                if known and unknown:
                    raise KeyError
                if known:
                    return True
        return False

    def _amount(self, end: Ending, facts: Facts, on: str) -> str:
        if end.leaf.formula is None:
            return "null"
        person = Person(self.rulebook, self.decision, known_of(self.rulebook, facts), date.fromisoformat(on))
        return compact(amount_json(amount_of(person, end.leaf.formula, [end.leaf.versions])))

    def _findings(self, end: Ending, facts: Facts, on: str) -> str:
        if not end.exceptions:
            return ",".join(end.findings)
        found = dict.fromkeys(end.findings)
        for low, high, tests in end.exceptions:
            if low <= on < high:
                for test, text in tests:
                    if not test(facts, on):
                        found.setdefault(text)
                        break
        return ",".join({text.rpartition(',"state":')[0]: text for text in reversed(found)}.values().__reversed__())

    def _changes(self, end: Ending, facts: Facts, on: str) -> str:
        outcome, found = end.leaf.outcome, {}
        for key, options in self.choices:
            if key in facts:
                for option, text in options:
                    if option != facts[key]:
                        other = {**facts, key: option}
                        if not self._overstepped(other, on):
                            new = self.lookup.outcome(other, on)
                            if new not in {None, outcome}:
                                found.setdefault((key, new), f"{text}{compact(new)}}}")
        for start, text in self.starts:
            if start > on:
                new = self.lookup.outcome(facts, start)
                if new not in {None, outcome}:
                    found[(ON, new)] = f"{text}{compact(new)}}}"
                    break
        return ",".join(found.values())

    def _choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The facts a person can change, each with its options and the text of the change but for its outcome."""
        told = [(key, self.rulebook.facts[key]) for key in dict.fromkeys(self.decision.facts)]
        return [
            (key, [(option.key, _change(key, option.label.as_json())) for option in fact.options])
            for key, fact in told
            if fact.changeable and fact.options
        ]

    def _later(self, day: date) -> str:
        return _change(ON, dates_text(type(ALWAYS)(day, None)).as_json())

    def _ending(self, leaf: Leaf, region: str) -> Ending:
        rulebook, versions = self.rulebook, applied(self.rulebook, [leaf.versions])
        outline = assessment_json(settled_on(rulebook, self.decision, leaf))
        told = [
            (rulebook.rule_by_key[v.rule].region, rule_json(v.rule, rulebook.rule_by_key[v.rule].region, inherited=True),
             rule_json(v.rule, rulebook.rule_by_key[v.rule].region, inherited=False))
            for v in versions
        ]  # fmt: skip
        met = [self._finding(version, c, State.MET) for version in versions for c in all_conditions(version)]
        keys = ("decision", "status", "outcome", "possible")
        return Ending(
            leaf, compact({key: outline[key] for key in keys})[:-1] + ',"amount":', self._bases(versions),
            tuple({text.rpartition(',"state":')[0]: text for text in reversed(met)}.values())[::-1],
            tuple(self._exceptions(versions, region)),
            tuple((where, compact(inherited), compact(direct)) for where, inherited, direct in told),
            compact({"problems": outline["problems"]})[1:],
        )  # fmt: skip
