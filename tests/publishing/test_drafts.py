"""Drafts are read as they stood at one moment, and on PostgreSQL one publish at a time holds for all machines."""

import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction

from helpdesk.editions.documents import write_document, write_documents
from helpdesk.publishing import drafts as module
from helpdesk.publishing.drafts import read_drafts
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.lock import publishing_lock
from tests.editions.samples import BODIES, TOPIC, documents


@pytest.mark.django_db(transaction=True)
def test_every_draft_is_read():
    write_documents(BODIES)

    assert read_drafts() == documents()


def elsewhere(act: Any) -> None:
    """Does something on a connection of its own, as another process would."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    other = threading.Thread(target=run)
    other.start()
    other.join(30)
    assert not other.is_alive()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_the_drafts_are_being_read_is_not_mixed_in(monkeypatch):
    write_documents(BODIES)
    real = module.read_documents

    def save_in_between(using: str) -> Any:
        real(using, only=["region"])
        elsewhere(lambda: write_document("topic:cards", {**TOPIC, "title_en": "Saved meanwhile"}))
        return real(using)

    monkeypatch.setattr(module, "read_documents", save_in_between)

    assert read_drafts() == documents()
    assert real()["topic:cards"].body["title_en"] == "Saved meanwhile"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_mixes_moments_is_refused():
    with transaction.atomic(), pytest.raises(PublishError, match="read committed"):
        read_drafts()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_another_machine_with_a_folder_of_its_own_is_told_to_wait(tmp_path):
    told: list[str] = []

    def other_machine() -> None:
        try:
            with publishing_lock(tmp_path / "there"):
                told.append("got in")
        except PublishError as error:
            told.append(str(error))

    with publishing_lock(tmp_path / "here"):
        elsewhere(other_machine)
    elsewhere(other_machine)

    assert told[0].startswith("Somebody else is publishing")
    assert told[1] == "got in"


@pytest.mark.django_db(transaction=True)
def test_the_lock_is_let_go_when_publishing_fails(tmp_path):
    with pytest.raises(ValueError, match="stop"), publishing_lock(tmp_path):
        raise ValueError("stop")

    with publishing_lock(tmp_path):
        assert connection.vendor
