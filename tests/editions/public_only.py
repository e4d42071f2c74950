"""Proof that a page is public: inside the block any query to the editorial database and any look at a session fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.contrib.sessions.backends.base import SessionBase
from django.db import DEFAULT_DB_ALIAS, connections


class NotPublicError(AssertionError):
    """What a public page must not do."""


def _refuse_query(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise NotPublicError(f"A public page asked the editorial database: {sql}")


def _refuse_session(_session: SessionBase) -> Any:
    raise NotPublicError("A public page read the session.")


@contextmanager
def public_only() -> Iterator[None]:
    """Inside, a query to `default` or reading a session is a NotPublicError, with or without the `db` fixture."""
    session = mock.patch.object(SessionBase, "_session", property(_refuse_session))
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse_query), session:
        yield
