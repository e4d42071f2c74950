"""After a save only the decisions that a document touches are proved again; none of those is left out."""

from typing import Any

import pytest

from helpdesk.editions.documents import write_documents
from helpdesk.policies.drafts import draft_touches
from helpdesk.policies.touched import touched_decisions
from tests.editions.samples import documents

RULE = {"clock": "on", "formula": "", "outcome": "yes"}


def table(decision: str, **version: Any) -> dict[str, Any]:
    rule = {"key": f"{decision}-rule", "versions": [{**RULE, "conditions": ["age >= 60"], **version}]}
    return {"decision": decision, "region": "CN", "rules": [rule]}


BODIES: dict[str, dict[str, Any]] = {
    "region:CN": {"level": "nation"},
    "fact:age": {"kind": "count"},
    "fact:paid": {"kind": "amount"},
    "fact:born": {"kind": "date"},
    "fact:home": {"kind": "region"},
    "fact:work": {"kind": "region"},
    "fact:apart": {"kind": "choice", "derived": {"relation": ["home", "work"]}},
    "fact:generous": {"kind": "yes_no", "derived": {"attribute": ["work", "generous-place"]}},
    "parameter:generous-place@CN": {"name": "generous-place", "region": "CN"},
    "parameter:least-years@CN": {"name": "least-years", "region": "CN", "clock": "born"},
    "exclusion:odd": {"conditions": ["apart = same", "age < 1"]},
    "exclusion:paid-late": {"conditions": ["paid >= 1", "born >= 2000-01-01"]},
    "outcome:yes": {"verdict": "yes"},
    "outcome:no": {"verdict": "no"},
    "decision:pension": {"region_fact": "home", "facts": ["age"]},
    "decision:refund": {"facts": ["paid"]},
    "decision:bonus": {"facts": []},
    "question:both": {"portions": [{"decision": "pension", "when": ["born < 1999-01-01"]}, {"decision": "refund"}]},
    "instrument:law": {"level": "law"},
    "instrument:town-notice": {"level": "local"},
    "table:pension@CN": table("pension", conditions=["age >= @least-years"], citations=[{"provision": "law:14"}]),
    "table:refund@CN": table(
        "refund",
        conditions=["paid >= 5"],
        outcome="no",
        formula="all(paid)",
        citations=[{"kind": "local_document", "instrument": "town-notice"}],
    ),
    "table:bonus@CN": table("bonus", conditions=["generous = yes"]),
    "evidence:notice": {"kind": "secondary"},
}
EVERY = {"pension", "refund", "bonus"}
THERE = documents(BODIES)


@pytest.mark.parametrize(
    ("doc_key", "touched"),
    [
        ("table:pension@CN", {"pension"}),
        ("table:pension@120000", {"pension"}),
        ("table:nowhere@CN", set()),
        ("decision:bonus", {"bonus"}),
        ("question:both", {"pension", "refund"}),
        ("outcome:yes", {"pension", "bonus"}),
        ("outcome:no", {"refund"}),
        ("outcome:gone", set()),
        ("fact:age", {"pension"}),
        ("fact:paid", {"refund"}),
        ("fact:home", {"pension"}),
        ("fact:work", {"bonus"}),
        ("fact:generous", {"bonus"}),
        ("fact:born", {"pension"}),
        ("parameter:least-years@CN", {"pension"}),
        ("parameter:generous-place@CN", {"bonus"}),
        ("exclusion:odd", {"pension", "bonus"}),
        ("exclusion:paid-late", {"pension", "refund"}),
        ("exclusion:gone", set()),
        ("region:CN", EVERY),
        ("region:110000", EVERY),
        ("instrument:law", {"pension"}),
        ("instrument:town-notice", {"refund"}),
        ("instrument:uncited", set()),
        ("evidence:notice", set()),
    ],
)
def test_a_document_touches_the_decisions_that_name_it(doc_key: str, touched: set[str]) -> None:
    assert touched_decisions(THERE, doc_key) == touched


def test_what_is_read_to_find_out_is_enough(db: Any) -> None:
    write_documents({key: document.body for key, document in THERE.items()})

    for key in THERE:
        assert draft_touches({key}) == touched_decisions(THERE, key), key


def test_a_kind_that_touches_nothing_needs_no_look(db: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert draft_touches({"office:desk", "article:open"}) == frozenset()


def test_a_fact_derived_from_itself_does_not_hang_the_search() -> None:
    turning = documents({**BODIES, "fact:apart": {"kind": "choice", "derived": {"relation": ["apart", "work"]}}})

    assert touched_decisions(turning, "fact:apart") == frozenset()
