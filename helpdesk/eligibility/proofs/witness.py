"""Makes a person of a path: one concrete answer for every fact on it, told in one line."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice

from helpdesk.eligibility.diagrams.derivation import derived_values
from helpdesk.eligibility.diagrams.resolution import Leaf
from helpdesk.eligibility.diagrams.roots import Fine
from helpdesk.eligibility.diagrams.walk import Path, ends, walk
from helpdesk.eligibility.proofs.fault import Example
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.facts import Fact, Known, Possible
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.regions import NATION, OUTSIDE, Places, Regions
from helpdesk.eligibility.vocabulary.span import Period, Span, days_later, one_day
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.eligibility.vocabulary.wording import address_text, day_text, value_text

MOST_TRIED, MOST_PERSONS = 20_000, 500
"""So many places are looked at, and so many persons asked, before the pieces of a path are told as they are."""

ONE = {FactKind.COUNT: Decimal(1), FactKind.AMOUNT: Decimal("0.01")}


def example(fine: Fine, decision: str, known: Known, path: Path, period: Period, leaf: Leaf, seen: date) -> Example:
    """The person at the end of a path: plain values that lead to this end and no other, or to this end at least.

    Where no plain values do, the pieces of the path, asked about on the day `seen` on which the end was found.
    """
    rulebook, pieces = fine.rulebook, {**known.values, **dict(path)}
    maybe: Example | None = None
    for on in _days(pieces, period, seen):
        for person in _persons(rulebook, pieces, on):
            tree = walk(rulebook, decision, Known(person), on, diagrams=fine)
            if tree == leaf:
                return _told(rulebook, decision, person, on)
            if maybe is None and leaf in ends(tree):
                maybe = _told(rulebook, decision, person, on)
    asked = {key: value for key, value in pieces.items() if rulebook.facts[key].derivation is None}
    return maybe or _told(rulebook, decision, asked, seen)


def _told(rulebook: Rulebook, decision: str, person: Mapping[str, Possible], on: date) -> Example:
    return Example(decision, on, _address(rulebook, person), person_text(rulebook, decision, person, on))


def _days(pieces: Mapping[str, Possible], period: Period, seen: date) -> Iterator[date]:
    """Days to ask about: the first of the stretch on which the dates of the path have come, then its last, if any."""
    firsts = [value.low for value in pieces.values() if isinstance(value, Span) and isinstance(value.low, date)]
    start = max([day for day in (period.low, *firsts) if day is not None], default=None)
    if start is not None and start in period:
        yield start
    yield days_later(start or date(2026, 1, 1), 365) if period.high is None else days_later(period.high, -1)
    yield seen


def _persons(rulebook: Rulebook, pieces: Mapping[str, Possible], on: date) -> Iterator[dict[str, Possible]]:
    """Persons with one value for each fact; what is derived is reached by choosing its sources."""
    plain = {
        key: _value(rulebook, rulebook.facts[key], value, on)
        for key, value in pieces.items()
        if rulebook.facts[key].derivation is None
    }
    derived = {key: value for key, value in pieces.items() if isinstance(value, frozenset) and key not in plain}
    if not derived:
        yield plain
        return
    tried = islice(_told_places(rulebook, pieces, derived, on), MOST_TRIED)
    yield from ({**plain, **places} for places in islice(filter(None, tried), MOST_PERSONS))


def _told_places(
    rulebook: Rulebook, pieces: Mapping[str, Possible], derived: Mapping[str, frozenset[str]], on: date
) -> Iterator[dict[str, Possible] | None]:
    """Places for all that facts are derived from, so that each of these is what a path says of it; None for the others.

    What most of them are derived from comes first: then few places are left for the rest.
    """
    named = [source for key in derived for source in rulebook.sources(key)]
    sources = sorted(set(named), key=lambda source: (-named.count(source), source))

    def choose(chosen: dict[str, Possible]) -> Iterator[dict[str, Possible] | None]:
        told = {**pieces, **chosen}
        for key, wanted in derived.items():
            found = _derived(rulebook, key, told, on)
            if found.isdisjoint(wanted) or (chosen.keys() >= set(rulebook.sources(key)) and not found <= wanted):
                yield None
                return
        if len(chosen) == len(sources):
            yield chosen
            return
        source = sources[len(chosen)]
        for place in _places(rulebook.regions, pieces.get(source)):
            yield from choose({**chosen, source: place})

    yield from choose({})


def _derived(rulebook: Rulebook, key: str, pieces: Mapping[str, Possible], on: date) -> frozenset[str]:
    """What a derived fact can be where its sources are in these pieces."""
    derivation = rulebook.facts[key].derivation
    assert derivation is not None, key
    sources = [pieces.get(source, Places(frozenset({NATION}))) for source in derivation.sources]
    found = derived_values(rulebook, derivation, sources, on)
    assert isinstance(found, frozenset), key
    return found


def _value(rulebook: Rulebook, fact: Fact, value: Possible, on: date) -> Possible:
    """One plain value out of what a path allows."""
    if isinstance(value, frozenset):
        return frozenset({min(value)})
    if isinstance(value, Places):
        return next(_places(rulebook.regions, value), value)
    if fact.kind is FactKind.DATE:
        last = on if value.high is None else min(on, days_later(value.high, -1))  # type: ignore[arg-type]
        return one_day(value.low if value.low is not None else last)  # type: ignore[arg-type]
    low = value.low or Decimal(0)
    return Span(low, low + ONE[fact.kind])  # type: ignore[operator]


def _places(regions: Regions, value: Possible | None) -> Iterator[Places]:
    """Single units that lie wholly in a place, the widest first; a nation is told by a unit in it."""
    assert value is None or isinstance(value, Places)
    allowed = value or Places(frozenset({NATION}))
    told = sorted(regions.by_key, key=lambda unit: (len(regions.line(unit)), unit))
    for unit in told:
        inside = any(regions.below(unit, each) for each in allowed.inside)
        shut = any(regions.below(unit, each) or regions.below(each, unit) for each in allowed.outside_of)
        outside = regions.by_key[unit].level == OUTSIDE and unit not in allowed.inside
        if unit != NATION and inside and not shut and not outside:
            yield Places(frozenset({unit}))
    if value is None:
        yield from (Places(frozenset({unit})) for unit in told if regions.by_key[unit].level == OUTSIDE)


def _address(rulebook: Rulebook, person: Mapping[str, Possible]) -> dict[str, str]:
    return {key: address_text(value) for key, value in person.items()}


def person_text(rulebook: Rulebook, decision: str, person: Mapping[str, Possible], on: date) -> Text:
    """A person in one line: the place, what they answered, the day asked about."""
    order = {key: place for place, key in enumerate(rulebook.decisions[decision].facts)}
    keys = sorted(person, key=lambda key: (order.get(key, len(order)), key))
    told = [_answer(rulebook, rulebook.facts[key], person[key], first=not place) for place, key in enumerate(keys)]
    day = day_text(on)
    return Text(
        ", ".join([*(text.en for text in told), f"asked about {day.en}"]),
        "，".join([*(text.zh for text in told), f"询问日期{day.zh}"]),
    )


def _in_a_sentence(label: str) -> str:
    """A label without its capital; names and "I" keep theirs."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label.startswith("A ") else label


def _answer(rulebook: Rulebook, fact: Fact, value: Possible, *, first: bool) -> Text:
    told = value_text(fact, value, rulebook.regions)
    if fact.kind is FactKind.REGION:
        return told
    text = told if fact.kind is FactKind.CHOICE else Text(f"{fact.label.en}: {told.en}", f"{fact.label.zh}：{told.zh}")
    return text if first else Text(_in_a_sentence(text.en), text.zh)
