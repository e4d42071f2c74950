"""Walks a decision diagram with one person, as far as known, and tells what still matters.

Where everything possible leads to the same end, that is the answer, whatever is still unknown. What is derived from
other facts is worked out on the way; a parameter that a rule compares with is looked up where the person may be, on the
days that are possible, and where it may be several figures the place or the day is told apart first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from helpdesk.eligibility.diagrams.derivation import attribute_values, places_by_figure
from helpdesk.eligibility.diagrams.person import Person, is_nobody, taken_with
from helpdesk.eligibility.diagrams.pool import Place, Split
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.diagrams.roots import NOBODY, Diagrams, Fine
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Decision
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Derivation, Known, Possible
from helpdesk.eligibility.vocabulary.regions import NATION, Places, Relation
from helpdesk.eligibility.vocabulary.span import SidedSpan, Span
from helpdesk.eligibility.vocabulary.text import EMPTY


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A fact that still changes the result, with a node for each of its values or pieces.

    One walk makes equal branches once, so that two are the same exactly when they are one object.
    """

    fact: str
    arms: tuple[tuple[Possible, "Node"], ...]


Node: TypeAlias = Leaf | Branch

ANYBODY = Decision(NOBODY, EMPTY, "", ())


def walk(
    rulebook: Rulebook, decision_key: str, known: Known, on: date, given: Sequence[Condition] = (), *,
    fine: bool = False, holes: bool = False, by_place: bool = False, diagrams: Diagrams | Fine | None = None,
) -> Node:  # fmt: skip
    """What still matters to a decision for a person of whom the conditions `given` hold; a leaf when it is settled.

    IMPOSSIBLE when there can be no such person. `fine` tells ends apart by the versions that stand. A fact of which
    one value only is possible does not matter; with `holes` it stays, so that it can be seen which values are not.
    `by_place` tells how one place lies to another by the places themselves, where one of the two is known.
    """
    diagrams = diagrams or (rulebook.fine if fine else rulebook.diagrams)
    if decision_key and rulebook.exclusions and not can_be(rulebook, known, on, given, diagrams):
        return IMPOSSIBLE
    decision = rulebook.decisions[decision_key] if decision_key else ANYBODY
    person = taken_with(Person(rulebook, decision, known, on), given)
    if person is None:
        return IMPOSSIBLE
    return Walk(person, diagrams, holes, by_place).tree()


def can_be(
    rulebook: Rulebook, known: Known, on: date, given: Sequence[Condition] = (), diagrams: Diagrams | Fine | None = None
) -> bool:
    """Whether the impossible combinations leave anybody of whom all this is true."""
    coarse = diagrams.coarse if isinstance(diagrams, Fine) else diagrams
    return walk(rulebook, NOBODY, known, on, given, diagrams=coarse) != IMPOSSIBLE


def can_be_so(person: Person) -> bool:
    """The same of a person as far as narrowed."""
    rulebook = person.rulebook
    return not rulebook.exclusions or Walk(replace(person, decision=ANYBODY), rulebook.diagrams).tree() != IMPOSSIBLE


@dataclass
class Walk:
    """One walk; each situation in it is worked out once."""

    person: Person
    diagrams: Diagrams | Fine
    holes: bool = False
    by_place: bool = False
    _nodes: dict[object, Node] = field(default_factory=dict)
    _branches: dict[object, Node] = field(default_factory=dict)

    def tree(self) -> Node:
        """What still matters from the root on: first the class of regions, where one governs."""
        person = self.person
        rulebook, decision = person.rulebook, person.decision
        if not decision.region_fact:
            return self.node(self._root(NATION), person)
        classes = set(self.diagrams.classes(decision.key))
        parts = rulebook.regions.split(person.places(), classes - {NATION})
        if len(parts) == 1:
            return self.node(self._root(self._class(parts[0])), person)
        arms: list[tuple[Possible, Node]] = [
            (part, self.node(self._root(self._class(part)), person.with_value(decision.region_fact, part)))
            for part in parts
        ]
        return self._merged(decision.region_fact, arms)

    def _class(self, part: Places) -> str:
        regions, classes = self.person.rulebook.regions, self.diagrams.classes(self.person.decision.key)
        return next(unit for unit in reversed(regions.line(min(part.inside))) if unit in classes)

    def _root(self, region_class: str) -> Place:
        return self.diagrams.root(self.person.decision.key, region_class, self.person.on)

    def node(self, place: Place, person: Person) -> Node:
        """What still matters from a node on."""
        if place < 0:
            leaf = self.diagrams.pool.leaf_at(place)
            return IMPOSSIBLE if leaf == IMPOSSIBLE or is_nobody(person) else leaf
        told = person.rulebook.telling_facts
        key = (place, tuple(item for item in person.narrower.items() if item[0] in told)) if told else place
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = self._worked_out(place, self.diagrams.pool.nodes[place], person)
        return found

    def _worked_out(self, place: Place, split: Split, person: Person) -> Node:
        apart = told_apart(split, person)
        if apart is not None:
            fact, parts = apart
            return self._merged(fact, [(part, self.node(place, person.with_value(fact, part))) for part in parts])
        derivation = person.rulebook.facts[split.fact].derivation
        if derivation is not None and derivation.kind == "attribute" and split.fact not in person.narrower:
            return self._by_attribute(split, person, derivation)
        arms = list(arms_of(split, person))
        if len(arms) == 1:
            return self.node(arms[0][1], person)
        if derivation is not None and self.by_place:
            source, moves = places_by_move(person, derivation)
            if moves:
                return self._merged(source, [
                    (part, self.node(place, person.with_value(source, part).with_value(split.fact, frozenset({move}))))
                    for part, move in moves
                ])  # fmt: skip
        return self._merged(
            split.fact, [(value, self.node(arm, person.with_value(split.fact, value))) for value, arm in arms]
        )

    def _by_attribute(self, split: Split, person: Person, derivation: Derivation) -> Node:
        """A figure of a place settles together with the place: each value is followed with the places that have it.

        `by_place` tells no more than the places: on another day they may have another figure.
        """
        source, name = derivation.arguments
        possible = person.possible(source)
        assert isinstance(possible, Places), source
        by_value: dict[str, list[tuple[Possible, Node]]] = {}
        for part in places_by_figure(person.rulebook, name, possible):
            (value,) = attribute_values(person.rulebook, name, part, person.on)
            arm = split.arms[split.cuts.index(value)]
            narrower = person.with_value(source, part).with_value(split.fact, frozenset({value}))
            by_value.setdefault(value, []).append((part, self.node(arm, narrower)))
        if self.by_place:
            return self._merged(source, [arm for arms in by_value.values() for arm in arms])
        return self._merged(
            split.fact, [(frozenset({value}), self._merged(source, arms)) for value, arms in sorted(by_value.items())]
        )

    def _merged(self, fact: str, arms: list[tuple[Possible, Node]]) -> Node:
        """A branch, or the one node all its possible arms share: then the fact does not matter."""
        possible = [(value, node) for value, node in arms if node != IMPOSSIBLE]
        distinct = {node for _, node in possible}
        if not distinct or (len(distinct) == 1 and not (self.holes and len(possible) < len(arms))):
            return next(iter(distinct), IMPOSSIBLE)
        joint = tuple(joined(possible))
        return self._branches.setdefault((fact, joint), Branch(fact, joint))


def told_apart(split: Split, person: Person) -> tuple[str, list[Possible]] | None:
    """A source that must be told apart first: the places or days on which a figure in this node's cuts differs."""
    for cut in split.cuts:
        if isinstance(cut, str) and cut.startswith("@") and len(person.figures(cut[1:])) > 1:
            return person.by_figure(cut[1:])
    return None


def places_by_move(person: Person, derivation: Derivation) -> tuple[str, list[tuple[Possible, str]]]:
    """The other of two places told apart by how it lies to the one that is known; nothing where neither is."""
    regions = person.rulebook.regions
    for here, there in (derivation.sources, derivation.sources[::-1]) if derivation.kind == "relation" else ():
        known, possible = person.possible(here), person.possible(there)
        assert isinstance(known, Places) and isinstance(possible, Places)  # noqa: PT018
        areas = {regions.pooling_area(unit) for unit in known.inside}
        if len(areas) != 1 or None in areas:
            continue
        area, province = areas.pop(), regions.province(min(known.inside))
        moves: list[tuple[Possible, str]] = []
        for part in regions.split(possible, {str(area), str(province), *regions.outside}):
            unit = min(part.inside)
            inside = Relation.SAME_AREA if regions.below(unit, str(area)) else Relation.SAME_PROVINCE
            move = inside if regions.below(unit, str(province)) else Relation.OTHER_PROVINCE
            moves.append((part, str(Relation.OUTSIDE_MAINLAND if regions.is_outside(unit) else move)))
        return there, moves
    return "", []


def arms_of(split: Split, person: Person) -> Iterator[tuple[Possible, Place]]:
    """The values of a node's fact that are possible for a person, each with where it leads."""
    possible = person.possible(split.fact)
    if isinstance(possible, frozenset):
        yield from ((frozenset({str(c)}), arm) for c, arm in zip(split.cuts, split.arms, strict=True) if c in possible)
    elif isinstance(possible, Places):
        yield from _places(split, person, possible)
    else:
        yield from _stretches(split, person, possible)


def _places(split: Split, person: Person, possible: Places) -> Iterator[tuple[Possible, Place]]:
    regions = person.rulebook.regions
    places = {str(unit): arm for unit, arm in zip(split.cuts, split.arms[1:], strict=True)}
    for part in regions.split(possible, places):
        around = (places[unit] for unit in reversed(regions.line(min(part.inside))) if unit in places)
        yield part, next(around, split.arms[0])


def _stretches(split: Split, person: Person, possible: Span[date] | Span[Decimal]) -> Iterator[tuple[Possible, Place]]:
    """Pieces of an axis. A cut whose figure nobody knows may lie anywhere between its neighbours: on either side."""
    bounds = [person.bound(cut) for cut in split.cuts]
    unknown = [place for place, bound in enumerate(bounds) if bound is None]
    for number, arm in enumerate(split.arms):
        low = next((bound for bound in reversed(bounds[:number]) if bound is not None), None)
        high = next((bound for bound in bounds[number:] if bound is not None), None)
        piece = possible.both(Span(low, high))  # type: ignore[arg-type]
        if not piece.empty and unknown:
            sides = frozenset((str(split.cuts[place]), place < number) for place in unknown)
            yield SidedSpan(piece.low, piece.high, sides), arm  # type: ignore[misc, type-var]
        elif not piece.empty:
            yield piece, arm


def joined(arms: list[tuple[Possible, Node]]) -> Iterator[tuple[Possible, Node]]:
    """Neighbouring pieces of an axis that lead to the same node, as one piece; of one arm at least."""
    last = arms[0]
    for value, node in arms[1:]:
        if last[1] == node and _adjoin(last[0], value):
            last = (replace(last[0], high=value.high), node)  # type: ignore[type-var, union-attr]
        else:
            yield last
            last = (value, node)
    yield last


def _adjoin(one: Possible, other: Possible) -> bool:
    return (
        isinstance(one, Span) and isinstance(other, Span) and one.high == other.low and sides_of(one) == sides_of(other)
    )


def sides_of(value: Possible) -> frozenset[tuple[str, bool]]:
    """On which side of figures that nobody knows a stretch lies."""
    return value.sides if isinstance(value, SidedSpan) else frozenset()


def ways_of(tree: Node) -> Iterator[tuple[Node, "Way"]]:
    """Every node once, the nearest first, with a shortest way to it: at each step all values that lead on."""
    seen: set[Node] = {tree}
    front: list[tuple[Node, Way]] = [(tree, ())]
    for node, way in front:
        yield node, way
        if isinstance(node, Branch):
            steps: dict[Node, list[Possible]] = {}
            for value, arm in node.arms:
                steps.setdefault(arm, []).append(value)
            for arm, values in steps.items():
                if arm not in seen:
                    seen.add(arm)
                    front.append((arm, (*way, (node.fact, tuple(values)))))


def nodes_of(tree: Node) -> Iterator[tuple[Node, "Path"]]:
    """The same with one value for each step."""
    for node, way in ways_of(tree):
        yield node, tuple((fact, values[0]) for fact, values in way)


Way: TypeAlias = tuple[tuple[str, tuple[Possible, ...]], ...]
"""The answers that lead to a node, all values of a step."""

Path: TypeAlias = tuple[tuple[str, Possible], ...]
"""The answers that lead to a node, one value of each step."""


def ends(tree: Node) -> set[Leaf]:
    """Every end that somebody reaches."""
    return {node for node, _ in nodes_of(tree) if isinstance(node, Leaf) and node.kind is not LeafKind.IMPOSSIBLE}


def branches(tree: Node) -> Iterable[Branch]:
    """Every branch once."""
    return [node for node, _ in nodes_of(tree) if isinstance(node, Branch)]
