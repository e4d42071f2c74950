"""The starter content as drafts in the editorial database, and a member of staff at the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from helpdesk.editions.documents import Document, references_of, write_documents
from tests.starter_edition import starter_documents


def drafts_to_work_on() -> dict[str, Document]:
    """Every shipped document but the regions that nothing refers to: hundreds that would only cost time."""
    documents = starter_documents()
    wanted = {key for key in documents if not key.startswith("region:")}
    told = [value for key in wanted if key.startswith("case:") for value in documents[key].body["facts"].values()]
    wanted |= {f"region:{value}" for value in told if f"region:{value}" in documents}
    front = set(wanted)
    while front:
        front = {found for key in front for found in references_of(key, documents[key].body)} - wanted
        wanted |= front
    return {key: document for key, document in documents.items() if key in wanted}


@pytest.fixture
def drafts(db: Any) -> None:
    """The content as staff find it."""
    write_documents({key: document.body for key, document in drafts_to_work_on().items()})


@pytest.fixture
def staff(drafts: None, client: Client) -> Client:
    """The browser of somebody who may do everything; no password is hashed, since none is asked for."""
    client.force_login(User.objects.create(username="officer", is_staff=True, is_superuser=True))
    return client
