"""Drafts become the current edition whole or not at all."""

import datetime
import fcntl
import gzip
import hashlib
import json

import pytest
from django.db import connections

from helpdesk.editions import derive
from helpdesk.editions.documents import read_documents, write_documents
from helpdesk.editions.edition import imprint_in, stored_documents
from helpdesk.editions.errors import EditionError
from helpdesk.editions.files import sha256_of
from helpdesk.editions.manifest import CURRENT
from helpdesk.editions.reading import edition_numbered, reading_from
from helpdesk.eligibility.proofs.fault import Example, Fault, fault, warning
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.publishing import check
from helpdesk.publishing import publish as publishing
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.publish import publish
from tests.editions.samples import BODIES, BUILT, documents, written


def test_the_first_edition_has_number_one_and_no_parent(desk):
    published = desk.publish("First")

    assert published.is_new
    assert (published.manifest.number, published.manifest.parent, published.manifest.note) == (1, None, "First")
    assert published.candidate.changes.added == tuple(sorted(BODIES))
    assert stored_documents(desk.folder / "edition-1.sqlite3") == desk.drafts


def test_the_manifest_describes_the_file(desk):
    manifest = desk.publish().manifest
    path = desk.folder / manifest.file

    assert written(desk.folder)["sha256"] == sha256_of(path)
    assert imprint_in(path)["digest"] == manifest.digest
    assert imprint_in(path)["built_at"] == "2026-11-22T04:01:00+00:00"


def test_the_content_digest_is_over_the_sorted_keys_and_digests(desk):
    lines = sorted(f"{key} {document.digest}\n" for key, document in desk.drafts.items())

    assert desk.publish().manifest.digest == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_same_documents_give_the_same_digest_and_rulebook_and_another_number(desk):
    first = desk.publish().manifest
    desk.write(cards="Other")
    desk.publish()
    desk.write(cards="Cards")

    third = desk.publish().manifest

    assert (third.number, third.parent, third.digest) == (3, 2, first.digest)
    rulebooks = [(desk.folder / f"rulebook-{number}.json.gz").read_bytes() for number in (1, 3)]
    assert rulebooks[0] == rulebooks[1]


def test_the_rulebook_beside_an_edition_is_the_one_inside(desk):
    desk.publish()

    with reading_from(edition_numbered(1)) as edition:
        inside = edition.blob("rulebook.json")

    assert gzip.decompress((desk.folder / "rulebook-1.json.gz").read_bytes()) == inside
    assert json.loads(inside)["documents"]["region"].keys() == {"CN"}


def test_a_file_needs_no_journal_beside_it(desk):
    desk.publish()

    assert not list(desk.folder.glob("*-wal")) + list(desk.folder.glob("*-journal")) + list(desk.folder.glob(".*"))


def test_changes_since_the_parent_are_told(desk):
    desk.write(gone="Gone")
    desk.publish()
    desk.write(cards="Other", new="New")
    del desk.drafts["topic:gone"]

    changes = desk.publish().candidate.changes

    assert (changes.added, changes.changed, changes.removed) == (("topic:new",), ("topic:cards",), ("topic:gone",))


def test_publishing_nothing_new_makes_no_edition(desk):
    desk.publish()

    again = desk.publish()

    assert (again.is_new, again.manifest.number) == (False, 1)
    assert not (desk.folder / "edition-2.sqlite3").exists()


def test_if_none_publishes_the_first_edition_and_no_other(desk):
    assert desk.publish(if_none=True).is_new
    desk.write(cards="Other")

    assert not desk.publish(if_none=True).is_new
    assert desk.titles() == {"cards": "Cards"}


def test_without_drafts_the_repair_is_told(desk):
    desk.drafts.clear()

    with pytest.raises(PublishError, match="load_starter"):
        desk.publish()


def test_an_error_of_the_checks_refuses_with_its_row_and_leaves_the_edition(desk, monkeypatch):
    desk.publish()
    desk.write(cards="Other")
    monkeypatch.setattr(check, "findings", lambda _documents: [fault("gap", "table:t@CN", "r", "r has a gap.", "缺")])

    with pytest.raises(
        PublishError, match=r"1 error; nothing was published.\n.*\n- table:t@CN: r has a gap\."
    ) as refused:
        desk.publish()

    assert refused.value.details["findings"][0]["row"] == "r"
    assert written(desk.folder)["number"] == 1
    monkeypatch.undo()


def test_an_error_is_told_in_both_languages_with_the_person_it_would_hit(desk, monkeypatch):
    person = Example("refund", BUILT.date(), {}, Text("Tianjin, left a job", "天津，已离职"))
    found = [Fault("gap", "table:t@CN", "r", Text("A gap.", "缺。"), example=person)] * 21
    monkeypatch.setattr(check, "findings", lambda _documents: found)

    with pytest.raises(PublishError) as refused:
        desk.publish()

    lines = str(refused.value).splitlines()
    assert lines[:2] == ["The checks found 21 errors; nothing was published.", "检查发现21处错误，没有发布。"]
    assert lines[2:6] == ["- table:t@CN: A gap.", "  缺。", "  Tianjin, left a job", "  天津，已离职"]
    assert lines[-1] == "- and 1 more: `manage.py check_rules` lists all"


def test_a_warning_of_the_checks_is_told_and_does_not_refuse(desk, monkeypatch):
    monkeypatch.setattr(check, "findings", lambda _documents: [warning("weak", "region:CN", "", "Look.", "看")])

    assert [found.code for found in desk.publish().warnings] == ["weak"]


def test_the_checks_see_the_candidate_and_not_the_drafts(desk, monkeypatch):
    desk.publish()
    desk.write(cards="Other", new="New")
    seen = []
    monkeypatch.setattr(check, "findings", lambda found: seen.append(found) or [])

    desk.publish(only=["topic:new"])

    assert seen[0]["topic:cards"].body["title_en"] == "Cards"
    assert "topic:new" in seen[0]


def test_a_number_is_never_used_twice_even_when_its_publish_failed(desk, monkeypatch):
    desk.publish()
    desk.write(cards="Other")

    def fail(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "build_edition", fail)
        with pytest.raises(OSError, match="No space"):
            desk.publish()

    assert desk.publish().manifest.number == 3


def test_numbers_go_on_when_the_record_of_them_is_lost(desk):
    desk.publish()
    (desk.folder / "numbers.json").unlink()
    desk.write(cards="Other")

    assert desk.publish().manifest.number == 2


def test_a_damaged_record_of_numbers_is_told(desk):
    desk.publish()
    (desk.folder / "numbers.json").write_text("")
    desk.write(cards="Other")

    with pytest.raises(EditionError, match=r"numbers.json is damaged. Write \{"):
        desk.publish()


def test_a_damaged_parent_is_told_and_nothing_is_published_over_it(desk):
    desk.publish()
    path = desk.folder / "edition-1.sqlite3"
    path.write_bytes(path.read_bytes()[:4000])

    with pytest.raises(EditionError, match=r"edition-1.sqlite3 is damaged"):
        desk.publish()


def test_a_damaged_manifest_is_told(desk):
    desk.publish()
    (desk.folder / CURRENT).write_text("")

    with pytest.raises(EditionError, match="rollback N"):
        desk.publish()
    assert (desk.folder / "edition-1.sqlite3").exists()


def test_a_lost_manifest_is_told_and_not_taken_for_a_first_publish(desk):
    desk.publish()
    (desk.folder / CURRENT).unlink()

    with pytest.raises(EditionError, match=r"current.json cannot be read"):
        desk.publish()


def test_a_full_disk_is_told_leaves_the_edition_and_gives_the_space_back(desk, monkeypatch):
    desk.publish()
    desk.write(cards="Other")
    real = derive.insert_rows

    def on_a_full_disk(documents):
        with connections["candidate"].cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1")
        real(documents)
        with connections["candidate"].cursor() as cursor:
            cursor.execute("CREATE TABLE more AS SELECT randomblob(1000000)")

    with monkeypatch.context() as patch:
        patch.setattr(derive, "insert_rows", on_a_full_disk)
        with pytest.raises(EditionError, match=r"cannot be written \(database or disk is full\)"):
            desk.publish()

    assert desk.titles() == {"cards": "Cards"}
    assert not list(desk.folder.glob(".building*"))
    assert desk.publish().is_new


def test_while_somebody_publishes_another_is_told(desk):
    desk.publish()
    with (desk.folder / "publishing.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match="Somebody else is publishing"):
            desk.publish()
        with pytest.raises(PublishError, match="Somebody else is publishing"):
            desk.back(1)


def test_the_time_is_kept_in_utc(desk):
    shanghai = datetime.timezone(datetime.timedelta(hours=8))

    manifest = publish("", at=datetime.datetime(2027, 1, 1, 0, 0, tzinfo=shanghai)).manifest

    assert manifest.built_at.isoformat() == "2026-12-31T16:00:00+00:00"


@pytest.mark.django_db(transaction=True)
def test_the_drafts_are_those_of_the_editorial_database(settings):
    write_documents(BODIES)

    published = publish("First", at=BUILT)

    assert published.candidate.documents == read_documents() == documents()
