"""While an answer is not certain, the page says what it may be, what that depends on, and where to find it out."""

import re

import pytest

from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.wizard.possible import folded
from tests.wizard.journeys import text_of, words

DIED = (
    "/{}/check/medical-account-cash/?situation=died&held_as=ledger&insured_in=unsure&asking_as=unsure"
    "&has_account=unsure"
)
MOVES = (
    "/en/check/medical-account-cash/?situation=moving&insured_in=620100&held_as=ledger&moves_to=unsure&retired=unsure"
    "&transfer_refused=unsure&leaving_as=unsure"
)
ONE, TWO, THREE = Text("1", "一"), Text("2", "二"), Text("3", "三")


def possibilities(page):
    """The answers still possible, as the slip lists them."""
    listed = re.search(r'class="slip .*?</section>', page, re.S)[0]
    return [words(row) for row in re.findall(r"<li>(.*?)</li>", listed, re.S)]


@pytest.mark.parametrize(
    ("language", "places", "answer"),
    [
        ("en", "Place of insurance: Shanghai, .*Hangzhou", "You can claim the whole balance"),
        ("zh-hans", "参保地：上海、.*杭州", "余额由继承人领取"),
    ],
)
def test_regions_that_agree_are_told_together(client, language, places, answer):
    told = possibilities(client.get(DIED.format(language)).content.decode())
    (heirs,) = [row for row in told if re.search(places, row)]

    assert answer in heirs
    assert re.search(r"(anywhere else|其他地方) (Who is asking: An heir|办理人：我替去世的亲人办)", heirs)
    assert len(told) == len({row.split(". ")[-1] for row in told})


def test_what_is_worked_out_is_found_out_where_it_comes_from(client):
    told = text_of(client.get(MOVES).content.decode())

    assert "Reach of the move: " in told
    assert "Moving to Ask the new employer, or the medical insurance office there" in told
    assert "Place of insurance The national medical insurance platform" not in told, "that is known"


def test_a_partly_known_answer_reads_as_a_period(client):
    query = "situation=left-job&insured_in=120000&held_as=paid-out&credited=unsure&filed_elsewhere=unsure"
    told = possibilities(client.get(f"/en/check/medical-account-cash/?{query}").content.decode())

    assert any("When the money was credited: 1 October 2016 to 31 December 2021" in row for row in told)
    assert any("When the money was credited: from 1 January 2022" in row for row in told)


@pytest.mark.parametrize(
    ("ways", "kept"),
    [
        ([[("a", ONE)], [("a", TWO)]], [{"a": [ONE, TWO]}]),
        ([[("a", ONE), ("b", ONE)], [("a", TWO), ("b", ONE)], [("a", THREE), ("b", ONE)]],
         [{"a": [ONE, TWO, THREE], "b": [ONE]}]),
        ([[("a", ONE), ("b", ONE)], [("a", TWO), ("b", TWO)]],
         [{"a": [ONE], "b": [ONE]}, {"a": [TWO], "b": [TWO]}]),
        ([[("a", ONE), ("b", ONE)], [("a", TWO), ("b", ONE)], [("a", ONE), ("b", TWO)]],
         [{"a": [ONE, TWO], "b": [ONE]}, {"a": [ONE], "b": [TWO]}]),
        ([[("a", ONE)], [("b", ONE)]], [{"a": [ONE]}, {"b": [ONE]}]),
        ([], []),
    ],
)  # fmt: skip
def test_ways_are_told_as_one_where_nobody_else_is_meant_by_it(ways, kept):
    """Two values of one answer are; two of two answers would mean four persons."""
    assert folded(ways) == kept
