"""What is compared, as an address says it: a question, one or two regions, one or two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from helpdesk.eligibility.comparison.compare import Side, side_in
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.regions import NATION, Region
from helpdesk.eligibility.vocabulary.text import Text, listed
from helpdesk.eligibility.vocabulary.wording import day_text
from helpdesk.faq.typed import printable, read_day
from helpdesk.faq.wording import day, in_language

QUESTION, A, B, ON, ON2 = KEYS = ("question", "a", "b", "on", "on2")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field, with the repair; `bad` where what was typed is none, not only missing."""

    field: str
    text: str
    bad: bool = False


@dataclass(frozen=True)
class Asked:
    """A parsed address. `typed` is what stands in the fields; `replaced` are former codes with their successors."""

    rulebook: Rulebook
    typed: Mapping[str, str]
    regions: Mapping[str, Region]
    days: Mapping[str, date]
    faults: tuple[Fault, ...]
    today: date

    @property
    def question(self) -> str:
        """The question's key; "" while none is asked."""
        return self.typed.get(QUESTION, "")

    @property
    def by_day(self) -> bool:
        """Whether two days are compared, not two regions."""
        return B not in self.typed and bool({ON, ON2} & self.typed.keys())

    @property
    def replaced(self) -> list[tuple[str, Text]]:
        """Former codes, each with the name of the region that succeeded it."""
        return [(self.typed[key], row.name) for key, row in self.regions.items() if row.key != self.typed[key]]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides of an address without faults."""
        first = self.regions.get(A)
        places = [first.key if first else NATION, self.regions[B].key if B in self.regions else ""]
        days = [self.days.get(ON, self.today), self.days.get(ON2, self.days.get(ON, self.today))]
        one = side(self.rulebook, self.question, places[0], days[0])
        return one, side(self.rulebook, self.question, places[1] or places[0], days[1])


def side(rulebook: Rulebook, question: str, region: str, on: date) -> Side:
    """A side in a region; the nation is the national rule, where no region has its own."""
    if region != NATION:
        return side_in(rulebook, question, region, on)
    decisions = [rulebook.decisions[portion.decision] for portion in rulebook.questions[question].portions]
    facts = {decision.region_fact for decision in decisions} - {""}
    return Side(rulebook, Known(dict.fromkeys(facts, rulebook.regions.nation_itself)), on, NATION)


def read_sides(rulebook: Rulebook, query: Mapping[str, str], today: date) -> Asked:
    """Read a query. A comparison is asked once the question stands in it; until then nothing is missing."""
    typed = {key: query[key].strip() for key in KEYS if query.get(key, "").strip()}
    found = {key: rulebook.regions.resolve(typed[key]) for key in (A, B) if key in typed}
    regions = {key: row for key, row in found.items() if row is not None}
    read = {key: read_day(typed[key])[0] for key in (ON, ON2) if key in typed}
    days = {key: on for key, on in read.items() if on is not None}
    asked = Asked(rulebook, typed, regions, days, (), today)
    faults = [*_unread(asked), *_unfit(asked)]
    if not faults and asked.question:
        faults = _missing(asked) or _alike(asked)
    return Asked(rulebook, typed, regions, days, tuple(faults), today)


def labels(by_day: bool = False) -> dict[str, str]:
    """What the fields are called."""
    return {
        A: _("Region") if by_day else _("First region"),
        B: _("Second region"),
        ON: _("First day"),
        ON2: _("Second day"),
    }


def _unread(asked: Asked) -> list[Fault]:
    """What was typed and is no question, region or day."""
    named, faults = labels(asked.by_day), []
    for key, text in asked.typed.items():
        words = {"field": named.get(key, ""), "typed": printable(text)}
        if key == QUESTION and text not in asked.rulebook.questions:
            faults.append(Fault(key, _("There is no question “%(typed)s”. Choose one from the list.") % words, True))
        elif key in (A, B) and key not in asked.regions:
            told = _("%(field)s: we know no region with the code “%(typed)s”. Choose one from the list.")
            faults.append(Fault(key, told % words, True))
        elif key in (ON, ON2) and key not in asked.days:
            told = _("%(field)s: “%(typed)s” is no date we can use. Type year, month and day, for example 2026-12-31.")
            faults.append(Fault(key, told % words, True))
    return faults


def _unfit(asked: Asked) -> list[Fault]:
    """Regions that cannot be compared."""
    named, faults = labels(asked.by_day), []
    for key, row in asked.regions.items():
        words = {"field": named[key], "place": in_language(row.short)}
        if asked.rulebook.regions.is_outside(row.key):
            told = _(
                "%(field)s: %(place)s has a system of its own, which this site does not explain. "
                "Choose a place in mainland China."
            )
            faults.append(Fault(key, told % words, True))
        elif row.key == NATION and not asked.by_day and B in asked.typed:
            told = _("%(field)s: the national rule can only be compared on two days. Choose a province or a city.")
            faults.append(Fault(key, told % words, True))
    return faults


def _missing(asked: Asked) -> list[Fault]:
    if asked.by_day:
        return [] if ON2 in asked.typed else [Fault(ON2, _("Second day: type the day to compare with."))]
    named = labels()
    told = _("%(field)s: choose a province or a city.")
    return [Fault(key, told % {"field": named[key]}) for key in (A, B) if key not in asked.regions]


def _alike(asked: Asked) -> list[Fault]:
    one, other = asked.sides
    if (one.region, one.on) != (other.region, other.on):
        return []
    if asked.by_day:
        told = _("Second day: both days are %(date)s. Type another day.") % {"date": day(one.on)}
        return [Fault(ON2, told)]
    place = in_language(asked.rulebook.regions.by_key[one.region].short)
    return [Fault(B, _("Second region: both regions are %(place)s. Choose another one.") % {"place": place})]


def called(one: Side, other: Side) -> tuple[Text, Text]:
    """What tells the two sides apart, as headings: "Beijing" and "Tianjin", "31 December 2026" and "1 January 2027"."""
    parts = [_place] if one.region != other.region else []
    parts += [_day] if one.on != other.on else []
    here, there = (listed([tell(each) for tell in parts], ", ", "") for each in (one, other))
    return here, there


def _place(side: Side) -> Text:
    return side.rulebook.regions.by_key[side.region].short


def _day(side: Side) -> Text:
    return day_text(side.on)
