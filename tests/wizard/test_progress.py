"""Question 2 of at most 4: true on every page of a visit, and nothing where it would not be."""

import re

import pytest

from tests.wizard.journeys import walk

QUESTION = "medical-account-cash"
TOLD = {
    "en": re.compile(r"<h1[^>]*><span[^>]*>Question (\d+)(?: of at most (\d+))?<"),
    "zh-hans": re.compile(r"<h1[^>]*><span[^>]*>第(\d+)题(?:，最多(\d+)题)?<"),
}
SHENZHEN = {"insured_in": "440000", "insured_in.city": "440300", "has_account": "yes", "retired": "yes"}
PEOPLE = {
    "left a job in Tianjin": {"situation": "left-job", "insured_in": "120000", "insured_in.city": "120000",
                              "held_as": "both", "credited": "2016-10-01..2022-01-01", "filed_elsewhere": "no"},
    "an heir in Lanzhou": {"situation": "died", "insured_in": "620000", "insured_in.city": "620100",
                           "held_as": "ledger", "asking_as": "heir"},
    "moves from Shenzhen": SHENZHEN | {"situation": "moving", "held_as": "ledger", "moves_to": "330000",
                                       "moves_to.city": "330100", "filed_elsewhere": "no", "transfer_refused": "no"},
    "somewhere in Guangdong": {"situation": "insured", "insured_in": "440000", "insured_in.city": "440000",
                               "held_as": "both", "has_account": "yes", "retired": "no"},
}  # fmt: skip


def told(page, language="en"):
    """(number, total) as the page's heading says them; a total that is not told is 0, None where nothing is."""
    found = TOLD[language].search(page)
    return (int(found[1]), int(found[2] or 0)) if found else None


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("person", PEOPLE)
def test_questions_are_counted_and_the_total_is_kept(client, language, person):
    """Whoever answers each question is asked no more than the first page said; a province and its city are one."""
    journey = walk(client, language, QUESTION, PEOPLE[person])
    counted = [told(page, language) for page in journey.pages]
    facts = list(dict.fromkeys(journey.questions))

    assert [number for number, _ in counted] == [facts.index(fact) + 1 for fact in journey.questions]
    totals = [total for _, total in counted if total]
    assert totals == sorted(totals, reverse=True)
    assert totals[-1] >= len(facts)
    assert told(journey.page, language) is None


def test_whoever_is_not_sure_is_told_no_total_from_then_on(client):
    journey = walk(client, "en", QUESTION, {"insured_in": "620000", "insured_in.city": "620100", "situation": "unsure"})
    counted = [told(page) for page in journey.pages]
    unsure = journey.questions.index("situation") + 1

    assert counted[0][1]
    assert counted[unsure - 1][1]
    assert not any(total for _, total in counted[unsure:])
    assert all(number for number, _ in counted)
    assert len(counted) > unsure


def test_a_place_left_open_between_province_and_city_counts_once_with_its_error(client):
    address = f"/en/check/{QUESTION}/"
    city = client.get(address, {"situation": "left-job", "insured_in": "440000", "asked": "insured_in"})
    error = client.get(address, {"situation": "left-job", "asked": "insured_in", "within": "440000"})

    assert told(city.content.decode())[0] == 2
    assert told(error.content.decode()) == told(city.content.decode())


def test_an_unanswered_question_keeps_its_number(client):
    address = f"/en/check/{QUESTION}/"
    first = told(client.get(address).content.decode())

    assert first[0] == 1
    assert told(client.get(address, {"asked": "insured_in"}).content.decode()) == first


@pytest.mark.parametrize(
    "query",
    [
        "situation=left-job&insured_in=620100&edit=situation",
        "situation=left-job&insured_in=620100&held_as=ledger&edit=insured_in",
        "insured_in=440000&situation=left-job&held_as=ledger&asked=insured_in",
        "situation=left-job&asked=moves_to",
        "situation=left-job&edit=on",
        "situation=insured&asking_as=heir&insured_in=620100&edit=situation",
        "situation=insured&asking_as=heir&insured_in=440000&asked=insured_in",
    ],
)
def test_nothing_is_counted_where_an_answer_is_opened_again_or_another_question_is_asked_for(client, query):
    page = client.get(f"/en/check/{QUESTION}/?{query}").content.decode()
    assert '<button class="go">' in page
    assert told(page) is None


def test_the_count_belongs_to_the_heading_and_not_to_the_title(client):
    page = client.get(f"/en/check/{QUESTION}/?situation=left-job&insured_in=620100").content.decode()
    assert "<title>Where does the money show up?" in page
    assert re.search(r"<legend><h1[^>]*><span[^>]*>Question 3 of at most \d+<.*</span>Where does the money", page)
