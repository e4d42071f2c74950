"""Rulebooks made from a seed: one large one, and any number of small ones.

A rule is a box: for each fact the pieces it holds for. Nationwide rules cut the whole space into boxes without gap or
overlap; every later rule, of the nation, a province or a city in it, is an exception to each earlier one that it meets.
So nobody is without an answer and no two rules disagree, and one rule taken out makes a gap.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import prod
from typing import TypeAlias

from tests.eligibility.books import Body, amount, choice, documents, fact, rule, table, version

NATION, PROVINCE, CITY = "CN", "420000", "420100"
REACH = {"110000": {NATION}, "429004": {NATION, PROVINCE}, CITY: {NATION, PROVINCE, CITY}}
"""Where only the nation's rules reach, where the province's do too, and where the city's do."""
PIECES = {
    "situation": 7,
    "held_as": 5,
    "asking_as": 5,
    "retired": 2,
    "refused": 2,
    "filed": 2,
    "credited": 10,
    "paid": 25,
}
"""The facts of the large rulebook and into how many pieces each is cut: 350,000 combinations."""
NATIONAL, NARROW, BROAD, CITY_NARROW, CITY_BROAD = 200, 100, 20, 60, 20
"""400 rules: boxes, exceptions within a box, exceptions across boxes; the last two of them in the city."""
OUTCOMES = tuple(f"{verdict}-{number}" for verdict in ("yes", "no", "partly") for number in range(4))
FIRST_CUT = date(2005, 1, 1)
ORDERED = {"credited", "paid", "when"}

Box: TypeAlias = dict[str, frozenset[int]]


@dataclass
class Grid:
    """The space, and the rules so far: key, region, box, outcome, what it is an exception to."""

    pieces: dict[str, int]
    rng: random.Random
    rules: list[tuple[str, str, Box, str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def whole(self) -> Box:
        """Everybody."""
        return {name: frozenset(range(count)) for name, count in self.pieces.items()}

    def halves(self, box: Box) -> tuple[Box, Box]:
        """A box cut in two along one of its facts; wide facts are cut more often. Raises IndexError for a point."""
        open_facts = [name for name, kept in box.items() if len(kept) > 1]
        weights = [len(box[name]) ** 0.5 for name in open_facts]
        name = self.rng.choices(open_facts, weights)[0]
        kept = sorted(box[name]) if name in ORDERED else self.rng.sample(sorted(box[name]), len(box[name]))
        cut = self.rng.randrange(1, len(kept))
        return {**box, name: frozenset(kept[:cut])}, {**box, name: frozenset(kept[cut:])}

    def partition(self, count: int) -> list[Box]:
        """The whole space as `count` boxes."""
        boxes = [self.whole]
        while len(boxes) < count:
            size = [prod(map(len, box.values())) ** 0.25 if self._open(box) else 0.0 for box in boxes]
            (place,) = self.rng.choices(range(len(boxes)), size)
            boxes[place : place + 1] = self.halves(boxes[place])
        return boxes

    def _open(self, box: Box) -> bool:
        return any(len(kept) > 1 for kept in box.values())

    def narrower(self, box: Box, cuts: int) -> Box:
        """A part of a box, cut so often."""
        for _ in range(cuts):
            if self._open(box):
                box = self.rng.choice(self.halves(box))
        return box

    def add(self, region: str, box: Box, over: bool) -> None:
        """One more rule; with `over`, an exception to every rule so far that it meets."""
        met = [told for told in self.rules if over and all(told[2][name] & kept for name, kept in box.items())]
        others = [outcome for outcome in OUTCOMES if outcome not in {told[3] for told in met[-3:]}]
        key = f"r{len(self.rules):03}"
        self.rules.append((key, region, box, self.rng.choice(others), tuple(told[0] for told in met)))

    def person(self, region: str) -> tuple[dict[str, str], str]:
        """Somebody in a region, and the outcome: that of the last rule which reaches and meets them."""
        point = {name: self.rng.randrange(count) for name, count in self.pieces.items()}
        reach = REACH[region]
        met = [to for _, home, box, to, _ in self.rules if home in reach and all(point[n] in box[n] for n in point)]
        facts = {
            name: cut_at(name, piece) if name in ORDERED else option(self.pieces[name], piece)
            for name, piece in point.items()
        }
        return {"insured_in": region, **facts}, met[-1]

    def idle(self) -> set[str]:
        """The rules that decide nobody: later rules meet everybody whom they meet where they are the deepest."""
        found = set()
        for place, (key, region, box, _, _) in enumerate(self.rules):
            later = [told[2] for told in self.rules[place + 1 :] if told[1] == region]
            met = [{name: kept & box[name] for name, kept in each.items()} for each in later]
            if covered(box, [each for each in met if all(each.values())]):
                found.add(key)
        return found

    def lines(self, box: Box) -> Iterator[str]:
        """A box as conditions."""
        for name, kept in box.items():
            count = self.pieces[name]
            if len(kept) == count:
                continue
            if name not in ORDERED:
                yield f"{name} in {', '.join(option(count, each) for each in sorted(kept))}"
                continue
            if min(kept):
                yield f"{name} >= {cut_at(name, min(kept))}"
            if max(kept) < count - 1:
                yield f"{name} < {cut_at(name, max(kept) + 1)}"

    def source(self, leave_out: str | None = None) -> Body:
        """The rulebook's documents, with one rule left out where it is named."""
        left = [told for told in self.rules if told[0] != leave_out]
        tables = [
            table(
                *(
                    rule(key, over=tuple(each for each in over if each != leave_out), versions=[self._version(box, to)])
                    for key, home, box, to, over in left
                    if home == region
                ),
                at=region,
            )
            for region in sorted({told[1] for told in left})
        ]
        facts = {name: self._fact(name) for name in self.pieces}
        regional = {"insured_in": fact("region")} if len(tables) > 1 else {}
        return documents(*tables, facts={**regional, **facts}, region_fact="insured_in" if regional else "")

    def _version(self, box: Box, to: str) -> Body:
        return version(*self.lines(box), to=to, start=None)

    def _fact(self, name: str) -> Body:
        if name in ORDERED:
            return amount() if name == "paid" else fact("date")
        count = self.pieces[name]
        return fact() if count == 2 else choice(*(option(count, each) for each in range(count)))


def covered(box: Box, others: list[Box]) -> bool:
    """Whether everybody in a box is in one of the others, which all lie in it: what is left is cut ever smaller."""
    if not others:
        return False
    other, *rest = others
    left = dict(box)
    for name, kept in other.items():
        outside = {**left, name: left[name] - kept}
        if outside[name]:
            inside = [{n: values & outside[n] for n, values in each.items()} for each in rest]
            if not covered(outside, [each for each in inside if all(each.values())]):
                return False
        left[name] &= kept
    return True


def option(count: int, place: int) -> str:
    """The key of an option: of two, yes and no."""
    return ("yes", "no")[place] if count == 2 else f"o{place}"


def cut_at(name: str, place: int) -> str:
    """Where the piece at a place of an axis begins."""
    return str(place * 100) if name == "paid" else (FIRST_CUT + timedelta(days=700 * place)).isoformat()


def large(seed: int) -> Grid:
    """400 rules over 350,000 combinations, exceptions over three levels; all of them reach the city."""
    grid = Grid(dict(PIECES), random.Random(seed))
    for box in grid.partition(NATIONAL):
        grid.add(NATION, box, over=False)
    for _, _, box, _, _ in grid.rng.sample(grid.rules, NARROW):
        grid.add(PROVINCE, grid.narrower(box, 1), over=True)
    for _ in range(BROAD):
        grid.add(PROVINCE, grid.narrower(grid.whole, 6), over=True)
    narrow = [told for told in grid.rules if told[1] == PROVINCE]
    for _, _, box, _, _ in grid.rng.sample(narrow, CITY_NARROW):
        grid.add(CITY, grid.narrower(box, 1), over=True)
    for _ in range(CITY_BROAD):
        grid.add(CITY, grid.narrower(grid.whole, 6), over=True)
    return grid


def small(seed: int) -> Grid:
    """Five facts, a base of a few boxes and a few exceptions to them."""
    rng = random.Random(seed)
    pieces = {"situation": 4, "held_as": 3, "retired": 2, "filed": 2, "when": 3}
    grid = Grid(pieces, rng)
    for box in grid.partition(rng.randrange(2, 8)):
        grid.add(NATION, box, over=False)
    for _ in range(rng.randrange(4)):
        grid.add(NATION, grid.narrower(grid.whole, rng.randrange(1, 4)), over=True)
    return grid
