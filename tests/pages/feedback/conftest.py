"""A visitor at the form for messages, and the folder that the messages lie in."""

from pathlib import Path

import pytest
from django.test import Client

from tests.pages.feedback.visitor import Visitor


@pytest.fixture
def folder(own_folder: Path) -> Path:
    """Where the messages lie."""
    return own_folder / "inbox"


@pytest.fixture
def visitor() -> Visitor:
    """With cookies checked as in earnest."""
    return Visitor(Client(enforce_csrf_checks=True))
