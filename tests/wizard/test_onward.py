"""Changing an answer keeps what still applies, names what it dropped, and asks only what is newly needed."""

from urllib.parse import parse_qsl, urlsplit

from tests.wizard.journeys import text_of

START = "/{}/check/medical-account-cash/"


def change(client, language="en", **query):
    """The address that a change leads to, as a path and its keys."""
    response = client.get(START.format(language), query)
    assert response.status_code == 302
    return response["Location"], dict(parse_qsl(urlsplit(response["Location"]).query))


def test_what_no_longer_applies_is_dropped_and_named(client):
    location, keys = change(
        client, insured_in="620100", situation="left-job", held_as="ledger", asking_as="heir", changed="situation"
    )
    assert keys == {"insured_in": "620100", "situation": "left-job", "held_as": "ledger", "dropped": "asking_as"}
    assert "left them out: Who is asking." in text_of(client.get(location).content.decode())


def test_it_is_named_in_chinese_too(client):
    location, _keys = change(
        client, "zh-hans", insured_in="620100", situation="left-job", held_as="ledger", asking_as="heir",
        changed="situation",
    )  # fmt: skip
    assert "由谁来办" in text_of(client.get(location).content.decode()) or "办理人" in text_of(
        client.get(location).content.decode()
    )


def test_another_place_keeps_every_later_answer_and_asks_what_its_rule_needs(client):
    told = {"situation": "insured", "held_as": "ledger", "has_account": "yes"}
    location, keys = change(client, insured_in="440300", **told, changed="insured_in", within="440000")
    assert {key: keys[key] for key in told} == told
    assert 'name="asked" value="retired"' in client.get(location).content.decode()


def test_the_note_goes_with_the_next_step(client):
    location, _keys = change(
        client, insured_in="620100", situation="died", held_as="ledger", moves_to="110000", changed="situation"
    )
    page = client.get(location).content.decode()
    assert "dropped=moves_to" in location
    assert 'name="dropped"' not in page
    assert "dropped=" not in page.partition("<main")[2]


def test_an_answer_that_is_none_is_told_before_anything_is_dropped(client):
    location, keys = change(client, insured_in="620100", situation="flying", asking_as="heir", changed="insured_in")
    assert keys["asking_as"] == "heir"
    assert client.get(location).status_code == 400


def test_the_form_of_an_opened_question_says_what_it_changes(client):
    query = {"insured_in": "620100", "situation": "left-job", "held_as": "ledger", "edit": "situation"}
    page = client.get(START.format("en"), query).content.decode()
    assert '<input type="hidden" name="changed" value="situation">' in page


def test_the_form_of_the_first_question_changes_nothing(client):
    page = client.get(START.format("en"), {"insured_in": "620100"}).content.decode()
    assert 'name="changed"' not in page


def test_an_answer_opened_again_can_be_changed_to_what_excludes_later_ones(client):
    query = {"insured_in": "620100", "situation": "died", "held_as": "ledger", "asking_as": "heir", "edit": "situation"}
    page = client.get(START.format("en"), query).content.decode()
    assert 'name="situation" value="left-job"' in page
    assert 'name="situation" value="died" checked' in page
