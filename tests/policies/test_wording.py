"""Every shipped sentence keeps the site's rules of writing; some editors turn full-width marks into half-width ones."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.starter_edition import starter_documents

HAN = r"[一-鿿]"
HALF_WIDTH = re.compile(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}")
STRAIGHT_QUOTES = re.compile(rf"""{HAN}["']|["']{HAN}""")
FULL_WIDTH = re.compile(r"[，。；：？！（）、]")
BANNED_ZH = (
    "进行办理",
    "予以",
    "凭借",
    "相关部门",
    "有关规定",
    "之日起",
    "如若",
    "视情况而定",
    "众所周知",
    "温馨提示",
    "小编",
    "据了解",
    "点击这里",
    "社保账户",
)
BANNED_EN = (
    "pursuant to", "in respect of", "relevant departments", "the insured shall", "formalities", "enjoy treatment",
    "so-called", "please be informed", "kindly", "unfortunately", "in a timely manner", "social security account",
    "passed away", "depends on the situation",
)  # fmt: skip
OPENING = {
    "yes": ("Yes. ", "可以。"),
    "partly": ("Partly. ", "部分可以。"),
    "no": ("No. ", "不可以。"),
    "depends": ("It depends on ", "要看"),
}


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Place, language and text of every bilingual field below a value."""
    if isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, str) and name.endswith(("_en", "_zh")):
                yield f"{place}.{name}", name[-2:], item
            elif name not in {"staff_note"}:
                yield from texts(item, f"{place}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")


ALL = [found for key, document in starter_documents().items() for found in texts(document.body, key)]


def test_no_half_width_mark_or_straight_quote_stands_beside_a_chinese_character() -> None:
    wrong = [
        f"{place}: {text[:60]}"
        for place, language, text in ALL
        if language == "zh" and (HALF_WIDTH.search(text) or STRAIGHT_QUOTES.search(text))
    ]

    assert wrong == []


@pytest.mark.parametrize("spoilt", ["可以,", "可以(不行)", '说"可以"', "为什么?"])
def test_the_search_for_half_width_marks_can_fail(spoilt: str) -> None:
    assert HALF_WIDTH.search(spoilt) or STRAIGHT_QUOTES.search(spoilt)


def test_no_word_that_our_writing_avoids_is_used() -> None:
    wrong = [
        f"{place}: {word}"
        for place, language, text in ALL
        for word in (BANNED_ZH if language == "zh" else BANNED_EN)
        if word in text.lower()
    ]

    assert wrong == []


def test_both_languages_of_a_field_are_there_or_neither() -> None:
    there = {place for place, _, text in ALL if text.strip()}

    lonely = [p for p in there if p[:-3] + ("_zh" if p.endswith("_en") else "_en") not in there]

    assert lonely == []


def test_no_text_shouts_or_uses_a_currency_sign() -> None:
    assert [place for place, _, text in ALL if re.search(r"[!！¥￥]|CNY", text)] == []


def test_every_outcome_opens_with_the_word_of_its_verdict() -> None:
    wrong = []
    for key, document in starter_documents().items():
        if key.startswith("outcome:") and document.body["verdict"] in OPENING:
            english, chinese = OPENING[document.body["verdict"]]
            if not document.body["title_en"].startswith(english) or not document.body["title_zh"].startswith(chinese):
                wrong.append(f"{key}: {document.body['title_en']} / {document.body['title_zh']}")

    assert wrong == []


def test_the_answer_of_an_article_stands_in_its_first_words() -> None:
    articles = {key: doc.body for key, doc in starter_documents().items() if key.startswith("article:")}

    assert [key for key, body in articles.items() if len(body["answer_en"].split()) > 40] == []
    assert [key for key, body in articles.items() if len(body["answer_zh"]) > 60] == []
