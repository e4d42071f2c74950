"""Whatever an address may hold, a clear page answers; never a failure of ours."""

import pytest

BASE = "/{}/check/medical-account-cash/"
LANGUAGES = ("en", "zh-hans")


@pytest.fixture(params=LANGUAGES)
def base(request):
    return BASE.format(request.param)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"insured_in": "999999"}, 400),
        ({"insured_in": "CN"}, 400),
        ({"insured_in": "120000\x00"}, 400),
        ({"situation": "left\x00job"}, 400),
        ({"situation": "x" * 10_000}, 400),
        ({"insured_in": "<script>alert(1)</script>"}, 400),
        ({"credited": "2022-02-30"}, 400),
        ({"credited": "9999-12-31"}, 200),
        ({"credited": "0001-01-01"}, 200),
        ({"credited": "2022-09-01..2016-10-01"}, 400),
        ({"credited": ".."}, 400),
        ({"on": "2026-13-45"}, 400),
        ({"on": "soon"}, 400),
        ({"on": "\x00"}, 400),
        ({"on": "9999-12-31"}, 400),
        ({"on": "0001-01-01"}, 400),
        ({"on": "1950-01-01"}, 200),
        ({"on": "1950-01-01", "insured_in": "120000", "situation": "left-job", "held_as": "ledger"}, 200),
        ({"on": "2099-12-31", "insured_in": "120000", "situation": "died", "held_as": "both"}, 200),
        ({"edit": "nothing"}, 302),
        ({"edit": "on"}, 200),
        ({"edit": "situation", "asked": "situation"}, 200),
        ({"asked": "balance"}, 302),
        ({"asked": "insured_in", "within": "nowhere"}, 302),
        ({"asked": "insured_in", "within": "110105"}, 200),
        ({"unknown": "1"}, 302),
        ({"situation": ""}, 302),
        ({"situation": "insured", "asking_as": "heir", "insured_in": "120000"}, 200),
        ({"situation": "left-job|died"}, 200),
        ({"insured_in": "120000|440000"}, 200),
        ({"insured_in": "unsure", "situation": "unsure", "held_as": "unsure"}, 200),
    ],
)  # fmt: skip
def test_bad_input_gets_a_clear_page(client, base, query, status):
    response = client.get(base, query)
    assert response.status_code == status
    page = response.content.decode()
    assert "\x00" not in page
    assert "<script>alert" not in page
    assert status != 400 or 'role="alert"' in page


def test_a_query_of_ten_thousand_bytes_is_answered(client, base):
    assert client.get(base + "?" + "x" * 10_000).status_code == 302
    assert client.get(base + "?" + "&".join(f"k{n}=1" for n in range(2_000))).status_code == 400


def test_a_query_that_is_no_text_is_answered(client, base):
    assert client.get(base + "?situation=%ff%fe%00").status_code == 400


def test_unknown_and_empty_keys_are_dropped_and_answers_kept(client, base):
    response = client.get(base, {"insured_in": "120000", "colour": "red", "situation": "", "balance": "5000"})
    assert response.status_code == 302
    assert response["Location"] == base + "?insured_in=120000"


def test_a_former_code_answers_with_its_successor_and_says_so(client):
    page = client.get(BASE.format("en"), {"insured_in": "110103"}).content.decode()
    assert "The code 110103 is no longer used. We took its successor, Dongcheng District." in page


def test_an_heir_of_the_living_is_told_which_two_answers_exclude_each_other(client):
    query = {"insured_in": "120000", "situation": "insured", "asking_as": "heir"}
    page = client.get(BASE.format("zh-hans"), query).content.decode()
    assert "请改其中一个答案" in page
    assert page.count("&amp;edit=asking_as") == 1
    assert page.count("&amp;edit=situation") == 1


def test_a_day_as_people_write_it_is_read(client):
    for text in ("2026年12月31日", "2026/12/31", "2026-12-31", "２０２６-１２-３１"):
        query = {"insured_in": "620100", "situation": "left-job", "held_as": "ledger", "on": text}
        assert "31 December 2026" in client.get(BASE.format("en"), query).content.decode()


def test_an_unknown_question_is_a_404_that_names_it(client, base):
    response = client.get(base.replace("medical-account-cash", "winning-the-lottery"))
    assert response.status_code == 404
    assert "winning-the-lottery" in response.content.decode()
