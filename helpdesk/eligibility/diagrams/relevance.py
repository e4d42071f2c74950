"""Which facts can still change the result: a set that settles it, and of which none can be left out.

It holds every fact in which alone two possible persons differ who come to different ends. Where impossible combinations
tie facts together there may be several such sets (in rough set theory: reducts); then the one is taken that avoids what
the person could not tell, and after that keeps to the staff's order.

How two places lie to each other is a fact of its own in the graph. Once one of the two is known it is told by the other
place itself: where rules ask for that place too, the graph then sees that the place settles both.

Known fault: while neither place is known, a fact too many may be kept (about one generated world of 20,000, see
`questions_agree`). What is answered is never wrong by it.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from helpdesk.eligibility.diagrams.graph import Disagree, Graph
from helpdesk.eligibility.diagrams.person import Person, taken_with
from helpdesk.eligibility.diagrams.resolution import Leaf
from helpdesk.eligibility.diagrams.walk import Node, branches, walk
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Derivation, Known, Possible
from helpdesk.eligibility.vocabulary.regions import Places, Relation

Arms: TypeAlias = tuple[tuple[Possible, Node], ...]


def relevant(
    rulebook: Rulebook, decision_key: str, known: Known, on: date, given: Sequence[Condition] = ()
) -> tuple[str, ...]:
    """The facts to ask, in the staff's order; what is derived is asked through its sources. Empty when settled."""
    person = Person(rulebook, rulebook.decisions[decision_key], known, on)
    return settling(person, given, Graph(rulebook.regions))[0]


def settling(person: Person, given: Sequence[Condition], graph: Graph) -> tuple[tuple[str, ...], Node]:
    """The facts that settle a decision for a person of whom `given` holds, and the tree over these alone."""
    by_place = any(known_to_the_area(person, derivation) for derivation in derivations(person.rulebook))
    key = person.decision.key
    tree = walk(person.rulebook, key, person.known, person.on, given, holes=True, by_place=by_place)
    return reduct(person, tree, given, graph)


def derivations(rulebook: Rulebook) -> list[Derivation]:
    """How derived facts are worked out."""
    return [fact.derivation for fact in rulebook.facts.values() if fact.derivation is not None]


def known_to_the_area(person: Person, derivation: Derivation) -> bool:
    """Whether a relation starts or ends in a place of which the pooling area was told."""
    told = [person.known.values.get(source) for source in derivation.sources if derivation.kind == "relation"]
    areas = [{person.rulebook.regions.pooling_area(unit) for unit in place.inside}
             for place in told if isinstance(place, Places)]  # fmt: skip
    return any(len(each) == 1 and None not in each for each in areas)


def reduct(
    person: Person, tree: Node, given: Sequence[Condition] = (), graph: Graph | None = None
) -> tuple[tuple[str, ...], Node]:
    """The facts that settle a tree with holes, walked by a person of whom `given` holds; the tree over these alone."""
    if isinstance(tree, Leaf):
        return (), tree
    person = taken_with(person, given) or person
    graph, known = graph or Graph(person.rulebook.regions), person.known
    order = {key: place for place, key in enumerate(person.decision.facts)}
    asked_for = {key: open_sources(person, tree, key) for key in graph.facts(tree)}
    sources = frozenset().union(*asked_for.values())
    kept = sorted(sources, key=lambda key: (order.get(key, len(order)), key))
    last_first = kept[::-1]
    for key in sorted(last_first, key=lambda key: key not in known.asked):
        gone = frozenset(fact for fact, needed in asked_for.items() if key in needed)
        try:
            tree = graph.without(tree, gone)
        except Disagree:
            continue
        kept.remove(key)
    return tuple(kept), tree


def open_sources(person: Person, tree: Node, key: str) -> frozenset[str]:
    """What must be asked to know a fact: itself, or those of its sources of which more could be known that it tells."""
    derivation = person.rulebook.facts[key].derivation
    if derivation is None:
        return frozenset({key})
    arms = [node.arms for node in branches(tree) if node.fact == key]
    found = frozenset(source for source in derivation.sources if not _is_enough(person, derivation, source, arms))
    return found or frozenset(derivation.sources)


def _is_enough(person: Person, derivation: Derivation, source: str, branching: Sequence[Arms]) -> bool:
    """Whether more of a place would tell nothing that matters.

    A figure that is several still asks for the place. A relation asks no more than the pooling area; no more than the
    province where moves inside one all come to the same; and only whether it is the mainland where all moves in it do.
    """
    places, regions = person.possible(source), person.rulebook.regions
    assert isinstance(places, Places), source
    if derivation.kind == "attribute":
        return False
    for place, moves in ((regions.pooling_area, 1), (regions.province, 2), (regions.mainland, 3)):
        told = {place(unit) for unit in places.inside}
        if len(told) == 1 and None not in told and all(_alike(arms, list(Relation)[:moves]) for arms in branching):
            return True
    return False


def _alike(arms: Arms, moves: Sequence[str]) -> bool:
    """Whether these moves, as far as they are possible, all come to the same."""
    return len({node for value, node in arms if isinstance(value, frozenset) and not value.isdisjoint(moves)}) < 2
