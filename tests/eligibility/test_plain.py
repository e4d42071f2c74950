"""The plain reference itself, on worlds small enough to know the answer, and that it shares no code with the engine."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest

from helpdesk.eligibility.plain import people as plain_people
from helpdesk.eligibility.plain import reference as plain
from helpdesk.eligibility.plain import world as plain_world
from helpdesk.eligibility.plain.reference import Result, World
from tests.eligibility.books import (
    amount,
    choice,
    documents,
    exclusion,
    fact,
    parameter,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

ON = "2026-11-22"
HOME = {"home": fact("region"), "a": fact()}
MOVE = {"home": fact("region"), "goal": fact("region"), "move": relation()}
ACCEPTS = choice("yes", "no", "not-known", derived={"attribute": ["home", "accepts"]})
YES, NO, PARTLY = (Result("decided", key) for key in ("yes", "no", "partly"))
GAP, CONFLICT, NOT_KNOWN = (Result(kind) for kind in ("gap", "conflict", "not_known"))


def world(*rows, on=ON, known=None, given=(), **kinds):
    return World(documents(*rows, **kinds)["documents"], "d", on, known or {}, given)


def figure(name="least", at="CN", *, clock="on", values=((None, None, "10"),)):
    return parameter(name, *values, at=at, clock=clock, unit="years")


# --- It stands alone


def ours(source):
    """What a module imports of ours."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = [
        f"{node.module or '.'}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for node in nodes
        for alias in node.names
    ]
    return {name.rpartition(".")[0] for name in named if name.startswith(("helpdesk", "."))}


PLAIN = (plain, plain_people, plain_world)


@pytest.mark.parametrize("module", PLAIN, ids=lambda module: module.__name__)
def test_the_reference_shares_no_code_with_the_engine(module):
    assert ours(Path(module.__file__).read_text()) <= {each.__name__ for each in PLAIN}


@pytest.mark.parametrize("source", ["from helpdesk.eligibility.vocabulary.span import Span", "from . import span"])
def test_a_reference_that_shares_code_is_seen(source):
    assert not ours(source) <= {each.__name__ for each in PLAIN}


def test_nothing_of_the_engine_uses_the_reference():
    home = Path(plain.__file__).parent
    others = [path for path in home.parent.rglob("*.py") if home not in path.parents]

    assert len(others) > 40
    assert [path.name for path in others if "eligibility.plain" in " ".join(ours(path.read_text()))] == []


# --- What one person comes to


@pytest.mark.parametrize(("a", "expected"), [("yes", YES), ("no", GAP)])
def test_a_rule_applies_when_its_conditions_hold(a, expected):
    assert plain.result(world(rule("r", "a = yes")), {"a": a}) == expected


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ("b = x", {"x"}), ("b != x", {"y", "z"}), ("b in x, y", {"x", "y"}), ("b not in x, y", {"z"}),
    ],
)  # fmt: skip
def test_options_are_compared_in_four_ways(line, met):
    here = world(rule("r", line), facts={"b": choice("x", "y", "z")})

    assert {person["b"] for person, end in plain.everybody(here) if end == YES} == met


def test_an_axis_is_cut_where_a_rule_cuts_it_and_a_piece_starts_on_the_cut():
    here = world(rule("r", "sum < 5"), rule("s", "sum >= 5", to="no"), facts={"sum": amount()})

    assert plain.everybody(here) == [({"sum": Decimal(0)}, YES), ({"sum": Decimal(5)}, NO)]


def test_a_date_lies_no_later_than_the_day_asked_about():
    rows = rule("r", "credited < 2022-09-01"), rule("s", "credited >= 2022-09-01", to="no")
    facts = {"credited": fact("date")}

    assert plain.possible(world(*rows, facts=facts)) == {YES, NO}
    assert plain.possible(world(*rows, facts=facts, on="2022-08-31")) == {YES}


def test_of_two_rules_the_exception_stands_also_by_way_of_one_that_does_not_apply():
    rows = (
        rule("r", "a = yes"), rule("middle", "a = no", to="partly", over=("r",)),
        rule("s", "a = yes", to="no", over=("middle",)),
    )  # fmt: skip

    here = world(*rows)
    assert plain.possible(world(*rows, known={"a": ("yes",)})) == {NO}
    assert [row.name for row in plain.applying(here, {"a": "yes"})] == ["r[1]", "s[1]"]
    assert [row.name for row in plain.standing(here, {"a": "yes"})] == ["s[1]"]


def test_exceptions_that_close_a_circle_leave_nothing():
    here = world(rule("r", "a = yes", over=("s",)), rule("s", "a = yes", to="no", over=("r", "gone")))

    assert plain.result(here, {"a": "yes"}) == GAP


@pytest.mark.parametrize(
    ("formulas", "expected"),
    [
        (("", "none"), {YES}), (("whole(sum)", "whole( sum )"), {Result("decided", "yes", "whole(sum)")}),
        (("whole(sum)", ""), {CONFLICT}),
    ],
)  # fmt: skip
def test_rules_that_agree_agree_in_outcome_and_formula(formulas, expected):
    rows = [rule(f"r{number}", "a = yes", formula=formula) for number, formula in enumerate(formulas)]

    assert plain.possible(world(*rows, known={"a": ("yes",)})) == expected


def test_a_rule_without_conditions_yields_to_all_others_and_to_one_further_down():
    rows = (
        rule("base", to="no"), rule("r", "a = yes"), table(rule("own", to="partly"), at="440000"),
    )  # fmt: skip
    here = world(*rows, facts=HOME, region_fact="home")

    assert plain.result(here, {"home": "110000", "a": "yes"}) == YES
    assert plain.result(here, {"home": "110000", "a": "no"}) == NO
    assert plain.result(here, {"home": "440106", "a": "no"}) == PARTLY


def test_a_version_runs_on_its_own_clock():
    versions = [
        version(start=None, end="2022-09-01", clock="credited"),
        version(start="2022-09-01", to="no", clock="credited"),
    ]
    here = world(rule("r", versions=versions), facts={"credited": fact("date")})

    assert plain.everybody(here) == [({"credited": "0001-01-01"}, YES), ({"credited": "2022-09-01"}, NO)]


@pytest.mark.parametrize(
    ("after_end", "day", "expected"),
    [
        ("not_known", "2023-12-31", PARTLY), ("not_known", "2024-01-01", NOT_KNOWN),
        ("returns_to_parent", "2024-01-01", YES),
    ],
)  # fmt: skip
def test_what_follows_the_end_of_a_regional_rule_is_what_its_table_says(after_end, day, expected):
    own = rule("own", "a = yes", to="partly", over=("nation",), end="2024-01-01")
    here = world(
        rule("nation", "a = yes"), table(own, at="440000", after_end=after_end), facts=HOME, region_fact="home",
        on=day, known={"home": ("440000",), "a": ("yes",)},
    )  # fmt: skip

    assert plain.possible(here) == {expected}
    assert [row.name for row in plain.applying(here, {"home": "440100", "a": "yes"})][-1].startswith(
        "own" if expected != YES else "nation"
    )


def test_gaps_and_conflicts_are_told_as_the_persons_they_hit():
    here = world(rule("r", "a = yes"), rule("s", "a = yes", "b = yes", to="no"))

    assert plain.gaps(here) == [{"a": "no", "b": "yes"}, {"a": "no", "b": "no"}]
    assert plain.conflicts(here) == [{"a": "yes", "b": "yes"}]


# --- Who there can be


def test_an_impossible_combination_is_nobody_and_what_is_given_holds_of_everybody():
    rows = rule("r", "a = yes", "b = yes"), rule("s", "a = yes", "b = no", to="no"), rule("t", "a = no", to="partly")
    bound = {"exclusion": {"x": exclusion("a = yes", "b = no")}}

    assert plain.possible(world(*rows, **bound)) == {YES, PARTLY}
    assert plain.possible(world(*rows, given=("a = yes",))) == {YES, NO}
    assert plain.possible(world(*rows, given=("b = no",), known={"a": ("yes",)}, **bound)) == set()


def test_what_is_given_of_something_derived_holds_of_everybody_too():
    here = world(
        rule("r", "move = same-area"), facts=MOVE, given=("move = same-province",), known={"home": ("440100",)}
    )

    assert {(person["goal"], person["move"]) for person in plain_people.people(here)} == {
        ("440000+1", "same-province"), ("440000+2", "same-province"),
    }  # fmt: skip


def test_a_place_is_told_apart_by_what_is_named_and_everything_above_it():
    here = world(
        rule("r", "home in 440100", start="2030-01-01"), table(at="440106"), facts=HOME, region_fact="home",
    )  # fmt: skip

    assert {person["home"] for person in plain_people.people(here)} == {"CN", "440000", "440100", "440106"}
    known = world(rule("r", "home in 440100"), facts=HOME, known={"home": ("440106", "440300")})
    assert {person["home"] for person in plain_people.people(known)} == {"440106", "440300"}


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("440106", "440100", {"same-area"}), ("440100", "440300", {"same-province"}),
        ("440100", "440000", {"same-area", "same-province"}), ("440000", "440000", {"same-area", "same-province"}),
        ("440000", "110000", {"other-province"}), ("110105", "110000", {"same-area"}),
        ("429004", "420100", {"same-province"}), ("429004", "429004", {"same-area"}),
        ("44-units", "440100", {"same-province"}), ("810000", "440000", {"outside-mainland"}),
        ("110000", "CN", {"same-area", "other-province", "outside-mainland"}),
        ("CN", "CN", {"same-area", "same-province", "other-province", "outside-mainland"}),
    ],
)  # fmt: skip
def test_a_move_is_as_far_as_the_places_lie_apart(here, there, expected):
    found = world(rule("r", "move = same-area"), facts=MOVE, known={"home": (here,), "goal": (there,)})

    assert {person["move"] for person in plain_people.people(found)} == expected


def test_of_those_who_only_differ_in_what_is_hidden_one_is_enough():
    here = world(rule("r", "move = same-area", "a = yes"), facts={**MOVE, "a": fact()}, known={"home": ("440100",)})

    found = [(person["move"], person["a"]) for person in plain_people.people(here, {"home", "goal"})]

    moves = ("same-area", "same-province", "other-province", "outside-mainland")
    assert sorted(found) == sorted((move, a) for move in moves for a in ("yes", "no"))


def test_a_place_that_nothing_names_lies_in_a_province_and_an_area_of_its_own():
    here = world(rule("r", "move = same-area"), facts=MOVE, known={"home": ("440000",), "goal": ("CN",)})
    moves = {(person["home"], person["goal"]): person["move"] for person in plain_people.people(here)}

    assert {home for home, _ in moves} == {"440000+1", "440000+2"}
    assert moves["440000+1", "440000+1"] == "same-area"
    assert moves["440000+1", "440000+2"] == "same-province"
    assert {moves["440000+1", f"CN+{place}"] for place in ("1+1", "1+2", "2+1")} == {"other-province"}
    assert moves["440000+1", "CN+outside"] == "outside-mainland"


@pytest.mark.parametrize(("home", "expected"), [("440100", YES), ("440300", NO), ("110000", PARTLY)])
def test_an_attribute_is_the_figure_of_the_nearest_unit(home, expected):
    rows = [rule(key, f"accepts = {key}", to=to) for key, to in (("yes", "yes"), ("no", "no"), ("not-known", "partly"))]
    told = [
        parameter("accepts", (None, None, "no"), at="440000", unit="yes_no"),
        parameter("accepts", (None, "2020-01-01", "no"), ("2020-01-01", None, "yes"), at="440100", unit="yes_no"),
    ]
    here = world(*rows, facts={"home": fact("region"), "accepts": ACCEPTS}, parameter=told, known={"home": (home,)})

    assert plain.possible(here) == {expected}


LEAST = rule("r", "years >= @least"), rule("s", "years < @least", to="no")
YEARS = {"home": fact("region"), "years": fact("count"), "born": fact("date")}


@pytest.mark.parametrize(
    ("home", "years", "expected"),
    [("110000", 9, {NO}), ("110000", 10, {YES}), ("440000", 14, {NO}), ("440106", 15, {YES}), ("420000", 20, {YES})],
)
def test_a_condition_may_compare_with_the_figure_of_the_persons_region(home, years, expected):
    here = world(
        *LEAST, facts=YEARS, region_fact="home", parameter=[figure(), figure(at="440000", values=[(None, None, "15")])],
        known={"home": (home,), "years": (years, years + 1)},
    )  # fmt: skip

    assert plain.possible(here) == expected
    assert {person["years"] for person in plain_people.people(here)} == {Decimal(years)}


def test_where_no_region_governs_the_figure_is_the_nations():
    here = world(*LEAST, facts=YEARS, parameter=[figure(), figure(at="440000")])

    assert [(person["years"], end) for person, end in plain.everybody(here)] == [(Decimal(0), NO), (Decimal(10), YES)]


def test_a_figure_is_read_on_its_own_clock():
    steps = [(None, "1990-01-01", "10"), ("1990-01-01", None, "15")]
    here = world(*LEAST, facts=YEARS, parameter=[figure(clock="born", values=steps)], known={"years": (12, 13)})

    assert plain.everybody(here) == [
        ({"years": Decimal(12), "born": "0001-01-01", "years >= @least": "reached"}, YES),
        ({"years": Decimal(12), "born": "1990-01-01", "years >= @least": "below"}, NO),
    ]


def test_where_there_is_no_figure_either_may_be_true_of_the_same_person():
    here = world(*LEAST, facts=YEARS, parameter=[figure(values=[(None, "2020-01-01", "10")])])
    without = world(*LEAST, facts=YEARS)

    assert plain.possible(here) == plain.possible(without) == {YES, NO}
    assert [person["years"] for person in plain_people.people(here)] == [Decimal(0)] * 2 + [Decimal(10)] * 2


# --- What matters


def test_a_fact_in_which_alone_two_persons_differ_is_essential():
    rows = rule("r", "a = yes", "b = yes"), rule("s", "a = yes", "b = no"), rule("t", "a = no", to="no")
    here = world(*rows)

    assert plain.essential(here, plain.everybody(here)) == {"a"}
    assert list(plain.relevance_faults(here, ["a"])) == []
    assert list(plain.relevance_faults(here, [])) == [
        "a is essential and left out", "to know them does not settle it",
    ]  # fmt: skip
    assert list(plain.relevance_faults(here, ["a", "b"])) == ["b can be left out"]


def test_of_two_facts_that_only_differ_together_one_is_enough_and_none_is_not():
    here = world(
        rule("r", "a = yes", "b = yes"), rule("s", "a = no", "b = no", to="no"),
        exclusion={"x": exclusion("a = yes", "b = no"), "y": exclusion("a = no", "b = yes")},
    )  # fmt: skip

    assert plain.essential(here, plain.everybody(here)) == set()
    assert [list(plain.relevance_faults(here, facts)) for facts in (["a"], ["b"])] == [[], []]
    assert list(plain.relevance_faults(here, [])) == ["to know them does not settle it"]
    assert list(plain.relevance_faults(here, ["a", "b"])) == ["a can be left out", "b can be left out"]


def test_what_is_derived_is_known_once_all_it_is_derived_from_is():
    here = world(rule("r", "move = same-area"), rule("s", "move != same-area", to="no"), facts=MOVE)
    city = world(rule("r", "move = same-area"), rule("s", "move != same-area", to="no"), facts=MOVE,
                 known={"home": ("440100",)})  # fmt: skip

    assert list(plain.relevance_faults(here, ["home", "goal"])) == []
    assert "to know them does not settle it" in plain.relevance_faults(here, ["goal"])
    assert list(plain.relevance_faults(city, ["goal"])) == []
    assert list(plain.relevance_faults(city, ["home", "goal"])) == ["home can be left out"]


def test_where_nobody_is_possible_nothing_is_asked():
    here = world(rule("r", "move = same-area"), facts=MOVE, known={"home": ("440100",)}, given=("home = 110000",))

    assert list(plain.relevance_faults(here, [])) == []
    assert plain.possible(here) == set()


def test_to_know_a_stretch_does_not_tell_on_which_side_of_an_unknown_figure_it_lies():
    here = world(*LEAST, facts=YEARS, parameter=[figure(values=[])], known={"years": (5, 6)})

    assert list(plain.relevance_faults(here, ["years"])) == []
    assert "to know them does not settle it" in plain.relevance_faults(here, [])


def test_a_figure_that_differs_by_place_makes_the_place_essential():
    here = world(
        *LEAST, facts=YEARS, region_fact="home", parameter=[figure(), figure(at="440000", values=[(None, None, "15")])],
    )  # fmt: skip

    assert list(plain.relevance_faults(here, ["home", "years"])) == []
    assert plain.essential(here, plain.everybody(here)) == {"home", "years"}


def test_where_one_place_has_no_figure_the_place_matters_and_where_none_has_it_does_not():
    local = world(*LEAST, facts=YEARS, region_fact="home", parameter=[figure(at="440000")])
    nowhere = world(*LEAST, facts=YEARS, region_fact="home", parameter=[figure(at="440000", values=[])])

    assert list(plain.relevance_faults(local, ["home", "years"])) == []
    assert list(plain.relevance_faults(nowhere, ["years"])) == []


# --- Comparison


def test_two_days_differ_in_the_persons_whom_a_change_hits():
    versions = [version("a = yes", end="2022-01-01"), version("a = yes", start="2022-01-01", to="no")]
    here, there = (
        world(rule("r", versions=versions), rule("s", "a = no"), on=day) for day in ("2021-12-31", "2022-01-01")
    )

    assert plain.differences(here, there) == [({"a": "yes"}, {YES}, {NO})]
    assert plain.differences(here, here) == []


def test_two_regions_differ_in_the_persons_whom_a_local_rule_hits():
    rows = (rule("nation", "a = yes"), rule("rest", "a = no"),
            table(rule("own", "a = yes", to="partly", over=("nation",)), at="440000"))  # fmt: skip
    here, there = (
        world(*rows, facts=HOME, region_fact="home", known={"home": (home,)}) for home in ("110000", "440000")
    )

    assert plain.differences(here, there) == [({"a": "yes"}, {YES}, {PARTLY})]


def test_two_rulebooks_are_cut_where_either_is():
    facts = {"sum": amount(), "home": fact("region")}
    here = world(rule("r", "sum < 5"), rule("s", "sum >= 5", to="no"), facts=facts)
    there = world(rule("r", "sum < 9"), rule("s", "sum >= 9", to="no"), rule("t", "home in 440000", "sum >= 99"),
                  facts=facts, exclusion={"x": exclusion("sum >= 99", "home in 440000")})  # fmt: skip

    found = plain.differences(here, there)

    changed = [(person, after) for person, _, after in found]
    assert ({"sum": Decimal(5), "home": "440000"}, {YES}) in changed
    assert ({"sum": Decimal(99), "home": "440000"}, set()) not in changed
    assert {person["sum"] for person, _ in changed} == {Decimal(5)}


@pytest.mark.parametrize(
    ("outcomes", "changed"), [(("yes", "no"), False), (("no", "yes"), True), (("yes", "partly"), True)]
)  # fmt: skip
def test_two_worlds_are_compared_on_the_same_side_of_a_figure_nobody_knows(outcomes, changed):
    below, reached = outcomes
    here, there = (
        world(rule("r", "years < @least", to=one), rule("s", "years >= @least", to=other), facts=YEARS)
        for one, other in (("yes", "no"), (below, reached))
    )

    assert bool(plain.differences(here, there)) is changed


def test_a_figure_known_on_one_side_only_makes_a_difference():
    rows = LEAST[0], LEAST[1]
    here, there = (
        world(
            *rows, facts=YEARS, parameter=[figure(values=[("2020-01-01", None, "10")])], on=day, known={"years": (5, 6)}
        )
        for day in ("2019-12-31", "2020-01-01")
    )

    assert plain.differences(here, there) == [({"years": Decimal(5)}, {YES, NO}, {NO})]
