"""What every test stands on: a folder of its own for what the site writes, and editions that can be read.

Django's tests refuse every connection that a test has not declared, and create and flush those it has. The two edition
aliases are neither created nor flushed (their file is read-only and made by publishing), so no test declares them; here
they are exempted from being refused, and only they.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.testcases import SimpleTestCase, _DatabaseFailure

EXEMPT = ("edition", "candidate")


def connect_when_needed(connection: BaseDatabaseWrapper) -> None:
    """What Django does to open a connection, without the guards that the test machinery puts around it."""
    if connection.connection is not None:
        return
    if connection.in_atomic_block and connection.closed_in_transaction:
        raise ProgrammingError("Cannot open a new connection in an atomic block.")
    with connection.wrap_database_errors:
        connection.connect()


def exempt_after(refuse: Any) -> Any:
    """Django's own refusal, taken back for the exempt aliases: the method it put on the connection is removed again."""

    def then(cls: type[SimpleTestCase]) -> None:
        refuse.__func__(cls)
        for alias in EXEMPT:
            for name, _ in cls._disallowed_connection_methods:
                vars(connections[alias]).pop(name, None)

    return classmethod(then)


def exempt_before(allow: Any) -> Any:
    """Django's own undoing expects its refusal on every alias, so the exempt ones get it back for that moment."""

    def first(cls: type[SimpleTestCase]) -> None:
        for alias in set(EXEMPT) - set(cls.databases):
            for name, _ in cls._disallowed_connection_methods:
                setattr(connections[alias], name, _DatabaseFailure(getattr(connections[alias], name), ""))
        allow.__func__(cls)

    return classmethod(first)


def pytest_configure() -> None:
    """Exempts the edition aliases, once per run."""
    SimpleTestCase._add_databases_failures = exempt_after(SimpleTestCase._add_databases_failures)
    SimpleTestCase._remove_databases_failures = exempt_before(SimpleTestCase._remove_databases_failures)
    for alias in EXEMPT:
        type(connections[alias]).ensure_connection = connect_when_needed


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that only say something on PostgreSQL are left out elsewhere, so that they are no skips."""
    if connections["default"].vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgres")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing is skipped: what a test misses has to be installed there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("\nCI=true, and tests were skipped: that is a failure here.")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """What the site writes goes to a folder of this test; a test that shares an edition points EDITIONS_DIR at it."""
    settings.VAR_DIR = tmp_path / "var"
    settings.EDITIONS_DIR = settings.VAR_DIR / "editions"
    yield settings.VAR_DIR
    for alias in EXEMPT:
        if connections[alias].file is not None:
            connections[alias].open_file(None)
