"""The code on a result leads back to it, holds no figure, and can be typed in."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from tests.wizard.journeys import text_of

RESULT = "/{}/check/medical-account-cash/?insured_in=620100&situation=died&held_as=ledger&asking_as=heir"
CODE = re.compile(r'<p class="code"><a href="([^"]*)">([^<]*)</a>')


def code_on(page):
    """The address and the code as it is read out."""
    found = CODE.search(page)
    assert found is not None
    return unescape(found[1]), found[2]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_code_on_a_result_leads_back_to_the_answer(client, language):
    address, code = code_on(client.get(RESULT.format(language)).content.decode())
    assert address == f"/{language}/replay/{code}/"
    assert re.fullmatch(r"([2-9A-Z]{4}-)*[2-9A-Z]{1,4}", code)
    assert len(code.replace("-", "")) <= 20
    heading = re.search(r"<h1.*?</h1>", client.get(RESULT.format(language)).content.decode(), re.S)
    assert heading is not None
    assert heading[0] in client.get(address).content.decode()


def test_the_result_says_what_the_code_holds_and_what_not(client):
    assert "It holds no name and no amount." in text_of(client.get(RESULT.format("en")).content.decode())
    assert "没有姓名，也没有金额" in text_of(client.get(RESULT.format("zh-hans")).content.decode())


def test_a_figure_changes_nothing_in_the_code_and_is_not_shown_again(client):
    without = code_on(client.get(RESULT.format("en")).content.decode())
    response = client.post(RESULT.format("en"), {"balance": "5000.50"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert "RMB 5,000.50" in response.content.decode()
    assert code_on(response.content.decode()) == without
    again = client.get(without[0]).content.decode()
    assert "5,000" not in again
    assert "<form" not in again
    assert "An amount is never part of a code." in again


def test_a_question_page_has_no_code(client):
    assert not CODE.search(client.get("/en/check/medical-account-cash/?insured_in=620100").content.decode())


def test_another_day_and_another_answer_have_another_code(client):
    addresses = [
        RESULT,
        RESULT + "&on=2026-11-21",
        RESULT.replace("620100", "620000"),
        RESULT.replace("heir", "helper"),
    ]
    codes = {code_on(client.get(address.format("en")).content.decode())[1] for address in addresses}
    assert len(codes) == len(addresses)


@pytest.mark.parametrize("typed", ["CJCS-87Z", " cjcs 87z ", "ＣＪＣＳ８７Ｚ"])
def test_a_code_typed_in_the_field_is_opened(client, typed):
    response = client.get("/en/replay/", {"code": typed})
    assert response.status_code == 302
    assert unquote(response["Location"]) == f"/en/replay/{typed.strip()}/"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("typed", ["CJCS/87Z", "x" * 5000, "?", "#1", "%2F", "..", "\x00"])
def test_whatever_is_typed_gets_a_page(client, typed):
    response = client.get("/en/replay/", {"code": typed}, follow=True)
    assert response.status_code in {200, 404}
    assert "\x00" not in response.content.decode()


def test_an_empty_field_is_named_and_its_repair(client):
    page = client.get("/en/replay/?code=+").content.decode()
    assert 'role="alert"' in page
    assert "type it as it stands on the result page" in page


def test_a_wrong_code_stays_in_the_field(client):
    response = client.get("/zh-hans/replay/CJCS-87Y/")
    assert response.status_code == 404
    assert 'value="CJCS-87Y"' in response.content.decode()
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "最后一位与前面对不上" in text_of(response.content.decode())


def test_the_list_of_questions_leads_to_the_field(client):
    assert 'href="/en/replay/"' in client.get("/en/check/").content.decode()
