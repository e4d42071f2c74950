"""A place is found by its name in either language, by pinyin, initials or code, with script and without."""

import re

import pytest

from tests.wizard.journeys import text_of

START = "/{}/check/medical-account-cash/"


def typing(client, text, language="en", **headers):
    """The answer to what was typed for the place of insurance."""
    query = {"asked": "insured_in", "typed": text}
    return client.get(START.format(language), query, headers=headers)


def offered(page):
    """Codes offered, without the last line for the unsure."""
    return re.findall(r'type="radio" name="insured_in" value="(\w+)"', page)[:-1]


@pytest.mark.parametrize(
    "text",
    ["杭州", "杭州市", "hangzhou", "Hangzhou", "HANG ZHOU", "hang'zhou", "330100", "３３０１００", " 杭州 "],
)
def test_the_whole_name_of_one_place_is_taken_at_once(client, text):
    response = typing(client, text)
    assert response.status_code == 302
    assert response["Location"] == START.format("en") + "?insured_in=330100&asked=insured_in"


@pytest.mark.parametrize(
    ("text", "code", "other"),
    [("suzhou", "320500", "341300"), ("朝阳", "110105", "211300"),
     ("shanxi", "610000", "140000"), ("hz", "330100", "441300"), ("neim", "150000", None),
     ("吉林", "220000", "220200")],
)  # fmt: skip
def test_a_name_of_several_places_offers_them_with_where_they_lie(client, text, code, other):
    page = typing(client, text).content.decode()
    assert code in offered(page)
    assert other is None or other in offered(page)
    assert len(offered(page)) < 10
    assert f'name="typed" value="{text}"' in page


def test_two_places_of_one_name_are_told_apart(client):
    words = text_of(typing(client, "suzhou").content.decode())
    assert "Suzhou Jiangsu" in words
    assert "Anhui" in words


@pytest.mark.parametrize(("language", "told"), [("en", "We know no place called “Gotham”."), ("zh-hans", "Gotham")])
def test_what_is_no_place_is_named_with_the_repair_and_kept(client, language, told):
    page = typing(client, "Gotham", language).content.decode()
    assert told in text_of(page)
    assert 'role="alert"' in page
    assert '<a href="#typed">' in page
    assert 'name="typed" value="Gotham"' in page
    assert len(offered(page)) == 31


def test_while_somebody_types_nothing_is_taken_for_the_answer(client):
    headers = {"HX-Request": "true", "HX-Trigger-Name": "typed"}
    response = typing(client, "杭州", **headers)
    assert response.status_code == 200
    assert offered(response.content.decode()) == ["330100"]


def test_the_button_beside_the_field_looks_for_what_is_typed(client):
    query = {"insured_in": "120000", "asked": "insured_in", "typed": "330100", "find": "1", "changed": "insured_in"}
    response = client.get(START.format("en"), query)
    assert response["Location"].startswith(START.format("en") + "?insured_in=330100")


def test_a_line_that_is_chosen_counts_though_something_else_still_stands_in_the_field(client):
    for typed in ("suzhou", "Gotham"):
        query = {"asked": "insured_in", "typed": typed, "insured_in": "341300", "situation": "left-job"}
        page = client.get(START.format("en"), query)
        assert page.status_code == 200
        assert 'name="asked" value="held_as"' in page.content.decode()


def test_a_province_typed_goes_on_to_its_cities(client):
    page = client.get(typing(client, "广东")["Location"]).content.decode()
    assert "Which part of Guangdong?" in text_of(page)
    assert 'name="insured_in" value="440000"' in page, "somewhere in Guangdong"


def test_a_city_whose_parts_have_rules_of_their_own_is_told_apart(client):
    chosen = {"insured_in": "320200", "within": "320000", "asked": "insured_in"}
    page = client.get(START.format("en"), chosen).content.decode()
    assert "Which part of Wuxi?" in text_of(page)
    assert "320281" in offered(page) + re.findall(r'value="(320281)"', page)
    somewhere = client.get(START.format("en"), chosen | {"within": "320200"}).content.decode()
    assert 'name="asked" value="situation"' in somewhere


def test_a_city_that_no_rule_divides_is_not_asked_about_further(client):
    page = client.get(START.format("en"), {"insured_in": "620100", "within": "620000", "asked": "insured_in"})
    assert 'name="asked" value="situation"' in page.content.decode()


@pytest.mark.parametrize("text", ["\x01", "%" * 40, "<script>", "x" * 500, "-", "  "])
def test_nothing_typed_breaks_the_page(client, text):
    response = typing(client, text)
    assert response.status_code in {200, 302}
    assert "<script>alert" not in response.content.decode()
