"""The starter content as drafts in the editorial database, and a member of staff at the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from helpdesk.editions.documents import write_documents
from tests.starter_edition import few_documents


@pytest.fixture
def drafts(db: Any) -> None:
    """The content as staff find it."""
    write_documents({key: document.body for key, document in few_documents().items()})


@pytest.fixture
def staff(drafts: None, client: Client) -> Client:
    """The browser of somebody who may do everything; no password is hashed, since none is asked for."""
    client.force_login(User.objects.create(username="officer", is_staff=True, is_superuser=True))
    return client
