"""The arithmetic of `make page-weight`, and that it names what it lacks."""

import pytest

from tests.weight import govuk
from tests.weight.goals import goals
from tests.weight.loads import Load, Loads


def loads(name, *, transferred=20_000, lcp=1200.0, cls=0.0, requests=3):
    return Loads(name, (Load(transferred, requests, lcp, cls, 90),))


def missed(page, *, following=1_900, style=3_900, other=100_000):
    found = goals({page.name: page}, loads("other", transferred=other), following, style)
    return [goal.name for goal in found if not goal.reached]


def test_the_median_is_of_each_figure():
    three = Loads("page", (Load(10, 3, 900, 0, 90), Load(30, 3, 700, 0, 90), Load(20, 3, 800, 0, 90)))
    assert (three.median("transferred"), three.median("lcp")) == (20, 800)


def test_a_light_page_reaches_every_goal():
    assert missed(loads("question, en")) == []


@pytest.mark.parametrize(
    ("heavy", "goal"),
    [
        ({"transferred": 25_001}, "first view"),
        ({"requests": 4}, "requests"),
        ({"lcp": 1301.0}, "LCP"),
        ({"cls": 0.001}, "CLS"),
    ],
)
def test_a_heavier_page_misses_its_goal(heavy, goal):
    assert missed(loads("question, en", **heavy), other=1_000_000) == [f"question, en: {goal}"]


def test_a_result_may_be_later_than_a_question():
    assert missed(loads("result, en", lcp=1500.0)) == []
    assert missed(loads("result, en", lcp=1501.0)) == ["result, en: LCP"]


def test_a_quarter_of_the_other_is_the_most():
    assert missed(loads("question, en"), other=79_999) == ["question, en: beside GOV.UK's question"]


def test_long_fragments_and_style_are_missed():
    names = missed(loads("question, en"), following=2_001, style=4_001)
    assert names == ["longest next question, HTML", "CSS"]


def test_without_npm_the_package_is_missing_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(govuk.MissingError, match="npm is not installed"):
        govuk.build(tmp_path)
