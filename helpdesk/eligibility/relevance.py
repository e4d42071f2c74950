"""Which facts can still change the result: a set that settles it, and of which none can be left out.

It holds every fact in which alone two possible persons differ who come to different ends. Where impossible combinations
tie facts together there may be several such sets (in rough set theory: reducts); then the one is taken that avoids what
the person could not tell, and after that keeps to the staff's order.
"""

from collections.abc import Sequence
from datetime import date

from helpdesk.eligibility.conditions import Condition
from helpdesk.eligibility.derivation import attribute_values
from helpdesk.eligibility.facts import Derivation, Known
from helpdesk.eligibility.graph import Disagree, Graph
from helpdesk.eligibility.person import Person
from helpdesk.eligibility.regions import Places
from helpdesk.eligibility.resolution import Leaf
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.walk import Node, walk


def relevant(
    rulebook: Rulebook, decision_key: str, known: Known, on: date, given: Sequence[Condition] = ()
) -> tuple[str, ...]:
    """The facts to ask, in the staff's order; what is derived is asked through its sources. Empty when settled."""
    tree = walk(rulebook, decision_key, known, on, given, holes=True)
    return reduct(Person(rulebook, rulebook.decisions[decision_key], known, on), tree)[0]


def reduct(person: Person, tree: Node) -> tuple[tuple[str, ...], Node]:
    """The facts that settle a tree with holes, and the tree over these facts alone."""
    if isinstance(tree, Leaf):
        return (), tree
    graph, known = Graph(person.rulebook.regions), person.known
    order = {key: place for place, key in enumerate(person.decision.facts)}
    asked_for = {key: open_sources(person, key) for key in graph.facts(tree)}
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


def open_sources(person: Person, key: str) -> frozenset[str]:
    """What must be asked to know a fact: itself, or those of its sources of which more could be known that it tells."""
    derivation = person.rulebook.facts[key].derivation
    if derivation is None:
        return frozenset({key})
    found = frozenset(source for source in derivation.sources if not _is_enough(person, derivation, source))
    return found or frozenset(derivation.sources)


def _is_enough(person: Person, derivation: Derivation, source: str) -> bool:
    """A relation asks no more of a place than its pooling area, a figure no more than where it is one figure."""
    places = person.possible(source)
    assert isinstance(places, Places), source
    if derivation.kind == "attribute":
        return len(attribute_values(person.rulebook, derivation.arguments[1], places, person.on)) == 1
    return len(places.inside) == 1 and person.rulebook.regions.pooling_area(min(places.inside)) is not None
