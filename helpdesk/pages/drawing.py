"""A timeline as rows of a drawing and as a list: the same stretches, days and marks in both, top to bottom.

Heights are in em, so that the drawing grows with the print.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from helpdesk.eligibility.vocabulary.text import Text, listed
from helpdesk.eligibility.vocabulary.wording import dates_text
from helpdesk.faq.wording import day, in_language
from helpdesk.pages.comparison import LOOKS, WORDS
from helpdesk.pages.timeline import Depends, Stretch, Timeline, law_names, starts

ROW, DEEP = 2.0, 3.3
"""Heights of a row with one line and of one with two."""


@dataclass(frozen=True)
class Mark:
    """One row from `y` down: `kind` is note, stretch, day, today or law; `more` is a second line."""

    kind: str
    text: str
    y: float
    look: str = ""
    more: str = ""

    @property
    def height(self) -> float:
        """Room for one line or two."""
        return DEEP if self.more else ROW

    @property
    def line(self) -> float:
        """The baseline of its text."""
        return self.y + 1.35

    @property
    def below(self) -> float:
        """The baseline of its second line."""
        return self.y + 2.65

    @property
    def top(self) -> float:
        """The top of its shape."""
        return self.y + 0.3

    @property
    def middle(self) -> float:
        """The height of its dot."""
        return self.y + 1.0


@dataclass(frozen=True)
class Bar:
    """The bar of one stretch."""

    look: str
    y: float
    height: float


@dataclass(frozen=True)
class Entry:
    """A stretch in the list. `marks` are days with the law that comes in, or with None for today."""

    look: str
    period: str
    start: str
    title: Text
    others: list[tuple[Depends, Text]]
    marks: list[tuple[str, Text | None]]


@dataclass(frozen=True)
class Drawn:
    """Everything that parts/timeline.html shows of a timeline."""

    timeline: Timeline
    clock: Text | None
    marks: list[Mark]
    bars: list[Bar]
    entries: list[Entry]
    told: str

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return self.marks[-1].y + self.marks[-1].height + 0.5


def drawn(timeline: Timeline) -> Drawn:
    """The drawing and the list of a timeline."""
    marks: list[Mark] = []
    bars: list[Bar] = []
    for number, stretch in enumerate(timeline.stretches):
        if number:
            marks.append(Mark("day", day(stretch.period.low), _end(marks)))
        top = _end(marks) - (ROW / 2 if number else 0)
        for kind, text, look, more in rows(timeline, stretch):
            marks.append(Mark(kind, text, _end(marks), look, more))
        last = number == len(timeline.stretches) - 1
        bars.append(Bar(look_of(stretch), top, _end(marks) + (0 if last else ROW / 2) - top))
    entries = [entry(timeline, stretch) for stretch in timeline.stretches]
    spoken = [
        told_of(each, str(WORDS[stretch.outcome.verdict]))
        for each, stretch in zip(entries, timeline.stretches, strict=True)
    ]
    label = timeline.clock
    clock = Text(label.en[:1].lower() + label.en[1:], label.zh) if label else None
    return Drawn(timeline, clock, marks, bars, entries, pgettext("list", "; ").join(spoken))


def rows(timeline: Timeline, stretch: Stretch) -> Iterator[tuple[str, str, str, str]]:
    """What stands beside one bar: how its start is known, the verdict, then today and the laws by their days."""
    if starts(stretch.start):
        yield "note", starts(stretch.start), "", ""
    word = str(WORDS[stretch.outcome.verdict])
    yield "stretch", word[:1].upper() + word[1:], look_of(stretch), ""
    for first, laws in inside(timeline, stretch):
        yield ("law", day(first), "", _("New law")) if laws else ("today", _("Today"), "", day(first))


def inside(timeline: Timeline, stretch: Stretch) -> list[tuple[date, tuple[str, ...]]]:
    """The days marked in a stretch, in their order: those of new laws, and today, with none."""
    today: list[tuple[date, tuple[str, ...]]] = [(timeline.today, ())] if timeline.today in stretch.period else []
    return sorted([*stretch.laws, *today])


def entry(timeline: Timeline, stretch: Stretch) -> Entry:
    """The same in the list, with the whole answer."""
    told = in_language(dates_text(stretch.period))
    marks = [
        (day(first), listed(law_names(timeline.rulebook, laws), ", ", "") if laws else None)
        for first, laws in inside(timeline, stretch)
    ]
    return Entry(
        look_of(stretch), told[:1].upper() + told[1:], starts(stretch.start), stretch.outcome.title,
        [(depends, outcome.title) for depends, outcome in stretch.others], marks,
    )  # fmt: skip


def told_of(entry: Entry, word: str) -> str:
    """A stretch in a few words, for who cannot see the drawing; the days marked in it as well."""
    marked = [_("%(date)s: new law") % {"date": first} if law else _("%(date)s: today") % {"date": first}
              for first, law in entry.marks]  # fmt: skip
    told = f"{entry.period}{pgettext('list', ': ')}{word}"
    return pgettext("list", ", ").join([told, *filter(None, [entry.start]), *marked])


def look_of(stretch: Stretch) -> str:
    """Shape and colour."""
    return LOOKS.get(stretch.outcome.verdict, "unknown")


def _end(marks: list[Mark]) -> float:
    """Where the next row begins."""
    return marks[-1].y + marks[-1].height if marks else 0.0


def pictures(found: list[Timeline]) -> list[Drawn]:
    """The drawings of several timelines."""
    return [drawn(each) for each in found]
