"""What a reader sees, on a phone and on a desktop, in both languages: no fault that axe finds, no sideways scroll,
targets big enough, and a picture of each page kept for people to look at."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "test-results" / "pictures"
QUESTION = "check/medical-account-cash/"
PAGES = {
    "home": "",
    "question": QUESTION + "?insured_in=620100",
    "region": QUESTION + "?situation=left-job",
    "city": QUESTION + "?insured_in=440000&asked=insured_in",
    "error": QUESTION + "?insured_in=620100&asked=situation",
    "no": QUESTION + "?insured_in=620100&situation=left-job&held_as=ledger",
    "yes": QUESTION + "?insured_in=620100&situation=died&held_as=ledger&asking_as=heir",
    "unsure": QUESTION + "?situation=died&held_as=unsure&insured_in=unsure&asking_as=unsure&has_account=unsure",
    "change": QUESTION
    + "?situation=insured&insured_in=440300&held_as=ledger&has_account=yes&retired=yes&filed_elsewhere=no",
    "conflict": QUESTION + "?insured_in=620100&situation=insured&asking_as=heir",
    "article": "articles/take-money-off-medical-card/",
    "topics": "topics/",
    "topic": "topics/medical-account-cash/",
    "regions": "regions/",
    "place": "regions/120000/",
    "compare": "compare/",
    "compared": "compare/?question=medical-account-cash&a=110000&b=120000",
    "days": "compare/?question=medical-account-cash&a=120000&on=2026-12-31&on2=2027-01-01",
    "undated": "compare/?question=medical-account-cash&a=120000&on=2026-02-30&on2=2027-01-01",
    "laws": "laws/",
    "instrument": "laws/gbf-2021-14/",
    "provision": "laws/gbf-2021-14/2/",
    "offices": "offices/",
    "reading": "reading/",
    "about": "about/",
    "privacy": "privacy/",
    "tell": "feedback/",
    "clear": "feedback/?kind=clear-yes&about=/en/articles/take-money-off-medical-card/",
    "unclear": "feedback/?kind=clear-no&about=/en/articles/take-money-off-medical-card/",
    "mistake": "feedback/?kind=mistake&about=/en/check/medical-account-cash/&region=120000"
    "&rule=medical-account-paid-out@120000",
}
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}
SMALL = """() => [...document.querySelectorAll(
  'button:not([hidden]), summary, label.row, input.field, nav a, .list a, .answers a, .go, .quiet'
)].filter(one => { const box = one.getBoundingClientRect(); return box.width && box.height < 44 })
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize(("size", "text"), [("phone", "normal"), ("phone", "large"), ("desktop", "normal")])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(
    page: Any, base_url: str, name: str, language: str, size: str, text: str
) -> None:
    page.set_viewport_size(SIZES[size])
    if text == "large":
        page.context.add_cookies([{"name": "text", "value": "large", "url": base_url}])
    page.goto(f"/{language}/{PAGES[name]}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{language}-{size}-{text}.png", full_page=True)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_at_320_pixels(page: Any, name: str, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/{language}/{PAGES[name]}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("text", [18, 24])
def test_letters_and_radios_have_their_size(page: Any, base_url: str, text: int) -> None:
    if text == 24:
        page.context.add_cookies([{"name": "text", "value": "large", "url": base_url}])
    page.goto("/en/" + PAGES["question"])
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == text
    assert page.evaluate("document.querySelector('input[type=radio]').getBoundingClientRect().width") >= text
