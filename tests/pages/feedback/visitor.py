"""A visitor at the form for messages, and what lies in the inbox."""

import datetime
import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from django.test import Client

from helpdesk.editions import clock

QUESTION = "check/medical-account-cash/"
TABLE = "medical-account-paid-out@120000"


@dataclass
class Visitor:
    """Somebody at the form in one language. `read_for` is how many seconds pass before the form is sent."""

    client: Client
    language: str = "en"
    read_for: float = 30

    def address(self, kind: str, **query: Any) -> str:
        """The form's address, about an answer unless `about` says otherwise."""
        rows = {"kind": kind, "about": f"/{self.language}/{QUESTION}"} | query
        return f"/{self.language}/feedback/?" + "&".join(f"{name}={value}" for name, value in rows.items())

    def open(self, kind: str, **query: Any) -> Any:
        return self.client.get(self.address(kind, **query))

    def send(self, kind: str, query: dict[str, Any] | None = None, opened: Any = None, **typed: str) -> Any:
        """Open the form (or take one that was opened), fill it in as a person would, and send it a little later."""
        begun = clock.now()
        page = opened or self.open(kind, **(query or {}))
        with clock.fixed(begun + datetime.timedelta(seconds=self.read_for)):
            return self.client.post(action(page), hidden(page) | typed)


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields of the form, and the box that people do not see as people leave it."""
    page = response.content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found} | {"more": ""}


def action(response: Any) -> str:
    """Where the form is sent."""
    return unescape(re.search(r'<form method="post" action="([^"]*)"', response.content.decode())[1])


def stored(folder: Path) -> list[dict[str, Any]]:
    """The messages in the inbox."""
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
