"""Walking through the questions as a browser without script does: reading the form, choosing, sending."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client

LONGEST = 15


@dataclass
class Journey:
    """Where a walk ended: the questions it took with their pages, the last page, and the address it ended at."""

    questions: list[str]
    pages: list[str]
    page: str
    query: dict[str, str]


def walk(client: Client, language: str, question: str, answers: Mapping[str, str]) -> Journey:
    """Answer each question from `answers` (a city under `<fact>.city`), else as someone who is not sure."""
    query: dict[str, str] = {}
    seen: list[str] = []
    pages: list[str] = []
    for _turn in range(LONGEST):
        response: Any = client.get(f"/{language}/check/{question}/", query)
        assert response.status_code == 200
        page = response.content.decode()
        asked = re.search(r'name="asked" value="(\w+)"', page)
        if asked is None:
            return Journey(seen, pages, page, query)
        query = {name: unescape(text) for name, text in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}
        offered = [unescape(text) for text in re.findall(r'type="radio" name="\w+" value="([^"]*)"', page)]
        fact = asked[1]
        wanted = answers.get(f"{fact}.city" if "within" in query else fact, offered[-1])
        assert wanted in offered, f"{fact}: {wanted} is not among {offered}"
        query[fact] = wanted
        seen.append(fact)
        pages.append(page)
    raise AssertionError(f"No end after {LONGEST} pages: {seen}")


def text_of(page: str) -> str:
    """The words of the main part."""
    return words(page.partition("<main")[2].partition("</main>")[0])


def words(markup: str) -> str:
    """The words of a piece of a page."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))).strip()
