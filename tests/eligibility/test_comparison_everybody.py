"""Comparison against the plain reference: random rulebooks, days and regions, everybody written out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpdesk.eligibility import Known, read_rulebook
from helpdesk.eligibility.comparison.compare import Side, compare, parted
from helpdesk.eligibility.plain import reference as plain
from helpdesk.eligibility.vocabulary.conditions import parse_condition
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span
from tests.eligibility import worlds
from tests.eligibility.books import outcome
from tests.eligibility.worlds import DAYS, size_of, told

LIMIT = 1500
OUTCOMES = {key: outcome(key) for key in ("yes", "no", "partly")}


@st.composite
def pairs(draw):
    """Two worlds: another rulebook of the same facts, another day, or another region."""
    one = draw(worlds.worlds())
    way = draw(st.sampled_from(["rules", "day", "region", "same"]))
    if way == "rules":
        rows = draw(worlds.tables(tuple(one.documents["fact"]), ["110000"] if one.governing else []))
        tables = {f"{row['decision']}@{row['region']}": row for row in rows}
        return tuple(
            replace(one, documents={**one.documents, "outcome": OUTCOMES, "table": each})
            for each in (one.documents["table"], tables)
        )
    if way == "day":
        day = draw(st.sampled_from(DAYS))
        credited = one.known.get("credited")
        assume(not credited or (credited[0] or "") <= day)
        return one, replace(one, on=day)
    if way == "region" and one.governing:
        here, there = draw(st.lists(st.sampled_from(worlds.UNITS[1:]), min_size=2, max_size=2, unique=True))
        return tuple(replace(one, known={**one.known, one.governing: (unit,)}) for unit in (here, there))
    return one, one


def as_known(world):
    """The same knowledge as the engine has it."""
    found = {}
    for key, value in world.known.items():
        kind = world.kind(key)
        if kind == "region":
            found[key] = Places(frozenset(value))
        elif kind in {"choice", "yes_no"}:
            found[key] = frozenset(value)
        else:
            read = date.fromisoformat if kind == "date" else Decimal
            found[key] = Span(*(None if bound is None else read(bound) for bound in value))
    return Known(found, frozenset(found))


def inside(world, book, person, key, value):
    """Does a person of the reference have this value?"""
    own = person[key]
    if isinstance(value, frozenset):
        return own in value
    if isinstance(value, Places):
        unit = own.partition("+")[0]
        unit = worlds.STANDING_IN.get(own, unit)
        below = [place for place in value.inside if book.regions.below(unit, place)]
        return bool(below) and not any(book.regions.below(unit, place) for place in value.outside_of)
    return (date.fromisoformat(own) if isinstance(own, str) else own) in value


def covered(pair, books, persons, cell):
    """Do these two persons, one of each side, have the answers of a cell?"""
    answers = [(*parted(name), values) for name, values in cell]
    return all(
        any(inside(pair[only or 0], books[only or 0], persons[only or 0], key, value) for value in values)
        for key, only, values in answers
    )


def agree(pair):
    """Everybody who is possible on both sides is in a cell exactly when the reference finds them told otherwise."""
    one, other = pair
    assume(size_of(one) <= LIMIT and size_of(other) <= LIMIT)
    books = [read_rulebook({"format": 1, "documents": world.documents}) for world in pair]
    when = [
        tuple(parse_condition(line, book.facts, book.regions, "") for line in world.given)
        for world, book in zip(pair, books, strict=True)
    ]
    sides = [Side(book, as_known(world), date.fromisoformat(world.on)) for world, book in zip(pair, books, strict=True)]
    found = compare("d", *sides, tuple(when))
    cells = [cell for difference in found if not difference.only_bases for cell in difference.cells]
    expected = {tuple(sorted(each.person.items())) for each in plain.differences(one, other)}

    both = replace(one, beside=other), replace(other, beside=one)
    apart = {key for key in {*one.known, *other.known} if one.known.get(key) != other.known.get(key)}
    keys = [key for key in both[0].asked if key not in apart]
    people = [{}, {}]
    for world, alike in zip(both, people, strict=True):
        for person, _ in plain.everybody(world):
            alike.setdefault(tuple(sorted((key, person[key]) for key in keys)), []).append(person)
    for key in people[0].keys() & people[1].keys():
        persons = list(product(people[0][key], people[1][key]))
        hit = any(covered(pair, books, two, cell) for cell in cells for two in persons)
        assert hit == (key in expected), f"{dict(key)}\n{found}\n{told(one)}\n{told(other)}"


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET, derandomize=True, database=None)
@given(pairs())
def test_the_differences_are_those_of_everybody_written_out(pair):
    agree(pair)


@pytest.mark.deep
@settings(max_examples=10_000, deadline=None, suppress_health_check=QUIET, database=None)
@given(pairs())
def test_the_differences_are_those_of_everybody_written_out_ten_thousand_times(pair):
    agree(pair)
