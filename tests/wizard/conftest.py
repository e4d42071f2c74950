"""These tests read the starter edition, or a rulebook of their own; none of them touches the editorial database."""

import pytest

from tests.starter_edition import starter_edition, starter_folder

__all__ = ["starter_edition", "starter_folder"]


@pytest.fixture
def shown(client, monkeypatch):
    """The page of the question of a rulebook: `shown(book, "en", "a=yes")`; figures by name are posted."""

    def page(book, language="en", query="", **posted):
        for place in ("helpdesk.wizard.views.rulebook", "helpdesk.policies.replay.lasting_rulebook"):
            monkeypatch.setattr(place, lambda edition: book)
        address = f"/{language}/check/q/?{query}"
        response = client.post(address, posted) if posted else client.get(address)
        assert response.status_code == 200, response
        return response.content.decode()

    return page
