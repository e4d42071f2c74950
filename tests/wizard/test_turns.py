"""What would change an answer stands on the result, with a link to the same question answered so."""

import re
from html import unescape

import pytest

from tests.eligibility.books import book, both, choice, fact, outcome, rule, version
from tests.wizard.journeys import words

CARD = "/{}/check/card-bank-account/?card_problem=take-out&card_has_bank_function=yes&card_activated="
HEADING = {"en": "What would change this answer", "zh-hans": "什么情况下答案会变"}
TURN = re.compile(r'<li>(?:<a href="([^"]*)">|<b>)([^<]*)</(?:a|b)><p>(.*?)</p></li>', re.S)
LATER = book(rule("r", versions=[version(end="2027-01-01"), version(start="2027-01-01", to="no")]))


def turns(page):
    """(link, what would change, the answer then) of every change on a page."""
    part = page.partition(HEADING["zh-hans" if 'lang="zh-Hans"' in page[:200] else "en"])[2].partition("</ul>")[0]
    return [(unescape(link), unescape(text), words(then)) for link, text, then in TURN.findall(part)]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Card bank account activated: Yes, it is activated"), ("zh-hans", "金融账户已激活：激活过")],
)
def test_a_change_links_to_the_page_that_gives_the_answer_it_promises(client, language, told):
    address = CARD.format(language)
    ((link, text, then),) = turns(client.get(address + "no").content.decode())

    assert text == told
    assert link == address.partition("/check/card-bank-account/")[2] + "yes"
    heading = re.search(r"<h1.*?</h1>", client.get(address.partition("?")[0] + link).content.decode(), re.S)[0]
    assert words(heading).replace(" ", "") == then.replace(" ", "")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "query",
    [
        "situation=left-job&insured_in=620100&held_as=ledger",
        "situation=died&insured_in=620100&held_as=ledger&asking_as=heir",
        "situation=leaving-mainland&insured_in=440300&held_as=ledger&has_account=yes&leaving_as=foreigner",
    ],
)
def test_nothing_is_said_where_the_person_can_change_nothing(client, language, query):
    """Neither the situation, nor the place, nor who one is: never "if the person had died"."""
    page = client.get(f"/{language}/check/medical-account-cash/?{query}").content.decode()
    assert 'class="slip ' in page
    assert HEADING[language] not in page


def test_what_was_done_in_the_past_is_not_offered_as_a_change(client):
    """Tianjin paid by what was registered when the money was credited; registering today changes none of it."""
    answers = "situation=left-job&insured_in=120000&held_as=both&credited=2016-10-01..2022-01-01&filed_elsewhere=no"
    page = client.get(f"/en/check/medical-account-cash/?{answers}").content.decode()

    assert HEADING["en"] not in page


def test_a_later_day_is_told_from_when_and_asks_about_that_day(shown):
    assert turns(shown(LATER)) == [("?on=2027-01-01", "From 1 January 2027", "no")]
    ((link, text, _),) = turns(shown(LATER, "zh-hans", "a=yes&on=2026-12-31"))
    assert (link, text) == ("?a=yes&on=2027-01-01", "2027年1月1日起")
    assert HEADING["en"] not in shown(LATER, "en", "on=2027-01-01")


def test_answers_that_lead_to_different_outcomes_stand_one_below_the_other(shown):
    rows = rule("r", "b = x"), rule("s", "b = y", to="no"), rule("t", "b = z", to="partly")
    facts = {"a": fact(), "b": choice("x", "y", "z", changeable=True)}
    page = shown(book(*rows, facts=facts), "en", "b=x")

    assert [link for link, _, _ in turns(page)] == ["?b=y", "?b=z"]


def test_a_change_names_its_outcome_as_text_and_not_as_markup(shown):
    told = {"no": outcome("no", **both("title", "No. <b>bold</b>"))}
    rows = rule("r", "b = x"), rule("s", "b = y", to="no")
    page = shown(book(*rows, facts={"b": choice("x", "y", changeable=True)}, outcome=told), "en", "b=x")

    assert "&lt;b&gt;bold" in page
    assert "<b>bold" not in page


def test_an_old_answer_tells_its_changes_without_a_link(client):
    page = client.get(CARD.format("en") + "no").content.decode()
    replayed = client.get(re.search(r'<p class="code"><a href="([^"]*)">', page)[1]).content.decode()

    assert [row[1:] for row in turns(replayed)] == [row[1:] for row in turns(page)]
    assert [link for link, _, _ in turns(replayed)] == [""]
