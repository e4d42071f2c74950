"""Articles: the answer first, then what it rests on, how sure we are, and the way into the questions."""

import re

import pytest

from tests.starter_edition import starter_documents
from tests.wizard.journeys import text_of

ARTICLES = sorted(document.natural_key for document in starter_documents().values() if document.kind == "article")
LANGUAGES = ("en", "zh-hans")
LINK = r'href="(/(?:en|zh-hans)/[^"#]*)"'


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ARTICLES)
def test_an_article_answers_first_and_names_its_basis_and_standing(client, language, slug):
    page = client.get(f"/{language}/articles/{slug}/").content.decode()
    words = text_of(page)
    assert page.index('class="slip') < page.index("<h2")
    assert 'class="law"' in page
    assert ("Researched from public sources" if language == "en" else "根据公开资料整理") in words
    assert ("22 November 2026" if language == "en" else "2026年11月22日") in words


def links(client, language):
    """Every address of ours that the articles link to, with an article that does; large print is held elsewhere."""
    pages = {slug: client.get(f"/{language}/articles/{slug}/").content.decode() for slug in ARTICLES}
    return {
        href.replace("&amp;", "&"): slug
        for slug, page in pages.items()
        for href in re.findall(LINK, page)
        if "/reading/" not in href
    }


def test_every_link_of_an_article_leads_somewhere(client):
    found = links(client, "en")
    dead = [f"{slug}: {href}" for href, slug in found.items() if client.get(href).status_code not in {200, 302}]

    assert found
    assert dead == []


def test_both_languages_of_the_articles_link_to_the_same_pages(client):
    english, chinese = ({href.partition("/")[2].partition("/")[2] for href in links(client, language)}
                        for language in LANGUAGES)  # fmt: skip

    assert chinese == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_with_a_question_hands_on_what_it_knows(client, language):
    page = client.get(f"/{language}/articles/medical-card-money-after-leaving-job/").content.decode()
    assert f'href="/{language}/check/medical-account-cash/?' in page
    assert "situation=left-job" in page


def test_the_other_language_is_one_link_away(client):
    page = client.get("/en/articles/take-money-off-medical-card/").content.decode()
    assert (
        '<a href="/zh-hans/articles/take-money-off-medical-card/" lang="zh-Hans" hreflang="zh-Hans">看中文版</a>'
        in page
    )
