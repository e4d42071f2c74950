"""Reads schedules from the text that staff write; see `schedule`."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

from helpdesk.eligibility.amounts.schedule import Place, Rise, Row, Schedule, Step
from helpdesk.eligibility.amounts.units import Unit
from helpdesk.eligibility.vocabulary.errors import RulebookError
from helpdesk.eligibility.vocabulary.text import Text

LARGEST = Decimal(10) ** 12
NUMBER = r"\d{1,13}(?:\.\d{1,10})?%?"
OPTION = re.compile(r"^[a-z0-9_-]+$")
STEP = re.compile(
    rf"^(?:from (?P<start>[\d.%-]+) ?: ?)?"
    rf"(?:at most (?P<most>{NUMBER})|at least (?P<least>{NUMBER})|between (?P<low>{NUMBER}) and (?P<high>{NUMBER})"
    rf"|(?P<exact>{NUMBER}))"
    rf"(?: ?(?P<sign>[+-]) ?(?P<add>{NUMBER}) (?P<how>every|per) (?P<every>{NUMBER})(?P<months> months)?"
    rf"(?: to (?P<limit>{NUMBER}))?)?$"
)
EXAMPLES = "0.7 · at most 6 · from 12: 12, from 60: 18 · tier-1, retired = 90%, from 30000: 95% · 9 + 1 per 12 to 24"


def parse_schedule(text: str, unit: str, where: str) -> Schedule:
    """Read a parameter's value. Raises RulebookError naming the line, what is wrong with it, and how to write it."""
    lines = [" ".join(line.split()) for line in re.split(r"[;\n]", unicodedata.normalize("NFKC", text))]
    rows = tuple(_Line(line, unit, where).row() for line in lines if line)
    if not rows:
        raise RulebookError(
            where, Text(f"The value is empty. Write for example: {EXAMPLES}.", f"数值是空的。请写成例如：{EXAMPLES}。")
        )
    for place, row in enumerate(rows):
        told = ", ".join(row.options)
        if any(row.options == other.options for other in rows[:place]):
            raise RulebookError(
                where,
                Text(
                    f"“{told or 'without options'}” has two lines. Keep one of them, or write before each for which "
                    "options it holds, for example tier-1 = 90%.",
                    f"“{told or '没有选项'}”有两行。请只留一行，或在每行前写明适用的选项，例如tier-1 = 90%。",
                ),
            )
        if len(row.options) != len(rows[0].options):
            raise RulebookError(
                where,
                Text(
                    f"“{told}” names {len(row.options)} options, the first line {len(rows[0].options)}. "
                    "Name the same facts' options in every line.",
                    f"“{told}”写了{len(row.options)}个选项，第一行写了{len(rows[0].options)}个。每行请写同样几个事实的选项。",
                ),
            )
    if len({type(start) for row in rows for step in row.steps if (start := step.start) is not None}) > 1:
        raise RulebookError(
            where,
            Text(
                "Some steps start at a date and some at a figure. Start all of them at dates, or all at figures.",
                "有的档次从日期开始，有的从数字开始。请统一用日期，或统一用数字。",
            ),
        )
    return Schedule(rows)


class _Line:
    """One line of a schedule, with what its messages need."""

    def __init__(self, line: str, unit: str, where: str) -> None:
        self.line, self.unit, self.where = line, unit, where

    def refused(self, en: str, zh: str) -> RulebookError:
        return RulebookError(self.where, Text(f"“{self.line}”: {en}", f"“{self.line}”：{zh}"))

    def row(self) -> Row:
        named, equals, steps = self.line.rpartition("=")
        options = tuple(option.strip() for option in named.split(",")) if equals else ()
        for option in options:
            if not OPTION.match(option):
                raise self.refused(
                    f"“{option}” is no option. Write option keys before the “=”, for example tier-1, retired = 90%.",
                    f"“{option}”不是选项。“=”前面请写选项的名称，例如tier-1, retired = 90%。",
                )
        found = tuple(self.step(part.strip()) for part in steps.split(","))
        starts = [step.start for step in found]
        for before, after in pairwise(starts):
            if after is None:
                raise self.refused(
                    "only the first step may leave out where it starts. Write the others as: from 30000: 90%.",
                    "只有第一档可以不写起点。其余请写成：from 30000: 90%。",
                )
            if before is not None and (type(before) is not type(after) or after <= before):  # type: ignore[operator]
                raise self.refused(
                    f"the step from {after} stands after the one from {before}. Write them in ascending order.",
                    f"起点{after}写在起点{before}后面。请按从小到大的顺序写。",
                )
        return Row(options, found)

    def step(self, text: str) -> Step:
        match = STEP.match(text)
        if match is None:
            raise self.refused(
                f"“{text}” is not a figure or a step. Write digits without separators, for example: {EXAMPLES}.",
                f"“{text}”不是数值或档次。数字请不要加千位分隔符，例如：{EXAMPLES}。",
            )
        start = self.start(match["start"]) if match["start"] else None
        low, high = self.bounds(match)
        return Step(start, low, high, self.rise(match, start, low) if match["add"] else None)

    def bounds(self, match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
        if match["exact"]:
            exact = self.figure(match["exact"])
            return exact, exact
        if match["most"]:
            return Decimal(0), self.figure(match["most"])
        if match["least"]:
            return self.figure(match["least"]), Decimal(1) if self.unit == Unit.SHARE else None
        low, high = self.figure(match["low"]), self.figure(match["high"])
        if high <= low:
            raise self.refused(
                f"{match['high']} is not more than {match['low']}. Write the lower figure first.",
                f"{match['high']}不大于{match['low']}。请先写较小的数。",
            )
        return low, high

    def figure(self, text: str) -> Decimal:
        value = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        if text.endswith("%") and self.unit != Unit.SHARE:
            raise self.refused(
                f"“{text}” is a share, and the unit is “{self.unit}”. Write a plain figure, or make the unit share.",
                f"“{text}”是比例，单位却是“{self.unit}”。请写普通数字，或把单位改成share。",
            )
        if value > (1 if self.unit == Unit.SHARE else LARGEST):
            raise self.refused(
                f"“{text}” is no share; 70 % is written 70% or 0.7." if self.unit == Unit.SHARE
                else f"“{text}” is more than {LARGEST}. Write a smaller figure.",
                f"“{text}”不是比例；70%写成70%或0.7。" if self.unit == Unit.SHARE
                else f"“{text}”大于{LARGEST}。请改小。",
            )  # fmt: skip
        return value

    def start(self, text: str) -> Place:
        try:
            return date.fromisoformat(text) if "-" in text else Decimal(text)
        except (ValueError, ArithmeticError) as error:
            raise self.refused(
                f"“from {text}” is no point to start from. Write a figure, for example from 30000, or a date, from "
                "2030-01-01.",
                f"“from {text}”不是有效的起点。请写数字，例如from 30000，或日期，例如from 2030-01-01。",
            ) from error

    def rise(self, match: re.Match[str], start: Place | None, low: Decimal) -> Rise:
        add, every = self.figure(match["add"]), Decimal(match["every"].removesuffix("%"))
        limit = self.figure(match["limit"]) if match["limit"] else None
        falls, dated = match["sign"] == "-", bool(match["months"])
        if match["exact"] is None or not add or not every or match["every"].endswith("%"):
            raise self.refused(
                "only an exact figure can rise or fall, by more than 0 for so many. Write for example 9 + 1 per 12.",
                "只有确定的数字可以递增或递减，而且每次要大于0。请写成例如9 + 1 per 12。",
            )
        if dated != isinstance(start, date) or (dated and (match["how"] == "per" or every % 1)):
            raise self.refused(
                "along dates write “every N months” after “from” and a date; along figures leave “months” out.",
                "按日期递增请在“from 日期”之后写“every N months”；按数字递增不要写months。",
            )
        endless = limit is None and (falls or self.unit == Unit.SHARE)
        if endless or (limit is not None and (limit >= low if falls else limit <= low)):
            raise self.refused(
                "a rise ends above where it starts, a fall below; a fall, and a rise of a share, must say where. Write "
                "for example 9 + 1 per 12 to 24, or 100% - 10% every 1 to 0%.",
                "递增的终点要大于起点，递减的终点要小于起点；递减和比例的递增必须写明终点。"
                "请写成例如9 + 1 per 12 to 24，或100% - 10% every 1 to 0%。",
            )
        return Rise(-add if falls else add, every, match["how"] == "per", limit)
