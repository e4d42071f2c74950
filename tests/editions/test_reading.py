"""A process serves the newest edition it can trust, and says what is wrong with the others."""

import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from helpdesk.editions import acceptance, reading
from helpdesk.editions.derive import content_digest
from helpdesk.editions.documents import Document, canonical_json
from helpdesk.editions.edition import imprint_in, stored_documents
from helpdesk.editions.errors import EditionError
from helpdesk.editions.manifest import CURRENT, LAST
from helpdesk.editions.reading import Reader, current_edition, edition_numbered, edition_state, reading_from
from helpdesk.editions.schema import SCHEMA
from helpdesk.faq.models import Article, Topic
from tests.editions.samples import BUILT, documents, make_current, make_edition


@pytest.fixture
def folder(settings):
    return settings.EDITIONS_DIR


@pytest.fixture
def clock(monkeypatch):
    """The monotonic clock of the reader, moved by hand."""

    class Clock:
        now = 100.0

        def forward(self, seconds=1.0):
            self.now += seconds

    made = Clock()
    monkeypatch.setattr(reading.time, "monotonic", lambda: made.now)
    return made


@pytest.fixture
def two(folder, clock):
    """Editions 1 and 2, the first of them current and looked at."""
    first = make_current(folder, make_edition(folder, 1, documents(cards="One")))
    second = make_edition(folder, 2, documents(cards="Two"), parent=1)
    assert current_edition().number == 1
    return first, second


def title():
    with reading_from(current_edition()) as edition:
        return edition.all(Topic).get().title_en


def damage(path):
    """One bit, as a bad disk would."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_without_any_edition_there_is_none_and_the_reason_is_said(folder, clock):
    assert current_edition() is None
    assert "current.json cannot be read" in edition_state().problem
    assert edition_state().schema_found is None


def test_an_edition_says_what_it_is(two, folder):
    edition = current_edition()

    assert (edition.number, edition.parent, edition.note, edition.built_at) == (1, None, "note 1", BUILT)
    assert edition.digest == content_digest(documents(cards="One"))
    assert edition_state() == reading.EditionState(edition, "", SCHEMA, SCHEMA)


def test_it_is_read_with_the_ordinary_orm_and_relations_stay_inside(folder, clock):
    body = {"title_en": "A", "title_zh": "甲", "question": "q"}
    make_current(folder, make_edition(folder, 1, documents({"question:q": {"title_en": "Q"}, "article:a": body})))

    with reading_from(current_edition()) as edition:
        assert edition.all(Article).get().question.title_en == "Q"


def test_what_derivers_made_is_read_by_name(two):
    with reading_from(current_edition()) as edition:
        assert b'"format"' in edition.blob("rulebook.json")
        with pytest.raises(KeyError, match="EDITION_DERIVERS"):
            edition.blob("nothing")


def test_an_edition_that_is_not_open_on_this_thread_is_not_read_by_mistake(two, folder):
    second = edition_numbered(2)

    with reading_from(current_edition()), pytest.raises(EditionError, match="Edition 2 is not the one open"):
        second.all(Topic)


def test_a_new_edition_is_seen_at_the_next_look_and_not_before(two, folder, clock):
    make_current(folder, two[1])
    clock.forward(0.2)
    assert title() == "One"

    clock.forward(0.1)

    assert title() == "Two"


def test_between_looks_the_disk_is_left_alone(two, folder, clock, monkeypatch):
    monkeypatch.setattr(reading, "_mark", lambda path: pytest.fail("looked"))

    assert current_edition().number == 1


def test_a_file_is_verified_once_in_a_process(two, folder, clock, monkeypatch):
    hashed = []
    monkeypatch.setattr(acceptance, "sha256_of", lambda path: hashed.append(path.name) or real(path))
    for manifest in (two[1], two[0], two[1], two[0]):
        make_current(folder, manifest)
        clock.forward()
        assert current_edition().number == manifest.number

    assert hashed == ["edition-2.sqlite3"]


real = acceptance.sha256_of


def refuse_second(folder, clock, manifest):
    """Makes edition 2 current and looks; the first has to stay, with a reason."""
    make_current(folder, manifest)
    clock.forward()
    assert title() == "One"
    return edition_state().problem


def test_a_truncated_file_is_refused_and_the_former_kept(two, folder, clock):
    path = folder / two[1].file
    path.write_bytes(path.read_bytes()[:5000])

    assert "edition-2.sqlite3 is damaged" in refuse_second(folder, clock, two[1])


def test_a_flipped_bit_is_refused(two, folder, clock):
    damage(folder / two[1].file)

    assert "is damaged: its SHA-256 begins" in refuse_second(folder, clock, two[1])


def test_a_missing_file_is_refused(two, folder, clock):
    (folder / two[1].file).unlink()

    assert "edition-2.sqlite3 cannot be read: No such file" in refuse_second(folder, clock, two[1])


def test_another_edition_under_the_right_name_is_refused(two, folder, clock):
    wrong = replace(two[1], file=two[0].file, sha256=two[0].sha256)

    assert "says it is edition 1, the manifest says 2" in refuse_second(folder, clock, wrong)


def test_a_file_that_is_no_database_is_refused(two, folder, clock):
    (folder / two[1].file).write_text("hello")
    wrong = replace(two[1], sha256=acceptance.sha256_of(folder / two[1].file))

    assert "is not an edition file" in refuse_second(folder, clock, wrong)


def test_a_newer_schema_is_refused_and_both_numbers_told(two, folder, clock):
    problem = refuse_second(folder, clock, replace(two[1], schema=SCHEMA + 1))

    assert f"schema {SCHEMA + 1}, newer than this code's {SCHEMA}" in problem
    assert edition_state().schema_found == SCHEMA + 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"number": 2}', '{"file": "../x"}', "null", "\x00\x01"])
def test_a_manifest_that_is_not_whole_leaves_the_former(two, folder, clock, text):
    (folder / CURRENT).write_text(text)
    clock.forward()

    assert title() == "One"
    assert "current.json is not a whole manifest" in edition_state().problem


def test_once_repaired_it_is_served_without_a_restart(two, folder, clock):
    whole = (folder / two[1].file).read_bytes()
    damage(folder / two[1].file)
    refuse_second(folder, clock, two[1])

    (folder / two[1].file).write_bytes(whole)
    clock.forward()

    assert title() == "Two"
    assert edition_state().problem == ""


def test_a_file_damaged_while_it_is_served_is_left_for_its_parent(two, folder, clock):
    make_current(folder, two[1])
    clock.forward()
    assert title() == "Two"

    damage(folder / two[1].file)
    clock.forward()

    assert title() == "One"
    assert "edition-2.sqlite3 is damaged" in edition_state().problem


def test_a_worker_that_starts_with_a_damaged_file_serves_the_parent(two, folder, clock):
    make_current(folder, two[1])
    damage(folder / two[1].file)

    started = Reader(folder)

    assert started.current().number == 1
    assert "damaged" in started.problem


def test_a_worker_that_starts_with_an_emptied_manifest_serves_what_was_current_last(two, folder, clock):
    (folder / LAST).write_text(two[1].text())
    (folder / CURRENT).write_text("")

    started = Reader(folder)

    assert started.current().number == 2
    assert "not a whole manifest" in started.problem


def test_with_every_file_damaged_there_is_no_edition_rather_than_a_wrong_one(two, folder, clock):
    for manifest in two:
        damage(folder / manifest.file)
    clock.forward()

    assert current_edition() is None
    assert "damaged" in edition_state().problem


def test_a_manifest_replaced_while_a_file_is_being_verified_is_not_missed(two, folder, clock, monkeypatch):
    third = make_edition(folder, 3, documents(cards="Three"), parent=2)

    def slow(path):
        if path.name == two[1].file:
            make_current(folder, third)
        return real(path)

    monkeypatch.setattr(acceptance, "sha256_of", slow)
    make_current(folder, two[1])
    clock.forward()
    assert title() == "Two"
    clock.forward()

    assert title() == "Three"


def test_the_clock_of_the_wall_does_not_matter(two, folder, clock):
    """A manifest with a time of writing in the past is still another manifest."""
    make_current(folder, two[1])
    os.utime(folder / CURRENT, (1, 1))
    clock.forward()

    assert title() == "Two"


def test_while_one_thread_verifies_others_go_on_with_the_former(two, folder, clock, monkeypatch):
    verifying, go_on = threading.Event(), threading.Event()

    def slow(path):
        verifying.set()
        assert go_on.wait(10)
        return real(path)

    monkeypatch.setattr(acceptance, "sha256_of", slow)
    make_current(folder, two[1])
    clock.forward()
    other = threading.Thread(target=current_edition)
    other.start()
    assert verifying.wait(10)

    assert current_edition().number == 1

    go_on.set()
    other.join()
    assert current_edition().number == 2


def older(folder, number, content):
    """An edition as another release wrote it: other tables, and documents with a field that is gone."""
    stored = {key: Document.of(key, {**row.body, "colour": "red"}) for key, row in content.items()}
    manifest = make_edition(folder, number, content)
    with closing(sqlite3.connect(folder / manifest.file)) as connection, connection:
        for key, row in stored.items():
            new = (row.digest, canonical_json(row.body), key)
            connection.execute("UPDATE editions_document SET digest = ?, body = ? WHERE key = ?", new)
        connection.execute("UPDATE editions_edition SET digest = ?, fingerprint = 'old'", (content_digest(stored),))
        connection.execute("DROP TABLE faq_topic")
    changes = {"schema": 0, "fingerprint": "old", "digest": content_digest(stored)}
    return replace(manifest, sha256=acceptance.sha256_of(folder / manifest.file), **changes)


def test_an_older_edition_is_derived_again_with_its_number_and_digest(folder, clock):
    manifest = make_current(folder, older(folder, 7, documents(cards="Seven")))

    edition = current_edition()

    assert (edition.number, edition.digest, edition.schema) == (7, manifest.digest, 0)
    assert edition.path.parent.name == "local"
    assert title() == "Seven"
    assert imprint_in(edition.path)["digest"] == manifest.digest
    assert stored_documents(edition.path) == stored_documents(folder / manifest.file)
    assert edition.documents()["topic:cards"] == documents(cards="Seven")["topic:cards"]


def test_it_is_derived_once_for_all_workers(folder, clock, monkeypatch):
    make_current(folder, older(folder, 7, documents()))
    assert current_edition().number == 7
    monkeypatch.setattr(acceptance, "derive_file", lambda *_: pytest.fail("derived twice"))

    assert Reader(folder).current().number == 7


def test_a_derived_file_that_was_cut_off_is_made_again(folder, clock):
    make_current(folder, older(folder, 7, documents(cards="Seven")))
    path = current_edition().path
    path.write_bytes(path.read_bytes()[:3000])

    started = Reader(folder)

    assert started.current().number == 7
    assert not started.problem
    assert imprint_in(path)["number"] == 7


def test_an_older_edition_that_cannot_be_derived_is_refused_and_the_former_kept(two, folder, clock, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(acceptance, "derive_file", fail)

    problem = refuse_second(folder, clock, older(folder, 7, documents()))

    assert "made by another release" in problem
    assert "No space left on device" in problem


def test_any_edition_can_be_asked_for_by_number(two):
    with reading_from(edition_numbered(2)) as edition:
        assert edition.all(Topic).get().title_en == "Two"


def test_an_edition_that_is_not_there_is_told(two):
    with pytest.raises(EditionError, match="There is no edition 9"):
        edition_numbered(9)
