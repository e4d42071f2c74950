"""What share of possible persons gets a definite answer, told as a table and for programs."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from textwrap import wrap
from typing import Any

from helpdesk.eligibility import Rulebook, Text
from helpdesk.eligibility.proofs.coverage import Share, shares
from helpdesk.eligibility.vocabulary.regions import NATION
from helpdesk.eligibility.vocabulary.wording import ELSEWHERE


def all_shares(rulebook: Rulebook, on: date, beside: Sequence[Rulebook] = ()) -> list[Share]:
    """The shares of every question on a day; `beside` are rulebooks they are compared with."""
    return [share for question in rulebook.questions for share in shares(rulebook, question, on, beside)]


def place_of(rulebook: Rulebook, region: str) -> Text:
    """The short name of a region with rules of its own, or "anywhere else"."""
    known = rulebook.regions.by_key.get(region)
    return ELSEWHERE if known is None or region == NATION else known.short


def percent(share: Fraction, decimals: int = 1) -> str:
    """62.5%."""
    return f"{float(share * 100):.{decimals}f}%"


def number(share: Fraction) -> float:
    """A share for programs, to eight decimals."""
    return round(float(share), 8)


WIDTH = 116
"""Columns of the table."""
HEADINGS = (
    Text("definite", "确定"), Text("depends", "要看"), Text("not covered", "未核实"), Text("not settled", "未定"),
)  # fmt: skip


def share_lines(rulebook: Rulebook, found: Iterable[Share]) -> list[str]:
    """A table per portion: a row per region, what its answers depend on by key, and at the end what each key means."""
    lines: list[str] = []
    for name, rows in groupby(found, key=lambda one: (one.question, one.decision)):
        portion = list(rows)
        title = rulebook.decisions[name[1]].title
        lines += ["", f"{', '.join(dict.fromkeys(name))}: {title.en} / {title.zh}", row("", *map(heading, HEADINGS))]
        for one in portion:
            place = place_of(rulebook, one.region)
            depends = sum(one.depends.values(), Fraction(0))
            figures = (percent(part) for part in (one.definite, depends, one.not_covered, one.unsettled))
            lines += [row(f"{place.en} {place.zh}", *figures), *depends_lines(one)]
        lines += legend(rulebook, portion)
    return lines[1:]


def depends_lines(one: Share) -> list[str]:
    """The outcomes behind "depends", the commonest first, in lines of a terminal's width."""
    parts = sorted(one.depends.items(), key=lambda pair: (-pair[1], pair[0]))
    told = ", ".join(f"{percent(part)}\N{NO-BREAK SPACE}{key}" for key, part in parts)
    lines = wrap(told, WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return [f"      {line}".replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def legend(rulebook: Rulebook, portion: Iterable[Share]) -> list[str]:
    """What each outcome that depends names: the fact or figure, in both languages."""
    lines = []
    for key in sorted({key for one in portion for key in one.depends}):
        on = depends_on(rulebook, key)
        lines += [f"  {key}: {on.en}", f"      {on.zh}"]
    return lines


def heading(text: Text) -> str:
    """A heading in both languages."""
    return f"{text.en} {text.zh}"


def row(first: str, *others: str) -> str:
    """A row of the table; Chinese characters are twice as wide as others."""
    return ("  " + padded(first, 32, left=True) + "".join(padded(other, 20) for other in others)).rstrip()


def padded(text: str, width: int, *, left: bool = False) -> str:
    """The text in so many columns of a terminal."""
    space = " " * (width - sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text))
    return text + space if left else space + text


def depends_on(rulebook: Rulebook, outcome: str) -> Text:
    """The fact or figure that an outcome names, in one line."""
    text = rulebook.outcomes[outcome].text("depends_on")
    return Text(" ".join(text.en.split()), "".join(text.zh.split()))


def shares_json(rulebook: Rulebook, found: Iterable[Share]) -> list[dict[str, Any]]:
    """The same for programs; shares are numbers from 0 to 1."""
    return [
        {
            "question": one.question,
            "decision": one.decision,
            "region": one.region,
            "place": place_of(rulebook, one.region).as_json(),
            "definite": number(one.definite),
            "depends": [
                {"outcome": key, "share": number(part), "on": depends_on(rulebook, key).as_json()}
                for key, part in sorted(one.depends.items())
            ],
            "not_covered": number(one.not_covered),
            "unsettled": number(one.unsettled),
        }
        for one in found
    ]
