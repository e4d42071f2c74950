"""A no tells when the money can be taken out, by the rules of the same place, and every such link keeps its word."""

import re
from html import unescape

import pytest

from tests.policies.content import CASH, answer, portion
from tests.wizard.journeys import text_of

START = "/{}/check/medical-account-cash/"
LEFT = {"insured_in": "620100", "situation": "left-job", "held_as": "ledger"}
HEADINGS = {"en": "When this money can be taken out", "zh-hans": "什么情况下能取"}


def ways(page, language="en"):
    """The queries offered under the heading."""
    block = page.partition(HEADINGS[language])[2].partition("</ul>")[0]
    return [unescape(query) for query in re.findall(r'href="\?([^"]*)"', block)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_no_offers_the_situations_that_pay(client, language):
    page = client.get(START.format(language), LEFT).content.decode()
    assert ways(page, language) == ["insured_in=620100&held_as=ledger&situation=died"]


def test_the_ways_are_those_of_the_place(client):
    xian = ways(client.get(START.format("en"), LEFT | {"insured_in": "610100"}).content.decode())
    assert "insured_in=610100&held_as=ledger&situation=other" in xian, "Xi'an pays who gives up the scheme"
    assert len(xian) > 1


@pytest.mark.parametrize("place", ["610100", "620100", "310000", "440300", "120000"])
def test_every_way_can_end_in_a_yes_or_a_part(client, place):
    page = client.get(START.format("en"), LEFT | {"insured_in": place, "has_account": "yes"}).content.decode()
    for query in ways(page):
        facts = dict(pair.split("=") for pair in query.split("&"))
        found = portion(answer(CASH, **facts), "medical-account-ledger")
        ends = [found.outcome] if found.outcome else [item.outcome for item in found.possible]
        assert {end.verdict.value for end in ends} & {"yes", "partly"}


def test_a_yes_and_an_old_answer_offer_none(client):
    yes = client.get(START.format("en"), LEFT | {"situation": "died", "asking_as": "heir"}).content.decode()
    assert HEADINGS["en"] not in text_of(yes)
    no = client.get(START.format("en"), LEFT).content.decode()
    old = client.get(re.search(r'<p class="code"><a href="([^"]*)">', no)[1]).content.decode()
    assert HEADINGS["en"] not in text_of(old)
