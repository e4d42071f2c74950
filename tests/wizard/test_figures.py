"""A figure is posted to the result, worked out, and kept nowhere."""

import pytest

HEIR = "/{}/check/medical-account-cash/?insured_in=620100&situation=died&held_as=ledger&asking_as=heir"


def test_a_balance_is_worked_out_on_the_result(client):
    response = client.post(HEIR.format("en"), {"balance": "RMB 5,000.50"}, headers={"Sec-Fetch-Site": "same-origin"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "RMB 5,000.50" in page
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize(
    ("typed", "read"),
    [("５０００", "5,000元"), ("3500元", "3,500元"), ("1 000", "1,000元"), ("0", "0元"), ("0.01", "0.01元")],
)
def test_a_figure_is_read_as_people_type_it(client, typed, read):
    assert read in client.post(HEIR.format("zh-hans"), {"balance": typed}).content.decode()


@pytest.mark.parametrize(
    "typed", ["", "lots", "-5", "1e9", "12.345", "9" * 30, "1,2,3", "5\x000", "<b>5</b>", "x" * 5_000]
)
def test_a_bad_figure_is_named_with_its_repair_and_stays_in_the_field(client, typed):
    page = client.post(HEIR.format("en"), {"balance": typed}).content.decode()
    assert 'role="alert"' in page
    assert "for example 3500" in page
    assert 'aria-invalid="true"' in page
    assert "<b>5</b>" not in page
    assert typed != "12.345" or 'value="12.345"' in page


def test_a_figure_in_the_address_is_dropped(client):
    response = client.get(HEIR.format("en") + "&balance=4321")
    assert response.status_code == 302
    assert "4321" not in response["Location"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://example.com"}, 403),
    ],
)
def test_a_figure_is_taken_from_our_own_page_only(client, headers, status):
    assert client.post(HEIR.format("en"), {"balance": "5"}, headers=headers).status_code == status


def test_a_figure_posted_to_a_question_leads_back_to_it(client):
    response = client.post("/en/check/medical-account-cash/?insured_in=620100", {"balance": "5"})
    assert response.status_code == 302
    assert response["Location"] == "/en/check/medical-account-cash/?insured_in=620100"
