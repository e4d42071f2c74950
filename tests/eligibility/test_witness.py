"""The person whom a fault tells of, and the days on which proofs look."""

from datetime import date

from helpdesk.eligibility.proofs.proof import holes, proof_faults
from tests.eligibility.books import book, choice, exclusion, fact, parameter, relation, rule, table

ACCEPTS = choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]})


def codes(rulebook):
    return [fault.code for fault in proof_faults(rulebook)]


def example(rulebook):
    (hole,) = holes(rulebook, "d", rulebook.diagrams)
    return hole.example


def test_somebody_whose_figure_nobody_knows_is_told_in_plain_values():
    rulebook = book(
        rule("r", "years >= @least", start=None), rule("s", start=None, end="2022-01-01", to="no", clock="credited"),
        rule("t", "years < @least", start=None, to="no"), facts={"years": fact("count"), "credited": fact("date")},
    )  # fmt: skip

    found = example(rulebook)

    assert dict(found.facts) == {"years": "0..1", "credited": "2021-12-31..2022-01-01"}
    assert found.on >= date(2021, 12, 31), "nobody was credited after the day asked about"


def test_somebody_on_the_move_whose_figure_nobody_knows_is_told_with_places_that_make_the_move():
    facts = {"years": fact("count"), "home": fact("region"), "goal": fact("region"), "move": relation()}
    rulebook = book(
        rule("r", "years >= @least", "move != same-province", start=None),
        rule("s", "years < @least", "move != same-province", start=None, to="no"),
        rule("t", "years >= @least", start=None), facts=facts,
    )  # fmt: skip

    found = example(rulebook)

    assert found.facts["years"] == "0..1"
    here, there = found.facts["home"], found.facts["goal"]
    assert here[:2] == there[:2]
    assert here != there


def test_a_figure_that_held_for_a_while_is_looked_at_while_it_held():
    """Afterwards nobody can be there at all: no place has the figure, and that is impossible here."""
    figure = parameter("accepts", (None, "2022-01-01", "no"), at="440100", unit="yes_no")
    rulebook = book(
        table(at="CN"), facts={"goal": fact("region"), "accepts": ACCEPTS}, parameter=[figure],
        exclusion={"x": exclusion("accepts = not-known")},
    )  # fmt: skip

    assert codes(rulebook) == ["gap"]
    assert example(rulebook).on < date(2022, 1, 1)


def test_a_gap_on_several_days_of_a_stretch_is_told_once():
    figure = parameter("accepts", (None, "2022-01-01", "no"), at="440100", unit="yes_no")
    rulebook = book(
        rule("r", "accepts = yes", start=None), facts={"goal": fact("region"), "accepts": ACCEPTS}, parameter=[figure],
    )  # fmt: skip

    assert codes(rulebook).count("gap") == 1
    assert len(list(holes(rulebook, "d", rulebook.diagrams))) == 1


def test_days_that_only_an_impossible_combination_names_are_looked_at_too():
    rulebook = book(
        table(at="CN"), facts={"credited": fact("date")}, exclusion={"x": exclusion("credited < 2016-10-01")},
    )  # fmt: skip

    assert codes(rulebook) == ["gap"]
    assert example(rulebook).on >= date(2016, 10, 1)
