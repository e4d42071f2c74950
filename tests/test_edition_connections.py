"""In tests the two edition connections can be used without being declared, and nothing else can."""

import urllib.request
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connections, transaction
from django.test import TestCase

ALIASES = ("edition", "candidate")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one row, open on both connections."""
    made = tmp_path / "edition-1.sqlite3"
    candidate = connections["candidate"]
    candidate.open_file(made)
    with candidate.cursor() as cursor:
        cursor.execute("CREATE TABLE word (text)")
        cursor.execute("INSERT INTO word VALUES ('here')")
    connections["edition"].open_file(made)
    return made


def read(alias: str) -> str:
    """The one row."""
    with connections[alias].cursor() as cursor:
        return str(cursor.execute("SELECT text FROM word").fetchone()[0])


def test_without_any_database_both_can_be_read(file):
    assert [read(alias) for alias in ALIASES] == ["here", "here"]


def test_without_any_database_the_editorial_one_is_refused():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()


@pytest.mark.django_db
def test_beside_the_editorial_database_both_can_be_read(file):
    assert [read(alias) for alias in ALIASES] == ["here", "here"]
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_edition_cannot_be_written(file):
    with pytest.raises(DatabaseError, match="readonly"), connections["edition"].cursor() as cursor:
        cursor.execute("DELETE FROM word")


@pytest.mark.django_db(transaction=True)
def test_beside_real_transactions_both_can_be_read(file):
    with transaction.atomic(using="candidate"):
        assert [read(alias) for alias in ALIASES] == ["here", "here"]
    User.objects.create_user("first")


@pytest.mark.django_db(transaction=True)
def test_what_a_test_wrote_to_the_editorial_database_is_flushed():
    assert not User.objects.exists()


class InAClassOfDjango(TestCase):
    """Django's own classes are exempted in the same way."""

    def test_only_the_declared_database_and_the_editions_are_reached(self) -> None:
        assert not User.objects.exists()
        for alias in ALIASES:
            assert not hasattr(connections[alias].cursor, "wrapped")


def test_a_test_begins_with_no_file_open():
    assert [connections[alias].file for alias in ALIASES] == [None, None]


def test_a_server_in_another_thread_answers(live_server):
    with urllib.request.urlopen(f"{live_server.url}/admin/login/") as response:
        assert response.status == 200
