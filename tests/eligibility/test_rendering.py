"""The quick ways give what the general way gives: the same outcome, the same JSON, character for character."""

import json
import random
from datetime import date

import pytest

from helpdesk.eligibility import Known, assess, assessment_json
from helpdesk.eligibility.diagrams.lookup import Lookup, known_of
from helpdesk.eligibility.diagrams.rendering import Rendering, compact
from tests.eligibility.books import (
    TODAY,
    amount,
    book,
    choice,
    cite,
    exclusion,
    fact,
    instrument,
    parameter,
    provision,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

ON = TODAY.isoformat()
FACTS = {
    "home": fact("region"), "goal": fact("region"), "move": relation(), "a": fact(changeable=True),
    "b": choice("x", "y", "z"), "credited": fact("date"), "years": fact("count", unit="years"), "sum": amount(),
}  # fmt: skip
LAWS = {"law": instrument(provision("1", in_force_to="2020-01-01"), provision("2", in_force_from="2020-01-01"))}
BOOK = book(
    rule("old", versions=[version("a = yes", end="2027-01-01", citations=[cite("law:1"), cite("law:2")],
                                  formula="whole(sum)"),
                          version("a = yes", to="partly", start="2027-01-01")]),
    rule("no", "a = no", to="no"),
    rule("b", "a = yes", "b = x", "credited < 2022-09-01", to="no-other", over=("old",)),
    rule("moved", "move in same-province, other-province", "b = y", "goal not in 110000", to="partly",
         over=("old", "no")),
    rule("long", "b = z", "years >= @least", to="depends", over=("old", "no")),
    rule("base", to="unchecked"),
    table(rule("own", "a = yes", "b = y", "move = same-area", to="partly", over=("old",)), at="440100"),
    facts=FACTS, region_fact="home", instrument=LAWS, exclusion={"x": exclusion("a = yes", "b = x", "goal in 110000")},
    parameter=[parameter("least", ("2000-01-01", None, "15"), unit="years"),
               parameter("least", ("2000-01-01", None, "20"), unit="years", at="440000")],
)  # fmt: skip
PLACES = ("110000", "110105", "420100", "429004", "440100", "440106", "440126", "440300", "440000", "810000")


def people(seed, count):
    """Answers in text; now and then one is left out, unreadable for the quick way, or told in pieces."""
    chance = random.Random(seed)
    for _ in range(count):
        person = {
            "home": chance.choice(PLACES), "goal": chance.choice(PLACES), "a": chance.choice(["yes", "no"]),
            "b": chance.choice(["x", "y", "z", "x|y", "unsure"]), "sum": str(chance.choice([0, 7, "19.5", "5..9"])),
            "credited": chance.choice(["2021-05-05", "2022-09-01", "2026-12-31", "2020-01-01..2023-01-01"]),
            "years": str(chance.choice([3, 15, 19, 20, "10..30"])),
        }  # fmt: skip
        for key in list(person):
            if chance.random() < 0.04:
                del person[key]
        yield person


def general(rulebook_, decision, facts, on):
    found = assess(rulebook_, decision, known_of(rulebook_, facts), date.fromisoformat(on))
    return compact(assessment_json(found)) if found else "null"


@pytest.mark.parametrize("on", ["2011-12-31", "2019-06-01", ON, "2027-01-01"])
def test_a_rendered_assessment_is_that_of_the_general_way(on):
    rendering = Rendering(BOOK, "d")
    for person in people(on, 250):
        assert rendering.render(person, on) == general(BOOK, "d", person, on), person


def test_most_complete_persons_go_the_quick_way(monkeypatch):
    told = []
    monkeypatch.setattr("helpdesk.eligibility.diagrams.rendering.assess", lambda *given: told.append(given))
    rendering = Rendering(BOOK, "d")
    plain = {
        "home": "440106",
        "goal": "110105",
        "a": "yes",
        "b": "y",
        "sum": "7",
        "credited": "2021-01-01",
        "years": "9",
    }
    for home in ("110000", "420100", "440100", "440106", "440126", "440300"):
        for each in ("x", "y", "z"):
            rendering.render({**plain, "home": home, "b": each, "goal": "440300"}, ON)

    assert told == []


def test_an_outcome_looked_up_is_the_one_walked_to():
    lookup, seen = Lookup(BOOK, "d"), set()
    for person in people(1, 900):
        found = assess(BOOK, "d", known_of(BOOK, person), TODAY)
        try:
            outcome = lookup.outcome(person, ON)
        except (KeyError, ValueError):
            continue
        if found is not None and not found.problems and found.status != "invalid":
            assert outcome == (found.outcome.key if found.outcome else None), person
            seen.add(outcome)

    assert seen >= {"yes", "no", "no-other", "partly", "depends"}


@pytest.mark.parametrize("missing", ["home", "a"])
def test_an_answer_that_is_missing_or_unknown_is_named(missing):
    person = {"home": "110000", "a": "yes", "b": "x", "goal": "110000", "credited": "2021-01-01"}
    lookup = Lookup(BOOK, "d")

    with pytest.raises(KeyError):
        lookup.outcome({key: text for key, text in person.items() if key != missing}, ON)
    with pytest.raises(KeyError):
        lookup.outcome({**person, missing: "nowhere"}, ON)
    with pytest.raises(ValueError):
        Rendering(BOOK, "d").render({**person, "credited": "yesterday"}, ON)


def test_where_the_region_can_be_changed_the_general_way_is_gone():
    facts = {"home": fact("region", changeable=True), "a": fact()}
    own = book(
        rule("n", "a = yes"), rule("base", to="unchecked"),
        table(rule("own", "a = yes", to="no", over=("n",)), at="110000"), facts=facts, region_fact="home",
    )  # fmt: skip
    text = Rendering(own, "d").render({"home": "420100", "a": "yes"}, ON)

    assert text == general(own, "d", {"home": "420100", "a": "yes"}, ON)
    assert [(row["fact"], row["value"]["en"], row["outcome"]) for row in json.loads(text)["changes"]] == [
        ("home", "110000", "no")
    ]


def test_nobody_known_is_left_to_the_general_way():
    assert Rendering(BOOK, "d").render({}, ON) == compact(assessment_json(assess(BOOK, "d", Known(), TODAY)))


LIKES = choice("yes", "no", "not-known", derived={"attribute": ["goal", "accepts"]})
PLAIN = {"goal": "440100", "a": "yes", "years": "20"}


def by_figures(*rows, **given):
    """Rules that go by figures: of a place, and of a day."""
    history = (None, "2020-01-01", "no"), ("2020-01-01", None, "yes")
    figures = [parameter("accepts", *history, at="440000", unit="yes_no"),
               parameter("accepts", (None, None, "no"), at="440300", unit="yes_no"),
               parameter("least", ("2010-01-01", None, "15"), unit="years")]  # fmt: skip
    facts = {"goal": fact("region"), "accepts": LIKES, "a": fact(changeable=True), "years": fact("count", unit="years")}
    return book(*rows, rule("base", to="unchecked", start=None), facts=facts, parameter=figures, **given)


@pytest.mark.parametrize("on", ["2019-12-31", "2020-01-01", ON])
@pytest.mark.parametrize("goal", ["110000", "440000", "440106", "440126", "440300", "810000", "CN", "nowhere"])
def test_a_figure_of_a_place_is_looked_up_on_its_day_where_the_place_is_told_far_enough(goal, on):
    rulebook = by_figures(rule("r", "accepts = yes", start=None), rule("s", "accepts = no", start=None, to="no"))
    person, lookup = {**PLAIN, "goal": goal}, Lookup(rulebook, "d")

    if goal in {"440000", "CN", "nowhere"} and (goal, on) != ("440000", "2019-12-31"):
        with pytest.raises(KeyError):
            lookup.outcome(person, on)
    else:
        known = known_of(rulebook, person)
        assert lookup.outcome(person, on) == assess(rulebook, "d", known, date.fromisoformat(on)).outcome.key


@pytest.mark.parametrize("years", ["NaN", "Infinity", "-inf", "many", ""])
def test_a_figure_that_is_none_is_refused(years):
    rulebook = by_figures(rule("r", "years >= 5", start=None))

    with pytest.raises(ValueError):
        Lookup(rulebook, "d").outcome({**PLAIN, "years": years}, ON)


def test_a_figure_that_nobody_knows_is_left_to_the_general_way():
    rulebook = by_figures(rule("r", "years >= @least", start=None), rule("s", "years < @least", start=None, to="no"))
    lookup = Lookup(rulebook, "d")

    assert [lookup.outcome({**PLAIN, "years": years}, ON) for years in ("14", "15")] == ["no", "yes"]
    with pytest.raises(KeyError):
        lookup.outcome(PLAIN, "2009-12-31")
    assert Rendering(rulebook, "d").render(PLAIN, "2009-12-31") == general(rulebook, "d", PLAIN, "2009-12-31")


EXCEPTIONS = {
    "ended": rule("e", "a = no", to="no", over=("r",), end="2020-01-01"),
    "to come": rule("e", "a = no", to="no", over=("r",), start="2030-01-01"),
    "unmet": rule("e", "a = no", to="no", over=("r",)),
    "half met": rule("e", "a = yes", "years < 3", to="no", over=("r",)),
    "below a figure": rule("e", "years < @least", to="no", over=("r",)),
    "on another clock": rule("e", "a = no", to="no", over=("r",), clock="on", start=None),
    "without conditions": rule("e", to="unchecked-other", over=("r",)),
}


@pytest.mark.parametrize("exception", EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_exceptions_are_told_as_the_general_way_tells_them(exception):
    rulebook = by_figures(rule("r", "goal in 440000", start=None), exception)
    rendering = Rendering(rulebook, "d")

    for on in ("2019-06-01", ON, "2031-01-01"):
        for person in (PLAIN, {**PLAIN, "a": "no"}, {"goal": "440100"}, {"goal": "440100", "years": "2"}):
            assert rendering.render(person, on) == general(rulebook, "d", person, on), (person, on)


def test_an_exception_below_a_figure_that_nobody_knows_is_left_to_the_general_way():
    """Whoever has not told the years is not known to miss the condition."""
    rulebook = by_figures(
        rule("r", "a = yes", start=None), rule("e", "a = no", "years < @least", to="no", over=("r",), start=None),
        rule("f", "years < @least", "a = no", to="no", over=("r",), start=None),
    )  # fmt: skip

    for person in ({"a": "yes"}, PLAIN, {**PLAIN, "a": "no"}):
        for on in ("2009-12-31", ON):
            assert Rendering(rulebook, "d").render(person, on) == general(rulebook, "d", person, on), (person, on)
