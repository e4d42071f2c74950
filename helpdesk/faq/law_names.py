"""How instruments and articles are named: "Article 14(1), Social Insurance Law", 《社会保险法》第十四条第一款."""

import re
from typing import Protocol

from django.utils.translation import override

from helpdesk.faq.wording import chinese

DIGITS = "零一二三四五六七八九"
# Instruments whose title ends so are divided into articles (条); notices, opinions and decisions into parts.
WITH_ARTICLES = ("法", "法典", "条例", "办法", "规定", "细则", "规程", "规则")
# Inside 《》 the marks of a second title become 〈〉.
INNER = str.maketrans("《》", "〈〉")
SUFFIX = re.compile(r"（[^（）]*）$")
# A document whose title we have not seen goes by its number, and a number takes no 《》.
BY_NUMBER = re.compile(r"〔\d{4}〕\d+号文件$")


class Placed(Protocol):
    """A provision, from the database or from the rulebook."""

    article: str
    paragraph: str


def han_number(number: int) -> str:
    """14 -> 十四, 1127 -> 一千一百二十七, 105 -> 一百零五."""
    parts, text = ((1000, "千"), (100, "百"), (10, "十")), ""
    gap = False
    for size, word in parts:
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap else "") + ("" if (size == 10 and digit == 1 and not text) else DIGITS[digit]) + word
            gap = False
        elif text:
            gap = bool(number)
    return text + ("零" if gap and number else "") + (DIGITS[number] if number else "") or DIGITS[0]


def han(text: str) -> str:
    """Every number of a text in Chinese numerals: "3-4" -> 三至四."""
    return re.sub(r"\d+", lambda found: han_number(int(found.group())), text).replace("-", "至")


def place_label(place: Placed, title_zh: str) -> str:
    """Article and paragraph in words, without the instrument; "" where no number was seen."""
    if not place.article:
        return ""
    articles = SUFFIX.sub("", title_zh).endswith(WITH_ARTICLES)
    if chinese():
        return _in_chinese(place.article, place.paragraph, articles)
    inner = "".join(f"({part})" for part in [place.paragraph] if part)
    word = ("Articles" if "-" in place.article else "Article") if articles else "Part"
    return f"{word} {place.article}{inner}"


def _in_chinese(article: str, paragraph: str, articles: bool) -> str:
    if articles:
        return f"第{han(article)}条" + (f"第{han(paragraph)}款" if paragraph else "")
    return f"第{han(article)}部分" + (f"第（{han(paragraph)}）项" if paragraph else "")


def titled(place: Placed | None, title: str, title_zh: str) -> str:
    """A citation's name in the active language."""
    label = place_label(place, title_zh) if place else ""
    if chinese():
        return title_zh + label if BY_NUMBER.search(title_zh) else f"《{title_zh.translate(INNER)}》{label}"
    return f"{label}, {title}" if label else title


def titled_in_chinese(place: Placed | None, title_zh: str) -> str:
    """The same as it is printed in Chinese, to show at a counter; "" on a Chinese page, which has it already."""
    if chinese():
        return ""
    with override("zh-hans"):
        return titled(place, "", title_zh)
