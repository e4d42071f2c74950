"""Compiles the cells of a decision into a reduced decision diagram, fact by fact.

The state after some answers is the set of versions and limits still alive. It is worked out breadth first, so that
every state is met once, and folded from the last fact back to the first, so that equal parts become one node.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from helpdesk.eligibility.diagrams.cells import Axis, Cells
from helpdesk.eligibility.diagrams.pool import Pool
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf, is_base, resolve
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.errors import Problem
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.text import Text

MOST_STATES = 600_000
"""More states than this are refused: about 200 MB while compiling, and nobody could read the table either."""


class TooLarge(ValueError):  # noqa: N818 (it is said of a table, not of a call)
    """A table that falls into too many different cases; `problem` names it and how to mend it.

    No decision: the impossible combinations alone do.
    """

    def __init__(self, decision: str, region: str, facts: Sequence[str], most: int) -> None:
        self.decision, self.region = decision, region
        self.problem = Problem("explodes", self._told(", ".join(facts), len(facts), most), tuple(facts))
        super().__init__(self.problem.message.en)

    def _told(self, named: str, count: int, most: int) -> Text:
        if not self.decision:
            return Text(
                f"The impossible combinations fall into more than {most:,} different cases over their {count} facts "
                f"({named}). Declare fewer of them, or let fewer name the same facts.",
                f"不可能的组合按{count}个事实（{named}）分出的情况超过{most:,}种。请减少这类组合，或少用同样的事实。",
            )
        return Text(
            f"{self.decision} in {self.region} falls into more than {most:,} different cases over its {count} facts "
            f"({named}). Split the decision, or let fewer rules cut the same facts.",
            f"{self.decision}在{self.region}按{count}个事实（{named}）分出的情况超过{most:,}种。"
            "请拆分这个判断，或减少同时细分这些事实的规则。",
        )


@dataclass
class Compiler:
    """Compiles cells into a pool. `fine` tells ends apart by the versions that stand, not only by outcome and formula.

    `stood` collects the names of the versions that stand for somebody.
    """

    rulebook: Rulebook
    pool: Pool
    fine: bool = False
    most: int = MOST_STATES
    stood: set[str] = field(default_factory=set)

    def roots(self, cells: Cells, masks: Sequence[int]) -> list[int]:
        """The node for each set of bits in force. Raises TooLarge."""
        state = _States(self.rulebook, cells)
        started = [state.settled(mask, 0) for mask in masks]
        front, layers, count = dict.fromkeys(started), [], 0
        for number, axis in enumerate(cells.axes, 1):
            layer = {mask: state.after(mask, axis, number) for mask in front}
            front = {child: None for children in layer.values() for child in children}
            layers.append(layer)
            count += len(front)
            if count > self.most:
                raise TooLarge(cells.decision, cells.region, [each.fact for each in cells.axes], self.most)
        nodes = {mask: self._end(state, mask) for mask in front}
        for axis, layer in zip(reversed(cells.axes), reversed(layers), strict=True):
            nodes = self._folded(axis, layer, nodes)
        return [nodes[mask] for mask in started]

    def _folded(self, axis: Axis, layer: dict[int, tuple[int, ...]], below: dict[int, int]) -> dict[int, int]:
        fact = self.rulebook.facts[axis.fact]
        fold = self._fold(fact)
        found: dict[int, int] = {}
        for mask, children in layer.items():
            arms = tuple([below[child] for child in children])
            first = arms[0]
            if len(arms) == 1 or arms.count(first) == len(arms):
                found[mask] = first
            else:
                found[mask] = fold(axis, arms)
        return found

    def _fold(self, fact: Fact) -> Callable[[Axis, tuple[int, ...]], int]:
        regions = self.rulebook.regions

        def options(axis: Axis, arms: tuple[int, ...]) -> int:
            return self.pool.branch(axis.fact, axis.cuts, arms)

        def stretches(axis: Axis, arms: tuple[int, ...]) -> int:
            kept = [place for place in range(len(axis.cuts)) if arms[place] != arms[place + 1]]
            return self.pool.branch(
                axis.fact, tuple(axis.cuts[place] for place in kept), (arms[0], *(arms[place + 1] for place in kept))
            )

        def places(axis: Axis, arms: tuple[int, ...]) -> int:
            kept: dict[str, int] = {}
            for cut, arm in zip(axis.cuts, arms[1:], strict=True):
                around = next((unit for unit in reversed(regions.line(str(cut))[:-1]) if unit in kept), None)
                if arm != (arms[0] if around is None else kept[around]):
                    kept[str(cut)] = arm
            return self.pool.branch(axis.fact, tuple(kept), (arms[0], *kept.values()))

        return options if fact.options else places if fact.kind == "region" else stretches

    def _end(self, state: "_States", mask: int) -> int:
        leaf = state.leaf(mask)
        self.stood.update(version.name for version in leaf.versions)
        return self.pool.leaf(leaf if self.fine else leaf.plain)


class _States:
    """What is alive, as bits, and what that settles."""

    def __init__(self, rulebook: Rulebook, cells: Cells) -> None:
        self.rulebook, self.cells = rulebook, cells
        count = len(cells.versions)
        self.limits = ((1 << len(cells.limits)) - 1) << count
        self.nobody = 1 << (count + len(cells.limits))
        bits = {version.rule: 0 for version in cells.versions}
        for place, version in enumerate(cells.versions):
            bits[version.rule] |= 1 << place
        self.beats = [
            0 if is_base(version) else sum(bits.get(key, 0) for key in rulebook.defeats[version.rule])
            for version in cells.versions
        ]
        self.done = self._done()
        self.known: dict[int, int] = {}

    def _done(self) -> list[int]:
        """For each number of facts known, the bits of which every condition has been looked at."""
        everything = (1 << (len(self.cells.versions) + len(self.cells.limits))) - 1
        found = [everything]
        for axis in reversed(self.cells.axes):
            found.append(found[-1] & ~axis.touched)
        return found[::-1]

    def settled(self, mask: int, number: int) -> int:
        """What is alive, without what is certainly defeated; `nobody` where a limit is certainly overstepped."""
        certain = mask & self.done[number]
        kept = self.known.get(certain)
        if kept is None:
            kept = self.known[certain] = self._kept(certain)
        return mask & kept if kept else self.nobody

    def _kept(self, certain: int) -> int:
        """The bits that a set of certain versions leaves standing; 0 where a limit is among them."""
        if certain & (self.limits | self.nobody):
            return 0
        beaten, rest = 0, certain
        while rest:
            bit = rest & -rest
            beaten |= self.beats[bit.bit_length() - 1]
            rest ^= bit
        return ~beaten

    def after(self, mask: int, axis: Axis, number: int) -> tuple[int, ...]:
        """The states after each answer to a fact; one only where the fact no longer matters."""
        if mask & self.nobody:
            return (mask,)
        if not mask & axis.touched:
            return (mask,)
        done, known, found = self.done[number], self.known, []
        for alive in axis.alive:
            child = mask & alive
            kept = known.get(child & done)
            if kept is None:
                kept = known[child & done] = self._kept(child & done)
            found.append(child & kept if kept else self.nobody)
        return tuple(found)

    def leaf(self, mask: int) -> Leaf:
        """What the versions of a final state come to."""
        if mask & self.nobody:
            return IMPOSSIBLE
        versions = [version for place, version in enumerate(self.cells.versions) if mask >> place & 1]
        return resolve(self.rulebook, versions)
