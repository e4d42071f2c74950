"""The others: each decides the table of `table.py` from a dict of strings and a day, and says an outcome key.

A library is imported when its contender is built, so that one that cannot be installed is named and the rest go on.
Each is used as its documentation advises for speed: whatever can be read or compiled once is, before any timing.
"""

import importlib
import json
from collections.abc import Callable, Mapping

from tests.bench.table import FACTS, REGION_FACT, Line, first_hit_lines

Contender = Callable[[Mapping[str, str], str], str | None]


def hand_written() -> Contender:
    """Branches in the order that decides soonest; ISO dates compare as text, so nothing needs to be parsed."""

    def nationwide(facts: Mapping[str, str], on: str) -> str:
        situation = facts["situation"]
        if situation == "died":
            return "yes-heirs"
        if situation == "leaving-china" and facts["foreign"] == "yes":
            return "yes-at-once"
        if situation == "moving":
            if facts["closed"] == "no":
                return "partly-moves-along"
            return "no-closed" if on < "2024-01-01" else "partly-reopened"
        if facts["held_as"] == "paid-out":
            return "yes"
        if situation == "leaving-china":
            return "unchecked"
        if situation == "retired" and facts["credited"] < "2014-07-01":
            return "depends"
        return "no"

    def beijing(facts: Mapping[str, str], on: str) -> str:
        situation, held_as = facts["situation"], facts["held_as"]
        if situation == "left-job" and facts["closed"] == "yes":
            return "partly-half" if on < "2025-01-01" else "no-any-more"
        if situation == "moving" and facts["foreign"] == "yes":
            return "partly-abroad"
        if held_as == "paid-out" and facts["credited"] < "2022-09-01":
            return "yes-passbook"
        if situation == "died" and held_as == "ledger":
            return "yes-heirs-here"
        return nationwide(facts, on)

    by_region = {"110000": beijing}

    def decide(facts: Mapping[str, str], on: str) -> str:
        return by_region.get(facts["insured_in"], nationwide)(facts, on)

    return decide


def _zen_cell(conditions: tuple[str, ...], fact: str) -> str:
    """A cell of zen's decision table: empty means "whatever it is", `$` is the column's own value."""
    for text in conditions:
        key, operator, rest = text.split(" ", 2)
        if key == fact and operator == "<":
            return f"date($) < date('{rest}')"
        if key == fact:
            listed = ", ".join(f"'{each.strip()}'" for each in rest.split(","))
            return f"!= {listed}" if operator == "!=" else listed
    return ""


def _zen_days(line: Line) -> str:
    if line.start:
        return f"date($) >= date('{line.start}')"
    return f"date($) < date('{line.end}')" if line.end else ""


def zen_table() -> dict[str, object]:
    """The table as a JSON decision model: one decision table, the first line that holds decides."""
    inputs = (REGION_FACT, *FACTS, "on")
    rules = [
        {
            "_id": str(number),
            REGION_FACT: f"'{line.region}'" if line.region else "",
            **{fact: _zen_cell(line.conditions, fact) for fact in FACTS},
            "on": _zen_days(line),
            "outcome": f"'{line.outcome}'",
        }
        for number, line in enumerate(first_hit_lines())
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": key, "field": key} for key in inputs],
        "outputs": [{"id": "outcome", "name": "outcome", "field": "outcome"}],
        "rules": rules,
    }
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "table", "type": "decisionTableNode", "name": "table", "content": content},
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


def zen_compiled() -> Contender:
    """zen-engine with the decision compiled once: its static loader, by far its fastest way from Python.

    Days parsed by zen's own expressions were as fast as days handed over as numbers, and faster than JSON text.
    """
    zen = importlib.import_module("zen")
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"table": zen_table()}}})
    evaluate = engine.evaluate

    def decide(facts: Mapping[str, str], on: str) -> str | None:
        return evaluate("table", {**facts, "on": on})["result"].get("outcome")

    return decide


def zen_basic() -> Contender:
    """zen-engine as its "basic usage" shows it: `create_decision` once, then `decision.evaluate`."""
    zen = importlib.import_module("zen")
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(zen_table())))

    def decide(facts: Mapping[str, str], on: str) -> str | None:
        return decision.evaluate({**facts, "on": on})["result"].get("outcome")

    return decide


def _expression(line: Line) -> str:
    """A line as an expression of rule-engine. ISO dates compare as text there too."""
    parts = [f'{REGION_FACT} == "{line.region}"'] if line.region else []
    for text in line.conditions:
        key, operator, rest = text.split(" ", 2)
        values = [f'"{each.strip()}"' for each in rest.split(",")]
        if operator == "in":
            parts.append(f"{key} in [{', '.join(values)}]")
        else:
            parts.append(f"{key} {'==' if operator == '=' else operator} {values[0]}")
    parts += [f'on >= "{line.start}"'] if line.start else []
    parts += [f'on < "{line.end}"'] if line.end else []
    return " and ".join(parts) or "true"


def rule_engine() -> Contender:
    """rule-engine: a typed context and one parsed rule per line, tried from the top."""
    library = importlib.import_module("rule_engine")
    types = dict.fromkeys((REGION_FACT, *FACTS, "on"), library.DataType.STRING)
    context = library.Context(type_resolver=library.type_resolver_from_dict(types), resolver=library.resolve_item)
    rules = [(library.Rule(_expression(line), context=context).matches, line.outcome) for line in first_hit_lines()]

    def decide(facts: Mapping[str, str], on: str) -> str | None:
        asked = {**facts, "on": on}
        for matches, outcome in rules:
            if matches(asked):
                return outcome
        return None

    return decide


def openfisca() -> Contender:
    """OpenFisca for one person: a tiny system built once; the simulation of one person is made for each."""
    return importlib.import_module("tests.bench.fisca").one_person()


OTHERS: dict[str, Callable[[], Contender]] = {
    "hand-written": hand_written,
    "zen-engine": zen_compiled,
    "zen-engine, basic usage": zen_basic,
    "rule-engine": rule_engine,
    "openfisca": openfisca,
}
