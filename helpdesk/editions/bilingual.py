"""Texts in exactly two languages, written as two explicit fields (`title_en`, `title_zh`)."""

from typing import Any

from django.db import models
from django.utils.translation import get_language

CHINESE = "zh"
ENGLISH = "en"


def active_suffix() -> str:
    """`zh` when the active language is Chinese, else `en`."""
    return CHINESE if (get_language() or ENGLISH).startswith("zh") else ENGLISH


class Bilingual:
    """A property that gives the text of the active language: `title = Bilingual("title")`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return getattr(instance, f"{self.name}_{active_suffix()}")


def line(verbose: str = "") -> "models.CharField[str, str]":
    """A one-line text in one language."""
    return models.CharField(verbose or None, max_length=400, blank=True, default="")


def prose(verbose: str = "") -> "models.TextField[str, str]":
    """A longer text in one language; list-like texts hold one item a line."""
    return models.TextField(verbose or None, blank=True, default="")
