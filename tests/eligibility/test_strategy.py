"""What is asked next: the fewest questions to be expected, never more than was said, nothing that nobody can tell."""

from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpdesk.eligibility import Known, ask, read_answers, read_rulebook
from helpdesk.eligibility.diagrams import strategy as planning
from helpdesk.eligibility.proofs.consistency import consistency_faults
from helpdesk.eligibility.vocabulary.kinds import Status
from tests.eligibility.books import (
    TODAY,
    amount,
    answer,
    asking,
    assessed,
    book,
    choice,
    exclusion,
    fact,
    parameter,
    portion,
    relation,
    rule,
    table,
)  # fmt: skip
from tests.eligibility.worlds import OPTIONS, SOURCES, conditions, rulebooks

LATE = (rule("r", "b = no", to="no"), rule("s", "a = yes", "b = yes"), rule("t", "a = no", "b = yes", to="partly"))
"""b alone settles half of everybody, a nobody."""


def plan(rulebook, **facts):
    found = answer(rulebook, **facts)
    return found.next_fact, found.most


def test_the_fact_after_which_the_fewest_questions_are_to_be_expected_is_asked_first():
    assert plan(book(*LATE)) == ("b", 2)
    assert plan(book(*LATE), b="yes") == ("a", 1)
    assert plan(book(*LATE), b="no") == (None, 0)


def test_a_portion_asks_what_is_best_for_it_too():
    assert assessed(book(*LATE)).next_fact == "b"


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_among_equals_the_staffs_order_decides(order):
    told = {key: "yes" if key[0] == key[1] else "no" for key in ("yy", "yn", "ny", "nn")}
    answers = {"y": "yes", "n": "no"}
    rows = [rule(key, f"a = {answers[key[0]]}", f"b = {answers[key[1]]}", to=to) for key, to in told.items()]

    assert plan(book(*rows, facts={key: fact() for key in order})) == (order[0], 2)


def test_options_count_alike_so_that_what_few_have_is_asked_late():
    """One option of five leaves a open; of b it is one of two."""
    facts = {"b": fact(), "many": choice(*"vwxyz")}
    rows = (
        rule("r", "many = v", "b = yes"),
        rule("s", "many != v", to="no"),
        rule("t", "many = v", "b = no", to="partly"),
    )

    assert plan(book(*rows, facts=facts)) == ("many", 2)


def test_no_fact_is_taken_by_which_the_longest_way_would_grow(monkeypatch):
    """Asking c first would be fewer questions to be expected, 2.635 for 2.667, and for some five instead of four."""
    facts = {"a": choice(*"uvw"), "b": choice(*"uv"), "c": choice(*"uvwx"), "d": choice(*"uvwx"), "e": choice(*"uv")}
    rulebook = book(
        rule("r", "a = u", "b != u", "d != w", to="no"), rule("s", "a = u", "d = v", "e = u", to="no", over=("r",)),
        rule("t", "b = v", "c = x", over=("r", "s")), rule("base", to="unchecked"), facts=facts,
    )  # fmt: skip

    assert plan(rulebook) == ("a", 4), "near enough for the staff's order"
    monkeypatch.setattr("helpdesk.eligibility.diagrams.strategy.NEARLY", 1.0)
    rulebook.answers.clear()
    assert plan(rulebook) == ("b", 4)
    assert plan(rulebook, c="u")[1] == 4, "with c itself five"


def test_below_a_fact_that_nobody_can_tell_every_question_left_may_have_to_be_asked():
    rulebook = book(
        rule("r", "a = yes", "b = yes"), rule("s", "a = yes", "b = no", to="no"), rule("t", "a = no", "c = yes"),
        rule("u", "a = no", "c = no", to="no"),
    )  # fmt: skip

    assert plan(rulebook) == ("a", 2)
    assert plan(rulebook, a="unsure") == ("b", 2)
    assert plan(rulebook, a="unsure", b="unsure") == ("c", 1)
    assert plan(rulebook, a="unsure", b="unsure", c="unsure") == (None, 0)
    assert assessed(rulebook, a="unsure", b="unsure", c="unsure").status == Status.UNSURE


def test_a_derived_fact_costs_those_of_its_sources_that_were_not_asked():
    facts = {"home": fact("region"), "goal": fact("region"), "move": relation(), "a": fact()}
    rows = (
        rule("r", "move = same-area", "a = yes"),
        rule("s", "a = no", to="no"),
        rule("u", "move != same-area", to="no"),
    )
    rulebook = book(*rows, facts=facts)

    assert plan(rulebook) == ("a", 3)
    assert plan(rulebook, home="440100") == ("goal", 2), "one question, and three of four moves settle it"
    assert plan(rulebook, home="unsure") == ("goal", 2)
    assert plan(rulebook, home="unsure", a="yes") == ("goal", 1)
    assert plan(rulebook, home="unsure", goal="unsure", a="yes") == (None, 0)


WHEN = {
    "choice": ("k = x", {"k": choice("x", "y")}, {"k": "y"}),
    "amount": ("k >= 10", {"k": amount()}, {"k": "9"}),
    "count": ("k < 10", {"k": fact("count")}, {"k": "10"}),
    "date": ("k < 2020-01-01", {"k": fact("date")}, {"k": "2020-01-01"}),
    "region": ("k in 440000", {"k": fact("region")}, {"k": "110000"}),
}


@pytest.mark.parametrize(("line", "facts", "absent"), WHEN.values(), ids=WHEN)
def test_whether_a_portion_arises_is_part_of_the_plan(line, facts, absent):
    """Who has no such money is asked nothing about it."""
    rows = rule("r", "a = yes", "b = yes"), rule("s", "a = yes", "b = no", to="no"), rule("t", "a = no", to="partly")
    rulebook = book(*rows, facts={"a": fact(), "b": fact(), **facts}, question=asking(portion("d", line)))

    assert plan(rulebook) == ("k", 3)
    assert plan(rulebook, **absent) == (None, 0)
    assert plan(rulebook, a="no") == ("k", 1), "the answer alone is settled, not whether it is one"
    assert plan(rulebook, k="unsure") == ("a", 2)


def test_a_portion_that_arises_under_two_conditions_is_planned_with_both():
    when = portion("d", "k = yes", "l = yes")
    facts = {key: fact() for key in "aklb"}
    rulebook = book(rule("r", "a = yes"), rule("s", "a = no", to="no"), facts=facts, question=asking(when))

    assert plan(rulebook) == ("k", 3)
    assert plan(rulebook, k="yes") == ("l", 2)
    assert plan(rulebook, l="yes") == ("k", 2)
    assert plan(rulebook, l="no") == (None, 0)
    assert plan(rulebook, k="yes", l="yes") == ("a", 1)


def test_a_portion_that_arises_by_what_is_asked_anyway_costs_nothing_more():
    rulebook = book(*LATE, question=asking(portion("d", "a = yes")))

    assert plan(rulebook) == ("a", 2)
    assert plan(rulebook, a="no") == (None, 0)


def test_whether_a_portion_arises_is_not_asked_of_whom_it_can_only_be_one_way():
    facts = {"a": fact(), "k": choice("x", "y"), "b": fact()}
    rulebook = book(
        rule("r", "b = yes"), rule("s", "b = no", to="no"), facts=facts, question=asking(portion("d", "k = x")),
        exclusion={"x": exclusion("k = y", "a = yes")},
    )  # fmt: skip

    assert plan(rulebook) == ("k", 2)
    assert plan(rulebook, a="yes") == ("b", 1)
    assert plan(rulebook, a="yes", b="yes") == (None, 0)
    assert plan(rulebook, b="yes") == ("k", 1)


def test_what_several_facts_are_derived_from_counts_once():
    accepts = choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]})
    facts = {"home": fact("region"), "goal": fact("region"), "move": relation(), "accepts": accepts, "a": fact()}
    rows = rule("r", "a = yes", "accepts = yes", "move = same-area"), rule("base", to="unchecked")
    figure = parameter("accepts", (None, None, "yes"), at="440000", unit="yes_no")
    rulebook = book(*rows, facts=facts, parameter=[figure], region_fact="home")

    assert plan(rulebook)[1] == 3
    assert plan(rulebook, a="unsure") == ("goal", 2)
    assert plan(rulebook, a="yes", goal="440100") == ("home", 1)


def test_one_question_can_settle_several_portions():
    first = table(rule("r", "a = yes", "c = yes"), rule("s", "a = no"), rule("t", "a = yes", "c = no", to="no"))
    other = table(
        rule("u", "b = yes", "c = yes"), rule("v", "b = no", "c = yes", to="no"), rule("w", "c = no"), decision="e"
    )

    assert plan(book(first, other))[0] in {"a", "c"}
    assert plan(book(first, other), c="no") == ("a", 1)
    assert plan(book(first, other), c="yes", a="yes") == ("b", 1)


def test_what_cannot_be_costs_nothing():
    limits = {"x": exclusion("a = no", "b = yes"), "y": exclusion("c = yes", "b = yes")}
    rows = rule("r", "a = yes"), rule("s", "a = no", "c = yes", to="no"), rule("t", "a = no", "c = no", to="partly")

    assert plan(book(*rows)) == ("a", 2)
    assert plan(book(*rows, exclusion=limits), b="yes") == (None, 0)


def test_nobody_in_one_portion_is_nobody_in_another():
    """Who said yes to a cannot say y to c, where one portion tells y from z and the other does not ask a."""
    base = rule("base", to="unchecked"), rule("other-base", to="unchecked")
    first = table(rule("r", "b = y", "c = z"), rule("never", "a = yes", "c = y", to="partly"), base[0])
    other = table(
        rule("s", "b = z", "c = y", to="partly"), rule("t", "a = yes", "b = y", to="no", over=("s",)),
        rule("u", "b = y", "c = z", over=("s", "t")), base[1], decision="e",
    )  # fmt: skip
    facts = {"a": fact(), "b": choice(*"xyz"), "c": choice(*"xyz")}
    free = book(first, other, facts=facts)
    bound = book(first, other, facts=facts, exclusion={"x": exclusion("a = yes", "c = y")})

    assert plan(bound) == ("b", 3)
    assert (plan(free, a="yes", b="z"), plan(bound, a="yes", b="z")) == (("c", 1), (None, 0))
    assert (plan(free, a="yes", b="x"), plan(bound, a="yes", b="x")) == (("c", 1), (None, 0))


@pytest.mark.parametrize("many", [0, planning.MANY])
def test_a_graph_that_is_very_large_keeps_the_order_of_the_diagram(monkeypatch, many):
    monkeypatch.setattr(planning, "MANY", many)
    rulebook = book(*LATE)

    assert plan(rulebook) == ("b" if many else "a", 2)
    assert plan(rulebook, a="unsure") == ("b", 1)
    three = book(
        rule("r", "a = yes", "b = yes", "c = yes"), rule("s", "a = no", "b = yes", "c = yes", to="no"),
        rule("base", to="unchecked"),
    )  # fmt: skip
    assert plan(three, a="unsure")[0] == "b"
    assert plan(three, a="unsure", b="unsure") == ("c", 1)


PARTS = {"a": ("yes", "no"), "b": ("x", "y", "z"), "c": ("yes", "no"), "d": ("yes", "no"), "e": ("v", "w")}


def followed(rulebook, person):
    """How many questions this person is asked; each time no more are left than was said before."""
    told, most = {}, None
    while True:
        found = ask(rulebook, "q", read_answers(rulebook, "q", told).known, TODAY)
        assert most is None or found.most < most
        if found.next_fact is None:
            return len(told)
        assert found.next_fact not in told
        told[found.next_fact], most = person[found.next_fact], found.most


def in_order(rulebook, person):
    """How many questions this person is asked where of all that matters the first in the staff's order is asked."""
    told = {}
    while relevant := assessed(rulebook, **told).relevant:
        told[relevant[0]] = person[relevant[0]]
    return len(told)


@st.composite
def small_books(draw):
    """Outcomes for every combination of two to five facts, often the same for neighbours."""
    keys = draw(st.lists(st.sampled_from(sorted(PARTS)), min_size=2, max_size=4, unique=True))
    facts = {key: fact() if PARTS[key][0] == "yes" else choice(*PARTS[key]) for key in keys}
    rows = []
    for number in range(draw(st.integers(1, 5))):
        named = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
        lines = [f"{key} = {draw(st.sampled_from(PARTS[key]))}" for key in named]
        to = draw(st.sampled_from(["yes", "no", "partly"]))
        rows.append(rule(f"r{number}", *lines, to=to, over=tuple(f"r{earlier}" for earlier in range(number))))
    return book(*rows, rule("base", to="unchecked"), facts=facts)


def fewest(rulebook):
    """The best plan asks fewer questions on the mean than the staff's order, or as many; never more than was said."""
    keys = list(rulebook.facts)
    everybody = [dict(zip(keys, values, strict=True)) for values in product(*(PARTS[key] for key in keys))]
    most = ask(rulebook, "q", Known(), TODAY).most
    counts = [followed(rulebook, person) for person in everybody]

    assert max(counts) <= most
    assert sum(counts) <= sum(in_order(rulebook, person) for person in everybody)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(small_books())
def test_following_the_plan_never_asks_more_on_the_mean_than_the_staffs_order(rulebook):
    fewest(rulebook)


@pytest.mark.deep
@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(small_books())
def test_following_the_plan_never_asks_more_in_thousands_of_books(rulebook):
    fewest(rulebook)


VALUES = {
    **OPTIONS, "sum": ("0", "1", "5", "12"), "months": ("0", "1", "3", "12"), "years": ("0", "3", "8"),
    "credited": ("2015-01-01", "2016-10-01", "2022-01-01", "2022-09-01", "2026-11-22"),
}  # fmt: skip


@st.composite
def asked_people(draw):
    """A rulebook with all that rules can do, and for each fact the answer somebody gives, unsure among them."""
    source = draw(rulebooks())
    told = [key for key in source["fact"] if key not in SOURCES]
    plain = tuple(key for key in source["fact"] if key != "years")
    lines = draw(conditions(plain, 0, 2)) if plain else []
    when = [line for line in lines if "@" not in line]
    asked = {**source, "question": asking(portion("d", *when), *([portion("d")] if draw(st.booleans()) else []))}
    return asked, {key: draw(st.sampled_from([*VALUES[key], "unsure"])) for key in told}


def counted(source, person):
    """Whatever is told no more is left to ask than was said; once an answer is not sure, or names a place whose parts
    are told apart, no more than there are facts. Nobody is asked what was asked already.

    A figure that lacks somewhere is refused before publishing: there nobody can say on which side of it an answer lies.
    """
    rulebook = read_rulebook({"format": 1, "documents": source})
    assume(all(found.code != "threshold" for found in consistency_faults(rulebook)))
    told: dict[str, str] = {}
    most, vague = None, False
    while True:
        found = ask(rulebook, "q", read_answers(rulebook, "q", told).known, date(2026, 11, 22))
        vague = vague or any(key in told for portion in found.portions for key in portion.relevant)
        left = len(person) - len(told) + 1 if vague else most
        assert left is None or found.most < left or found.problems
        if found.next_fact is None:
            assert found.most == 0
            return
        assert found.next_fact not in told
        told[found.next_fact] = person[found.next_fact]
        vague = vague or told[found.next_fact] == "unsure"
        most = found.most


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(asked_people())
def test_no_more_is_asked_than_was_said_and_nothing_twice(drawn):
    counted(*drawn)


@pytest.mark.deep
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(asked_people())
def test_no_more_is_asked_than_was_said_in_thousands_of_worlds(drawn):
    counted(*drawn)
