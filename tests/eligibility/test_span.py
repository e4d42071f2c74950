"""Half-open spans: pieces, covering, and what is left uncovered."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.eligibility.vocabulary.span import ALWAYS, Span, one_day, uncovered, up_to


def span(low, high):
    return Span(None if low is None else Decimal(low), None if high is None else Decimal(high))


def test_the_low_end_lies_inside_and_the_high_end_does_not():
    assert Decimal(1) in span(1, 2)
    assert Decimal(2) not in span(1, 2)
    assert Decimal(-5) in span(None, 2)
    assert Decimal(5) in span(2, None)
    assert Decimal(1) not in span(2, None)


@pytest.mark.parametrize(
    ("low", "high", "empty"), [(1, 2, False), (2, 2, True), (3, 2, True), (None, 0, False), (0, None, False)]
)
def test_a_span_is_empty_when_it_ends_where_it_starts_or_before(low, high, empty):
    assert span(low, high).empty is empty


@pytest.mark.parametrize(
    ("outer", "inner", "covers"),
    [
        ((1, 5), (1, 5), True),
        ((1, 5), (2, 3), True),
        ((1, 5), (0, 3), False),
        ((1, 5), (2, 6), False),
        ((None, 5), (None, 5), True),
        ((1, None), (None, 3), False),
        ((1, 5), (2, None), False),
        ((None, None), (None, None), True),
    ],
)
def test_a_span_covers_what_lies_wholly_inside(outer, inner, covers):
    assert span(*outer).covers(span(*inner)) is covers


def test_spans_that_only_touch_do_not_meet():
    assert span(1, 3).meets(span(2, 4))
    assert not span(1, 2).meets(span(2, 3))
    assert span(1, 3).both(span(2, 4)) == span(2, 3)
    assert span(None, 3).both(span(None, None)) == span(None, 3)


def test_pieces_are_cut_at_points_strictly_inside_each_once_and_in_order():
    cuts = [Decimal(n) for n in (7, 3, 3, 0, 10)]

    assert span(0, 10).pieces(cuts) == [span(0, 3), span(3, 7), span(7, 10)]
    assert span(None, None).pieces([Decimal(3)]) == [span(None, 3), span(3, None)]
    assert span(0, 10).pieces([]) == [span(0, 10)]


@given(st.lists(st.integers(-20, 20)), st.integers(-20, 20), st.integers(1, 20))
def test_pieces_join_up_to_the_whole(cuts, low, width):
    pieces = span(low, low + width).pieces([Decimal(cut) for cut in cuts])

    assert (pieces[0].low, pieces[-1].high) == (low, low + width)
    assert all(one.high == other.low and not one.empty for one, other in pairwise(pieces))


def test_one_day_ends_on_the_next_and_the_last_day_there_is_stays_open():
    assert one_day(date(2024, 2, 28)) == Span(date(2024, 2, 28), date(2024, 2, 29))
    assert one_day(date(2023, 2, 28)).high == date(2023, 3, 1)
    assert one_day(date.max) == Span(date.max, None)
    assert date(2026, 11, 22) in up_to(date(2026, 11, 22))
    assert date(2026, 11, 23) not in up_to(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("whole", "parts", "gaps"),
    [
        ((0, 10), [], [(0, 10)]),
        ((0, 10), [(0, 10)], []),
        ((0, 10), [(2, 4), (6, 8)], [(0, 2), (4, 6), (8, 10)]),
        ((0, 10), [(6, 20), (-5, 6)], []),
        ((0, 10), [(20, 30)], [(0, 10)]),
        ((None, None), [(2, None)], [(None, 2)]),
        ((None, None), [(None, 2), (3, None)], [(2, 3)]),
        ((None, 5), [(None, None)], []),
    ],
)
def test_what_no_part_covers_is_left(whole, parts, gaps):
    assert uncovered(span(*whole), [span(*part) for part in parts]) == [span(*gap) for gap in gaps]


def test_a_span_is_written_with_two_dots_and_without_exponents():
    assert str(Span(date(2016, 10, 1), date(2022, 1, 1))) == "2016-10-01..2022-01-01"
    assert str(Span(None, date(2022, 9, 1))) == "..2022-09-01"
    assert str(Span(Decimal("1E+3"), None)) == "1000.."
    assert str(ALWAYS) == ".."
