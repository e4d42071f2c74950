"""The compare pages: what differs is what the engine says, what is wrong is named with its repair."""

import re
from datetime import date
from html import unescape

import pytest
from django.template.loader import render_to_string

from helpdesk.editions import clock
from helpdesk.editions.reading import current_edition, reading_from
from helpdesk.eligibility.comparison.compare import compare_question, side_in
from helpdesk.eligibility.vocabulary.regions import NATION
from helpdesk.faq.wording import opening
from helpdesk.pages.sides import side
from helpdesk.policies.published import rulebook
from tests.starter_edition import BUILT

QUESTION, TODAY = "medical-account-cash", date(2026, 11, 22)
BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)
LANGUAGES = ("en", "zh-hans")
LINK = "pages/compare_link.html"


@pytest.fixture(autouse=True)
def today():
    with clock.fixed(BUILT):
        yield


@pytest.fixture
def shown(client):
    """The page of a query, as text of its main part and as markup."""

    def page(language="en", status=200, **query):
        response = client.get(f"/{language}/compare/", {"question": QUESTION, **query})
        assert response.status_code == status, response
        return response.content.decode()

    return page


def words(markup):
    """The words of a page's main part."""
    main = markup.partition("<main")[2].partition("</main>")[0]
    inline = re.sub(r"</?(?:span|strong|a)\b[^>]*>", "", main)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inline))).strip()


def compared(one, other):
    return compare_question(QUESTION, one, other)


def book():
    edition = current_edition()
    with reading_from(edition):
        return rulebook(edition)


def said_in(markup):
    """For each difference the sentences of both sides, in the order of the page."""
    boxes = re.findall(r'<div class="note \w+">\s*<p>.*?</svg>(.*?)</p>', markup, re.S)
    told = [unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", box))).strip() for box in boxes]
    return list(zip(told[::2], told[1::2], strict=True))


def told_by(difference, language):
    return tuple(
        " ".join(opening_of(said.outcome.title.get(language), language))
        for said in (difference.before, difference.after)
    )


def opening_of(title, language):
    found = [part for part in opening(title) if part]
    return found if language == "en" or len(found) < 2 else [found[0], found[1]]


# --- What differs


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("a", "b"), [("110000", "120000"), ("440000", "310000"), ("460000", "110000"), ("440100", "440300")]
)
def test_two_regions_differ_where_the_engine_says_so(shown, language, a, b):
    page = shown(language, a=a, b=b)
    found = [
        each for each in compared(side_in(book(), QUESTION, a, TODAY), side_in(book(), QUESTION, b, TODAY))
        if not each.only_bases
    ]  # fmt: skip

    assert found
    assert sorted(said_in(page)) == sorted(told_by(each, language) for each in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", ["120000", NATION])
def test_the_last_day_of_2026_and_the_first_of_2027_differ_in_law_alone(shown, language, region):
    page = shown(language, a=region, on=BEFORE.isoformat(), on2=AFTER.isoformat())
    found = compared(side(book(), QUESTION, region, BEFORE), side(book(), QUESTION, region, AFTER))

    assert found
    assert all(each.only_bases for each in found)
    assert said_in(page) == []
    assert ("Every answer is the same on both sides. Only what" in page) == (language == "en")
    assert "laws/medical-security-law/48/" in page
    assert "laws/social-insurance-law/88/" in page


def test_beijing_and_tianjin_differ_in_what_was_credited_in_the_months_between(shown):
    told = words(shown(a="110000", b="120000"))

    assert "Different. Beijing: yes. Tianjin: no When the money was credited 1 January 2022 to 31 August 2022" in told
    assert "Answers that differ: 11." in told


def test_what_is_the_same_is_said_once(shown):
    told = words(shown(a="110000", b="120000"))

    assert told.count("The same on both sides: The insured person has died") == 1
    assert "The same on both sides: Insured as before, working or retired; Left a job; " in told


def test_differences_are_marked_by_a_word(shown):
    page = shown("zh-hans", a="110000", b="120000")
    marks = [unescape(mark) for mark in re.findall(r"<h3>(.*?)</h3>", page.partition("规定的变化")[0])]

    assert len(marks) == 11 + 1
    assert all(mark.startswith(("不同。", "细节不同。", "答案相同：")) for mark in marks)
    assert "不同。北京：可以；天津：不可以" in marks


def test_bases_of_both_sides_are_cited(shown):
    page = shown(a="110000", b="120000")

    assert "/en/laws/bj-yibaofa-2022-28/" in page
    assert "/en/laws/tj-zhengban-2021-16/" in page


def test_both_regions_and_both_days_may_differ(shown):
    told = words(shown(a="110000", b="120000", on="2026-12-31", on2="2027-01-01"))

    assert told.count("Beijing, 31 December 2026 and Tianjin, 1 January 2027") == 1


def test_a_question_that_no_place_governs_is_the_same_everywhere(shown):
    told = words(shown(question="card-bank-account", a="110000", b="120000"))

    assert "Every answer is the same on both sides." in told
    assert "moving from" not in told


# --- Moving


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_moves_finds_the_questions_with_both_places_filled_in(client, shown, language):
    page = shown(language, a="110000", b="440100")
    (link,) = re.findall(r'href="(/[^"]*situation=moving[^"]*)"', page)
    query = unescape(link)

    assert query == f"/{language}/check/{QUESTION}/?insured_in=110000&situation=moving&moves_to=440100"
    assert client.get(query).status_code == 200
    assert "articles/medical-account-when-moving/" in page


def test_two_days_in_one_place_are_no_move(shown):
    assert "situation=moving" not in shown(a="110000", on="2026-12-31", on2="2027-01-01")


def test_the_result_of_a_move_can_link_to_the_comparison(client):
    regions = book().regions.by_key
    context = {"question": QUESTION, "here": regions["110000"], "there": regions["440100"]}
    (link,) = re.findall(r'href="([^"]*)">Compare Beijing and Guangzhou<', render_to_string(LINK, context))

    assert client.get(unescape(link)).status_code == 200


# --- What is asked wrongly


@pytest.mark.parametrize(
    ("query", "status", "en", "zh"),
    [
        ({"question": "money"}, 400, "There is no question “money”. Choose", "没有叫“money”的问题"),
        ({"a": "999999", "b": "120000"}, 400, "First region: we know no region with the code “999999”",
         "第一个地区：没有代码是“999999”的地区"),
        ({"a": "110000", "b": "<b>"}, 400, "Second region: we know no region with the code “<b>”", "“<b>”"),
        ({"a": "110000", "b": "810000"}, 400, "Second region: Hong Kong has a system of its own", "香港有自己的制度"),
        ({"a": "CN", "b": "110000"}, 400, "the national rule can only be compared on two days", "只能按两个日期对比"),
        ({"a": "110000", "on": "2026-02-30", "on2": "2027-01-01"}, 400, "First day: “2026-02-30” is no date",
         "第一个日期：“2026-02-30”不是能用的日期"),
        ({"a": "110000", "on2": "soon"}, 400, "Second day: “soon” is no date", "第二个日期：“soon”"),
        ({"a": "x", "on2": "2027-01-01"}, 400, "Region: we know no region with the code “x”",
         "参保地：没有代码是“x”的地区"),
        ({}, 200, "First region: choose a province or a city.", "第一个地区：请选一个省或市。"),
        ({"a": "110000"}, 200, "Second region: choose a province or a city.", "第二个地区：请选一个省或市。"),
        ({"a": "110000", "on": "2027-01-01"}, 200, "Second day: type the day to compare with.", "第二个日期：请写"),
        ({"a": "110000", "b": "110000"}, 200, "both regions are Beijing", "两个地区都是北京"),
        ({"a": "110101", "b": "110103"}, 200, "both regions are Dongcheng", "两个地区都是东城"),
        ({"a": "110000", "on2": "2026-11-22"}, 200, "both days are 22 November 2026", "两个日期都是2026年11月22日"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_named_with_its_repair(shown, query, status, en, zh):
    for language, told in (("en", en), ("zh-hans", zh)):
        page = shown(language, status=status, **query)
        summary = words("<main" + page.partition('id="stop"')[2].partition("</div>")[0])
        (target,) = set(re.findall(r'href="#([\w-]+)"', page.partition('id="stop"')[2].partition("</div>")[0])[:1])

        assert told in summary
        assert f'id="{target}"' in page
        assert ("Error:" if language == "en" else "出错") in page.partition("</title>")[0]


def test_what_was_typed_is_kept(shown):
    page = shown(status=400, a="120000", on="yesterday", on2="2027-01-01")

    assert page.count('value="120000" selected') == 2
    assert 'value="yesterday"' in page
    assert 'value="2027-01-01"' in page


def test_a_former_code_is_its_successor_and_says_so(shown):
    told = words(shown(a="110103", b="120000"))

    assert "The code 110103 is no longer used. We took its successor, Dongcheng District." in told
    assert "Dongcheng District and Tianjin" in told


def test_unknown_and_empty_keys_are_dropped_by_redirect(client):
    response = client.get("/en/compare/?question=medical-account-cash&a=110000&b=&utm=1")

    assert response["Location"] == "/en/compare/?question=medical-account-cash&a=110000"
    assert client.get("/en/compare/?x=1")["Location"] == "/en/compare/"


@pytest.mark.parametrize("nonsense", ["\x00", "１２００００", "a" * 5000, "120000|110000", "../", "%"])
def test_nonsense_is_answered_with_the_form(client, nonsense):
    for key in ("question", "a", "b", "on", "on2"):
        query = {"question": QUESTION, "a": "110000", key: nonsense}
        assert client.get("/zh-hans/compare/", query).status_code in {200, 302, 400}


# --- Finding it, and being found


def test_a_region_alone_fills_the_form_without_a_complaint(client):
    page = client.get("/en/compare/?a=120000").content.decode()

    assert 'id="stop"' not in page
    assert page.count('value="120000" selected') == 2


def test_the_form_may_be_indexed_and_a_comparison_may_not(client, shown):
    assert "noindex" not in client.get("/en/compare/").content.decode()
    assert '<meta name="robots" content="noindex">' in shown(a="110000", b="120000")
    assert "/en/compare/</loc>" in client.get("/sitemap.xml").content.decode()


def test_a_comparison_is_worked_out_once_for_an_edition(shown):
    kept = book().kept
    kept.clear()
    first, second = shown(a="110000", b="120000"), shown(a="110000", b="120000")

    assert first == second
    assert [key for key in kept if key[0] == "comparison"] == [
        ("comparison", QUESTION, "110000", TODAY, "120000", TODAY)
    ]


@pytest.mark.thorough
def test_what_is_kept_is_bounded(shown, monkeypatch):
    monkeypatch.setattr("helpdesk.pages.kept.MOST_KEPT", 4)
    for other in ("120000", "310000", "440000", "460000"):
        shown(a="110000", b=other)

    assert 0 < len(book().kept) <= 4
