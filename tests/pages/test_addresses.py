"""Every public address: it answers in both languages, asks nothing of the editorial database, and reads no session."""

import re

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.urls import get_resolver

LANGUAGES = ("en", "zh-hans")
QUESTION = "check/medical-account-cash/"
PUBLIC = {
    "pages:home": [""],
    "pages:regions": ["regions/"],
    "pages:region": ["regions/120000/", "regions/110105/", "regions/CN/", "regions/110103/"],
    "pages:compare": [
        "compare/",
        "compare/?question=medical-account-cash&a=110000&b=120000",
        "compare/?question=medical-account-cash&a=120000&on=2026-12-31&on2=2027-01-01",
        "compare/?question=medical-account-cash&a=440100&b=310115",
    ],
    "pages:laws": ["laws/"],
    "pages:instrument": ["laws/social-insurance-law/"],
    "pages:provision": ["laws/gbf-2021-14/2/", "laws/sc-decision-1998-44/~account-ownership/"],
    "pages:offices": ["offices/"],
    "pages:reading": ["reading/", "reading/?text=large&next=/en/"],
    "pages:feedback": ["feedback/", *(f"feedback/?kind={kind}" for kind in ("clear-yes", "clear-no", "mistake"))],
    "pages:leave": ["leave/"],
    "pages:about": ["about/"],
    "pages:privacy": ["privacy/"],
    "pages:accessibility": ["accessibility/"],
    "faq:topics": ["topics/"],
    "faq:topic": ["topics/medical-account-cash/"],
    "faq:article": ["articles/take-money-off-medical-card/"],
    "wizard:questions": ["check/"],
    "wizard:check": [
        QUESTION,
        QUESTION + "?insured_in=440000&asked=insured_in",
        QUESTION + "?insured_in=620100&situation=left-job&held_as=ledger",
        QUESTION + "?insured_in=620100&situation=insured&asking_as=heir",
        "check/card-bank-account/",
    ],
    "wizard:codes": ["replay/", "replay/?code="],
    "wizard:replay": ["replay/CJCS-87Z/", "replay/cjcs87z/"],
    "root:door": ["/"],
    "root:healthz": ["/healthz"],
    "root:robots": ["/robots.txt"],
    "root:sitemap": ["/sitemap.xml"],
}
EXEMPT = {"root:readyz"}  # it says whether the editorial database is up, so it has to ask
ADDRESSES = [
    path if path.startswith("/") else f"/{language}/{path}"
    for paths in PUBLIC.values()
    for path in paths
    for language in LANGUAGES[: 1 if path.startswith("/") else 2]
]


@pytest.fixture
def no_session(monkeypatch):
    """Fails on the first look into a session."""

    def refuse(self, *_arguments, **_options):
        raise AssertionError("A public page looked into the session")

    for name in ("__getitem__", "__contains__", "get", "_get_session", "load"):
        monkeypatch.setattr(SessionBase, name, refuse, raising=False)


def test_every_public_name_is_tried_below():
    """A new address has to be added to PUBLIC, so that it is held to the rules as well."""
    named = set()
    for pattern in get_resolver().url_patterns:
        for inner in [pattern, *getattr(pattern, "url_patterns", [])]:
            if getattr(inner, "app_name", None) in {"pages", "faq", "wizard", "root"}:
                named |= {f"{inner.app_name}:{row.name}" for row in inner.url_patterns}
    assert named == set(PUBLIC) | EXEMPT


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_address_answers_without_editorial_database_or_session(client, no_session, address):
    """Without the database mark, pytest-django refuses any query on `default`."""
    response = client.get(address)
    assert response.status_code in {200, 302}
    assert "sessionid" not in response.cookies
    assert ("csrftoken" in response.cookies) == ("feedback/?kind=" in address)


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.startswith(("/en/", "/zh-hans/")) and "text=" not in a])
def test_a_page_names_its_language_its_edition_and_its_twin(client, address):
    response = client.get(address)
    page = response.content.decode()
    assert ('<html lang="en"' in page) == address.startswith("/en/")
    assert response["X-Edition"] == "1"
    assert f'hreflang="{"zh-Hans" if address.startswith("/en/") else "en"}"' in page
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]+ - (Social Insurance Answers|社保问一问)</title>", page)


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.startswith("/en/") and "text=" not in a])
def test_chinese_on_an_english_page_is_marked_as_chinese(client, address):
    page = client.get(address).content.decode()
    body = re.sub(
        r'<(\w+)[^>]* lang="zh-Hans"[^>]*>.*?</\1>', "", page.partition("<main")[2].partition("</main>")[0], flags=re.S
    )
    assert not re.findall(r"[\u4e00-\u9fff]+", re.sub(r"<[^>]+>", "", body))


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_on_a_page_needs_a_looser_policy(client, address):
    page = client.get(address).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son\w+=", page)
    # A data block for search engines is never run; every other script is a file of ours.
    assert not re.search(r'<script(?! type="application/ld\+json">)(?![^>]*\ssrc=)', page)


def test_the_language_switch_keeps_place_and_answers(client):
    page = client.get("/en/check/medical-account-cash/?insured_in=120000&situation=left-job").content.decode()
    assert 'href="/zh-hans/check/medical-account-cash/?insured_in=120000&amp;situation=left-job"' in page


@pytest.mark.parametrize(
    ("wanted", "door"), [("zh-CN,zh;q=0.9", "/zh-hans/"), ("en-GB", "/en/"), ("fr", "/en/"), ("", "/en/")]
)
def test_the_door_goes_by_the_browser(client, wanted, door):
    response = client.get("/", headers={"Accept-Language": wanted})
    assert response["Location"] == door
    assert "Accept-Language" in response["Vary"]


def test_large_print_is_one_cookie_and_comes_back(client):
    response = client.get("/en/reading/?text=large&next=/en/about/")
    assert response["Location"] == "/en/about/"
    assert response.cookies["text"].value == "large"
    assert 'class="large"' in client.get("/en/about/").content.decode()
    client.get("/en/reading/?text=normal")
    assert 'class="large"' not in client.get("/en/about/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "en/"]
)
def test_large_print_leads_nowhere_else(client, elsewhere):
    assert client.get("/en/reading/", {"text": "large", "next": elsewhere})["Location"] == "/en/"


def test_ready_tells_the_edition_and_the_database(client, db):
    report = client.get("/readyz").json()
    assert report["edition"] == 1
    assert report["editorial_database"] == "up"
    assert report["schema"]["found"] == report["schema"]["expected"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/en/nope/", "There is no page at this address"),
        ("/zh-hans/nope/", "这个网址没有页面"),
        ("/en/regions/999999/", "no region with the code “999999”"),
        ("/zh-hans/laws/social-insurance-law/999/", "没有引用这部法规的“999”"),
        ("/nope", "这个网址没有页面"),
    ],
)
def test_what_is_not_there_is_said_and_names_a_way_on(client, address, words):
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 404
    assert words in page
    assert "12393" in page
