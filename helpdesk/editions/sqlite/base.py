"""Connections to edition files, for the two fixed aliases of the settings.

The alias stands for whichever file was chosen last on this thread (`open_file`); Django knows nothing of it before it
connects. `edition` opens it read-only and immutable: no lock, no journal, no look at the file's change time.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper
from django.db.backends.sqlite3.creation import DatabaseCreation as SQLiteCreation
from django.db.backends.sqlite3.features import DatabaseFeatures as SQLiteFeatures
from django.db.backends.sqlite3.operations import DatabaseOperations as SQLiteOperations

CANDIDATE = "candidate"
EDITION = "edition"


class DatabaseCreation(SQLiteCreation):
    """No test database: a test opens the edition file it made."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Nothing to create; edition files are made by publishing."""
        return str(self.connection.settings_dict["NAME"])

    def clone_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to clone."""

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to destroy."""

    def setup_worker_connection(self, _worker_id: int) -> None:
        """The same files for every worker."""

    def test_db_signature(self) -> tuple[str, ...]:
        """The alias, since both aliases have no file until they connect."""
        return ("edition file", self.connection.alias)


class DatabaseFeatures(SQLiteFeatures):
    """Said instead of tried: Django tries by creating a table."""

    supports_transactions = True


class DatabaseOperations(SQLiteOperations):
    """Editions are never flushed."""

    def sql_flush(self, *args: Any, **kwargs: Any) -> list[str]:
        """Nothing: what is in an edition stays."""
        return []


class DatabaseWrapper(SQLiteWrapper):
    """A connection whose file is chosen while the program runs."""

    creation_class = DatabaseCreation
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def __init__(self, settings_dict: dict[str, Any], alias: str) -> None:
        super().__init__({**settings_dict, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}, alias)
        self.file: Path | None = None

    def open_file(self, file: Path | None) -> None:
        """Stands for this file from now on. Nothing happens when it does already, so this is cheap on every request."""
        if file != self.file:
            self.close()
            self.file = file

    def get_connection_params(self) -> dict[str, Any]:
        """The file chosen on this thread, as a SQLite address."""
        if self.file is None:
            raise ImproperlyConfigured(
                f"No file is open on the connection {self.alias!r}. Public pages get theirs from EditionMiddleware; "
                "commands open one with helpdesk.editions.reading.reading_from(edition)."
            )
        how = "mode=rwc" if self.alias == CANDIDATE else "mode=ro&immutable=1"
        params: dict[str, Any] = super().get_connection_params()
        return {**params, "database": f"file:{quote(str(self.file))}?{how}", "uri": True}

    def close_if_unusable_or_obsolete(self) -> None:
        """Kept between requests: the file does not change under it, and only a new edition gives it another."""
