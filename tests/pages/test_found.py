"""What search engines and assistants read: titles, descriptions, twins, the sitemap, and data blocks as JSON."""

import json
import re
from collections import Counter
from html import unescape
from xml.etree import ElementTree

import pytest

from helpdesk.faq import linked_data

CHECK = "check/medical-account-cash/"
INDEXED = [
    "", "check/", CHECK, "check/card-bank-account/", "topics/", "topics/medical-account-cash/", "regions/",
    "articles/take-money-off-medical-card/", "regions/120000/", "regions/440300/", "laws/", "laws/gbf-2021-14/",
    "laws/gbf-2021-14/2/", "offices/", "about/", "privacy/", "accessibility/", "reading/", "compare/",
]  # fmt: skip
HIDDEN = [
    CHECK + "?insured_in=620100",
    CHECK + "?insured_in=620100&situation=left-job&held_as=ledger",
    CHECK + "?insured_in=620100&situation=insured&asking_as=heir",
    "compare/?question=medical-account-cash&a=110000&b=120000",
    "replay/",
    "replay/CJCS-87Z/",
    "feedback/",
    "nope/",
]
ADDRESSES = [f"/{language}/{path}" for language in ("en", "zh-hans") for path in INDEXED]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://testserver"


def head(client, address):
    return client.get(address).content.decode().partition("</head>")[0]


def one(pattern, text):
    found = re.findall(pattern, text)
    assert len(found) == 1
    return unescape(found[0])


def blocks(page):
    """The data blocks of a page, each read back as JSON."""
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)]


def kinds(page):
    return {block["@type"]: block for block in blocks(page)}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("part", [r"<title>(.*?)</title>", r'<meta name="description" content="([^"]*)">'])
def test_no_two_pages_have_the_same_title_or_description(client, language, part):
    told = Counter(one(part, head(client, f"/{language}/{path}")) for path in INDEXED)
    assert max(told.values()) == 1, told.most_common(1)
    assert all(5 <= len(text) <= 330 for text in told)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_names_itself_and_its_twins_and_may_be_indexed(client, address):
    text, (_, language, rest) = head(client, address), address.split("/", 2)
    assert one(r'<link rel="canonical" href="([^"]+)">', text) == HOST + address
    twins = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))
    assert twins == {"en": f"{HOST}/en/{rest}", "zh-Hans": f"{HOST}/zh-hans/{rest}", "x-default": f"{HOST}/en/{rest}"}
    assert "noindex" not in text
    assert language in {"en", "zh-hans"}


@pytest.mark.parametrize("path", HIDDEN)
def test_answers_messages_and_errors_are_not_indexed_and_claim_no_other_address(client, path):
    text = head(client, f"/en/{path}")
    assert '<meta name="robots" content="noindex">' in text
    assert 'rel="canonical"' not in text


def test_the_sitemap_lists_every_page_with_its_twin_and_each_answers(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    rows = {
        row.find("s:loc", NAMES).text: {link.get("href") for link in row.findall("x:link", NAMES)}
        for row in root.findall("s:url", NAMES)
    }
    assert {HOST + address for address in ADDRESSES} <= rows.keys()
    assert all(address in twins and twins <= rows.keys() and len(twins) == 2 for address, twins in rows.items())
    for address in list(rows)[::97]:
        assert client.get(address.removeprefix(HOST)).status_code == 200


def test_robots_may_read_all_but_staff_pages(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")]
    assert not [address for address in ADDRESSES for start in closed if address.startswith(start)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_article_is_one_question_with_the_answer_that_stands_on_the_page(client, language):
    page = client.get(f"/{language}/articles/take-money-off-medical-card/").content.decode()
    told = kinds(page)["FAQPage"]
    assert told["@context"] == "https://schema.org"
    assert told["inLanguage"] == {"en": "en", "zh-hans": "zh-Hans"}[language]
    [question] = told["mainEntity"]
    shown = unescape(re.sub(r"<[^>]+>", "", page.partition("<article>")[2]))
    assert question["name"] in shown
    assert question["acceptedAnswer"]["text"].split("。")[-1].split(". ")[-1] in shown


def test_a_topic_lists_its_questions_and_a_page_without_any_has_no_block(client):
    page = client.get("/en/topics/medical-account-cash/").content.decode()
    told = kinds(page)["FAQPage"]["mainEntity"]
    assert len(told) == page.partition("<main")[2].count("/en/articles/") > 1
    assert set(kinds(client.get("/en/regions/").content.decode())) == {"BreadcrumbList"}


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("/en/about/", [("Home", "/en/"), ("How the answers are made", "")]),
        ("/en/regions/120000/", [("Home", "/en/"), ("Regions", "/en/regions/"), ("Tianjin", "")]),
        ("/zh-hans/regions/120000/", [("首页", "/zh-hans/"), ("各地规定", "/zh-hans/regions/"), ("天津市", "")]),
    ],
)
def test_the_way_from_home_is_told_in_order(client, address, way):
    told = kinds(client.get(address).content.decode())["BreadcrumbList"]["itemListElement"]
    assert [(row["name"], row.get("item", "").removeprefix(HOST)) for row in told] == way
    assert [row["position"] for row in told] == list(range(1, len(way) + 1))


def test_the_home_page_names_the_site(client):
    assert kinds(client.get("/zh-hans/").content.decode())["WebSite"]["url"] == f"{HOST}/zh-hans/"


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "a & b", "\u2028\u2029", "“引号”\"'"]
)
def test_a_data_block_cannot_be_left_and_says_what_it_was_given(text):
    block = str(linked_data.block({"name": text}))
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside)["name"] == text
