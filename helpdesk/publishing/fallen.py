"""No cheap green: an edition that gives fewer people a definite answer than its parent is refused, unless accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from helpdesk.editions.documents import Document
from helpdesk.eligibility import Rulebook, RulebookError, Text, read_rulebook
from helpdesk.eligibility.proofs.coverage import Share
from helpdesk.eligibility.vocabulary.regions import NATION
from helpdesk.policies.rulebook import rulebook_source
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.shares import all_shares, number, percent, place_of

FINEST = 6
"""Decimals of a per cent beyond which two shares that differ are told alike."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A place where fewer get a definite answer. `after` is None where the question is not answered any more."""

    question: str
    decision: str
    region: str
    place: Text
    before: Fraction
    after: Fraction | None

    @property
    def told(self) -> Text:
        """The question, the place and both shares in words."""
        asked = [self.question] if self.question == self.decision else [self.question, self.decision]
        en, zh = ", ".join([*asked, self.place.en]), "，".join([*asked, self.place.zh])
        if self.after is None:
            before = percent(self.before)
            return Text(f"{en}: {before} before, and no longer asked", f"{zh}：原来{before}，现在不再回答")
        before, after = apart(self.before, self.after)
        return Text(f"{en}: {before} before, {after} after", f"{zh}：从{before}降到{after}")

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "question": self.question,
            "decision": self.decision,
            "region": self.region,
            "before": number(self.before),
            "after": None if self.after is None else number(self.after),
        }


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted: where fewer get a definite answer, and the reason; both empty when nothing had to be."""

    fallen: tuple[Fall, ...] = ()
    reason: str = ""


def refuse_less(
    parent: int, before: Mapping[str, Document], after: Mapping[str, Document], on: date, reason: str
) -> Accepted:
    """Where fewer get a definite answer than in edition `parent`; without a reason a PublishError that lists them."""
    try:
        found = fallen(before, after, on)
    except RulebookError as error:
        if reason:
            return Accepted((), reason)
        raise PublishError("\n".join(unreadable(parent, error))) from error
    if found and not reason:
        raise PublishError("\n".join(refusal(parent, found)), fallen=[one.as_json() for one in found])
    return Accepted(tuple(found), reason if found else "")


def unreadable(parent: int, error: RulebookError) -> list[str]:
    """Why nothing can be compared, in both languages."""
    return [
        f"The rules of edition {parent} cannot be read by this release ({error}). Whether fewer people would get",
        "a definite answer is not known; nothing was published.",
        'Accept that and say why: manage.py publish --accept-less "reason"',
        f"本程序读不懂第{parent}版的规则（{error.message.zh}），无法比较有确定答复的人是否变少，没有发布。",
        '如果可以接受，请写明原因：manage.py publish --accept-less "原因"',
    ]


def refusal(parent: int, found: list[Fall]) -> list[str]:
    """The refusal in both languages, a line per place."""
    return [
        f"Fewer people would get a definite answer than in edition {parent}; nothing was published.",
        *(f"- {one.told.en}" for one in found),
        'Mend the rules, or accept it and say why: manage.py publish --accept-less "reason"',
        f"与第{parent}版相比，有确定答复的人变少了，没有发布。",
        *(f"- {one.told.zh}" for one in found),
        '请改好规则；确实要这样发布，请写明原因：manage.py publish --accept-less "原因"',
    ]


def fallen(before: Mapping[str, Document], after: Mapping[str, Document], on: date) -> list[Fall]:
    """Where the definite share of the second set of documents is below that of the first.

    A region that has rules of its own in one set only is compared with what it has in the other: the rules above it.
    Raises RulebookError when one of the sets cannot be read by this code.
    """
    former, latter = (read_rulebook(rulebook_source(documents)) for documents in (before, after))
    was, now = all_shares(former, on, [latter]), all_shares(latter, on, [former])
    found = []
    for question, decision, region in dict.fromkeys((one.question, one.decision, one.region) for one in [*was, *now]):
        old = definite(former, was, question, decision, region)
        new = definite(latter, now, question, decision, region)
        if old and (new is None or new < old):
            found.append(
                Fall(
                    question,
                    decision,
                    region,
                    place_of(latter if region in latter.regions.by_key else former, region),
                    old,
                    new,
                )
            )
    return found


def definite(rulebook: Rulebook, found: list[Share], question: str, decision: str, region: str) -> Fraction | None:
    """The definite share of a portion in a region: that of the nearest unit with rules of its own; None without any."""
    there = {one.region: one.definite for one in found if (one.question, one.decision) == (question, decision)}
    line = rulebook.regions.line(region) if region in rulebook.regions.by_key else (NATION,)
    return next((there[unit] for unit in reversed(line) if unit in there), None)


def apart(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Two shares that differ, with as many decimals as it takes to see it."""
    for decimals in range(1, FINEST):
        told = percent(one, decimals), percent(other, decimals)
        if told[0] != told[1]:
            return told
    return percent(one, FINEST), percent(other, FINEST)
