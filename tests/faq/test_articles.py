"""Articles: the answer first, then what it rests on, how sure we are, and the way into the questions."""

import re

import pytest

from tests.starter_edition import starter_documents
from tests.wizard.journeys import text_of

BODIES = {doc.natural_key: doc.body for doc in starter_documents().values() if doc.kind == "article"}
ARTICLES = sorted(BODIES)
OF_THE_SITE = [slug for slug in ARTICLES if BODIES[slug]["topics"] == ["using-this-site"]]
ON_MONEY = [slug for slug in ARTICLES if slug not in OF_THE_SITE]
LANGUAGES = ("en", "zh-hans")
LINK = r'href="(/(?:en|zh-hans)/[^"#]*)"'


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ON_MONEY)
def test_an_article_answers_first_and_names_its_basis_and_standing(client, language, slug):
    page = client.get(f"/{language}/articles/{slug}/").content.decode()
    words = text_of(page)
    assert page.index('class="slip') < page.index("<h2")
    assert 'class="law"' in page
    assert ("Researched from public sources" if language == "en" else "根据公开资料整理") in words
    assert ("22 November 2026" if language == "en" else "2026年11月22日") in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", OF_THE_SITE)
def test_an_article_about_the_site_claims_neither_law_nor_research(client, language, slug):
    page = client.get(f"/{language}/articles/{slug}/").content.decode()
    assert page.index('class="slip') < page.index("<h2")
    assert 'class="law"' not in page
    assert ("Researched from" if language == "en" else "根据公开资料整理") not in text_of(page)


@pytest.mark.parametrize("slug", ON_MONEY)
def test_the_first_words_of_an_article_name_the_account_they_speak_of(slug):
    english, chinese = BODIES[slug]["answer_en"].lower(), BODIES[slug]["answer_zh"]
    assert any(name in english for name in ("medical personal account", "card bank account"))
    assert any(name in chinese for name in ("医保个人账户", "社保卡金融账户"))


@pytest.mark.parametrize("slug", ON_MONEY)
def test_an_article_hands_on_only_what_its_questions_ask(client, slug):
    asked, known = BODIES[slug]["question"], BODIES[slug]["known"]
    response = client.get(f"/en/check/{asked}/", known)
    address = response.url if response.status_code == 302 else response.request["QUERY_STRING"]
    assert [f"{name}={value}" for name, value in known.items() if f"{name}={value}" not in address] == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_articles_close_to_this_are_others_that_exist(slug):
    related = BODIES[slug]["related"]
    assert 0 < len(related) <= 3
    assert set(related) <= set(ARTICLES) - {slug}


def test_whoever_looks_for_elder_mode_finds_the_switch_in_the_first_lines(client):
    page = client.get("/zh-hans/articles/make-letters-bigger/").content.decode()
    for word in ("长辈版", "大字版", "关怀版"):
        assert word in BODIES["make-letters-bigger"]["title_zh"]
        assert word in BODIES["make-letters-bigger"]["answer_zh"]
    assert 'href="/zh-hans/reading/?next=/zh-hans/articles/make-letters-bigger/"' in page


def test_card_articles_send_readers_to_the_bank_and_medical_ones_to_the_medical_line(client):
    def told(slug):
        return text_of(client.get(f"/en/articles/{slug}/").content.decode())

    assert "we found no article that says this. Ask the bank named on the card." in told("activate-card-bank-account")
    assert "we found no article that says this. Ask 12333." in told("lost-card-money")
    assert "we found no article that says this. Ask 12393." in told("does-balance-expire")


def links(client, language):
    """Every address of ours that the articles link to, with an article that does.

    Large print and feedback carry the page's own address, language included, and are held elsewhere.
    """
    pages = {slug: client.get(f"/{language}/articles/{slug}/").content.decode() for slug in ARTICLES}
    return {
        href.replace("&amp;", "&"): slug
        for slug, page in pages.items()
        for href in re.findall(LINK, page)
        if not re.search("/(reading|feedback)/", href)
    }


@pytest.mark.thorough
def test_every_link_of_an_article_leads_somewhere(client):
    found = links(client, "en")
    dead = [f"{slug}: {href}" for href, slug in found.items() if client.get(href).status_code not in {200, 302}]

    assert found
    assert dead == []


@pytest.mark.thorough
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
