"""The questions in a real browser, with script and without, by mouse and by keyboard alone."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

CONTINUE = {"en": "Continue", "zh-hans": "继续"}
START = "/{}/check/medical-account-cash/"
ANSWERS = {"situation": ["left-job"], "insured_in": ["620000", "620100"], "held_as": ["ledger"]}
COUNTED = {"en": "Question {} of at most ", "zh-hans": "第{}题，最多"}


def choose(page: Any, language: str, answer: str) -> None:
    """Choose one answer and continue."""
    fact, _, value = answer.partition("=")
    page.locator(f'input[type=radio][name="{fact}"][value="{value}"]').first.check()
    page.get_by_role("button", name=CONTINUE[language]).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_same_answer_with_script_and_without(browser: Any, base_url: str, language: str, script: bool) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=script)
    page = context.new_page()
    page.goto(START.format(language))
    told = {fact: list(values) for fact, values in ANSWERS.items()}
    seen: list[str] = []
    while any(told.values()):
        fact = page.locator("input[name=asked]").get_attribute("value")
        seen += [] if fact in seen else [fact]
        heading = page.get_by_role("heading", level=1).inner_text()
        assert heading.startswith(COUNTED[language].format(len(seen)))
        choose(page, language, f"{fact}={told[fact].pop(0)}")
        page.wait_for_function("told => document.querySelector('h1').innerText !== told", arg=heading)
    page.locator(".slip.no h1").wait_for()
    assert "situation=left-job" in page.url
    context.close()


def test_a_swap_moves_focus_title_and_language_link(page: Any) -> None:
    page.goto(START.format("en") + "?insured_in=620100")
    page.evaluate("window.kept = true")
    choose(page, "en", "situation=left-job")
    page.locator('input[name="held_as"]').first.wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H1'")
    assert page.evaluate("window.kept") is True, "the page was loaded again instead of swapped"
    assert page.title().startswith("Where does the money show up?")
    assert "situation=left-job" in page.locator("#tongues a[hreflang=zh-Hans]").get_attribute("href")
    page.go_back()
    page.locator('input[name="situation"]').first.wait_for()
    page.go_forward()
    page.locator('input[name="held_as"]').first.wait_for()


def test_back_leads_to_the_question_after_a_result_was_loaded_again(page: Any) -> None:
    page.goto(START.format("en") + "?insured_in=620100&situation=left-job")
    choose(page, "en", "held_as=ledger")
    page.locator(".slip h1").wait_for()
    page.reload()
    page.go_back()
    page.locator('input[name="held_as"]').first.wait_for()
    page.go_forward()
    page.locator(".slip h1").wait_for()


def test_what_would_change_the_answer_is_one_click_away(page: Any) -> None:
    answers = "card_problem=take-out&card_has_bank_function=yes&card_activated="
    page.goto(f"/en/check/card-bank-account/?{answers}no")
    page.get_by_role("link", name="Card bank account activated: Yes, it is activated").click()
    page.wait_for_url(f"**/en/check/card-bank-account/?{answers}yes")
    page.locator("#slips, .slip").first.wait_for()
    assert not page.get_by_role("link", name="Card bank account activated: No").count(), "what is done is not undone"


def test_continue_without_an_answer_moves_focus_to_the_error(page: Any) -> None:
    page.goto(START.format("zh-hans") + "?insured_in=620100")
    page.get_by_role("button", name="继续").click()
    page.locator("#stop").wait_for()
    page.wait_for_function("document.activeElement.id === 'stop'")
    assert page.title().startswith("出错：")


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until something that matches has the focus; forty times lead nowhere else."""
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector}")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_whole_journey_by_keyboard_alone(browser: Any, base_url: str, script: bool) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=script)
    page = context.new_page()
    page.goto("/en/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link comes first
    tab_to(page, ".go")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/check/")
    tab_to(page, "a[href$='/medical-account-cash/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/medical-account-cash/")
    for fact, value in (("insured_in", "620000"), ("insured_in", "620100"), ("situation", "left-job")):
        page.locator(f'input[name="{fact}"][value="{value}"]').wait_for()
        tab_to(page, f'input[name="{fact}"]')
        for _press in range(40):
            if page.evaluate("document.activeElement.value") == value:
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{fact}={value}**")
    assert "insured_in=620100" in page.url
    context.close()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_without_script_a_slip_is_mended_changed_and_read_in_large_print(
    browser: Any, base_url: str, language: str
) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(START.format(language) + "?insured_in=620100")
    page.get_by_role("button", name=CONTINUE[language]).click()
    page.locator("#stop a").click()
    assert page.url.endswith("#answer")
    assert page.locator("input[name=asked]").get_attribute("value") == "situation"
    choose(page, language, "situation=left-job")
    choose(page, language, "held_as=ledger")
    page.locator(".slip.no h1").wait_for()
    page.locator(".answers a").nth(1).click()
    assert page.locator("input[value=left-job]").is_checked(), "the old answer is filled in"
    page.go_back()
    other = {"en": "zh-hans", "zh-hans": "en"}[language]
    page.locator("#tongues a[hreflang]").click()
    page.wait_for_url(f"**/{other}/**situation=left-job**")
    page.locator("#tongues a[rel=nofollow]").click()
    assert page.locator("html.large .slip.no h1").count() == 1
    context.close()


def test_a_question_is_answered_by_keyboard_alone(page: Any) -> None:
    page.goto(START.format("en") + "?insured_in=620100&situation=left-job")
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "held_as":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator(".slip h1").wait_for()
    assert "held_as=ledger" in page.url


def test_the_first_view_is_three_requests_and_twenty_five_kilobytes(page: Any) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(START.format("en"), wait_until="networkidle")
    assert len(sizes) <= 3
    assert sum(sizes) <= 25_000


def test_reading_aloud_is_offered_where_there_is_a_script_and_stops_again(
    page: Any, browser: Any, base_url: str
) -> None:
    page.goto("/en/articles/take-money-off-medical-card/")
    page.get_by_role("button", name="Read aloud").click()
    page.get_by_role("button", name="Stop reading").click()
    page.get_by_role("button", name="Read aloud").wait_for()
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    silent = context.new_page()
    silent.goto("/en/articles/take-money-off-medical-card/")
    assert not silent.get_by_role("button", name="Read aloud").count()
    context.close()


def test_a_figure_is_worked_out_and_leaves_the_address_alone(page: Any) -> None:
    page.goto(START.format("en") + "?insured_in=620100&situation=died&held_as=ledger&asking_as=heir")
    address = page.url
    page.fill("#balance", "4321")
    page.get_by_role("button", name="Work out the amount").click()
    page.get_by_text("RMB 4,321").first.wait_for()
    assert page.url == address


def test_large_print_comes_back_to_the_same_answers(page: Any) -> None:
    page.goto(START.format("zh-hans") + "?insured_in=620100")
    page.get_by_role("link", name="大字版").click()
    page.wait_for_url("**/zh-hans/check/medical-account-cash/?insured_in=620100")
    assert page.locator("html.large").count() == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_places_are_offered_while_somebody_types(page: Any, language: str) -> None:
    page.goto(START.format(language) + "?situation=left-job")
    page.evaluate("window.kept = true")
    page.locator("#typed").press_sequentially("suzhou")
    page.locator('#places input[value="320500"]').wait_for()
    assert page.locator("#places input[type=radio]").count() == 2
    assert page.locator("#found").inner_text().startswith({"en": "2 places found", "zh-hans": "找到2个地方"}[language])
    choose(page, language, "insured_in=320500")
    page.locator('input[name="held_as"]').first.wait_for()
    assert "insured_in=320500" in page.url
    assert page.evaluate("window.kept") is True, "the page was loaded again instead of swapped"


def test_a_place_is_found_by_its_initials_without_script(browser: Any, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(START.format("zh-hans") + "?situation=left-job")
    page.fill("#typed", "hz")
    page.locator("#typed").press("Enter")
    page.locator('input[value="330100"]').check()
    page.get_by_role("button", name="继续").click()
    page.locator('input[name="held_as"]').first.wait_for()
    assert "insured_in=330100" in page.url
    context.close()


def test_changing_an_answer_names_what_went(page: Any) -> None:
    page.goto(START.format("en") + "?insured_in=620100&situation=died&held_as=ledger&asking_as=heir")
    page.locator('a[href*="edit=situation"]').first.click()
    choose(page, "en", "situation=left-job")
    page.get_by_text("left them out: Who is asking.").wait_for()
    page.locator(".slip.no h1").wait_for()
    assert "asking_as" not in page.url.partition("&dropped=")[0]
