"""The commands tell people in sentences and programs in JSON, and exit 0 only when all is well."""

import json
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from helpdesk.editions import clock
from helpdesk.eligibility.proofs.fault import fault
from helpdesk.publishing import check, lock
from helpdesk.publishing import publish as publishing
from tests.editions.samples import BUILT


@pytest.fixture(autouse=True)
def at_a_known_time():
    with clock.fixed(BUILT):
        yield


@pytest.fixture
def say(desk, capsys):
    """Runs a command; what it printed, read as JSON where it was asked for."""

    def run(*arguments):
        call_command(*arguments)
        said = capsys.readouterr().out
        return json.loads(said) if "json" in arguments else said

    return run


def refused(capsys, *arguments):
    """The JSON of a command that has to exit 1."""
    with pytest.raises(SystemExit) as ended:
        call_command(*arguments, "--format", "json")
    assert ended.value.code == 1
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    return said


def test_publishing_says_number_and_changes(say, desk):
    assert say("publish", "--note", "First") == "Edition 1 is current, with 4 documents.\n"
    desk.write(cards="Other", new="New")

    assert "Since edition 1: 1 added, 1 changed, 0 removed." in say("publish")


def test_publishing_says_it_to_programs(say, desk):
    said = say("publish", "--note", "First", "--format", "json")

    assert (said["ok"], said["published"], said["edition"], said["note"]) == (True, True, 1, "First")
    assert said["added"] == ["article:open", "evidence:notice", "region:CN", "topic:cards"]


def test_only_takes_one_or_many(say, desk):
    say("publish")
    desk.write(a="A", b="B", c="C")

    said = say("publish", "--only", "topic:a", "topic:b", "--format", "json")

    assert said["added"] == ["topic:a", "topic:b"]


def test_if_none_is_content_with_what_there_is(say):
    say("publish")

    assert say("publish", "--if-none") == "Edition 1 stays current: it was published before.\n"


def test_publishing_nothing_new_says_so(say):
    say("publish")

    assert say("publish") == "Edition 1 stays current: nothing differs from it.\n"


def test_errors_of_the_checks_are_listed_and_the_exit_is_one(say, capsys, monkeypatch):
    monkeypatch.setattr(check, "findings", lambda _documents: [fault("gap", "table:t@CN", "r", "A gap.", "缺")])

    said = refused(capsys, "publish")

    assert said["findings"] == [
        {"severity": "error", "code": "gap", "document": "table:t@CN", "row": "r",
         "rows": [{"document": "table:t@CN", "row": "r"}], "message": {"en": "A gap.", "zh-hans": "缺"},
         "example": None},
    ]  # fmt: skip
    with pytest.raises(CommandError, match=r"- table:t@CN: A gap\."):
        call_command("publish")


def test_missing_documents_are_listed(say, desk, capsys):
    del desk.drafts["topic:cards"]

    said = refused(capsys, "publish")

    assert said["missing"] == [{"key": "topic:cards", "needed_by": ["article:open"], "in_drafts": False}]


def test_what_a_rollback_withdrew_is_told_then_and_at_the_next_publish(say, desk):
    say("publish")
    desk.write(cards="Wrong")
    say("publish")

    told = say("rollback", "1")

    assert told == "Edition 1 is current instead of 2.\nWithdrawn until edited again or named: topic:cards.\n"
    assert "Left out, because a rollback withdrew them: topic:cards." in say("publish")


def test_rolling_back_says_it_to_programs(say, desk):
    say("publish")
    desk.write(cards="Wrong")
    say("publish")

    said = say("rollback", "1", "--format", "json")

    assert (said["ok"], said["edition"], said["left"], said["problem"]) == (True, 1, 2, "")
    assert [row["key"] for row in said["withdrawn"]] == ["topic:cards"]


def test_going_back_to_nothing_is_refused(say, capsys):
    say("publish")

    assert "There is no edition 7" in refused(capsys, "rollback", "7")["error"]


def test_editions_are_listed_newest_first_with_the_current_one_marked(say, desk):
    assert say("editions") == "No edition yet.\n"
    say("publish", "--note", "First")
    desk.write(cards="Other")
    say("publish", "--note", "Second")
    say("rollback", "1")

    newest, oldest = say("editions").splitlines()

    assert newest == "     2  2026-11-22 12:00  4 documents, after 1  Second"
    assert oldest == "*    1  2026-11-22 12:00  4 documents, the first  First"
    rows = say("editions", "--format", "json")["editions"]
    assert [(row["edition"], row["current"], row["readable"]) for row in rows] == [(2, False, True), (1, True, True)]


def test_a_database_that_is_down_is_a_sentence_and_not_a_traceback(say, capsys, monkeypatch):
    def down():
        raise OperationalError("connection refused")

    monkeypatch.setattr(publishing, "read_drafts", down)

    assert refused(capsys, "publish")["error"].startswith("The editorial database does not answer")


def test_rolling_back_needs_no_editorial_database(say, desk, monkeypatch):
    say("publish")
    desk.write(cards="Wrong")
    say("publish")

    def down(*_args):
        raise OperationalError("connection refused")

    dead = mock.Mock(vendor="postgresql", cursor=down)
    monkeypatch.setattr(lock, "connections", {"default": dead})

    assert "Edition 1 is current" in say("rollback", "1")


def test_a_folder_that_cannot_be_written_is_a_sentence(settings, tmp_path, desk, capsys):
    (tmp_path / "file").write_text("")
    settings.EDITIONS_DIR = tmp_path / "file" / "editions"

    assert "cannot be read or written: Not a directory. Nothing changed." in refused(capsys, "publish")["error"]


def test_a_long_list_is_cut_for_people_and_whole_for_programs(say, desk):
    say("publish")
    desk.write(**{f"t{number:02}": "T" for number in range(20)})
    say("publish")

    assert say("rollback", "1").endswith("topic:t10, topic:t11 and 8 more.\n")
    assert len(say("publish", "--format", "json")["withheld"]) == 20
