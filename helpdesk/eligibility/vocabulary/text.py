"""A text in the site's two languages. Both are originals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """The same statement in English and in simplified Chinese."""

    en: str = ""
    zh: str = ""

    def get(self, language: str) -> str:
        """The text for a language code; `zh`, `zh-hans`, `zh-Hans` are Chinese, all else English."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)

    def as_json(self) -> dict[str, str]:
        """`{"en": ..., "zh-hans": ...}`."""
        return {"en": self.en, "zh-hans": self.zh}


EMPTY = Text()


def text_in(body: Mapping[str, Any], name: str) -> Text:
    """The bilingual field `name` of a document body."""
    return Text(body.get(f"{name}_en") or "", body.get(f"{name}_zh") or "")


def listed(texts: "Sequence[Text]", en: str = "; ", zh: str = "；") -> Text:
    """Texts joined with the separator of each language."""
    return Text(en.join(text.en for text in texts), zh.join(text.zh for text in texts))
