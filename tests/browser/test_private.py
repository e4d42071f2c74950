"""After "clear and leave" nothing that somebody typed is found: not in the browser, not with the server."""

import gzip
import json
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from helpdesk.editions.clock import today
from helpdesk.eligibility import read_rulebook
from tests.figured import Figured, figured
from tests.marks import RIGHT, WRONG, traces, traces_in_files
from tests.running_site import gunicorn

pytestmark = pytest.mark.browser

FAULT = {"en": "This page has a fault", "zh-hans": "这个页面出了错"}
MOST_TRIES = 5
MODES = [("en", True), ("zh-hans", False)]
STORED = """async () => {
  const told = async (ask) => { try { return await ask() } catch { return null } };
  const boxes = [...document.querySelectorAll("input,textarea,select")].map((box) => box.value);
  return JSON.stringify([
    document.documentElement.outerHTML, document.documentElement.innerText, boxes, location.href, document.referrer,
    history.state, window.name, performance.getEntries(), document.cookie, await told(() => ({...localStorage})),
    await told(() => ({...sessionStorage})), await told(() => caches.keys()), await told(() => indexedDB.databases()),
  ]);
}"""
ARRIVED = "left => performance.timeOrigin !== left && document.readyState === 'complete'"
NOTE_RETURN = "addEventListener('pageshow', (event) => { sessionStorage.kept = event.persisted })"
FOLLOW = "to => { const link = document.createElement('a'); link.href = to; document.body.append(link); link.click() }"


@dataclass
class Visitor:
    """Somebody at a browser: what they see, what the browser and other sites came to know."""

    page: Any
    home: str
    cdp: Any
    sent: list[str] = field(default_factory=list)
    sums: set[str] = field(default_factory=set)

    def opens(self, one: Figured, language: str) -> None:
        """The result, by answering the last question; directly where that is asked in another way."""
        before, _, last = one.address.rpartition("&")
        name, _, value = last.partition("=")
        self.page.goto(f"{self.home}/{language}{before}")
        choice = self.page.locator(f'input[type=radio][name="{name}"][value="{value}"]')
        if choice.count():
            choice.first.check()
            self.page.locator("main form .go").click()
        else:
            self.page.goto(f"{self.home}/{language}{one.address}")
        self.page.locator(f"[id='{next(iter(one.fields))}']").wait_for()

    def sends(self, one: Figured, marks: Any) -> None:
        """Fills every field, sends the form and waits for what it leads to."""
        for name, kind in one.fields.items():
            self.page.fill(f"[id='{name}']", marks[kind])
        self.page.evaluate("document.getElementById('main').dataset.old = 1")
        self.page.locator(f"form:has([id='{name}']) button").click()
        self.page.locator("#main:not([data-old]) h1").first.wait_for()
        self.sums |= {re.sub(r"\D", "", text) for text in self.page.locator(".big").all_inner_texts()}

    def leaves(self, language: str) -> None:
        """Clear and leave: the page that is left goes from the history, with what was posted to it."""
        before = self.history()
        self.page.locator("main [data-leave]").first.click()
        self.page.wait_for_url(f"**/{language}/leave/")
        assert [entry["url"] for entry in self.history()[:-1]] == [entry["url"] for entry in before[:-1]]
        assert not [entry for entry in self.history() if "figures=posted" in entry["url"]]

    def history(self) -> Any:
        """What the browser's history of this tab holds."""
        return self.cdp.send("Page.getNavigationHistory")["entries"]

    def shows(self) -> str:
        """The page and all it can read; a page from the browser's memory may load itself again at that moment."""
        for _ in range(MOST_TRIES):
            try:
                self.page.wait_for_function(ARRIVED, arg=0)
                return str(self.page.evaluate(STORED))
            except Error as error:
                if "context was destroyed" not in error.message:
                    raise
        pytest.fail(f"{self.page.url} loads again and again")

    def knows(self) -> set[str]:
        """The marks found in the page as it stands, in the browser's stores, and in every address it remembers."""
        stores = [
            self.shows(),
            json.dumps(self.history(), ensure_ascii=False),
            str(self.page.context.cookies()),
            *self.sent,
        ]
        return traces("\n".join(stores), *(each for each in self.sums if len(each) > 6))

    def goes(self, way: str) -> bool:
        """Back or forward; False at the end. A page that would have to be sent again is not shown."""
        history = self.cdp.send("Page.getNavigationHistory")
        target = history["currentIndex"] + (1 if way == "forward" else -1)
        if not 0 < target < len(history["entries"]):  # the first entry is the empty page of a new tab
            return False
        left = self.page.evaluate("performance.timeOrigin")
        self.page.evaluate(f"history.{way}()")
        self.page.wait_for_function(ARRIVED, arg=left)
        return True


@pytest.fixture(scope="module")
def remembering(browser_type: Any, browser_type_launch_args: dict[str, Any]) -> Iterator[Any]:
    """A browser that keeps pages as they were left for Back, as people's browsers do and Playwright's do not."""
    kept = {"ignore_default_args": ["--disable-back-forward-cache"]}
    browser = browser_type.launch(**browser_type_launch_args | kept)
    yield browser
    browser.close()


@pytest.fixture
def visitor(remembering: Any) -> Iterator[Any]:
    """`visitor(home, script)`: somebody at a site, with script or without."""
    contexts = []

    def arrives(home: str, script: bool) -> Visitor:
        context = remembering.new_context(java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        person = Visitor(page, home, context.new_cdp_session(page))
        context.on("request", lambda request: person.sent.append(f"{request.url} {request.headers}"))
        return person

    yield arrives
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def asked(site_address: str, site_folder: Path) -> list[Figured]:
    """The results that ask for figures, from the rulebook that the running site has published."""
    packed = (site_folder / "editions" / "rulebook-1.json.gz").read_bytes()
    return figured(read_rulebook(json.loads(gzip.decompress(packed))), today())


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another site: its address, and what it was told by those who came."""
    told: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.append(f"{self.path}\n{self.headers}")
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><link rel=icon href=data:,><title>Elsewhere</title>")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", told
    server.shutdown()
    server.server_close()


def looks_everywhere(person: Visitor) -> None:
    """The page after leaving, loaded again; then Back to the first page, and some pages Forward again."""
    assert person.knows() == set()
    person.page.reload()
    assert person.knows() == set()
    while person.goes("back"):
        assert person.knows() == set(), person.page.url
    for _ in range(3):
        assert person.goes("forward")
        assert person.knows() == set(), person.page.url


@pytest.mark.parametrize(("language", "script"), MODES, ids=["script", "no-script"])
def test_figures_are_gone_from_the_browser_and_never_reached_the_server_s_files(
    visitor: Any, asked: Any, site_address: str, site_folder: Path, site_log: Path, language: str, script: bool
) -> None:
    person = visitor(site_address, script)
    for one in asked:
        for marks in (WRONG, RIGHT):
            person.opens(one, language)
            person.sends(one, marks)
            assert person.knows(), "what was typed should have been seen"
            person.leaves(language)
            assert not person.knows()
    looks_everywhere(person)
    assert not traces(site_log.read_bytes())
    assert traces_in_files(site_folder) == {}


def test_a_page_that_comes_back_from_the_browser_s_memory_shows_no_figure(
    visitor: Any, asked: Any, site_address: str, elsewhere: Any
) -> None:
    address, told = elsewhere
    person = visitor(site_address, True)
    one = asked[0]
    person.opens(one, "en")
    before = person.history()
    person.sends(one, WRONG)
    person.page.wait_for_function("() => document.activeElement.id === 'stop'")
    assert person.page.title().startswith("Error: ")
    person.sends(one, RIGHT)
    person.page.wait_for_function("() => document.activeElement.tagName === 'H1'")
    assert not person.page.title().startswith("Error: ")
    assert person.history() == before, "a figure makes no entry in the browser's history"
    assert person.knows()
    person.page.evaluate(NOTE_RETURN)
    person.page.evaluate(FOLLOW, address)
    person.page.wait_for_url(address)
    assert not traces("\n".join(told))
    assert "Referer" not in told[-1]
    person.goes("back")
    person.page.wait_for_function("() => performance.getEntriesByType('navigation')[0].type === 'reload'")
    assert person.page.evaluate("sessionStorage.kept") == "true", "the browser did not keep the page as it was left"
    assert person.knows() == set()


@pytest.mark.parametrize(("language", "script"), MODES, ids=["script", "no-script"])
def test_a_fault_keeps_nothing_either(
    visitor: Any, asked: Any, site_folder: Path, tmp_path: Path, language: str, script: bool
) -> None:
    log = tmp_path / "faulty.log"
    environment = os.environ | {"HELPDESK_VAR": str(site_folder), "HELPDESK_COLLECTED": "1", "DJANGO_DEBUG": ""}
    with log.open("wb") as output, gunicorn("tests.browser.faulty", environment, output) as home:
        person = visitor(home, script)
        for one in asked:
            person.opens(one, language)
            person.sends(one, RIGHT)
            assert person.page.locator("h1").inner_text() == FAULT[language]
            assert person.knows() == set()
            person.leaves(language)
        looks_everywhere(person)
        person.page.context.close()  # a worker that has an open connection waits for more before it stops
    written = log.read_text()
    assert written.count("RuntimeError (message withheld)") == len(asked)
    assert not traces(written)
    assert traces_in_files(site_folder) == {}
