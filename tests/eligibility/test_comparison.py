"""Two regions, two days, two rulebooks: exactly the cells that differ, on rulebooks small enough to know them."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility import Known
from helpdesk.eligibility.comparison.compare import Side, compare, compare_question, parted, side_in
from helpdesk.eligibility.comparison.product import united
from helpdesk.eligibility.comparison.report import comparison_json
from helpdesk.eligibility.vocabulary.conditions import parse_condition
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span
from tests.eligibility.books import (
    TODAY,
    amount,
    asking,
    book,
    choice,
    cite,
    exclusion,
    fact,
    instrument,
    outcome,
    parameter,
    portion,
    provision,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

HOME = {"home": fact("region"), "a": fact()}
MOVE = {"home": fact("region"), "goal": fact("region"), "move": relation()}
AND_SUM = {"home": fact("region"), "sum": amount(), "credited": fact("date")}
SHARE = "share(sum, part)"


def side(rulebook, at="", on=TODAY, **known):
    return side_in(rulebook, "q", at, on, Known(known, frozenset(known)))


def ends(said):
    """How a side ends, in a word."""
    return said.outcome.key if said.outcome else said.kind.value


def told(differences):
    """Every difference as `before -> after` with its cells in text."""
    return {f"{ends(each.before)} -> {ends(each.after)}": cells_of(each) for each in differences}


def cells_of(difference):
    return [{name: [text_of(value) for value in values] for name, values in cell} for cell in difference.cells]


def text_of(value):
    if isinstance(value, Places):
        left_out = f" - {'|'.join(sorted(value.outside_of))}" if value.outside_of else ""
        return "|".join(sorted(value.inside)) + left_out
    return "|".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def apart(one, other, *when):
    """The differences of `d`; conditions in text hold on both sides."""
    given = tuple(
        tuple(parse_condition(line, each.rulebook.facts, each.rulebook.regions, "") for line in when)
        for each in (one, other)
    )
    return told(compare("d", one, other, given))


# --- Two regions


def test_two_regions_differ_where_one_has_a_rule_of_its_own():
    rulebook = book(
        rule("r", "a = yes"), rule("s", "a = no", to="no"),
        table(rule("own", "a = yes", to="partly", over=("r",)), at="110000"), facts=HOME, region_fact="home",
    )  # fmt: skip

    assert apart(side(rulebook, "420000"), side(rulebook, "110000")) == {"yes -> partly": [{"a": ["yes"]}]}
    assert apart(side(rulebook, "420000"), side(rulebook, "440000")) == {}
    assert apart(side(rulebook, "110000"), side(rulebook, "110105")) == {}


def test_cells_that_change_alike_are_one_difference():
    rulebook = book(
        rule("r", "b = x"), rule("s", "b != x", to="no"),
        table(rule("own", "b in x, z", to="partly", over=("r", "s")), at="110000"),
        facts={"home": fact("region"), "b": choice("x", "y", "z", "w"), "a": fact()}, region_fact="home",
    )  # fmt: skip

    assert apart(side(rulebook, "440000"), side(rulebook, "110000")) == {
        "yes -> partly": [{"b": ["x"]}], "no -> partly": [{"b": ["z"]}],
    }  # fmt: skip


def test_places_of_one_side_alone_are_told_of_that_side():
    rulebook = book(
        rule("r"), table(rule("own", "a = yes", to="no", over=("r",)), at="440100"), facts=HOME, region_fact="home"
    )

    assert apart(side(rulebook, "110000"), side(rulebook, "440000")) == {
        "yes -> no": [{"2:home": ["440100"], "a": ["yes"]}]
    }
    assert apart(side(rulebook, "440000"), side(rulebook, "110000")) == {
        "no -> yes": [{"1:home": ["440100"], "a": ["yes"]}]
    }


def test_how_far_a_move_goes_is_told_by_the_place_it_goes_to():
    rulebook = book(
        rule("r", "move = same-area"), rule("s", "move = same-province", to="partly"),
        rule("t", "move in other-province, outside-mainland", to="no"), facts=MOVE, region_fact="home",
    )  # fmt: skip

    assert apart(side(rulebook, "440100"), side(rulebook, "110000")) == {
        "yes -> no": [{"goal": ["440100"]}],
        "partly -> no": [{"goal": ["440000 - 440100"]}],
        "no -> yes": [{"goal": ["110000"]}],
    }


def test_a_place_known_to_its_province_only_may_lie_to_another_in_several_ways():
    rulebook = book(
        rule("r", "move = same-area"), rule("s", "move != same-area", to="no"), facts=MOVE, region_fact="home"
    )

    assert apart(side(rulebook, "440000"), side(rulebook, "810000")) == {
        "yes -> no": [{"goal": ["440000"], "1:move": ["same-area"]}]
    }


def test_where_both_places_differ_on_the_two_sides_so_does_how_they_lie_to_each_other():
    rulebook = book(
        rule("r", "move = same-area"), rule("s", "move != same-area", to="no"), facts=MOVE, region_fact="home"
    )
    inside, beyond = (Places(frozenset({unit})) for unit in ("440000", "110000"))

    for goal in (inside, beyond):
        assert apart(side(rulebook, "440000", goal=inside), side(rulebook, "420100", goal=goal)) == {
            "yes -> no": [{"1:move": ["same-area"]}]
        }


def test_a_relation_between_places_that_both_sides_share_is_no_place_of_its_own():
    rows = rule("r", "move = same-area"), rule("s", "move != same-area", to="no")
    before, after = (book(*rows[:number], facts=MOVE) for number in (2, 1))

    assert apart(side(before), side(after)) == {
        "no -> gap": [{"move": ["other-province|outside-mainland|same-province"]}]
    }


# --- Two days


def test_two_days_differ_where_a_version_begins():
    rulebook = book(rule("r", versions=[version(end="2027-01-01"), version("a = yes", to="no", start="2027-01-01")]))

    assert apart(side(rulebook), side(rulebook, on=date(2027, 1, 1))) == {
        "yes -> no": [{"a": ["yes"]}], "yes -> gap": [{"a": ["no"]}]
    }  # fmt: skip


def test_a_day_that_has_not_come_on_one_side_is_no_difference():
    """Money credited on 1 January 2027 cannot be asked about the day before."""
    rulebook = book(rule("r", "credited < 2027-01-01"), facts={"credited": fact("date")})

    assert apart(side(rulebook, on=date(2026, 12, 31)), side(rulebook, on=date(2027, 1, 1))) == {}


def test_what_is_looked_up_for_a_shared_place_may_change_between_two_days():
    facts = {"home": fact("region"), "accepts": choice("yes", "no", "not-known", derived={"attribute": ["home", "ok"]})}
    figure = parameter("ok", ("2020-01-01", None, "yes"), at="440000", unit="yes_no")
    rulebook = book(rule("r", "accepts = yes"), rule("s", "accepts != yes", to="no"), facts=facts, parameter=[figure])

    assert apart(side(rulebook, on=date(2019, 12, 31)), side(rulebook, on=date(2020, 1, 1))) == {
        "no -> yes": [{"home": ["440000"]}]
    }


# --- Two rulebooks


def test_a_rule_less_leaves_a_gap_and_one_more_a_conflict():
    rows = rule("r", "a = yes"), rule("s", "a = no", to="no"), rule("t", "b = yes", to="partly")
    base, less, more = book(*rows[:2]), book(rows[0]), book(*rows)

    assert apart(side(base), side(less)) == {"no -> gap": [{"a": ["no"]}]}
    assert apart(side(base), side(more)) == {
        "yes -> conflict": [{"a": ["yes"], "b": ["yes"]}], "no -> conflict": [{"a": ["no"], "b": ["yes"]}],
    }  # fmt: skip


def test_what_followed_a_rule_that_ended_may_not_be_known_on_one_side():
    before, after = (
        book(
            rule("n", to="no"), table(rule("own", "a = yes", end="2020-01-01"), at="440000", after_end=then),
            facts=HOME, region_fact="home",
        )
        for then in ("returns_to_parent", "not_known")
    )  # fmt: skip

    assert apart(side(before, "440000"), side(after, "440000")) == {"no -> not_known": [{"a": ["yes"]}]}


def test_who_chooses_an_option_that_the_other_side_lacks_is_no_difference():
    rows = rule("r", "b = x"), rule("s", "b != x", to="no")
    before, after = (book(*rows, facts={"b": choice(*options)}) for options in (("x", "y"), ("x", "y", "z")))

    assert apart(side(before), side(after)) == {}
    assert apart(side(before), side(book(rule("r"), facts={"b": choice("x", "y", "z")}))) == {
        "no -> yes": [{"b": ["y"]}]
    }


def test_a_fact_that_only_one_side_asks_is_told():
    before, after = book(rule("r"), facts={"a": fact()}), book(rule("r", "b = yes"), facts={"b": fact()})

    assert apart(side(before), side(after)) == {"yes -> gap": [{"b": ["no"]}]}
    assert apart(side(after), side(before)) == {"gap -> yes": [{"b": ["no"]}]}


def test_a_region_that_only_one_side_has_can_be_told_apart():
    rows = rule("r", "home = 440300"), rule("s", "home != 440300", to="no")
    after = book(*rows, facts=HOME)
    before = book(rule("s", to="no"), facts=HOME, region={"440300": None})

    assert apart(side(before), side(after)) == {"no -> yes": [{"home": ["440300"]}]}


def test_a_combination_impossible_on_one_side_is_no_difference():
    rows, never = (rule("r"), rule("s", "a = yes", "b = yes", to="no", over=("r",))), exclusion("a = yes", "b = yes")

    assert apart(side(book(rows[0])), side(book(*rows))) == {"yes -> no": [{"a": ["yes"], "b": ["yes"]}]}
    assert apart(side(book(rows[0])), side(book(*rows, exclusion={"x": never}))) == {}
    assert apart(side(book(rows[0], exclusion={"x": never})), side(book(*rows))) == {}


def test_nothing_differs_from_itself():
    rulebook = book(rule("r", "a = yes"), rule("s", "a = yes", "b = yes", to="no"))

    assert apart(side(rulebook), side(rulebook)) == {}


def test_the_verdict_and_the_heading_of_an_outcome_are_part_of_the_answer():
    before = book(rule("r"))
    for changed in (outcome("no"), outcome("yes", title_en="Yes, you can")):
        assert apart(side(before), side(book(rule("r"), outcome={"yes": changed}))) == {"yes -> yes": [{}]}
    assert apart(side(before), side(book(rule("r"), outcome={"yes": outcome("yes", ask="elsewhere")}))) != {}


# --- Amounts


def priced(*values, at="CN", clock="on", formula=SHARE, more=()):
    return book(
        rule("r", "sum >= 0", formula=formula), facts=AND_SUM, region_fact="home",
        parameter=[parameter("part", *values, at=at, clock=clock), *more],
    )  # fmt: skip


def test_another_figure_is_a_difference():
    before, after = priced((None, None, "60%")), priced((None, None, "70%"))
    (only,) = compare("d", side(before, "440000"), side(after, "440000"))

    assert (only.before.figures, only.after.figures) == ((("part", "60%"),), (("part", "70%"),))
    assert cells_of(only) == [{}]
    assert not only.only_bases


def test_another_formula_is_a_difference():
    before, after = priced((None, None, "60%")), priced((None, None, "60%"), formula="whole(sum)")

    assert apart(side(before, "440000"), side(after, "440000")) == {"yes -> yes": [{}]}


def test_a_figure_that_changes_for_some_places_or_days_differs_there_alone():
    nation = parameter("part", (None, None, "60%"))
    before = priced((None, None, "60%"), at="440100", more=[nation])
    after = priced((None, None, "70%"), at="440100", more=[nation])
    assert apart(side(before, "CN"), side(after, "CN")) == {"yes -> yes": [{"home": ["440100"]}]}

    before = priced((None, "2020-01-01", "60%"), ("2020-01-01", None, "70%"), clock="credited")
    after = priced((None, "2020-01-01", "60%"), ("2020-01-01", "2025-01-01", "80%"), clock="credited")
    (only, gone) = compare("d", side(before, "440000"), side(after, "440000"))
    assert cells_of(only) == [{"credited": ["2020-01-01..2025-01-01"]}]
    assert cells_of(gone) == [{"credited": ["2025-01-01..2026-11-23"]}]
    assert gone.after.figures == (("part", ""),)


def test_a_figure_with_two_values_on_one_day_is_told_with_both():
    twice = priced((None, None, "60%"), (None, None, "70%"))
    (only,) = compare("d", side(priced((None, None, "60%")), "440000"), side(twice, "440000"))

    assert only.after.figures == (("part", "60%; 70%"),)


def test_where_no_region_has_a_figure_there_is_none_to_tell():
    (only,) = compare(
        "d", side(priced((None, None, "60%"), at="110000"), "440000"), side(priced((None, None, "9%")), "440000")
    )

    assert (only.before.figures, only.after.figures) == ((("part", ""),), (("part", "9%"),))


def test_a_threshold_that_nobody_knows_is_met_on_the_same_side_by_both():
    facts = {"home": fact("region"), "years": fact("count", unit="years")}
    rows = rule("r", "years >= @least"), rule("s", "years < @least", to="no")
    figures = [parameter("least", (None, None, "10"), at="110000", unit="years")]
    rulebook = book(*rows, facts=facts, region_fact="home", parameter=figures)

    assert apart(side(rulebook, "440000"), side(rulebook, "810000")) == {}
    found = apart(side(rulebook, "110000"), side(rulebook, "440000"))
    assert {key: [cell["years"] for cell in cells] for key, cells in found.items()} == {
        "no -> yes": [["0..10"]], "yes -> no": [["10.."]],
    }  # fmt: skip


# --- Bases


def based(*cited):
    laws = {"law": instrument(provision("1"), provision("2"))}
    return book(rule("r", "a = yes", citations=list(cited)), rule("n", "a = no"), instrument=laws)


def test_another_basis_alone_is_a_difference_told_as_such():
    before, after = based(cite("law:1")), based(cite("law:2"))
    (only,) = compare("d", side(before), side(after))

    assert only.only_bases
    assert cells_of(only) == [{"a": ["yes"]}]
    assert [basis.key for basis in (*only.before.bases, *only.after.bases)] == ["law:1", "law:2"]


def test_practice_is_told_apart_by_its_text_and_a_basis_by_its_role():
    one, other = cite(kind="practice", leads="They pay."), cite(kind="practice", leads="They refuse.")
    past = cite("law:1", role="governs_past")

    assert compare("d", side(based(one)), side(based(other)))[0].only_bases
    assert compare("d", side(based(cite("law:1"))), side(based(past)))[0].only_bases
    assert compare("d", side(based(one)), side(based(one))) == ()


def test_the_rule_that_names_a_basis_is_no_difference():
    before, after = book(rule("r", "a = yes")), book(rule("renamed", "a = yes"))

    assert compare("d", side(before), side(after)) == ()


# --- Questions, and what is given


def test_what_is_given_holds_on_both_sides():
    before, after = book(rule("r", "a = yes")), book(rule("r", "a = yes", to="no"), rule("s", "a = no"))

    assert apart(side(before), side(after)) == {"yes -> no": [{"a": ["yes"]}], "gap -> yes": [{"a": ["no"]}]}
    assert apart(side(before), side(after), "a = yes") == {"yes -> no": [{}]}
    assert apart(side(before, a=frozenset({"no"})), side(after, a=frozenset({"no"}))) == {"gap -> yes": [{}]}
    assert apart(side(before), side(after), "a = yes", "a = no") == {}


def test_a_stretch_that_is_known_bounds_what_is_compared():
    rows = rule("r", "sum < 5"), rule("s", "sum >= 5", to="no")
    before, after = book(rows[0], facts={"sum": amount()}), book(*rows, facts={"sum": amount()})
    known = {"sum": Span(Decimal(3), Decimal(9))}

    assert apart(side(before, **known), side(after, **known)) == {"gap -> no": [{"sum": ["5..9"]}]}


def test_persons_who_differ_in_what_is_known_are_compared_as_they_are():
    rulebook = book(rule("r", "a = yes"), rule("s", "a = no", to="no"))

    assert apart(side(rulebook, a=frozenset({"yes"})), side(rulebook, a=frozenset({"no"}))) == {"yes -> no": [{}]}


def test_a_question_is_compared_portion_by_portion_and_differences_of_bases_come_last():
    before = book(
        table(rule("r", citations=[cite("law:1")])), table(rule("e", "a = yes"), decision="e"),
        table(rule("f"), decision="f"), question=asking(portion("d"), portion("e", "b = yes"), portion("f")),
    )  # fmt: skip
    after = book(
        table(rule("r", citations=[cite("law:2")])), table(rule("e", "a = yes", to="no"), decision="e"),
        question=asking(portion("d"), portion("e", "c = yes")),
    )  # fmt: skip

    found = compare_question("q", side(before), side(after))
    assert [(each.decision, each.only_bases) for each in found] == [("e", False), ("d", True)]
    assert [cells_of(each) for each in found] == [[{"a": ["yes"]}], [{}]]


def test_the_region_is_that_of_every_decision_asked():
    rulebook = book(rule("r"), facts={"home": fact("region")}, region_fact="home")

    assert side_in(rulebook, "q", "440000", TODAY) == Side(
        rulebook, Known({"home": Places(frozenset({"440000"}))}, frozenset({"home"})), TODAY, "440000"
    )
    assert side_in(book(rule("r")), "q", "440000", TODAY, edition=3).known == Known()


# --- Cells


@pytest.mark.parametrize(("name", "expected"), [("a", ("a", None)), ("1:home", ("home", 0)), ("2:home", ("home", 1))])
def test_the_name_of_an_answer_tells_whose_it_is(name, expected):
    assert parted(name) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["CN - 440000", "440000 - 440100"], ["CN - 440100"]),
        (["440300", "440100"], ["440100|440300"]),
        (["CN - 440000", "440100 - 440106"], ["CN - 440000", "440100 - 440106"]),
        (["440000 - 110000|440100", "440106"], ["440000 - 440100", "440106"]),
        (["440000 - 440100|440106", "440100"], ["440000"]),
    ],
)  # fmt: skip
def test_places_that_lead_to_the_same_are_told_in_as_few_as_can_be(places, expected):
    def read(text):
        inside, _, left_out = text.partition(" - ")
        return Places(frozenset(inside.split("|")), frozenset(filter(None, left_out.split("|"))))

    assert [text_of(each) for each in united([read(text) for text in places], book(rule("r")).regions)] == expected


def test_a_comparison_is_told_to_programs():
    rulebook = book(
        rule("r"), table(rule("own", "a = yes", to="no", over=("r",)), at="440100"), facts=HOME, region_fact="home"
    )
    one, other = side(rulebook, "110000"), side_in(rulebook, "q", "440000", TODAY, edition=2)
    found = comparison_json("q", one, other, compare_question("q", one, other))

    assert found["sides"] == [
        {"region": "110000", "on": "2026-11-22", "edition": None},
        {"region": "440000", "on": "2026-11-22", "edition": 2},
    ]
    (only,) = found["differences"]
    assert only["cells"] == [[{"fact": "home", "values": ["440100"], "side": 1}, {"fact": "a", "values": ["yes"]}]]
    assert (only["before"]["outcome"]["key"], only["after"]["outcome"]["verdict"]) == ("yes", "no")
    assert only["before"]["bases"] == [{"kind": "provision", "key": "law:1", "role": "in_force"}]
    assert set(only["text"]) == {"en", "zh-hans"}


def test_values_are_told_to_programs_as_they_stand_in_an_address():
    rows = (
        rule("r", "credited >= 2020-01-01", "home != 440000"),
        rule("g", "credited < 2020-01-01", formula="whole(sum)"),
    )
    before, after = book(*rows, facts=AND_SUM), book(rows[0], facts=AND_SUM)
    one, other = side(before), side(after)
    turned = comparison_json(
        "q", one, side(book(rows[1], facts=AND_SUM)), compare("d", one, side(book(rows[1], facts=AND_SUM)))
    )
    found = comparison_json("q", one, other, compare("d", one, other))

    (only,) = found["differences"]
    assert only["cells"] == [[{"fact": "credited", "values": ["..2020-01-01"]}]]
    assert (only["before"]["formula"], only["after"]["formula"], only["after"]["outcome"]) == ("whole(sum)", None, None)
    (back,) = turned["differences"]
    assert back["cells"] == [
        [{"fact": "home", "values": ["CN except 440000"]}, {"fact": "credited", "values": ["2020-01-01.."]}]
    ]
