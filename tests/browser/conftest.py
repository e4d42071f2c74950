"""The site as `make run` serves it, built once in a folder of its own, and the system's Chromium looking at it."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.running_site import running_site

# The browser's packages are a group of their own; without them `make test` has nothing to collect here, and
# `make browser`, which installs them, would fail for want of tests.
collect_ignore_glob = [] if find_spec("axe_playwright_python") else ["test_*.py"]


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running site writes."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the running site says to whoever started it."""
    return tmp_path_factory.mktemp("log") / "site.log"


@pytest.fixture(scope="session")
def site_address(site_folder: Path, site_log: Path) -> Iterator[str]:
    """Address of the running site, without a slash at its end."""
    with site_log.open("wb") as output, running_site(site_folder, output) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(site_address: str) -> str:
    """What page.goto("/en/") starts from."""
    return site_address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium (HELPDESK_CHROMIUM, set by `make browser`); as root it runs without its sandbox."""
    program = os.environ.get("HELPDESK_CHROMIUM", "")
    if not program:
        pytest.fail("HELPDESK_CHROMIUM names no browser. Run the journeys with: make browser")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": program, "args": arguments}


@pytest.fixture
def page(page: Any) -> Iterator[Any]:
    """A page on which any complaint of the browser (a refused script, a missing file) fails the test that caused it.

    That the page itself came with 400 or 404 is no such complaint: it is what some tests look at.
    """
    complaints: list[str] = []
    opened: set[str] = set()

    def listen(message: Any) -> None:
        # The admin's own pages name no icon, so the browser looks for one in vain.
        address = message.location["url"]
        if message.type == "error" and address not in opened and not address.endswith("/favicon.ico"):
            complaints.append(f"{message.text} ({address})")

    page.on("request", lambda request: opened.add(request.url) if request.is_navigation_request() else None)
    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints, "\n".join(complaints)
