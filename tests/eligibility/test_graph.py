"""Graphs with holes laid over each other: who is in one only keeps that end, who is in both must come to the same."""

import pytest

from helpdesk.eligibility.diagrams.graph import Disagree, Graph
from helpdesk.eligibility.diagrams.resolution import IMPOSSIBLE, Leaf, LeafKind
from tests.eligibility.books import book

HOLE = (frozenset(), IMPOSSIBLE)
YES, NO = Leaf(LeafKind.DECIDED, "yes"), Leaf(LeafKind.DECIDED, "no")
REGIONS = book().regions


def branch(graph, fact, **arms):
    return graph.branch(fact, [*((frozenset({key}), node) for key, node in arms.items()), HOLE])


def told(node):
    """A graph in plain words."""
    if isinstance(node, Leaf):
        return node.outcome
    return {node.fact: {"|".join(sorted(value)): told(arm) for value, arm in node.arms}}


def test_two_graphs_fill_each_others_holes():
    graph = Graph(REGIONS)
    one, other = branch(graph, "a", x=YES), branch(graph, "a", y=NO)

    assert told(graph.laid_over(one, other)) == {"a": {"x": "yes", "y": "no"}}
    assert graph.laid_over(one, IMPOSSIBLE) is graph.laid_over(IMPOSSIBLE, one) is one


def test_parts_that_occur_twice_are_laid_over_each_other_once():
    graph = Graph(REGIONS)
    left, right = branch(graph, "c", x=YES), branch(graph, "c", y=NO)
    one, other = (branch(graph, "b", x=part, y=YES, z=part) for part in (left, right))
    laid = graph.laid_over(one, other)
    first, _, last = (arm for _, arm in laid.arms)

    assert told(laid) == {"b": {key: {"c": {"x": "yes", "y": "no"}} for key in "xz"} | {"y": "yes"}}
    assert first is last


def test_graphs_that_differ_for_somebody_disagree():
    graph = Graph(REGIONS)

    with pytest.raises(Disagree):
        graph.laid_over(branch(graph, "a", x=YES), NO)
    assert graph.laid_over(YES, Leaf(LeafKind.DECIDED, "yes")) == YES


def test_a_value_that_no_arm_names_cannot_be():
    graph = Graph(REGIONS)

    assert graph.given(branch(graph, "a", x=YES), "a", frozenset({"y"})) == IMPOSSIBLE
    assert graph.given(branch(graph, "a", x=YES), "a", frozenset({"x"})) == YES


def test_who_will_not_tell_a_fact_that_decides_nothing_is_told_all_the_same():
    graph = Graph(REGIONS)
    part = branch(graph, "b", x=YES, y=YES)
    whole = branch(graph, "a", x=part, y=NO, z=part)

    assert told(graph.without(whole, frozenset({"b"}))) == {"a": {"x": "yes", "y": "no", "z": "yes"}}
    assert graph.without(whole, frozenset({"c"})) is whole
    assert graph.without(YES, frozenset({"a"})) is YES


def test_who_will_not_tell_what_decides_disagrees_with_themselves():
    graph = Graph(REGIONS)
    whole = branch(graph, "a", x=YES, y=branch(graph, "b", x=YES, y=NO))

    for fact in "ab":
        with pytest.raises(Disagree):
            graph.without(whole, frozenset({fact}))
