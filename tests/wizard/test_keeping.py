"""What a result offers to take along: what its address tells, a code for paper, where to go on, and a word to us."""

import re
from html import unescape

from tests.wizard.journeys import text_of

START = "/{}/check/medical-account-cash/"
MOVING = {
    "insured_in": "620100", "situation": "moving", "held_as": "ledger", "moves_to": "110000", "transfer_refused": "no",
    "retired": "no",
}  # fmt: skip


def result(client, language="en", **answers):
    return client.get(START.format(language), answers or MOVING).content.decode()


def test_the_page_says_what_its_address_tells(client):
    words = text_of(result(client))
    assert "Whoever gets the address of this page can read from it: Place of insurance, Situation," in words


def test_the_code_for_paper_leads_to_the_reference_code(client, monkeypatch):
    drawn = []
    monkeypatch.setattr("helpdesk.wizard.keeping.qr", lambda address: drawn.append(address) or "")
    page = result(client)
    code = re.search(r'<p class="code"><a href="([^"]*)">', page)[1]
    assert drawn == ["http://testserver" + code]


def test_the_code_for_paper_has_no_style_that_the_policy_would_refuse(client):
    (drawn,) = re.findall(r"<svg[^>]*class=\"qr\".*?</svg>", result(client))
    assert "style=" not in drawn
    assert 'aria-hidden="true"' in drawn


def test_whoever_moves_can_compare_both_places(client):
    page = result(client)
    href = unescape(re.search(r'href="(/en/compare/[^"]*)"', page)[1])
    assert href == "/en/compare/?question=medical-account-cash&a=620100&b=110000"
    assert client.get(href).status_code == 200
    assert (
        "/en/compare/"
        not in result(client, insured_in="620100", situation="left-job", held_as="ledger").partition("<footer")[0]
    )


def test_a_report_names_the_rule_and_the_place_and_no_answer(client):
    page = result(client, insured_in="620100", situation="left-job", held_as="ledger")
    report = unescape(re.search(r'href="(/en/feedback/\?kind=mistake[^"]*)"', page)[1])
    assert "left-job&" not in report.replace("ledger-left-job", "")
    assert "region=620100" in report
    form = client.get(report)
    assert form.status_code == 200
    assert "ledger-left-job" in form.content.decode()


def test_what_to_ask_is_told_on_every_answer_that_has_it(client):
    words = text_of(result(client, insured_in="340100", situation="died", held_as="ledger", asking_as="heir"))
    assert "What to ask" in words
