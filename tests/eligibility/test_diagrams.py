"""Diagrams: what is stored is what was compiled, equal parts are shared, and what is too large is told in time."""

import json

import pytest

from helpdesk.eligibility import RulebookError, read_rulebook
from helpdesk.eligibility.diagrams.cells import cells_of
from helpdesk.eligibility.diagrams.compiler import Compiler, TooLarge
from helpdesk.eligibility.diagrams.pool import Pool
from helpdesk.eligibility.diagrams.roots import NOBODY, compile_diagrams
from tests.eligibility.books import (
    TODAY,
    amount,
    assessed,
    book,
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

FACTS = {
    "home": fact("region"), "goal": fact("region"), "move": relation(), "a": fact(), "b": choice("x", "y", "z"),
    "credited": fact("date"), "years": fact("count", unit="years"), "sum": amount(),
}  # fmt: skip
LATER = version("a = yes", "b = x", to="no", start="2027-01-01")
ROWS = (
    rule("r", versions=[version("a = yes", "credited < 2022-09-01"), LATER]),
    rule("long", "a = no", "years >= @least", to="partly", formula="whole(sum)"),
    rule("near", "a = no", "b in x, y", "move = same-area", to="no", over=("long",)),
    rule("base", to="unchecked", start=None),
    table(rule("own", "a = yes", "goal in 440000, 440100", to="depends", over=("r",)), at="440100"),
)  # fmt: skip
GIVEN = {
    "facts": FACTS, "region_fact": "home", "exclusion": {"x": exclusion("b = z", "sum >= 12.50")},
    "parameter": [parameter("least", ("2000-01-01", None, "15"), unit="years")],
}  # fmt: skip


def test_stored_diagrams_are_read_as_they_were_compiled():
    source = documents(*ROWS, **GIVEN)
    compiled = read_rulebook(source).diagrams
    stored = json.loads(json.dumps(compiled.as_json()))
    again = read_rulebook({**source, "format": 2, "diagrams": stored})

    assert again.diagrams.as_json() == compiled.as_json()
    assert again.diagrams == compiled
    assert assessed(again, home="440106", a="yes", goal="440100").outcome.key == "depends"


def test_a_stored_diagram_is_what_is_asked():
    source = documents(rule("r", "a = yes"), rule("s", "a = no", to="no"))
    stored = read_rulebook(source).diagrams.as_json()
    yes, no = (stored["leaves"].index(["decided", key, ""]) for key in ("yes", "no"))
    stored["leaves"][yes], stored["leaves"][no] = stored["leaves"][no], stored["leaves"][yes]
    turned = read_rulebook({**source, "format": 2, "diagrams": stored})

    assert assessed(turned, a="yes").outcome.key == "no"


@pytest.mark.parametrize("broken", [{}, {"leaves": [], "nodes": [["gone", ["x"], []]], "roots": {}}, [], "text"])
def test_diagrams_that_cannot_be_read_are_refused(broken):
    with pytest.raises(RulebookError) as refused:
        read_rulebook({**documents(*ROWS, **GIVEN), "format": 2, "diagrams": broken})

    assert refused.value.where == "rulebook"


def test_regions_without_rules_of_their_own_share_a_diagram_and_equal_ones_are_stored_once():
    same = [table(rule(f"r{code}", "b = x", to="no", over=("n",)), at=code) for code in ("110000", "440100")]
    diagrams = compile_diagrams(book(rule("n", "a = yes"), *same, facts=FACTS, region_fact="home"))

    assert set(diagrams.classes("d")) == {"CN", "110000", "440100"}
    assert diagrams.starts("d", "110000") == diagrams.starts("d", "440100") != diagrams.starts("d", "CN")
    assert len(diagrams.pool.nodes) == len(set(diagrams.pool.nodes))
    assert NOBODY in diagrams.roots


def test_provinces_with_figures_of_their_own_share_a_diagram():
    least = [parameter("least", ("2000-01-01", None, "15"), unit="years"),
             parameter("least", ("2000-01-01", None, "20"), unit="years", at="440000")]  # fmt: skip
    rulebook = book(
        rule("long", "years >= @least"), rule("short", "years < @least", to="no"), facts=FACTS, region_fact="home",
        parameter=least,
    )  # fmt: skip

    assert list(rulebook.diagrams.classes("d")) == ["CN"]
    assert [assessed(rulebook, home=home, years="17").outcome.key for home in ("110000", "440300")] == ["yes", "no"]
    assert assessed(rulebook, years="17").next_fact == "home"
    assert assessed(rulebook, years="21").outcome.key == "yes"


def test_a_table_that_would_explode_is_refused_with_its_facts_before_it_is_built():
    names = [f"f{number}" for number in range(9)]
    rules = [rule(f"{name}-{key}", f"{name} = {key}", to=f"yes-{name}{key}") for name in names for key in "abcde"]
    rulebook = book(*rules, facts={name: choice(*"abcde") for name in names})

    with pytest.raises(TooLarge, match="more than 5,000 different cases over its 9 facts") as refused:
        Compiler(rulebook, Pool(), most=5000).roots(cells := cells_of(rulebook, "d", "CN"), [cells.in_force(TODAY)])
    assert refused.value.problem.facts == tuple(names)
    assert "拆分" in refused.value.problem.message.zh
