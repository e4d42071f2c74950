"""The whole assessment of one decision as JSON text, put together from parts that are written once.

The text is that of `assessment_json`, character for character. Answers that are not one plain value each, or cannot be
together, or lie after the day asked about, go the general way.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from helpdesk.eligibility.amounts.valuation import amount_of
from helpdesk.eligibility.answers.assess import assess, settled_on
from helpdesk.eligibility.answers.assessment import AppliedRule, Change, Finding
from helpdesk.eligibility.answers.changes import later_days, rests_on_the_past
from helpdesk.eligibility.answers.explanation import applied, bases, basis_period, excepting
from helpdesk.eligibility.answers.report import (
    amount_json,
    assessment_json,
    basis_json,
    change_json,
    finding_json,
    rule_json,
)
from helpdesk.eligibility.diagrams.lookup import READ, Facts, Lookup, Program, by_region, known_of
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.resolution import Leaf
from helpdesk.eligibility.diagrams.roots import FIRST
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Version, all_conditions
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.kinds import ON, FactKind, State
from helpdesk.eligibility.vocabulary.regions import NATION
from helpdesk.eligibility.vocabulary.span import ALWAYS
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.eligibility.vocabulary.wording import condition_text, dates_text

Test: TypeAlias = Callable[[Facts, str], bool]
Told: TypeAlias = tuple[str, str]
"""A fact and a condition on it: findings tell each once."""
Checked: TypeAlias = tuple[Test, Told, str]
"""A condition of an exception, and the finding where it fails."""


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
    findings: dict[Told, str]
    exceptions: tuple[tuple[str, str, tuple[Checked, ...]], ...]
    rules: tuple[tuple[str, str, str], ...]
    tail: str
    past: bool


class Rendering:
    """Renders assessments of one decision."""

    def __init__(self, rulebook: Rulebook, decision: str) -> None:
        self.rulebook, self.decision = rulebook, rulebook.decisions[decision]
        self.lookup = Lookup(rulebook, decision)
        self.program = Program(rulebook, decision, rulebook.fine, self._ending)
        self.own = {
            code: key for key, region in rulebook.regions.by_key.items() for code in (key, *region.former_codes)
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
        self.starts = [(day.isoformat(), self._later(day)) for day in later_days(rulebook, decision, FIRST)]
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
        found = end.findings
        if end.exceptions:
            found = dict(found)
            for low, high, tests in end.exceptions:
                if low <= on < high:
                    for test, key, text in tests:
                        if not test(facts, on):
                            found.setdefault(key, text)
                            break
        return ",".join(found.values())

    def _changes(self, end: Ending, facts: Facts, on: str) -> str:
        outcome = end.leaf.outcome
        found: dict[Told, str] = {}
        for key, options in () if end.past else self.choices:
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
            (key, [(option.key, _change(key, option.label)) for option in fact.reachable])
            for key, fact in told
            if fact.changeable and fact.options
        ]

    def _later(self, day: date) -> str:
        return _change(ON, dates_text(replace(ALWAYS, low=day)))

    def _ending(self, leaf: Leaf, region: str) -> Ending:
        rulebook, versions = self.rulebook, applied(self.rulebook, [leaf.versions])
        outline = assessment_json(settled_on(rulebook, self.decision, leaf))
        met: dict[Told, str] = {}
        for version in versions:
            for condition in all_conditions(version):
                met.setdefault((condition.fact, condition.text), self._finding(version, condition, State.MET))
        keys = ("decision", "status", "outcome", "possible")
        return Ending(
            leaf, compact({key: outline[key] for key in keys})[:-1] + ',"amount":', self._bases(versions), met,
            tuple(self._exceptions(versions, region)), tuple(self._rule(version) for version in versions),
            compact({"problems": outline["problems"]})[1:], rests_on_the_past(versions),
        )  # fmt: skip

    def _finding(self, version: Version, condition: Condition, state: State) -> str:
        told = condition_text(self.rulebook.facts[condition.fact], condition, self.rulebook)
        return compact(finding_json(Finding(condition.fact, condition.text, state, told, version.rule)))

    def _rule(self, version: Version) -> tuple[str, str, str]:
        """The rule's region, and its text for somebody who inherits it and for somebody of that very region."""
        region = self.rulebook.rule_by_key[version.rule].region
        inherited, direct = (
            AppliedRule(version.rule, region, way, version.number, version.start_known, version.evidence)
            for way in (True, False)
        )
        return region, compact(rule_json(inherited)), compact(rule_json(direct))

    def _bases(self, versions: Sequence[Version]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        periods = [basis_period(self.rulebook, cited) for version in versions for cited in version.citations]
        starts = sorted({bound for period in periods for bound in period.bounds()})
        told = [bases(self.rulebook, versions, day) for day in (FIRST, *starts)]
        return ("", *(day.isoformat() for day in starts)), tuple(compact([basis_json(b) for b in row]) for row in told)

    def _exceptions(self, versions: Sequence[Version], region: str) -> Iterator[tuple[str, str, tuple[Checked, ...]]]:
        for version in excepting(self.rulebook, self.decision.key, region, versions):
            low, high = version.period.low, version.period.high
            on = version.clock == ON
            tests = tuple(
                (self._test(c), (c.fact, c.text), self._finding(version, c, State.NOT_MET))
                for c in all_conditions(version)
            )
            yield low.isoformat() if on and low else "", high.isoformat() if on and high else "~", tests

    def _test(self, condition: Condition) -> Test:
        """Whether a condition holds of plain answers. It raises KeyError or ValueError where they do not tell."""
        key, fact, negated = condition.fact, self.rulebook.facts[condition.fact], condition.negated
        if condition.threshold:
            return lambda facts, on: self._against_figure(condition, facts, on)
        if condition.span is not None:
            read, span = READ[fact.kind], condition.span
            return lambda facts, on: read(facts[key]) in span
        if fact.kind is FactKind.REGION:
            units = sorted(condition.values)
            pieces = by_region(self.rulebook, units)
            return lambda facts, on: (pieces[facts[key]] > 0) is not negated
        values = condition.values
        if fact.derivation is not None:
            derived = self.lookup.program.work(fact.derivation)
            return lambda facts, on: (derived(facts, on) in values) is not negated
        return lambda facts, on: (facts[key] in values) is not negated

    def _against_figure(self, condition: Condition, facts: Facts, on: str) -> bool:
        person = Person(self.rulebook, self.decision, known_of(self.rulebook, facts), date.fromisoformat(on))
        state = person.state(condition)
        if state is State.NOT_KNOWN:
            raise KeyError(condition.fact)
        return state is State.MET


def _change(fact: str, value: Text) -> str:
    """The text of a change up to its outcome."""
    return compact(change_json(Change(fact, value, "")))[: -len('""}')]
