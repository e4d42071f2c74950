"""What the settings make of the environment, and what they promise a visitor."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from helpdesk.environment import editorial_database, flag, secret_key, words


@pytest.mark.parametrize(("text", "on"), [("", False), ("0", False), ("no", False), ("1", True), ("True", True)])
def test_a_switch_is_read(monkeypatch, text, on):
    monkeypatch.setenv("HELPDESK_TEST", text)
    assert flag("HELPDESK_TEST") is on


def test_a_switch_that_is_neither_on_nor_off_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("HELPDESK_TEST", "flase")
    with pytest.raises(ImproperlyConfigured, match=r"HELPDESK_TEST is 'flase'\. Write 1"):
        flag("HELPDESK_TEST")


def test_a_list_is_read_with_commas(monkeypatch):
    monkeypatch.setenv("HELPDESK_TEST", "a.example, b.example,")
    assert words("HELPDESK_TEST", ["c"]) == ["a.example", "b.example"]
    monkeypatch.delenv("HELPDESK_TEST")
    assert words("HELPDESK_TEST", ["c"]) == ["c"]


def test_the_key_is_made_once_and_only_its_owner_may_read_it(monkeypatch, tmp_path):
    monkeypatch.delenv("DJANGO_SECRET_KEY", raising=False)
    path = tmp_path / "var" / "secret-key"
    first = secret_key(path)
    assert len(first) >= 50
    assert secret_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]


def test_a_key_in_the_environment_goes_before_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "given")
    assert secret_key(tmp_path / "secret-key") == "given"
    assert not (tmp_path / "secret-key").exists()


def test_without_an_address_staff_work_in_a_sqlite_file(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = editorial_database(tmp_path / "var" / "editorial.sqlite3")
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert Path(database["NAME"]) == tmp_path / "var" / "editorial.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_names_a_postgresql_server(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://me:word@db.example:6543/helpdesk")
    database = editorial_database(tmp_path / "editorial.sqlite3")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 6543, "helpdesk")
    assert database["CONN_HEALTH_CHECKS"]


def test_pages_run_nothing_inline_and_tell_other_sites_nothing():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {source for sources in directives.values() for source in sources}
    assert sources == {"'self'", "'none'", "data:"}
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]
    assert settings.SECURE_REFERRER_POLICY == "same-origin"
    assert settings.SECURE_CONTENT_TYPE_NOSNIFF


def test_the_edition_is_pinned_before_anything_that_could_read_it():
    order = settings.MIDDLEWARE
    edition = order.index("helpdesk.editions.middleware.EditionMiddleware")
    assert edition < order.index("django.middleware.locale.LocaleMiddleware")
    assert edition < order.index("django.contrib.sessions.middleware.SessionMiddleware")
