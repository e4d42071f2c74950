"""How much may come in is counted by files; collecting takes each message exactly once, whatever happens between."""

import datetime
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client

from helpdesk.editions import clock
from helpdesk.pages.feedback import collect, inbox
from helpdesk.pages.models import ReaderMessage
from tests.pages.feedback.visitor import TABLE, Visitor, stored

TEXT = "The rule ended in 2023."


def told(*arguments: str) -> dict:
    """What the command prints as JSON."""
    out = io.StringIO()
    with suppress(SystemExit):
        call_command("collect_inbox", "--format", "json", *arguments, stdout=out)
    return json.loads(out.getvalue())


class KilledError(BaseException):
    """The end of a run at this very point."""


def kill(*_arguments: object, **_options: object) -> None:
    raise KilledError


# --- How much may come in


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_more_than_an_hours_share_is_refused_and_kept_and_taken_later(visitor, folder, monkeypatch, language):
    monkeypatch.setattr(inbox, "MOST_AN_HOUR", 3)
    visitor.language = language
    for number in range(3):
        assert visitor.send("mistake", text=f"{TEXT} {number}").status_code == 200
    refused = visitor.send("mistake", text=TEXT)
    assert refused.status_code == 503
    assert refused["Retry-After"] == "3600"
    assert f"{TEXT}</textarea>" in refused.content.decode()
    assert len(stored(folder)) == 3
    with clock.fixed(clock.now() + datetime.timedelta(minutes=61)):
        assert visitor.send("mistake", text=TEXT).status_code == 200
    assert len(stored(folder)) == 4


def test_a_message_that_is_there_already_is_received_again_even_when_no_more_is_taken(visitor, monkeypatch):
    opened = visitor.open("mistake")
    assert visitor.send("mistake", opened=opened, text=TEXT).status_code == 200
    monkeypatch.setattr(inbox, "MOST_AN_HOUR", 1)
    assert visitor.send("mistake", opened=opened, text=TEXT).status_code == 200
    assert visitor.send("mistake", text=TEXT).status_code == 503


def test_no_more_is_taken_while_too_many_wait(visitor, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_WAITING", 2)
    sent = [visitor.send("mistake", text=f"{TEXT} {number}").status_code for number in range(3)]
    assert sent == [200, 200, 503]
    with clock.fixed(clock.now() + datetime.timedelta(days=30)):
        assert visitor.send("mistake", text=TEXT).status_code == 503


def test_no_address_of_a_visitor_is_in_the_folder(visitor, folder):
    visitor.client = Client(enforce_csrf_checks=True, REMOTE_ADDR="198.51.100.77", HTTP_USER_AGENT="MARKER")
    visitor.send("mistake", text=TEXT)
    kept = "".join(path.name + path.read_text() for path in folder.rglob("*") if path.is_file())
    assert "198.51" not in kept
    assert "MARKER" not in kept


# --- Exactly once


@pytest.mark.django_db
def test_a_message_reaches_the_database_as_it_was_sent_and_its_file_goes(visitor, folder):
    visitor.language = "zh-hans"
    visitor.send("mistake", {"region": "120000", "rule": TABLE}, text="卡号6222021234567890123", source="窗口")
    (sent,) = stored(folder)
    assert told() == {"ok": True, "new": 1, "already_collected": 0, "set_aside": [], "left": []}
    row = ReaderMessage.objects.get()
    assert str(row.pk) == sent["uuid"]
    assert {name: getattr(row, name) for name in ReaderMessage.FROM_READER if name != "received"} == {
        "kind": "mistake", "text": "卡号[已删去]", "source": "窗口", "removed": True,
        "page": "/zh-hans/check/medical-account-cash/", "language": "zh-hans", "edition": 1,
        "question": "medical-account-cash", "region": "120000", "rules": [TABLE],
    }  # fmt: skip
    assert row.received == datetime.datetime.fromisoformat(sent["received"])
    assert row.state == "new"
    assert stored(folder) == []
    assert told()["new"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["spend", "insert"])
def test_killed_at_any_point_a_message_is_neither_lost_nor_doubled(visitor, folder, monkeypatch, place):
    for number in range(3):
        visitor.send("mistake", text=f"{TEXT} {number}")
    with monkeypatch.context() as killing:
        killing.setattr(collect, place, kill)
        with pytest.raises(KilledError):
            collect.collect()
    assert ReaderMessage.objects.count() == (1 if place == "spend" else 0)
    assert len(stored(folder)) == 3
    report = told()
    assert (report["new"], report["already_collected"]) == ((2, 1) if place == "spend" else (3, 0))
    assert sorted(ReaderMessage.objects.values_list("text", flat=True)) == [f"{TEXT} {number}" for number in range(3)]
    assert stored(folder) == []


@pytest.mark.django_db
def test_killed_between_marking_and_removing_a_file_it_is_still_one_message(visitor, folder, monkeypatch):
    visitor.send("mistake", text=TEXT)
    with monkeypatch.context() as killing:
        killing.setattr(type(storages["inbox"]), "delete", kill)
        with pytest.raises(KilledError):
            collect.collect()
    assert told()["already_collected"] == 1
    assert ReaderMessage.objects.count() == 1
    assert stored(folder) == []


@pytest.mark.django_db
def test_the_same_form_sent_again_after_collecting_is_no_second_message(visitor, folder, monkeypatch):
    opened = visitor.open("mistake")
    visitor.send("mistake", opened=opened, text=TEXT)
    told()
    monkeypatch.setattr(inbox, "MOST_AN_HOUR", 1)
    assert visitor.send("mistake", opened=opened, text=TEXT).status_code == 200
    assert stored(folder) == []
    assert ReaderMessage.objects.count() == 1


@pytest.mark.django_db
def test_what_was_collected_still_counts_for_an_hour_and_then_leaves_nothing(visitor, folder, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_AN_HOUR", 1)
    visitor.send("mistake", text=TEXT)
    told()
    (remains,) = (folder / "spent").iterdir()
    assert remains.read_bytes() == b""
    assert visitor.send("mistake", text=TEXT).status_code == 503
    with clock.fixed(clock.now() + datetime.timedelta(minutes=61)):
        told()
        assert list((folder / "spent").iterdir()) == []
        assert visitor.send("mistake", text=TEXT).status_code == 200


@pytest.mark.django_db
def test_a_message_changed_by_staff_is_not_changed_back(visitor, folder):
    visitor.send("mistake", text=TEXT)
    (name,) = [path.name for path in folder.glob("*.json")]
    content = (folder / name).read_bytes()
    told()
    ReaderMessage.objects.update(state="settled", staff_note="mended in edition 2")
    (folder / name).write_bytes(content)
    assert told()["already_collected"] == 1
    assert ReaderMessage.objects.get().state == "settled"


@pytest.mark.django_db(transaction=True)
def test_a_power_cut_cannot_take_back_what_a_file_was_removed_for(visitor):
    """SQLite: every commit is synced (2 is FULL). PostgreSQL: commits wait for the disk."""
    visitor.send("clear-yes")
    collect.collect()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit")
        assert cursor.fetchone()[0] in (2, "on")
    assert ReaderMessage.objects.count() == 1


# --- Files that are no messages


def broken(good: dict) -> dict[str, bytes]:
    """Files that nobody should have put there, by name."""
    same = f"{good['uuid']}.json"
    other = "00000000-0000-4000-8000-000000000000"
    changed = {
        "no-zone": {"received": "2026-11-22T10:00:00"},
        "kind": {"kind": "praise"},
        "nul": {"text": "a\x00b"},
        "surrogate": {"text": "\ud800"},
        "long-page": {"page": "/en/" + "a" * 500},
        "edition": {"edition": 2**40},
        "rules": {"rules": [1]},
        "rules-null": {"rules": None},
        "format": {"format": 99},
        "uuid": {"uuid": 7},
    }
    files = {f"{name}.json": json.dumps(good | change).encode() for name, change in changed.items()}
    return files | {
        "empty.json": b"",
        "half.json": json.dumps(good).encode()[:40],
        "list.json": b"[]",
        "deep.json": b"[" * 100_000,
        "latin.json": b"\xff\xfe",
        "letter.txt": b"hello",
        "huge.json": json.dumps(good | {"text": "x" * 200_000}).encode(),
        f"{other}.json": json.dumps(good).encode(),
        same: json.dumps(good | {"language": "fr"}).encode(),
    }


@pytest.mark.django_db
def test_broken_files_are_set_aside_and_named_and_block_nobody(visitor, folder):
    visitor.send("mistake", text="MARKER")
    (good,) = stored(folder)
    files = broken(good)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    visitor.send("mistake", text=TEXT)
    report = told()
    assert not report["ok"]
    assert report["new"] == 1
    assert ReaderMessage.objects.get().text == TEXT
    assert {row["file"] for row in report["set_aside"]} == {f"broken/{name}" for name in files}
    assert all(row["why"] for row in report["set_aside"])
    assert "MARKER" not in json.dumps(report)
    assert {path.name: path.read_bytes() for path in (folder / "broken").iterdir()} == files
    assert told()["ok"]


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_named_and_left(visitor, folder, monkeypatch):
    for number in range(2):
        visitor.send("mistake", text=f"{TEXT} {number}")
    first = sorted(folder.glob("*.json"))[0].name
    opened = type(storages["inbox"]).open

    def failing(store, name, mode="rb"):
        if name == first:
            raise OSError(5, "Input/output error")
        return opened(store, name, mode)

    with monkeypatch.context() as context:
        context.setattr(type(storages["inbox"]), "open", failing)
        report = told()
    assert (report["ok"], report["new"]) == (False, 1)
    assert report["left"] == [{"file": first, "why": "Input/output error"}]
    assert told()["new"] == 1


@pytest.mark.django_db
def test_with_the_database_down_every_file_stays(visitor, folder, monkeypatch):
    visitor.send("mistake", text=TEXT)

    def down(*_arguments, **_options):
        raise DatabaseError("no connection")

    with monkeypatch.context() as context:
        context.setattr(collect, "insert", down)
        report = told()
    assert not report["ok"]
    assert "editorial database" in report["error"]
    assert len(stored(folder)) == 1
    assert told()["new"] == 1


@pytest.mark.django_db
def test_a_draft_of_a_message_is_not_collected_and_goes_when_it_is_old(visitor, folder):
    visitor.send("clear-yes")
    (folder / ".half.json.123").write_bytes(b"{")
    assert told() == {"ok": True, "new": 1, "already_collected": 0, "set_aside": [], "left": []}
    assert (folder / ".half.json.123").exists()
    with clock.fixed(clock.now() + datetime.timedelta(minutes=61)):
        told()
    assert not (folder / ".half.json.123").exists()


@pytest.mark.django_db
def test_without_a_folder_there_is_nothing_to_collect(own_folder: Path):
    assert told() == {"ok": True, "new": 0, "already_collected": 0, "set_aside": [], "left": []}


@pytest.mark.django_db
def test_the_command_tells_people_too(visitor, capsys):
    visitor.send("clear-yes")
    call_command("collect_inbox")
    assert "New messages: 1." in capsys.readouterr().out


def test_another_folder_can_be_chosen_by_the_settings(settings, tmp_path):
    backend = "helpdesk.pages.feedback.storage.DurableStorage"
    settings.STORAGES = settings.STORAGES | {"inbox": {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "else"}}}
    assert Visitor(Client()).send("clear-yes").status_code == 200
    assert len(stored(tmp_path / "else")) == 1
