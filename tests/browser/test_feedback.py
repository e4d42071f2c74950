"""A reader tells us something without JavaScript, and with it; every page on the way is accessible."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

ARTICLE = "articles/take-money-off-medical-card/"
WORDS = {
    "en": ("No, it was not clear", "Report a mistake in this rule", "We have your message", "faster than"),
    "zh-hans": ("没看明白", "指出这条规定的错误", "留言收到了", "按得太快"),
}
MOST_TRIES = 500


@pytest.fixture
def reader(browser: Any, base_url: str) -> Any:
    """Opens a page for somebody with or without JavaScript."""
    opened = []

    def opens(script: bool) -> Any:
        context = browser.new_context(
            base_url=base_url, java_script_enabled=script, viewport={"width": 360, "height": 740}
        )
        opened.append(context)
        return context.new_page()

    yield opens
    for context in opened:
        context.close()


def send(page: Any, too_fast: str) -> None:
    """Press Send; a browser is faster than anybody reads, so it is asked for once more, with nothing lost."""
    for _ in range(MOST_TRIES):
        page.click("#send")
        if too_fast not in page.text_content("main"):
            return
    pytest.fail("The form never took the message.")


@pytest.mark.parametrize("script", [False, True])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_was_not_clear_reaches_us(reader: Any, language: str, script: bool) -> None:
    unclear, _mistake, received, too_fast = WORDS[language]
    page = reader(script)
    page.goto(f"/{language}/{ARTICLE}")
    assert page.context.cookies() == []
    page.click(f"text={unclear} >> nth=-1")
    page.fill("#text", "6222 0212 3456 7890 123")
    send(page, too_fast)
    assert page.text_content("h1") == received
    assert "6222" not in page.text_content("main")
    page.click("main .go")
    assert page.url.endswith(f"/{language}/{ARTICLE}")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_mistake_without_words_leads_to_the_box_and_every_page_is_accessible(reader: Any, language: str) -> None:
    _unclear, mistake, received, too_fast = WORDS[language]
    page = reader(True)
    page.goto(f"/{language}/{ARTICLE}")
    page.click(f"text={mistake}")
    send(page, too_fast)
    assert page.evaluate("document.activeElement.id") == "stop"
    page.click("#stop a[href='#text']")
    page.keyboard.type("2023")
    assert page.input_value("#text") == "2023"
    faults = [Axe().run(page).generate_report()] if Axe().run(page).violations_count else []
    send(page, too_fast)
    assert page.text_content("h1") == received
    faults += [Axe().run(page).generate_report()] if Axe().run(page).violations_count else []
    assert faults == []
