"""Loading brings what is new and never undoes what staff did."""

import json
import time

import pytest
from django.core.management import CommandError, call_command

from helpdesk.editions.documents import delete_document, read_documents, write_document
from helpdesk.faq.models import Topic
from helpdesk.starter.load import load_starter
from helpdesk.starter.management.commands import load_starter as command
from helpdesk.starter.models import StarterRecord
from helpdesk.starter.reader import StarterError, read_starter
from tests.editions.samples import BODIES, TOPIC

pytestmark = pytest.mark.django_db

NEWER = {**BODIES, "topic:cards": {**TOPIC, "title_en": "Newer"}}


def title():
    return Topic.objects.get(key="cards").title_en


@pytest.fixture
def loaded():
    """The samples, loaded once."""
    return load_starter(BODIES)


def test_at_first_everything_is_added(loaded):
    assert loaded.added == sorted(BODIES)
    assert read_documents().keys() == BODIES.keys()


def test_loading_again_changes_nothing(loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        again = load_starter(BODIES)

    assert (again.added, again.updated, again.unchanged) == ([], [], sorted(BODIES))


def test_what_nobody_touched_is_updated(loaded):
    assert load_starter(NEWER).updated == ["topic:cards"]
    assert title() == "Newer"


def test_what_staff_edited_is_left_alone_and_reported(loaded):
    write_document("topic:cards", {**TOPIC, "title_en": "Ours"})

    assert load_starter(NEWER).edited == ["topic:cards"]
    assert title() == "Ours"


def test_what_staff_deleted_stays_deleted(loaded):
    delete_document("article:open")
    delete_document("topic:cards")

    again = load_starter(NEWER)

    assert again.deleted == ["article:open", "topic:cards"]
    assert not Topic.objects.exists()


def test_an_edit_taken_back_is_updated_again(loaded):
    write_document("topic:cards", {**TOPIC, "title_en": "Ours"})
    load_starter(NEWER)
    write_document("topic:cards", TOPIC)

    assert load_starter(NEWER).updated == ["topic:cards"]


def test_staff_and_files_agreeing_is_no_edit(loaded):
    write_document("topic:cards", NEWER["topic:cards"])

    assert load_starter(NEWER).edited == []
    newest = {**NEWER, "topic:cards": {**TOPIC, "title_en": "Newest"}}
    assert load_starter(newest).updated == ["topic:cards"]


def test_what_staff_wrote_before_it_was_shipped_is_theirs():
    write_document("topic:cards", {**TOPIC, "title_en": "Ours"})

    assert load_starter(BODIES).edited == ["topic:cards"]
    assert title() == "Ours"


def test_what_is_no_longer_shipped_stays_and_is_reported(loaded):
    fewer = {key: body for key, body in BODIES.items() if key != "article:open"}

    assert load_starter(fewer).retired == ["article:open"]
    assert "article:open" in read_documents()


def test_a_field_that_a_release_adds_does_not_look_like_an_edit(loaded):
    """The record as the release before wrote it: without `summary_zh`, and with a field that is gone."""
    record = StarterRecord.objects.get(key="topic:cards")
    Topic.objects.update(summary_zh="")
    record.body = {**record.body, "colour": "red"}
    del record.body["summary_zh"]
    record.save()

    assert load_starter(NEWER).updated == ["topic:cards"]


def test_a_reference_to_nothing_is_told_and_nothing_is_loaded():
    wrong = {**BODIES, "article:open": {**BODIES["article:open"], "topics": ["nowhere"], "related": ["nothing"]}}

    with pytest.raises(StarterError) as refused:
        load_starter(wrong)

    assert "article:open refers to article:nothing, which is neither shipped nor a draft." in str(refused.value)
    assert "article:open refers to topic:nowhere" in str(refused.value)
    assert not read_documents()
    assert not StarterRecord.objects.exists()


def test_all_that_is_shipped_loads_in_three_seconds():
    start = time.process_time()

    loaded = load_starter(read_starter())

    assert time.process_time() - start < 3
    assert len(loaded.added) > 500


def test_the_command_tells_people_and_programs(monkeypatch, capsys):
    shipped = dict(BODIES)
    monkeypatch.setattr(command, "read_starter", lambda: shipped)
    call_command("load_starter")
    assert capsys.readouterr().out == "4 documents added, 0 updated, 0 as they were.\n"
    write_document("topic:cards", {**TOPIC, "title_en": "Ours"})
    delete_document("article:open")
    call_command("load_starter")
    told = capsys.readouterr().out
    assert "Left alone, because they were edited here: topic:cards." in told
    assert "Not brought back, because they were deleted here: article:open." in told

    call_command("load_starter", "--format", "json")
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["edited"], said["deleted"]) == (True, ["topic:cards"], ["article:open"])


def test_a_mistake_in_the_files_is_one_sentence_and_exit_one(monkeypatch, capsys):
    monkeypatch.setattr(command, "read_starter", lambda: {"topic:cards": {"titel_en": "Cards"}})

    with pytest.raises(CommandError, match=r"topic:cards, titel_en: is not a field. Did you mean 'title_en'"):
        call_command("load_starter")
    with pytest.raises(SystemExit):
        call_command("load_starter", "--format", "json")
    assert json.loads(capsys.readouterr().out)["ok"] is False
