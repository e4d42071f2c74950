"""Readers during publishing: no failed request, and no page whose parts disagree with its X-Edition."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from tests.editions.samples import BODIES, documents
from tests.publishing.conftest import Desk

ROOT = Path(__file__).resolve().parents[2]
READERS, PUBLISHES = 20, 10
WITHIN = 2.0
"""Seconds in which every process has to show a new edition."""


def write_number(desk: Desk, number: int) -> None:
    """Puts the number of the edition to come into every part of the page."""
    text = str(number)
    desk.drafts = documents({
        "region:CN": {**BODIES["region:CN"], "short_en": text},
        "evidence:notice": BODIES["evidence:notice"],
        "article:open": {**BODIES["article:open"], "title_en": text},
        "topic:cards": {**BODIES["topic:cards"], "title_en": text},
        **{f"topic:t{place}": {"title_en": text} for place in range(40)},
    })  # fmt: skip


@pytest.fixture
def server(desk: Desk, tmp_path: Path) -> Iterator[int]:
    """The port of two real server processes that read this test's editions; the editorial database is out of reach."""
    write_number(desk, 1)
    desk.publish()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        free.listen(128)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.publishing.reader_site",
            "HELPDESK_VAR": str(desk.folder.parent),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        }
        command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"fd://{free.fileno()}",
                   "--log-level", "error", "--worker-tmp-dir", str(tmp_path), "helpdesk.wsgi:application"]  # fmt: skip
        running = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[free.fileno()])
        try:
            yield free.getsockname()[1]
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(30)


class Reader:
    """Reads one page again and again until told to stop, and keeps what was wrong."""

    def __init__(self, port: int, stop: threading.Event) -> None:
        self.port, self.stop = port, stop
        self.wrong: list[str] = []
        self.seen: list[int] = []

    def read(self) -> None:
        """Until `stop`; each answer has to be whole."""
        while not self.stop.is_set():
            status, edition, body = fetch(self.port, "/parts/")
            if status != 200:
                self.wrong.append(f"{status}: {body[:200]!r}")
                continue
            page = json.loads(body)
            if {str(page["edition"]), *page["parts"]} != {edition}:
                self.wrong.append(f"X-Edition {edition}, parts {sorted(set(page['parts']))}")
            self.seen.append(int(edition))


def fetch(port: int, path: str) -> tuple[int, str, bytes]:
    """Status, X-Edition and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.getheader("X-Edition", ""), response.read()
    finally:
        connection.close()


def publish_next(desk: Desk) -> int:
    """Publishes one edition more, with its number in every part."""
    number = 1 + max(int(path.stem.split("-")[1]) for path in desk.folder.glob("edition-*.json"))
    write_number(desk, number)
    assert desk.publish().manifest.number == number
    return number


def seconds_until_all_show(port: int, number: int) -> float:
    """How long after a publish both processes show it: this many answers in a row, so that neither was left out."""
    start, in_a_row = time.monotonic(), 0
    while in_a_row < READERS:
        in_a_row = in_a_row + 1 if fetch(port, "/parts/")[1] == str(number) else 0
        assert time.monotonic() - start < 30
    return time.monotonic() - start


@pytest.mark.thorough
def test_twenty_readers_during_ten_publishes_see_whole_pages_and_no_failure(desk, server):
    fetch(server, "/parts/")
    stop = threading.Event()
    readers = [Reader(server, stop) for _ in range(READERS)]
    with ThreadPoolExecutor(READERS) as pool:
        running = [pool.submit(reader.read) for reader in readers]
        try:
            newest = [publish_next(desk) for _ in range(PUBLISHES)][-1]
        finally:
            stop.set()
            wait(running)

    assert not [future.exception() for future in running if future.exception()]
    assert not [wrong for reader in readers for wrong in reader.wrong]
    assert all(reader.seen for reader in readers)
    assert len({number for reader in readers for number in reader.seen}) > 1
    assert seconds_until_all_show(server, newest) < WITHIN


@pytest.mark.thorough
def test_a_new_edition_and_a_rollback_are_shown_by_every_process_within_two_seconds(desk, server):
    fetch(server, "/parts/")

    assert seconds_until_all_show(server, publish_next(desk)) < WITHIN
    desk.back(1)
    assert seconds_until_all_show(server, 1) < WITHIN
