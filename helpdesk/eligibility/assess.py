"""Assesses one person: settles each decision by elimination, or says which fact to ask next."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from helpdesk.eligibility.assessment import Assessment, Change, Possibility
from helpdesk.eligibility.conditions import Condition
from helpdesk.eligibility.contradictions import contradictions
from helpdesk.eligibility.derivation import possible_value
from helpdesk.eligibility.errors import Problem
from helpdesk.eligibility.evaluator import Branch, Exploration, Node
from helpdesk.eligibility.explanation import applied_versions, bases, findings, rules_of
from helpdesk.eligibility.facts import Known, Possible, open_ended
from helpdesk.eligibility.person import Person
from helpdesk.eligibility.regions import OUTSIDE, Places
from helpdesk.eligibility.resolution import IMPOSSIBLE, Leaf, LeafKind
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Decision
from helpdesk.eligibility.span import Span
from helpdesk.eligibility.text import Text
from helpdesk.eligibility.valuation import amount_of
from helpdesk.eligibility.vocabulary import State, Status, Verdict
from helpdesk.eligibility.wording import value_text

Path: TypeAlias = tuple[tuple[str, Possible], ...]
"""The answers that lead to a node."""

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


def restricted(rulebook: Rulebook, known: Known, when: Sequence[Condition], on: date) -> Known | None:
    """What is known, taken together with the conditions under which a portion arises; None when it does not arise."""
    for condition in when:
        possible = possible_value(rulebook, known, condition.fact, on)
        if condition.state(possible, rulebook.regions) is State.NOT_MET:
            return None
        if rulebook.facts[condition.fact].derivation is None:
            narrowed = _narrowed(rulebook, possible, condition)
            known = Known({**known.values, condition.fact: narrowed}, known.asked)
    return known


def _narrowed(rulebook: Rulebook, possible: Possible, condition: Condition) -> Possible:
    if isinstance(possible, frozenset):
        return possible - condition.values if condition.negated else possible & condition.values
    if isinstance(possible, Span):
        assert condition.span is not None, condition.text
        return possible.both(condition.span)  # type: ignore[arg-type]
    return rulebook.regions.narrowed(possible, condition.values, condition.negated) or possible


def nodes_of(tree: Node) -> Iterator[tuple[Node, Path]]:
    """Every node once, the nearest first, with a shortest path to it."""
    seen: set[Node] = {tree}
    front: deque[tuple[Node, Path]] = deque([(tree, ())])
    while front:
        node, path = front.popleft()
        yield node, path
        if isinstance(node, Branch):
            for value, arm in node.arms:
                if arm not in seen:
                    seen.add(arm)
                    front.append((arm, (*path, (node.fact, value))))


def relevant_facts(tree: Node) -> set[str]:
    """The facts that can still change the result."""
    return {node.fact for node, _ in nodes_of(tree) if isinstance(node, Branch)}


def assess(
    rulebook: Rulebook, decision_key: str, known: Known, on: date, when: Sequence[Condition] = ()
) -> Assessment | None:
    """Assess one decision on the day `on`; None when the portion does not arise for this person."""
    decision = rulebook.decisions[decision_key]
    problems = contradictions(rulebook, known, on)
    if problems:
        return Assessment(decision.key, decision.title, Status.INVALID, problems=problems)
    narrowed = restricted(rulebook, known, when, on)
    if narrowed is None:
        return None
    outside = _outside(rulebook, decision, narrowed)
    if outside is not None:
        return outside
    exploration = Exploration(rulebook, decision, narrowed, on, tuple(when))
    tree = exploration.tree()
    if tree == IMPOSSIBLE:
        somebody = when and Exploration(rulebook, decision, known, on).tree() != IMPOSSIBLE
        return None if somebody else _nobody(rulebook, decision, known)
    if isinstance(tree, Leaf):
        return _settled(exploration, tree)
    return _unsettled(exploration, tree)


def _nobody(rulebook: Rulebook, decision: Decision, known: Known) -> Assessment:
    """No exclusion says it alone: several together leave nobody of whom all answers are true."""
    named = {
        source
        for exclusion in rulebook.exclusions.values()
        for condition in exclusion.conditions
        for source in rulebook.sources(condition.fact)
    }
    facts = tuple(key for key in known.values if key in named)
    labels = [rulebook.facts[key].label for key in facts]
    problem = Problem(
        "impossible",
        Text(
            "These answers cannot all be true: " + ", ".join(label.en for label in labels) + ". Change one of them.",
            "这些回答不可能同时成立：" + "、".join(label.zh for label in labels) + "。请改其中一个。",
        ),
        facts,
    )
    return Assessment(decision.key, decision.title, Status.INVALID, problems=(problem,))


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


def _settled(exploration: Exploration, leaf: Leaf) -> Assessment:
    rulebook, decision = exploration.rulebook, exploration.decision
    versions = applied_versions(exploration)
    person = Person(rulebook, decision, exploration.known, exploration.on)
    ends = list(dict.fromkeys(end.versions for end in exploration.leaves))
    covered = leaf.outcome is not None and rulebook.outcomes[leaf.outcome].verdict is not Verdict.NOT_COVERED
    settled = Assessment(
        decision=decision.key,
        title=decision.title,
        status=Status.DECIDED if covered else Status.NOT_COVERED,
        outcome=None if leaf.outcome is None else rulebook.outcomes[leaf.outcome],
        amount=None if leaf.formula is None else amount_of(person, leaf.formula, ends),
        bases=bases(rulebook, versions, exploration.on),
        findings=findings(exploration, versions),
        rules=rules_of(exploration, versions),
        problems=(UNSETTLED[leaf.kind],) if leaf.kind in UNSETTLED else (),
    )
    return replace(settled, changes=_changes(exploration, leaf))


def _unsettled(exploration: Exploration, tree: Branch) -> Assessment:
    decision = exploration.decision
    relevant = relevant_facts(tree)
    askable = [key for key in _base_facts(exploration, relevant) if key not in exploration.known.asked]
    return Assessment(
        decision=decision.key,
        title=decision.title,
        status=Status.OPEN if askable else Status.UNSURE,
        possible=_possibilities(exploration, tree),
        next_fact=askable[0] if askable else None,
        relevant=tuple(sorted(relevant)),
        problems=() if askable else _unanswered(tree),
    )


def _unanswered(tree: Node) -> tuple[Problem, ...]:
    """What besides the possible outcomes may come of it: no rule, rules that disagree, a rule that ended."""
    kinds = dict.fromkeys(node.kind for node, _ in nodes_of(tree) if isinstance(node, Leaf))
    return tuple(UNSETTLED[kind] for kind in kinds if kind in UNSETTLED)


def _base_facts(exploration: Exploration, relevant: set[str]) -> list[str]:
    """The facts to ask for the relevant ones, in the staff's order; a derived fact is asked through its sources."""
    found = {source for key in relevant for source in exploration.rulebook.sources(key)}
    order = {key: place for place, key in enumerate(exploration.decision.facts)}
    return sorted(found, key=lambda key: (order.get(key, len(order)), key))


def _possibilities(exploration: Exploration, tree: Node) -> tuple[Possibility, ...]:
    rulebook = exploration.rulebook
    found: dict[str, Possibility] = {}
    for node, path in nodes_of(tree):
        if isinstance(node, Leaf) and node.outcome is not None and node.outcome not in found:
            depends = [
                (key, value_text(rulebook.facts[key], open_ended(value, exploration.on), rulebook.regions))
                for key, value in path
            ]
            found[node.outcome] = Possibility(rulebook.outcomes[node.outcome], tuple(depends))
    return tuple(found.values())


def _changes(exploration: Exploration, leaf: Leaf) -> tuple[Change, ...]:
    """Single answers that, changed, settle on another outcome; only facts that the person can change."""
    rulebook = exploration.rulebook
    found = []
    for key in exploration.decision.facts:
        fact, value = rulebook.facts[key], exploration.known.values.get(key)
        if not fact.changeable or not isinstance(value, frozenset):
            continue
        for option in fact.options:
            if option.key in value:
                continue
            other = exploration.known.with_value(key, frozenset({option.key}))
            tree = Exploration(rulebook, exploration.decision, other, exploration.on, exploration.given).tree()
            if isinstance(tree, Leaf) and tree.outcome not in {None, leaf.outcome}:
                found.append(Change(key, option.label, str(tree.outcome)))
    return tuple(found)
