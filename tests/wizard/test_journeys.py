"""From the first question to an honest answer, without script, in both languages."""

import re

import pytest

from tests.wizard.journeys import text_of, walk

QUESTION = "medical-account-cash"
PLACES = {
    "Tianjin": {"insured_in": "120000", "insured_in.city": "120000"},
    "Beijing": {"insured_in": "110000", "insured_in.city": "110000"},
    "a district of Beijing": {"insured_in": "110000", "insured_in.city": "110105"},
    "Shenzhen": {"insured_in": "440000", "insured_in.city": "440300"},
    "Lanzhou": {"insured_in": "620000", "insured_in.city": "620100"},
    "no region": {"insured_in": "unsure"},
}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("place", PLACES)
def test_someone_who_left_a_job_and_is_unsure_of_the_rest_gets_an_answer_in_six_questions(client, language, place):
    """One more where no place is named: of some place or other it may still matter."""
    journey = walk(client, language, QUESTION, PLACES[place] | {"situation": "left-job"})
    assert len(set(journey.questions)) <= (7 if place == "no region" else 6)
    assert 'class="slip ' in journey.page
    assert 'class="law' in journey.page
    words = text_of(journey.page)
    assert ("not yet confirmed by an official" if language == "en" else "还没有经办人员核对") in words
    assert "12393" in words


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_bank_account_on_the_card_is_answered_without_a_region(client, language):
    answers = {"card_problem": "take-out", "card_has_bank_function": "yes", "card_activated": "yes"}
    journey = walk(client, language, "card-bank-account", answers)
    assert 'class="slip yes"' in journey.page
    assert ("everywhere in the mainland" if language == "en" else "各地规定相同") in text_of(journey.page)


def test_a_place_without_a_rule_of_its_own_says_so(client):
    journey = walk(client, "en", QUESTION, PLACES["Lanzhou"] | {"situation": "left-job", "held_as": "ledger"})
    assert "Lanzhou has no rule of its own for this that we have checked. This is the national rule." in text_of(
        journey.page
    )


def test_a_result_names_day_edition_answers_and_their_change_links(client):
    address = f"/en/check/{QUESTION}/?insured_in=620100&situation=left-job&held_as=ledger&on=2026-12-31"
    page = client.get(address).content.decode()
    assert "31 December 2026" in page
    assert "From edition 1 of the rules." in page
    assert "insured_in=620100&amp;situation=left-job&amp;held_as=ledger&amp;on=2026-12-31&amp;edit=situation" in page


def test_the_day_asked_about_chooses_the_law(client):
    address = f"/en/check/{QUESTION}/?insured_in=620100&situation=left-job&held_as=ledger&on="
    before, after = (text_of(client.get(address + day).content.decode()) for day in ("2026-12-31", "2027-01-01"))
    assert "Medical Security Law" not in before
    assert "Article 48(2), Medical Security Law" in after


def test_changing_an_answer_shows_it_filled_in_and_keeps_the_others(client):
    page = client.get(
        f"/en/check/{QUESTION}/?insured_in=620100&situation=left-job&held_as=ledger&edit=situation"
    ).content.decode()
    assert re.search(r'value="left-job" checked', page)
    assert '<input type="hidden" name="insured_in" value="620100">' in page
    assert '<input type="hidden" name="held_as" value="ledger">' in page


def test_back_opens_the_question_before(client):
    page = client.get(f"/en/check/{QUESTION}/?insured_in=620100").content.decode()
    assert 'class="back" href="?insured_in=620100&amp;edit=insured_in"' in page
    page = client.get(f"/en/check/{QUESTION}/").content.decode()
    assert 'class="back" href="/en/check/"' in page


def test_continue_without_an_answer_is_an_error_that_names_the_repair(client):
    page = client.get(f"/en/check/{QUESTION}/?insured_in=620100&asked=situation").content.decode()
    assert "<title>Error:" in page
    assert 'role="alert"' in page
    assert page.count("Choose an answer. If you are not sure, choose “I am not sure”.") == 2
    assert 'href="#answer"' in page


def test_continue_without_a_city_asks_for_the_city_again(client):
    page = client.get(f"/zh-hans/check/{QUESTION}/?asked=insured_in&within=440000").content.decode()
    assert "在广东的哪里？" in page
    assert "请选一个地方" in page


def test_a_swap_gets_the_changing_part_alone(client):
    address = f"/en/check/{QUESTION}/?insured_in=620100"
    whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
    assert b"<!doctype html>" in whole.content
    assert b"<!doctype" not in part.content
    main = re.compile(rb"<main.*</main>", re.S)
    assert main.search(whole.content)[0].split() == main.search(part.content)[0].split()
    assert b'id="tongues"' in part.content
    assert "HX-Request" in part["Vary"]
    restored = client.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert b"<!doctype html>" in restored.content


def test_states_of_the_questions_are_not_indexed(client):
    assert b"noindex" in client.get(f"/en/check/{QUESTION}/?insured_in=620100").content
    assert b"noindex" not in client.get(f"/en/check/{QUESTION}/").content


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_question_weighs_little(client, language):
    import gzip

    page = client.get(f"/{language}/check/{QUESTION}/?insured_in=620100", headers={"HX-Request": "true"})
    assert len(gzip.compress(page.content)) <= 2048


def test_answers_stay_in_the_order_in_which_they_were_given(client):
    """Also while one of them is opened again: the form sends it in its old place."""
    given = {"held_as": "ledger", "insured_in": "620100", "situation": "left-job"}
    page = client.get(f"/en/check/{QUESTION}/", given | {"edit": "insured_in"}).content.decode()
    assert re.findall(r'name="(held_as|insured_in|situation)"', page)[:1] == ["held_as"]
    assert re.findall(r'name="(held_as|insured_in|situation)"', page)[-1:] == ["situation"]
    listed = client.get(f"/en/check/{QUESTION}/", given).content.decode().partition('<dl class="answers"')[2]
    assert re.findall(r"edit=(\w+)", listed)[:3] == list(given)
