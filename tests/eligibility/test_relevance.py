"""Which facts are asked, where derived facts, figures nobody knows and impossible combinations make it hard to say."""

import pytest

from helpdesk.eligibility import Known, read_answers
from helpdesk.eligibility.diagrams.relevance import relevant
from helpdesk.eligibility.diagrams.walk import branches, ends, walk
from helpdesk.eligibility.vocabulary.conditions import parse_condition
from helpdesk.eligibility.vocabulary.errors import RulebookError
from tests.eligibility.books import (
    TODAY,
    asking,
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

MOVE = {"home": fact("region"), "goal": fact("region"), "move": relation()}
YEARS = {"home": fact("region"), "years": fact("count")}
FIRST_YES = rule("r", "years < @least")


def least(at="CN", *values):
    return parameter("least", *(values or [(None, None, "10")]), at=at, unit="years")


def asked(rulebook, *given, **facts):
    """The facts to ask after answers in text."""
    known = read_answers(rulebook, "q", facts).known if facts else Known()
    lines = tuple(parse_condition(line, rulebook.facts, rulebook.regions, "") for line in given)
    return set(relevant(rulebook, "d", known, TODAY, lines))


def possible(rulebook, **facts):
    known = read_answers(rulebook, "q", facts).known
    return {leaf.outcome or leaf.kind.value for leaf in ends(walk(rulebook, "d", known, TODAY))}


def test_where_no_region_governs_a_figure_of_some_place_is_nobodys():
    """A figure that only Guangzhou has says nothing of a decision that is the same everywhere."""
    rulebook = book(FIRST_YES, rule("s", "years >= @least", to="no"), facts=YEARS, parameter=[least("440100")])

    assert possible(rulebook, years="3..4") == {"yes", "no"}
    assert asked(rulebook) == {"years"}


def test_a_place_with_a_figure_and_one_without_are_told_apart_even_below_the_figure():
    rulebook = book(
        FIRST_YES, rule("s", "years >= @least", to="no"), facts=YEARS, region_fact="home", parameter=[least("440000")],
    )  # fmt: skip

    assert asked(rulebook, years="3..4") == {"home", "years"}
    assert asked(rulebook, years="3..4", home="440100") == set()
    assert asked(rulebook, years="3..4", home="110000") == {"years"}


def test_a_place_in_which_nobody_can_be_meets_no_rule():
    """Nobody can be in Shenzhen, by way of a fact that no rule there asks about."""
    rows = rule("r"), table(rule("s", to="no"), at="440000")
    derived = choice("yes", "no", "not-known", derived={"attribute": ["home", "generous"]})
    by_figure = book(
        *rows, facts={"home": fact("region"), "generous": derived}, region_fact="home",
        exclusion={"x": exclusion("home = 440300", "generous = not-known")},
    )  # fmt: skip
    by_two = book(
        *rows, facts={"home": fact("region"), "a": fact()}, region_fact="home",
        exclusion={"x": exclusion("home = 440300", "a = yes"), "y": exclusion("home = 440300", "a = no")},
    )  # fmt: skip

    for rulebook in (by_figure, by_two):
        assert possible(rulebook, home="440300|110000") == {"yes"}
        assert asked(rulebook, home="440300|110000") == set()
        assert possible(rulebook, home="440000") == {"no"}


@pytest.mark.parametrize("place", ["exclusion:x", "question:q"])
def test_a_figure_is_compared_with_in_rules_only(place):
    """Whatever belongs to no decision lies in no region either, so nobody could say which figure is meant."""
    told = {
        "exclusion:x": {"exclusion": {"x": exclusion("years >= @least")}},
        "question:q": {"question": asking(portion("d", "years >= @least"))},
    }[place]

    with pytest.raises(RulebookError, match="only rules stand in one") as error:
        book(FIRST_YES, facts=YEARS, parameter=[least()], **told)
    assert error.value.where == place


@pytest.mark.parametrize(
    ("moves", "goal", "expected"),
    [
        ("same-area", "440100", {"home"}), ("same-area", "440100|440106", {"home"}),
        ("same-area", "440000", {"home", "goal"}), ("same-area, same-province", "440000", {"home"}),
        ("same-area, same-province", "440000|440100", {"home"}),
        ("same-area, same-province", "440000|110000", {"home", "goal"}),
        ("same-area, same-province, other-province", "440000|110000", {"home"}),
        ("same-area, same-province, other-province", "810000", set()),
        ("same-area", "810000", set()), ("same-area, same-province, other-province", "unsure", {"home", "goal"}),
    ],
)  # fmt: skip
def test_of_a_place_no_more_is_asked_than_the_reach_of_a_move_needs(moves, goal, expected):
    rulebook = book(rule("r", f"move in {moves}"), rule("s", f"move not in {moves}", to="no"), facts=MOVE)

    assert asked(rulebook, goal=goal) == expected


def test_a_figure_of_a_place_asks_for_the_place_where_it_is_several():
    accepts = choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]})
    rulebook = book(
        rule("r", "accepts = yes"), rule("s", "accepts != yes", to="no"),
        facts={"goal": fact("region"), "accepts": accepts},
        parameter=[parameter("accepts", (None, None, "yes"), at="440000", unit="yes_no")],
    )  # fmt: skip

    assert asked(rulebook) == {"goal"}
    assert asked(rulebook, goal="440106") == set()


def test_what_is_given_of_a_place_counts_as_known():
    rulebook = book(rule("r", "move = same-area"), rule("s", "move != same-area", to="no"), facts=MOVE)

    assert asked(rulebook, "goal = 440106") == {"home"}


def test_a_walk_by_place_tells_places_and_no_figure_of_theirs():
    """Two days are laid over each other by the place: on the other day it may have another figure."""
    accepts = choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]})
    rulebook = book(
        rule("r", "accepts = yes"), rule("s", "accepts != yes", to="no"),
        facts={"goal": fact("region"), "accepts": accepts},
        parameter=[parameter("accepts", (None, None, "yes"), at="440000", unit="yes_no")],
    )  # fmt: skip

    plainly, by_place = (walk(rulebook, "d", Known(), TODAY, by_place=each) for each in (False, True))

    assert [branch.fact for branch in branches(plainly)] == ["accepts"]
    assert [branch.fact for branch in branches(by_place)] == ["goal"]


def test_what_two_derived_facts_say_of_one_place_has_to_be_true_together():
    """Who goes where the figure is yes leaves Guangdong, which has none; so no move inside the province is left."""
    accepts = choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]})
    rulebook = book(
        rule("r", "move = same-area"), rule("s", "move = same-province", to="partly"),
        rule("t", "move not in same-area, same-province", to="no"), facts={**MOVE, "accepts": accepts},
        parameter=[
            parameter("accepts", (None, None, "yes"), unit="yes_no"), parameter("accepts", at="440000", unit="yes_no"),
        ],
    )  # fmt: skip
    given = (parse_condition("accepts = yes", rulebook.facts, rulebook.regions, ""),)
    known = read_answers(rulebook, "q", {"home": "440106"}).known

    assert {leaf.outcome for leaf in ends(walk(rulebook, "d", known, TODAY, given))} == {"no"}
