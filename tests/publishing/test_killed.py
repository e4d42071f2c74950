"""Killed with kill -9 at any step, publishing leaves the old edition or the new one, whole, and the next one works."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

PROGRAM = Path(__file__).with_name("killed.py")
NOTABLE = (
    "lock.publishing_lock", "folder.clear_leftovers", "drafts.read_drafts", "publish.choose_documents",
    "publish.refuse_errors", "folder.reserve_number", "derive.derive_blobs", "derive.make_tables", "derive.insert_rows",
    "derive.insert_own", "derive.check_foreign_keys", "derive.seal", "files.sync_file", "files.sync_folder",
    "files.sha256_of", "build.place_edition", "build.write_rulebook", "folder.switch_to", "files.write_whole",
    "files.move_into_place", "folder.keep_manifest",
)  # fmt: skip


def database_url(folder: Path) -> str:
    """The database of this test run as the program's own: a SQLite file, or this run's test database in PostgreSQL."""
    at = connection.settings_dict
    if connection.vendor != "postgresql":
        return f"sqlite:///{folder / 'editorial.sqlite3'}"
    user, password = quote(at["USER"]), f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    return f"postgres://{user}{password}@{at['HOST'] or '127.0.0.1'}:{at['PORT'] or 5432}/{at['NAME']}"


def kill_at_steps(folder: Path, every: int) -> list[dict[str, Any]]:
    """What the program found after each step at which it was killed."""
    environment = {**os.environ, "HELPDESK_VAR": str(folder), "DATABASE_URL": database_url(folder)}
    command = [sys.executable, str(PROGRAM), str(folder), str(every)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def check_every_step(found: list[dict[str, Any]]) -> None:
    """The claim of this file, for each step tried."""
    moment = next(number for number, row in enumerate(found) if row["found"].get("served") == 2)
    for number, row in enumerate(found):
        after = row["found"]
        assert row["signal"] == 9, row
        assert after.get("problem") == "", row
        assert (after["served"], after["title"]) == ((1, "Old") if number < moment else (2, "New")), row
        assert after["next"] == after["then_served"] > after["served"], row
        assert after["strangers"] == [], row


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_killed_at_one_step_in_twenty_five_the_old_edition_stays_or_the_new_one_is_whole(tmp_path):
    found = kill_at_steps(tmp_path, every=25)

    assert len(found) > 3
    check_every_step(found)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_killed_at_every_step_the_old_edition_stays_or_the_new_one_is_whole(tmp_path):
    found = kill_at_steps(tmp_path, every=1)

    reached = {row["step"].split(" ")[0] for row in found}
    assert set(NOTABLE) <= reached
    check_every_step(found)
