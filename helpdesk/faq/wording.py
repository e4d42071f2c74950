"""How texts, dates and verdicts are set on a page: language marks, line breaks, word order."""

import datetime
import re
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# A run of Chinese, digits inside it included: 国办发〔2021〕14号.
HAN = r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
HAN_RUN = re.compile(rf"{HAN}(?:[{HAN[1:-1]}0-9“”‘’—…]*{HAN})?")
ARTICLE = re.compile(
    r"第[零〇一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?(?:第[一二三四五六七八九十]+[款项])*"
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
OPENING = re.compile(r"^(Yes|Partly|No|We cannot tell yet|可以|部分可以|不可以|现在还不能确定)[.。，]\s*")

LOOKS = {"Yes": "yes", "可以": "yes", "Partly": "partly", "部分可以": "partly", "No": "no", "不可以": "no"}


def chinese() -> bool:
    """Is the active language Chinese?"""
    return (get_language() or "en").startswith("zh")


def in_language(text: Any) -> str:
    """The text of the active language: a plain string as it is, an engine's `Text` by its language."""
    if hasattr(text, "get") and not isinstance(text, (str, dict)):
        return str(text.get("zh-hans" if chinese() else "en"))
    return str(text if text is not None else "")


def marked(text: Any, *, zh: bool | None = None) -> SafeString:
    """Escaped text: Chinese marked as such on English pages, article numbers kept on one line on Chinese ones."""
    safe = escape(in_language(text))
    if chinese() if zh is None else zh:
        return mark_safe(ARTICLE.sub(r'<span class="nb">\g<0></span>', safe))
    return mark_safe(HAN_RUN.sub(r'<span lang="zh-Hans">\g<0></span>', safe))


def day(date: datetime.date | str | None) -> str:
    """12 November 2026, or 2026年11月12日."""
    if not date:
        return ""
    if isinstance(date, str):
        date = datetime.date.fromisoformat(date)
    if chinese():
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def month(date: datetime.date | None) -> str:
    """November 2026, or 2026年11月."""
    if not date:
        return ""
    return f"{date.year}年{date.month}月" if chinese() else f"{MONTHS[date.month - 1]} {date.year}"


def opening(title: Any) -> tuple[str, str]:
    """A title cut after its verdict word: ("No.", "You cannot ..."); ("", title) when it opens with no such word."""
    text = in_language(title)
    found = OPENING.match(text)
    return (found.group(0).strip().rstrip("，"), text[found.end() :]) if found else ("", text)


def look(word: str) -> str:
    """Shape and colour of a verdict word; "" where a text opens with none."""
    return LOOKS.get(word.rstrip(".。"), "")


def items(text: Any) -> list[str]:
    """The lines of a list-like text, empty ones dropped."""
    return [line.strip() for line in in_language(text).splitlines() if line.strip()]


def sentences(*texts: str) -> str:
    """Sentences one after the other: with a space between them in English, without in Chinese."""
    return ("" if chinese() else " ").join(text for text in texts if text)


def first_sentence(text: Any) -> tuple[str, str]:
    """A text cut after its first sentence."""
    whole = in_language(text)
    found = re.match(r".*?(?:。|[.!?](?=\s)|$)", whole)
    cut = found.end() if found else len(whole)
    return whole[:cut], whole[cut:].strip()
