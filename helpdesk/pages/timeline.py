"""A rule over time in one region: stretches with one answer, what parts them, today, and the laws to come.

It is told for one kind of person, the first option of what is asked first ("insured as before"). Along the clock on
which the region's rules run: the day the money was credited, or the day asked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from helpdesk.eligibility.answers.assess import assess
from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.answers.explanation import bases, basis_period
from helpdesk.eligibility.diagrams.walk import ends, walk
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.outcomes import Outcome
from helpdesk.eligibility.rulebook.rules import Decision, Portion, Version
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.kinds import ON, BasisKind, FactKind
from helpdesk.eligibility.vocabulary.regions import NATION, Region
from helpdesk.eligibility.vocabulary.span import ALWAYS, Period, Span, days_later, one_day
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.pages.kept import kept
from helpdesk.pages.sides import side

LAW = "law"
Depends = tuple[tuple[Text, Text], ...]
"""What an answer depends on: each fact's label with the value."""


@dataclass(frozen=True)
class Stretch:
    """Days with one answer. `start` says how well the first day is known; `laws` come in while it lasts.

    `others` are those who are told something else.
    """

    period: Period
    outcome: Outcome
    start: str
    others: tuple[tuple[Depends, Outcome], ...] = ()
    laws: tuple[tuple[date, tuple[str, ...]], ...] = ()

    @property
    def last(self) -> date | None:
        """The last day; None where it goes on."""
        return days_later(self.period.high, -1) if self.period.high else None


@dataclass(frozen=True)
class Timeline:
    """One portion in one region along a clock; `clock` is the label of its fact, None for the day asked about."""

    rulebook: Rulebook
    title: Text
    region: Region
    clock: Text | None
    person: Text | None
    today: date
    stretches: tuple[Stretch, ...]


def timelines(rulebook: Rulebook, region: str, today: date, question: str = "") -> list[Timeline]:
    """The timelines of a region: of each portion that a rule of its own governs there, or a province's above it."""
    return kept(rulebook, ("timelines", region, today, question), lambda: _timelines(rulebook, region, today, question))


def _timelines(rulebook: Rulebook, region: str, today: date, question: str) -> list[Timeline]:
    portions = [
        portion
        for key, row in sorted(rulebook.questions.items())
        for portion in row.portions
        if question in ("", key) and owned(rulebook, portion.decision, region)
    ]
    return [timeline(rulebook, portion, region, today) for portion in portions]


def owned(rulebook: Rulebook, decision: str, region: str) -> bool:
    """Whether a rule other than the nation's reaches a region; the nation has its own."""
    tables = rulebook.tables_for(decision, region)
    return bool(rulebook.decisions[decision].region_fact) and any(
        table.region != NATION or region == NATION for table in tables
    )


def timeline(rulebook: Rulebook, portion: Portion, region: str, today: date) -> Timeline:
    """One portion in one region."""
    decision = rulebook.decisions[portion.decision]
    versions = [
        version
        for table in rulebook.tables_for(decision.key, region)
        for rule in table.rules
        for version in rule.versions
    ]
    clock = min((version.clock for version in versions if version.clock != ON), default=ON)
    known, person = usual(rulebook, portion, region, today)
    reader = Reader(rulebook, portion, decision, known, today, clock)
    pieces = [reader.piece(period) for period in ALWAYS.pieces(cuts(rulebook, versions, clock))
              if clock == ON or period.low is None or period.low <= today]  # fmt: skip
    label = None if clock == ON else rulebook.facts[clock].label
    shown = tuple(joined(pieces, today if clock == ON else None))
    return Timeline(rulebook, decision.title, rulebook.regions.by_key[region], label, person, today, shown)


def usual(rulebook: Rulebook, portion: Portion, region: str, today: date) -> tuple[Known, Text | None]:
    """What is known of the person it is told for, and how that person is called."""
    decision = rulebook.decisions[portion.decision]
    question = next(key for key, row in rulebook.questions.items() if portion in row.portions)
    known, given = side(rulebook, question, region, today).known, {condition.fact for condition in portion.when}
    for key in decision.facts:
        fact = rulebook.facts[key]
        if fact.kind is FactKind.CHOICE and not fact.derivation and key not in given:
            return known.with_value(key, frozenset({fact.options[0].key})), fact.options[0].label
    return known, None


def cuts(rulebook: Rulebook, versions: Iterable[Version], clock: str) -> set[date]:
    """The days on which something may change: a version begins or ends, a law comes into force."""
    found = {bound for version in versions if version.clock == clock for bound in version.period.bounds()}
    if clock == ON:
        cited = [each for version in versions for each in version.citations if each.kind is BasisKind.PROVISION]
        cited = [each for each in cited if is_law(rulebook, each.key)]
        found |= {bound for each in cited for bound in basis_period(rulebook, each).bounds()}
    return found


def is_law(rulebook: Rulebook, provision: str) -> bool:
    """Whether a provision stands in a law, not in a notice."""
    return rulebook.instruments[rulebook.provisions[provision].instrument].level == LAW


@dataclass(frozen=True)
class Reader:
    """Reads what holds on a day of a piece."""

    rulebook: Rulebook
    portion: Portion
    decision: Decision
    known: Known
    today: date
    clock: str

    def piece(self, period: Period) -> Stretch:
        """What is said on the days of a piece, all alike."""
        day = period.low or days_later(period.high or self.today, -1)
        on, known = (day, self.known) if self.clock == ON else (self.today, self.known)
        if self.clock != ON:
            known = known.with_value(self.clock, one_day(day))
        found = assess(self.rulebook, self.decision.key, known, on, self.portion.when)
        assert found is not None, self.decision.key
        standing = self.standing(known, on)
        main, others = self.ranked(found, standing)
        versions = [version for version in standing.get(main.key, ()) if version.period.low == period.low]
        start = next((each.start_known for each in versions if each.start_known != "day"), "day")
        return Stretch(period, main, start, others, self.laws(period.low, standing.get(main.key, ())))

    def laws(self, first: date | None, versions: tuple[Version, ...]) -> tuple[tuple[date, tuple[str, ...]], ...]:
        """The laws that come into force on the first day of a piece and stand behind its answer."""
        if first is None or self.clock != ON:
            return ()
        cited = [basis.key for basis in bases(self.rulebook, versions, first) if basis.kind is BasisKind.PROVISION]
        new = [self.rulebook.provisions[key] for key in cited if is_law(self.rulebook, key)]
        keys = sorted({row.instrument for row in new if row.period.low == first})
        return ((first, tuple(keys)),) if keys else ()

    def standing(self, known: Known, on: date) -> dict[str, tuple[Version, ...]]:
        """The versions behind each outcome that is possible."""
        tree = walk(self.rulebook, self.decision.key, known, on, self.portion.when, fine=True)
        found: dict[str, dict[Version, None]] = {}
        for leaf in sorted(ends(tree), key=lambda leaf: [version.name for version in leaf.versions]):
            if leaf.outcome is not None:
                found.setdefault(leaf.outcome, {}).update(dict.fromkeys(leaf.versions))
        return {outcome: tuple(versions) for outcome, versions in found.items()}

    def ranked(
        self, found: Assessment, standing: dict[str, tuple[Version, ...]]
    ) -> tuple[Outcome, tuple[tuple[Depends, Outcome], ...]]:
        """The outcome that holds for most, the rule; then those of its exceptions with whom they concern."""
        if found.outcome is not None:
            return found.outcome, ()
        every = {version.rule for versions in standing.values() for version in versions}

        def excepts(outcome: Outcome) -> int:
            rules = {version.rule for version in standing.get(outcome.key, ())}
            return len(frozenset().union(*(self.rulebook.defeats[rule] for rule in rules)) & every)

        first, *rest = sorted(found.possible, key=lambda item: excepts(item.outcome))
        labels = {key: fact.label for key, fact in self.rulebook.facts.items()}
        return first.outcome, tuple(
            (tuple((labels[key], text) for key, text in item.depends), item.outcome) for item in rest
        )


def joined(pieces: Sequence[Stretch], asked: date | None) -> Iterable[Stretch]:
    """Neighbours that say the same as one stretch, with the laws that came in meanwhile.

    On the clock of the day asked about (`asked`), exceptions are told for that day alone: when they began is seldom
    known, and what was not researched for earlier days is no change.
    """
    last: Stretch | None = None
    for each in pieces:
        here = each if asked is None or asked in each.period else replace(each, others=())
        if last is not None and told(last, asked) == told(here, asked):
            whole = Span(last.period.low, here.period.high)
            last = replace(last, period=whole, others=last.others or here.others, laws=last.laws + here.laws)
            continue
        if last is not None:
            yield last
        last = replace(here, laws=())
    if last is not None:
        yield last


def told(stretch: Stretch, asked: date | None) -> tuple[object, ...]:
    """What neighbours must share to be one stretch."""
    others = () if asked is not None else tuple((depends, outcome.title) for depends, outcome in stretch.others)
    return (stretch.outcome.verdict, stretch.outcome.title, others)


def law_names(rulebook: Rulebook, keys: Iterable[str]) -> list[Text]:
    """What laws are called in a sentence."""
    laws = [rulebook.instruments[key] for key in keys]
    return [Text(law.short.en or law.title.en, f"《{law.short.zh or law.title.zh}》") for law in laws]


def starts(kind: str) -> str:
    """What is not known of a first day, in a few words; "" where it is known."""
    named = {
        "unknown": _("Start not known"),
        "year": _("Month not known"),
        "month": _("Day not known"),
    }
    return named.get(kind, "")
