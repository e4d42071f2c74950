"""What is told of an amount on partial knowledge holds of every completion, and both of its ends are reached.

The completions are written out here one by one and each is worked out as for somebody of whom all is known.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.eligibility import Known
from helpdesk.eligibility.amounts import parse_formula
from helpdesk.eligibility.amounts.valuation import amount_of
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.vocabulary.kinds import AmountKind
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span, one_day
from tests.eligibility.books import TODAY, amount, book, choice, fact, parameter, rule

OPTIONS = ("a", "b", "c")
FACTS = {
    "home": fact("region"), "t": choice(*OPTIONS), "n": fact("count", unit="months"), "m": fact("count", unit="months"),
    "x": amount(), "born": fact("date"), "credited": fact("date"),
}  # fmt: skip
CENT, ONE, DAY = Decimal("0.01"), Decimal(1), timedelta(days=1)
PLACES = {"440000": ["440100", "440300"], "440100": ["440100"], "440300|110000": ["440300", "110000"]}

numbers = st.integers(0, 30)
shares = st.integers(0, 100).map(lambda number: f"{number}%")


@st.composite
def steps(draw, values, last=30, *, rises=True):
    """One row of a schedule along counts or costs."""
    points = sorted(draw(st.sets(st.integers(1, last), max_size=3)))
    told = [draw(values)]
    for point in points:
        rise = ""
        value = draw(values)
        if rises and draw(st.booleans()):
            how, every, add = draw(st.sampled_from(["every", "per"])), draw(st.integers(1, 5)), draw(st.integers(1, 3))
            falls = int(value) > 0 and draw(st.booleans())
            limit = f" to {draw(st.integers(0, int(value) - 1))}" if falls else ""
            limit = limit or draw(st.sampled_from(["", f" to {int(value) + draw(st.integers(1, 20))}"]))
            rise = f" {'-' if falls else '+'} {add} {how} {every}{limit}"
        told.append(f"from {point}: {value}{rise}")
    return ", ".join(told)


@st.composite
def lines(draw, row):
    """A row for each option."""
    return "; ".join(f"{option} = {draw(row)}" for option in OPTIONS)


counted = steps(numbers.map(str))
bounded = st.one_of(
    numbers.map(str), numbers.map("at most {}".format), st.tuples(numbers, st.integers(1, 9)).map(
        lambda pair: f"between {pair[0]} and {pair[0] + pair[1]}")
)  # fmt: skip
bands = steps(shares, 20, rises=False)
ages = st.tuples(st.integers(1, 9), st.integers(2, 7)).map(
    lambda pair: f"700, from 1965-01-01: {700 + pair[0]} + 1 every {pair[1]} months to 790"
)
years = st.integers(2020, 2026).map(
    lambda year: f"10, from {year}-03-01: 11 + 1 every 12 months to 19, from 2028-05-20: 3"
)

FORMULAS = {
    "figure(p[t, n])": {"p": (lines(counted), "months")},
    "times(p[n], q[t])": {"p": (counted, "months"), "q": (lines(numbers.map(str)), "yuan")},
    "at_least(less(p[n], times(m, o)), q[t])": {
        "p": (counted, "months"), "o": (bounded, "months"), "q": (lines(numbers.map(str)), "months"),
    },
    "at_most(share(x, s[t]), q[n])": {"s": (lines(shares), "share"), "q": (counted, "yuan")},
    "rest(x, s[n])": {"s": (steps(shares, rises=False), "share")},
    "reimbursed(x, q[t], b[t], c, s)": {
        "q": (lines(numbers.map(str)), "yuan"), "b": (lines(bands), "share"), "c": (numbers.map(str), "yuan"),
        "s": (shares, "share"),
    },
    "less(reimbursed(sum(x, o), q, b), o)": {
        "q": (bounded, "yuan"), "b": (bands, "share"), "o": (numbers.map(str), "yuan"),
    },
    "at_least(sum(p[n], less(q[n], m)), o)": {
        "p": (counted, "months"), "q": (counted, "months"), "o": (bounded, "months"),
    },
    "less(n, p[n])": {"p": (counted, "months")},
    "figure(u[reached(born, o)])": {"u": (years, "years"), "o": (st.integers(690, 760).map(str), "months")},
    "figure(u[reached(born, g[t, born])])": {"u": (years, "years"), "g": (lines(ages), "age")},
}  # fmt: skip


@st.composite
def rulebooks(draw, formula):
    """Parameters in the nation, and some of them in one province or city, or changing with the day of credit."""
    rows = []
    for name, (values, unit) in FORMULAS[formula].items():
        rows.append(parameter(name, (None, None, draw(values)), unit=unit))
        if draw(st.booleans()):
            changing = ((None, "2020-06-01", draw(values)), ("2020-06-01", None, draw(values)))
            at = draw(st.sampled_from(["440000", "440300"]))
            rows.append(parameter(name, *changing, unit=unit, at=at, clock="credited"))
    return book(rule("r", formula=formula), facts=FACTS, parameter=rows, region_fact="home")


@st.composite
def stretches(draw, low, width, step):
    """A stretch of an axis, and everything in it."""
    start = draw(low)
    values = [start + step * number for number in range(draw(width))]
    return Span(start, values[-1] + step), values


@st.composite
def people(draw):
    """What is known of every fact, and every value that leaves."""
    place = draw(st.sampled_from(sorted(PLACES)))
    options = draw(st.sets(st.sampled_from(OPTIONS), min_size=1))
    credited = draw(st.sampled_from([date(2019, 1, 1), date(2020, 5, 31), date(2020, 6, 1)]))
    return {
        "home": (Places(frozenset(place.split("|"))), [Places(frozenset({key})) for key in PLACES[place]]),
        "t": (frozenset(options), [frozenset({option}) for option in options]),
        "n": draw(stretches(numbers.map(Decimal), st.integers(1, 12), ONE)),
        "m": draw(stretches(numbers.map(Decimal), st.integers(1, 3), ONE)),
        "x": draw(stretches(st.integers(0, 4000).map(lambda cents: cents * CENT), st.integers(1, 20), CENT)),
        "born": draw(stretches(st.dates(date(1963, 1, 1), date(1967, 1, 1)), st.integers(1, 40), DAY)),
        "credited": (Span(credited, credited + 2 * DAY), [credited, credited + DAY]),
    }


def known(values):
    """The same as the engine knows it, exact values as the narrowest stretch."""
    told = {}
    for key, value in values.items():
        narrow = one_day(value) if isinstance(value, date) else value
        step = CENT if key == "x" else ONE
        told[key] = Span(value, value + step) if isinstance(value, Decimal) else narrow
    return Known(told)


def worked(rulebook, formula, values):
    """The amount for what is known."""
    decision = rulebook.decisions["d"]
    return amount_of(Person(rulebook, decision, known(values), TODAY), parse_formula(formula, ""), [()])


def ends(found):
    """The least and the most; None is open."""
    if found.kind is AmountKind.EXACT:
        return found.value, found.value
    if found.kind is AmountKind.NOT_KNOWN:
        return Decimal(0), None
    return found.low or Decimal(0), found.high


def completions(rulebook, formula, person):
    """The amounts of everybody who is possible."""
    needed = [key for key in person if key in formula or key in {"home", "credited"}]
    needed = [key for key in needed if key in {"home", "credited"} or key in parse_formula(formula, "").names]
    for values in product(*(person[key][1] for key in needed)):
        yield ends(worked(rulebook, formula, dict(zip(needed, values, strict=True))))


def spans_its_completions(formula, drawn):
    rulebook, person = drawn.draw(rulebooks(formula)), drawn.draw(people())
    found = worked(rulebook, formula, {key: possible for key, (possible, _) in person.items()})

    told = list(completions(rulebook, formula, person))
    assert ends(found) == (min(low for low, _ in told), max(high for _, high in told))


def is_bounded_where_a_rule_bounds_it(formula, drawn):
    rulebook, person = drawn.draw(rulebooks(formula)), drawn.draw(people())
    open_fact = "x" if "x" in parse_formula(formula, "").names else "n"
    known_exactly = {key: values[0] for key, (_, values) in person.items()}
    start = known_exactly[open_fact]
    low, high = ends(worked(rulebook, formula, {**known_exactly, open_fact: Span(start, None)}))

    told = [ends(worked(rulebook, formula, {**known_exactly, open_fact: start + far}))
            for far in [Decimal(number) for number in range(150)] + [Decimal(10) ** 6, Decimal(10) ** 9]]  # fmt: skip
    assert low == min(least for least, _ in told)
    if high is None:
        assert told[-1][1] > told[-2][1]
    else:
        assert high == max(most for _, most in told)


OPEN = [formula for formula in FORMULAS if "[n]" in formula or "x" in formula or "n," in formula]


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=3, deadline=None)
@given(drawn=st.data())
def test_partial_knowledge_tells_exactly_what_its_completions_span(formula, drawn):
    spans_its_completions(formula, drawn)


@pytest.mark.parametrize("formula", OPEN)
@settings(max_examples=3, deadline=None)
@given(drawn=st.data())
def test_a_fact_without_an_upper_end_leaves_an_amount_open_only_where_no_rule_bounds_it(formula, drawn):
    is_bounded_where_a_rule_bounds_it(formula, drawn)


@pytest.mark.deep
@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=300, deadline=None)
@given(drawn=st.data())
def test_partial_knowledge_tells_exactly_what_its_completions_span_at_length(formula, drawn):
    spans_its_completions(formula, drawn)


@pytest.mark.deep
@pytest.mark.parametrize("formula", OPEN)
@settings(max_examples=300, deadline=None)
@given(drawn=st.data())
def test_a_fact_without_an_upper_end_leaves_an_amount_open_only_where_no_rule_bounds_it_at_length(formula, drawn):
    is_bounded_where_a_rule_bounds_it(formula, drawn)
