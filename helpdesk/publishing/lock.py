"""One publish or rollback at a time: on this machine by a locked file, on all of them by PostgreSQL."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections

from helpdesk.publishing.errors import PublishError

LOCK_FILE = "publishing.lock"
ADVISORY_KEY = 0x68656C70_6465736B
"""The number of PostgreSQL's advisory lock: "helpdesk" in ASCII."""

BUSY = "Somebody else is publishing or rolling back at this moment. Wait until they are done, look, and try again."


@contextmanager
def publishing_lock(folder: Path) -> Iterator[None]:
    """Holds both locks, or refuses at once. A killed publish holds neither: system and server let go of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(BUSY) from None
        with _advisory_lock():
            yield


@contextmanager
def _advisory_lock() -> Iterator[None]:
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or not _take(ADVISORY_KEY):
        yield
        return
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])
        except DatabaseError:
            connection.close()  # the server lets go of the lock with the connection


def _take(key: int) -> bool:
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            (taken,) = cursor.fetchone()
    except OperationalError:
        return False  # with no database nobody publishes from it, and rolling back must work without one
    if not taken:
        raise PublishError(BUSY)
    return True
