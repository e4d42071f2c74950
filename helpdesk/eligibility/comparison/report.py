"""A comparison as a JSON object, the same for the command line, the pages and the publishing review."""

from collections.abc import Sequence
from typing import Any

from helpdesk.eligibility.answers.report import basis_json, outcome_json
from helpdesk.eligibility.comparison.compare import Difference, Side, parted
from helpdesk.eligibility.comparison.product import Cell
from helpdesk.eligibility.comparison.said import Said
from helpdesk.eligibility.comparison.statement import statement
from helpdesk.eligibility.vocabulary.facts import Possible, open_ended
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.wording import address_text


def comparison_json(question: str, one: Side, other: Side, differences: Sequence[Difference]) -> dict[str, Any]:
    """Question, both sides, and every difference with its cells, what either side says, and the statement."""
    return {
        "question": question,
        "sides": [{"region": side.region, "on": side.on.isoformat(), "edition": side.edition} for side in (one, other)],
        "differences": [difference_json(difference, one, other) for difference in differences],
    }


def difference_json(difference: Difference, one: Side, other: Side) -> dict[str, Any]:
    """One difference. A cell's fact has a `side` (0 or 1) where only that side's person has the answer."""
    return {
        "decision": difference.decision,
        "only_bases": difference.only_bases,
        "cells": [_cell(cell, one, other) for cell in difference.cells],
        "before": said_json(difference.before),
        "after": said_json(difference.after),
        "text": statement(difference, one, other).as_json(),
    }


def said_json(said: Said) -> dict[str, Any]:
    """How a side ends (`decided`, `gap`, `conflict`, `not_known`), its outcome, formula with figures, and bases."""
    return {
        "kind": said.kind.value,
        "outcome": outcome_json(said.outcome) if said.outcome else None,
        "formula": str(said.formula) if said.formula else None,
        "figures": dict(said.figures),
        "bases": [basis_json(basis) for basis in said.bases],
    }


def _cell(cell: Cell, one: Side, other: Side) -> list[dict[str, Any]]:
    found = []
    for name, values in cell:
        fact, side = parted(name)
        told = {"fact": fact, "values": [text for value in values for text in _values(value, one, other)]}
        found.append(told if side is None else {**told, "side": side})
    return found


def _values(value: Possible, one: Side, other: Side) -> list[str]:
    """Options one by one, stretches by their bounds, places less what is left out: `CN except 110000|440100`."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Places) and value.outside_of:
        return [f"{address_text(value)} except {'|'.join(sorted(value.outside_of))}"]
    return [address_text(open_ended(value, min(one.on, other.on)))]
