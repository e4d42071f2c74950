"""On paper: what one needs at the counter, on one A4 page, and nothing that only works on a screen."""

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser

CHECK = "check/medical-account-cash/"
ANSWERS = {
    "no": CHECK + "?insured_in=620100&situation=left-job&held_as=ledger",
    "yes": CHECK + "?insured_in=620100&situation=died&held_as=ledger&asking_as=heir",
}
ON_SCREEN_ONLY = ".tools, .trail, .skip, form, .acts, .noprint, .foot nav"


def sheets(page: Any) -> int:
    """How many A4 pages Chromium prints; counted in the PDF itself."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("text", ["normal", "large"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_prints_on_one_page(page: Any, base_url: str, name: str, language: str, text: str) -> None:
    if text == "large":
        page.context.add_cookies([{"name": "text", "value": "large", "url": base_url}])
    page.goto(f"/{language}/{ANSWERS[name]}")
    assert sheets(page) == 1


@pytest.mark.parametrize("path", [ANSWERS["no"], "articles/take-money-off-medical-card/"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_paper_keeps_the_slip_the_steps_and_the_telephones(page: Any, language: str, path: str) -> None:
    page.goto(f"/{language}/{path}")
    page.emulate_media(media="print")
    shown = "selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).length"
    assert page.evaluate(shown, ".slip") == 1
    assert page.evaluate(shown, ".foot .tel") == 2
    assert page.evaluate(shown, "main ol, main ul, main h2") > 0
    assert page.evaluate(shown, ON_SCREEN_ONLY) == 0


def test_an_article_prints_on_few_pages(page: Any) -> None:
    page.goto("/zh-hans/articles/take-money-off-medical-card/")
    assert sheets(page) <= 3
