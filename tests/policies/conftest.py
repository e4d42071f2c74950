"""The starter content as drafts in the editorial database, and a member of staff at the admin."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from helpdesk.editions.documents import write_documents
from tests.starter_edition import starter_documents


@pytest.fixture
def drafts(db: Any) -> None:
    """Every shipped document, as staff find it."""
    write_documents({key: document.body for key, document in starter_documents().items()})


@pytest.fixture
def staff(drafts: None, client: Client) -> Iterator[Client]:
    """A signed-in superuser's browser."""
    client.force_login(User.objects.create_superuser("officer", password="not-a-real-one"))
    yield client
