"""Assesses one person: settles each decision by elimination, or says which facts can still change the result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from helpdesk.eligibility.amounts.valuation import amount_of
from helpdesk.eligibility.answers.assessment import Assessment, Possibility
from helpdesk.eligibility.answers.changes import changes
from helpdesk.eligibility.answers.contradictions import contradictions, nobody
from helpdesk.eligibility.answers.explanation import applied, bases, findings, rules_of
from helpdesk.eligibility.diagrams.graph import Graph
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.relevance import settling
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.diagrams.strategy import SETTLED, plan
from helpdesk.eligibility.diagrams.walk import Branch, Node, ends, nodes_of, walk, ways_of
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Decision
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.errors import Problem
from helpdesk.eligibility.vocabulary.facts import Known, Possible, open_ended
from helpdesk.eligibility.vocabulary.kinds import FactKind, Status, Verdict
from helpdesk.eligibility.vocabulary.regions import OUTSIDE, Places
from helpdesk.eligibility.vocabulary.text import Text, listed
from helpdesk.eligibility.vocabulary.wording import ELSEWHERE, either, value_text

UNSETTLED = {
    LeafKind.GAP: Problem(
        "gap", Text("No rule answers this case. We have been told.", "目前没有规则能回答这种情况，我们会补上。")
    ),
    LeafKind.CONFLICT: Problem(
        "conflict",
        Text("Two rules that we hold disagree on this case.", "我们收录的两条规则在这种情况下互相矛盾。"),
    ),
    LeafKind.NOT_KNOWN: Problem(
        "not_known",
        Text(
            "The local rule has ended and we do not know what followed it.",
            "当地原来的规定已经结束，接下来怎么规定，我们还没有查到。",
        ),
    ),
}


def assess(
    rulebook: Rulebook, decision_key: str, known: Known, on: date, when: Sequence[Condition] = ()
) -> Assessment | None:
    """Assess one decision on the day `on`; None when the portion does not arise for this person."""
    decision = rulebook.decisions[decision_key]
    problems = contradictions(rulebook, known, on) or nobody(rulebook, known, on)
    if problems:
        return Assessment(decision.key, decision.title, Status.INVALID, problems=problems)
    graph = Graph(rulebook.regions)
    found = assess_possible(graph, decision, Person(rulebook, decision, known, on), when)
    if found is None or found.assessment.next_fact is None:
        return found.assessment if found else None
    planned = plan([found.person], graph, [found.tree], decision.facts)
    return replace(found.assessment, next_fact=planned.next_fact)


@dataclass(frozen=True)
class Assessed:
    """An assessment, the person, and the tree of what can still change it: a leaf where it is settled.

    Its next fact is the first that could be asked; which is best depends on what else is asked of the person.
    """

    assessment: Assessment
    person: Person
    tree: Node


def assess_possible(graph: Graph, decision: Decision, person: Person, when: Sequence[Condition]) -> Assessed | None:
    """The same for a person whose answers are known not to exclude each other."""
    rulebook, known, on = person.rulebook, person.known, person.on
    tree = walk(rulebook, decision.key, known, on, when)
    if tree == IMPOSSIBLE:
        return None
    outside = _outside(rulebook, decision, known)
    if outside is not None:
        return Assessed(outside, person, SETTLED)
    if isinstance(tree, Leaf):
        return Assessed(_settled(person, tree, when), person, tree)
    relevant, rest = settling(person, when, graph)
    return Assessed(_unsettled(person, tree, relevant), person, rest)


def _outside(rulebook: Rulebook, decision: Decision, known: Known) -> Assessment | None:
    places = known.values.get(decision.region_fact)
    if not isinstance(places, Places):
        return None
    units = [rulebook.regions.by_key[key] for key in sorted(places.inside)]
    if any(unit.level != OUTSIDE for unit in units):
        return None
    name = units[0].name
    problem = Problem(
        "outside",
        Text(
            f"{name.en} has a system of its own, outside the mainland scheme that this site explains.",
            f"{name.zh}有自己的制度，不在本站介绍的内地（大陆）社会保险范围内。",
        ),
        (decision.region_fact,),
    )
    return Assessment(decision.key, decision.title, Status.NOT_COVERED, problems=(problem,))


def _settled(person: Person, leaf: Leaf, when: Sequence[Condition]) -> Assessment:
    rulebook, decision = person.rulebook, person.decision
    standing = sorted(
        (leaf.versions for leaf in ends(walk(rulebook, decision.key, person.known, person.on, when, fine=True))),
        key=lambda versions: [version.name for version in versions],
    )
    versions = applied(rulebook, standing)
    return replace(
        settled_on(rulebook, decision, leaf),
        amount=None if leaf.formula is None else amount_of(person, leaf.formula, standing),
        bases=bases(rulebook, versions, person.on),
        findings=findings(person, versions),
        changes=changes(person, leaf, versions, when),
        rules=rules_of(person, versions),
    )


def settled_on(rulebook: Rulebook, decision: Decision, leaf: Leaf) -> Assessment:
    """What an end says of everybody who reaches it."""
    covered = leaf.outcome is not None and rulebook.outcomes[leaf.outcome].verdict is not Verdict.NOT_COVERED
    return Assessment(
        decision=decision.key,
        title=decision.title,
        status=Status.DECIDED if covered else Status.NOT_COVERED,
        outcome=None if leaf.outcome is None else rulebook.outcomes[leaf.outcome],
        problems=(UNSETTLED[leaf.kind],) if leaf.kind in UNSETTLED else (),
    )


def _unsettled(person: Person, tree: Branch, relevant: tuple[str, ...]) -> Assessment:
    decision = person.decision
    askable = [key for key in relevant if key not in person.known.asked]
    return Assessment(
        decision=decision.key,
        title=decision.title,
        status=Status.OPEN if askable else Status.UNSURE,
        possible=_possibilities(person, tree),
        next_fact=askable[0] if askable else None,
        relevant=relevant,
        problems=() if askable else _unanswered(tree),
    )


def _told(person: Person, key: str, values: Sequence[Possible]) -> Text:
    """Every value that leads on, in words: options as one answer, places as a list, the rest of the country last."""
    fact, regions = person.rulebook.facts[key], person.rulebook.regions
    options = [value for value in values if isinstance(value, frozenset)]
    joint: Sequence[Possible] = [frozenset[str]().union(*options)] if options else values
    texts = [value_text(fact, open_ended(value, person.on), regions) for value in joint]
    if fact.kind is FactKind.REGION:
        return listed(sorted(texts, key=lambda text: text == ELSEWHERE), ", ", "、")
    return either(texts)


def _unanswered(tree: Node) -> tuple[Problem, ...]:
    """What besides the possible outcomes may come of it: no rule, rules that disagree, a rule that ended."""
    kinds = dict.fromkeys(node.kind for node, _ in nodes_of(tree) if isinstance(node, Leaf))
    return tuple(UNSETTLED[kind] for kind in kinds if kind in UNSETTLED)


def _possibilities(person: Person, tree: Node) -> tuple[Possibility, ...]:
    rulebook = person.rulebook
    found: dict[str, Possibility] = {}
    for node, way in ways_of(tree):
        if isinstance(node, Leaf) and node.outcome is not None and node.outcome not in found:
            depends = [(key, _told(person, key, values)) for key, values in way]
            found[node.outcome] = Possibility(rulebook.outcomes[node.outcome], tuple(depends))
    return tuple(found.values())
