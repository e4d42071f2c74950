"""What only a real browser shows of how the site is served: policies kept, forms accepted, files found."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_home_page_opens_without_a_complaint_of_the_browser(page, language):
    answer = page.goto(f"/{language}/")
    assert answer.status == 200
    assert answer.header_value("x-edition") == "1"
    assert page.locator("h1").count() == 1


def test_the_check_opens_without_a_complaint_of_the_browser(page):
    assert page.goto("/en/check/medical-account-cash/").status == 200
    assert page.locator("h1").count() == 1


def test_the_admin_takes_a_form_from_its_own_page(page):
    """Under "no-referrer" it would be refused: the browser then hides the origin of our own forms from us."""
    page.goto("/admin/")
    page.fill("input[name=username]", "nobody")
    page.fill("input[name=password]", "wrong")
    page.click("input[type=submit]")
    assert page.locator(".errornote").count() == 1
