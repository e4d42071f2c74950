"""Elimination: what is settled, what is still open, and which regions and days rules reach."""

import random
import time
from datetime import date

import pytest

from helpdesk.eligibility import Known, ask
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf
from helpdesk.eligibility.diagrams.walk import Branch, walk
from tests.eligibility.books import (
    REGIONS,
    TODAY,
    amount,
    assessed,
    book,
    choice,
    exclusion,
    fact,
    possible,
    relation,
    rule,
    settled,
    table,
    version,
)  # fmt: skip

CREDITED = {"credited": fact("date"), "a": fact()}
HOME = {"home": fact("region"), "a": fact()}


def relevant(rulebook, **facts):
    return set(assessed(rulebook, **facts).relevant)


def test_an_answer_is_settled_while_facts_that_no_longer_matter_are_unknown():
    rulebook = book(
        rule("r", "a = yes"), rule("s", "a = no", "b = yes", to="no"), rule("t", "a = no", "b = no", to="partly")
    )

    assert settled(rulebook, a="yes") == "yes"
    assert settled(rulebook, a="no") is None
    assert relevant(rulebook, a="no") == {"b"}


def test_an_answer_is_settled_when_all_that_can_still_apply_say_the_same():
    rulebook = book(rule("r", "a = yes", "b = yes"), rule("s", "a = yes", "b = no"), rule("t", "a = no", to="no"))

    assert settled(rulebook, a="yes") == "yes"
    assert relevant(rulebook) == {"a"}


def test_a_fact_whose_pieces_lead_to_the_same_on_every_path_is_not_asked():
    """The paths cut the axis at different points and join it again; b alone decides."""
    rulebook = book(
        rule("r1", "b = yes", "a = yes", "sum < 5"), rule("r2", "b = yes", "a = yes", "sum >= 5"),
        rule("r3", "b = yes", "a = no", "sum < 9"), rule("r4", "b = yes", "a = no", "sum >= 9"),
        rule("n", "b = no", to="no"), facts={"a": fact(), "b": fact(), "sum": amount()},
    )  # fmt: skip

    assert relevant(rulebook) == {"b"}


def test_neighbouring_pieces_that_come_to_the_same_are_one():
    rulebook = book(
        rule("r1", "sum < 5", "b = yes"), rule("r2", "sum >= 5", "sum < 9", "a = yes"), rule("r3", "sum >= 9", to="no"),
        rule("base", to="unchecked"), facts={"sum": amount(), "a": fact(), "b": fact()},
    )  # fmt: skip

    node = walk(rulebook, "d", Known({"a": frozenset({"yes"}), "b": frozenset({"yes"})}), TODAY)
    assert [str(value) for value, _ in node.arms] == ["0..9", "9.."]


def test_branches_that_cut_an_axis_differently_and_mean_the_same_are_one():
    rulebook = book(
        rule("r1", "a = yes", "sum < 5"), rule("r2", "a = yes", "sum >= 5", "sum < 9"),
        rule("r3", "a = yes", "sum >= 9", to="no"), rule("r4", "a = no", "sum < 9"),
        rule("r5", "a = no", "sum >= 9", to="no"), facts={"a": fact(), "sum": amount()},
    )  # fmt: skip

    assert relevant(rulebook) == {"sum"}


def test_places_told_apart_at_different_depths_compare_too():
    rulebook = book(
        rule("r1", "a = yes", "goal in 440100"), rule("r2", "a = yes", "goal in 440000", "goal not in 440100"),
        rule("r3", "a = yes", "goal not in 440000", to="no"), rule("r4", "a = no", "goal in 440000"),
        rule("r5", "a = no", "goal not in 440000", to="no"), facts={"a": fact(), "goal": fact("region")},
    )  # fmt: skip

    assert relevant(rulebook) == {"goal"}
    assert settled(rulebook, goal="440106") == "yes"
    assert settled(rulebook, goal="440000") == "yes"
    assert settled(rulebook, goal="110000") == "no"


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2022-08-31", "yes"), ("2022-09-01", "no"), ("2022-09-02", "no"), ("2021-12-31", None), ("2022-01-01", "yes")],
)
@pytest.mark.parametrize("clock", ["on", "credited"])
def test_a_version_holds_from_its_first_day_until_the_day_before_its_end_on_either_clock(clock, day, outcome):
    versions = [
        version("a = yes", start="2022-01-01", end="2022-09-01", clock=clock),
        version("a = yes", start="2022-09-01", to="no", clock=clock),
    ]
    rulebook = book(rule("r", versions=versions), facts=CREDITED)
    if clock == "on":
        assert settled(rulebook, date.fromisoformat(day), a="yes", credited="2001-01-01") == outcome
    else:
        assert settled(rulebook, a="yes", credited=day) == outcome


def test_a_stretch_that_crosses_a_change_is_open_and_one_that_does_not_is_settled():
    versions = [
        version(start="2016-10-01", end="2022-09-01", clock="credited"),
        version(start="2022-09-01", to="no", clock="credited"),
        version(start="2027-01-01", to="partly", clock="credited"),
    ]
    rulebook = book(rule("r", versions=versions[:2]), rule("future", versions=versions[2:]), facts=CREDITED)

    assert settled(rulebook, credited="2016-10-01..2022-09-01") == "yes"
    assert possible(rulebook, credited="2020-01-01..") == {"yes", "no"}
    assert settled(rulebook, credited="2022-09-01..") == "no", "nothing was credited after the day asked about"


def regional(**given):
    return book(
        rule("nation", "a = yes"), rule("nation-no", "a = no", to="no"),
        table(rule("province", "a = yes", to="partly", over=("nation",)), at="440000"),
        table(rule("city", "a = yes", to="depends", over=("province",), **given), at="440100"),
        facts=HOME, region_fact="home",
    )  # fmt: skip


def test_a_regional_rule_departs_from_a_national_one_by_naming_it_and_reaches_down():
    rulebook = regional()

    assert settled(rulebook, home="110000", a="yes") == "yes"
    assert settled(rulebook, home="440300", a="yes") == "partly"
    assert settled(rulebook, home="440106", a="yes") == "depends"
    assert settled(rulebook, home="440106", a="no") == "no"
    assert [(rule.key, rule.inherited) for rule in assessed(rulebook, home="440106", a="no").rules] == [
        ("nation-no", True)
    ]
    assert [(rule.key, rule.inherited) for rule in assessed(rulebook, home="440100", a="yes").rules] == [
        ("city", False)
    ]


def test_a_regional_rule_that_does_not_name_the_national_one_conflicts_with_it():
    rulebook = book(
        rule("nation", "a = yes"), table(rule("province", "a = yes", to="partly"), at="440000"),
        facts=HOME, region_fact="home",
    )  # fmt: skip

    assert [problem.code for problem in assessed(rulebook, home="440000", a="yes").problems] == ["conflict"]
    assert settled(rulebook, home="110000", a="yes") == "yes"


def test_somewhere_in_a_province_is_open_where_a_city_departs():
    rulebook = regional()

    assert possible(rulebook, home="440000", a="yes") == {"partly", "depends"}
    assert relevant(rulebook, home="440000", a="yes") == {"home"}
    assert settled(rulebook, home="440000", a="no") == "no"
    assert possible(rulebook, home="440100|110000", a="yes") == {"depends", "yes"}


@pytest.mark.parametrize(
    ("after_end", "before", "after"), [("returns_to_parent", "partly", "yes"), ("not_known", "partly", None)]
)
def test_what_follows_a_regional_rule_that_ended_is_said_by_its_table(after_end, before, after):
    own = rule("own", "a = yes", to="partly", over=("nation",), end="2024-01-01")
    rulebook = book(
        rule("nation", "a = yes"),
        table(own, at="440000", after_end=after_end),
        facts=HOME, region_fact="home",
    )  # fmt: skip

    assert settled(rulebook, date(2023, 12, 31), home="440000", a="yes") == before
    assert settled(rulebook, date(2024, 1, 1), home="440000", a="yes") == after
    assert settled(rulebook, date(2024, 1, 1), home="110000", a="yes") == "yes"
    codes = [problem.code for problem in assessed(rulebook, home="440000", a="yes").problems]
    assert codes == ([] if after else ["not_known"])


def test_a_rule_with_a_version_that_goes_on_has_not_ended():
    versions = [version("a = yes", to="partly", end="2024-01-01"), version("a = yes", to="no", start="2024-01-01")]
    rulebook = book(
        rule("nation", "a = yes"),
        table(rule("own", over=("nation",), versions=versions), at="440000", after_end="not_known"),
        facts=HOME, region_fact="home",
    )  # fmt: skip

    assert settled(rulebook, home="440000", a="yes") == "no"


def test_an_impossible_combination_is_never_asked_into():
    rows = (rule("r", "a = yes", "b = yes"), rule("s", "a = yes", "b = no", to="no"), rule("t", "a = no", to="partly"))
    free, bound = book(*rows), book(*rows, exclusion={"x": exclusion("a = yes", "b = no")})

    assert relevant(free, a="yes") == {"b"}
    assert settled(bound, a="yes") == "yes"
    assert possible(bound) == {"yes", "partly"}


def test_exclusions_that_together_leave_nobody_are_seen_even_where_no_rule_asks_the_fact():
    rulebook = book(
        rule("r", "a = yes"), rule("s", "a = no", to="no"),
        exclusion={"x": exclusion("a = yes", "b = yes"), "y": exclusion("a = yes", "b = no")},
    )  # fmt: skip

    assert settled(rulebook) == "no"
    assert walk(rulebook, "d", Known(), TODAY) != IMPOSSIBLE


def test_what_is_derived_agrees_with_what_it_is_derived_from():
    rulebook = book(
        rule("r", "move = same-area", "goal in 440000"), rule("s", "move = same-area", "goal not in 440000", to="no"),
        rule("base", to="unchecked"),
        facts={"home": fact("region"), "goal": fact("region"), "move": relation()}, region_fact="home",
    )  # fmt: skip

    assert possible(rulebook, home="440100") == {"yes", "unchecked"}
    assert possible(rulebook, home="110000") == {"no", "unchecked"}


PLACES = {"home": fact("region"), "goal": fact("region"), "move": relation()}


def test_two_paths_that_only_differ_in_a_derived_answer_are_two():
    """Who lives in 440106 and goes to 440300 stays in the province; that nobody leaves it says nothing of them."""
    rulebook = book(
        rule("r", "move = outside-mainland", to="no"), rule("base", to="unchecked"), facts=PLACES,
        exclusion={"x": exclusion("move = same-area"), "y": exclusion("home != 440106")},
    )  # fmt: skip

    assert settled(rulebook, goal="440100|440300") == "unchecked"


def test_two_paths_that_leave_the_same_rules_and_other_values_are_two():
    """Only in a province is there a move inside it, where all three rules meet; a municipality is one area."""
    rulebook = book(
        rule("r1", "move in same-area, same-province"), rule("r2", "move in same-province, other-province", to="no"),
        rule("r3", "move in same-province, outside-mainland", to="partly"), table(at="110000"), table(at="440000"),
        facts=PLACES, region_fact="home",
    )  # fmt: skip

    def conflicts(home):
        return [problem.code for problem in assessed(rulebook, home=home, goal="unsure").problems]

    assert (conflicts("110000"), conflicts("440000"), conflicts("110000|440000")) == ([], ["conflict"], ["conflict"])


def test_two_paths_that_leave_the_same_rules_and_other_limits_are_two():
    rulebook = book(
        rule("r1", "a = yes", "c = yes", to="partly", over=("r3",)), rule("r3", "b = yes", to="no"),
        rule("r2", "a = no", "c = yes", to="partly", over=("r3",)), rule("base", to="unchecked"),
        facts={"a": fact(), "c": fact(), "b": fact()},
        exclusion={"x": exclusion("a = yes", "b = yes"), "y": exclusion("a = no", "b = no")},
    )  # fmt: skip

    assert possible(rulebook) == {"partly", "no", "unchecked"}
    assert (settled(rulebook, a="yes", c="no"), settled(rulebook, a="no", c="no")) == ("unchecked", "no")


def test_a_tree_is_asked_in_the_staffs_order_with_what_is_derived_after_its_sources():
    facts = {"move": relation(), "b": fact(), "home": fact("region"), "goal": fact("region")}
    rulebook = book(
        rule("r", "move = same-area", "b = yes", "goal in 440000"), rule("base", to="unchecked"), facts=facts
    )

    order = []
    node = walk(rulebook, "d", Known(), TODAY)
    while isinstance(node, Branch):
        order.append(node.fact)
        node = next(arm for _, arm in node.arms if isinstance(arm, Branch) or arm.outcome == "yes")
    assert order == ["b", "goal", "move"]
    assert isinstance(node, Leaf)


def test_a_region_that_lies_nowhere_else_needs_no_region_fact():
    assert "CN" in REGIONS
    assert settled(book(rule("r", "a = yes"), region_fact=""), a="yes") == "yes"


def dense(facts, options, rows):
    """Rules that each ask two to four facts and except all before them: about the worst that a table can be."""
    chance = random.Random(1)
    names, keys = [f"f{n}" for n in range(facts)], [f"o{n}" for n in range(options)]
    rules = []
    for number in range(rows):
        named = chance.sample(names, chance.randint(2, 4))
        lines = [f"{name} {chance.choice(['=', '!='])} {chance.choice(keys)}" for name in named]
        before = tuple(f"r{earlier}" for earlier in range(number))
        rules.append(rule(f"r{number}", *lines, to=chance.choice(["yes", "no", "partly"]), over=before))
    return book(rule("base", to="unchecked"), *rules, facts={name: choice(*keys) for name in names})


def test_eight_choices_that_all_matter_are_looked_through_at_once():
    rulebook = dense(8, 4, 20)
    started = time.perf_counter()
    found = ask(rulebook, "q", Known(), TODAY).portions[0]

    assert len(found.relevant) == 8
    assert time.perf_counter() - started < 5, "looking at each situation afresh takes longer"


@pytest.mark.deep
def test_twelve_choices_under_forty_rules_are_looked_through_within_a_minute():
    rulebook = dense(12, 4, 40)
    started = time.perf_counter()
    found = ask(rulebook, "q", Known(), TODAY).portions[0]

    assert len(found.relevant) == 12
    assert time.perf_counter() - started < 60
