"""What tests of publishing share: drafts held in a dictionary, and publishing them at a known time."""

import datetime
from typing import Any

import pytest

from helpdesk.editions.edition import stored_documents
from helpdesk.publishing import check
from helpdesk.publishing import publish as publishing
from helpdesk.publishing.publish import Published, publish
from helpdesk.publishing.rollback import RolledBack, rollback
from tests.editions.samples import BUILT, documents, written


class Desk:
    """An editor's desk: `drafts` may be changed at will; `publish` and `back` act on them a minute later each time."""

    def __init__(self, folder: Any) -> None:
        self.folder = folder
        self.drafts = documents()
        self.at = BUILT

    def write(self, **titles: str) -> None:
        """Gives topics new English titles, or makes them."""
        self.drafts |= {f"topic:{key}": documents(**{key: title})[f"topic:{key}"] for key, title in titles.items()}

    def publish(self, note: str = "", **options: Any) -> Published:
        """Publishes, at the next minute."""
        self.at += datetime.timedelta(minutes=1)
        return publish(note, at=self.at, **options)

    def back(self, number: int) -> RolledBack:
        """Rolls back, at the next minute."""
        self.at += datetime.timedelta(minutes=1)
        return rollback(number, at=self.at)

    def titles(self) -> dict[str, str]:
        """English titles of the topics in the current edition."""
        rows = stored_documents(self.folder / written(self.folder)["file"])
        return {row.natural_key: row.body["title_en"] for row in rows.values() if row.kind == "topic"}


@pytest.fixture
def desk(db: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose drafts need no database; the checks find nothing, since these tests are not about them."""
    made = Desk(settings.EDITIONS_DIR)
    monkeypatch.setattr(publishing, "read_drafts", lambda: dict(made.drafts))
    monkeypatch.setattr(check, "findings", lambda documents: [])
    return made
