"""What a message is about is checked against the edition: what is not known is left out, and never an error."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from helpdesk.editions.reading import current_edition, reading_from
from helpdesk.pages.feedback.subject import Kind, Subject, read_subject, way_back
from helpdesk.policies.models import Instrument, Question, Region
from helpdesk.policies.published import rulebook
from tests.pages.feedback.visitor import TABLE
from tests.pages.test_addresses import ADDRESSES


@pytest.fixture
def edition():
    with reading_from(current_edition()) as found:
        yield found


@pytest.fixture
def read(edition):
    """The subject of a query given by its parts."""

    def subject(**query: str) -> Subject:
        asked = QueryDict(mutable=True)
        asked.update(query)
        return read_subject(edition, asked)

    return subject


@pytest.mark.parametrize(
    "about",
    [
        "https://example.com/en/about/",
        "//example.com/en/about/",
        "/\\example.com/",
        "javascript:alert(1)",
        "/admin/",
        "/healthz",
        "/en/feedback/",
        "/en/nothing-here/",
        "en/about/",
        "/en/about/\x00",
        "/en/about/\n",
        "/en/articles/" + "a" * 300 + "/",
        "/en/articles/110105194912310021/",
        "/en/articles/1101-0519-4912-3100-21/",
        "",
        "/",
    ],
)
def test_a_page_that_is_not_a_public_page_of_ours_is_left_out(read, about):
    assert read(kind="mistake", about=about) == Subject(Kind.MISTAKE, edition=1)


@pytest.mark.parametrize(
    "address",
    [a for a in ADDRESSES if "/replay/" not in a and "/feedback/" not in a and a.startswith(("/en/", "/zh-hans/"))],
)
def test_every_public_page_can_be_named_and_is_kept_without_its_query(read, address):
    assert read(about=address).page == address.partition("?")[0]


def test_no_page_of_the_edition_looks_like_a_number_that_names_a_person(read, edition):
    paths = [reverse("pages:region", args=[key]) for key in edition.all(Region).values_list("key", flat=True)]
    paths += [reverse("pages:instrument", args=[key]) for key in edition.all(Instrument).values_list("key", flat=True)]
    assert [path for path in paths if read(about=path).page != path] == []


def test_the_answers_of_a_page_are_never_read(read, edition):
    query = "?insured_in=120000&situation=died"
    found = read(about="/en/check/medical-account-cash/" + query, situation="died", insured_in="120000")
    assert found == Subject(page="/en/check/medical-account-cash/", edition=1, question="medical-account-cash")


@pytest.mark.parametrize("code", ["CJCS-87Z", "cjcs87z"])
def test_a_reference_code_is_cut_off_since_it_holds_the_answers(read, code):
    assert read(about=f"/zh-hans/replay/{code}/").page == "/zh-hans/replay/"


def test_the_way_back_keeps_a_reference_code_that_is_not_stored(edition):
    assert way_back(Subject(page="/en/replay/"), "http://testserver/en/replay/CJCS-87Z/") == "/en/replay/CJCS-87Z/"
    assert way_back(Subject(page="/en/about/"), "http://testserver/en/replay/CJCS-87Z/") == "/en/about/"
    assert way_back(Subject(), "http://testserver/en/replay/CJCS-87Z/") == reverse("pages:home")


def test_every_rule_of_the_edition_can_be_named(read, edition):
    book = rulebook(edition)
    keys = [*book.tables, *book.rule_by_key]
    versions = [each.name for rule in book.rule_by_key.values() for each in rule.versions]
    assert keys
    assert [key for key in [*keys, *versions] if read(rule=key).rules != (key,)] == []


@pytest.mark.parametrize(
    "rule", ["none@CN", "x" * 5000, "\x00", f"{TABLE}\n", "a[1]", f"{TABLE}[1]", "'; DROP TABLE", ","]
)
def test_a_rule_that_is_not_known_is_left_out_and_the_others_stay(read, rule):
    assert read(rule=rule).rules == ()
    assert read(rule=f"{rule},{TABLE},{TABLE}").rules == (TABLE,)


@pytest.mark.parametrize(("told", "region"), [("120000", "120000"), ("110103", "110101"), ("999999", ""), ("\x00", "")])
def test_a_region_is_one_we_know_or_its_successor(read, told, region):
    assert read(region=told).region == region


@pytest.mark.parametrize("told", ["", "0", "2", "-1", "1.0", "１", "1" * 400, "one"])
def test_an_edition_that_there_is_not_is_the_current_one(read, told):
    assert read(edition=told).edition == 1


def test_a_subject_survives_its_own_address(read, edition):
    found = read(kind="mistake", about="/en/check/medical-account-cash/", region="120000", rule=TABLE, edition="1")
    assert found.question
    assert found.region
    assert found.rules
    assert read_subject(edition, QueryDict(found.query())) == found


def test_every_question_is_told_by_its_page(read, edition):
    for key in edition.all(Question).values_list("key", flat=True):
        assert read(about=f"/en/check/{key}/").question == key


def test_the_part_with_the_links_says_page_edition_region_and_rule(edition):
    request = RequestFactory().get("/en/check/medical-account-cash/?situation=died")
    request.edition = edition
    context = {"about": request.path, "rule": f"{TABLE},x[1]", "region": "120000"}
    part = render_to_string("parts/clear.html", context, request)
    assert part.count("about=%2Fen%2Fcheck%2Fmedical-account-cash%2F&amp;edition=1&amp;region=120000") == 3
    assert part.count("rule=medical-account-paid-out%40120000%2Cx%5B1%5D") == 3
    assert "died" not in part
