"""Small rulebooks for tests, written as documents and read like any other. What a test leaves out has a plain default.

`book(rule("r", "a = yes", to="yes"))` is a rulebook with one decision `d` and one question `q` over it: facts `a`, `b`,
`c` (yes or no), outcomes named by their verdict (`yes`, `yes-other`, `no`, `unchecked`), and a law in force since 2011.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from helpdesk.eligibility import Answer, Assessment, Rulebook, ask, read_answers, read_rulebook

Body = dict[str, Any]
TODAY = date(2026, 11, 22)
VERDICTS = {"yes": "yes", "no": "no", "partly": "partly", "depends": "depends", "unchecked": "not_covered"}


def both(name: str, text: str) -> Body:
    """A bilingual field, empty in both languages or in neither."""
    return {f"{name}_en": text, f"{name}_zh": text and f"{text}（中）"}


def region(level: str, parent: str | None = "CN", *former: str) -> Body:
    return {
        "level": level, "parent": parent, "former_codes": list(former), "hotline_medical": "", "hotline_hrss": "",
    }  # fmt: skip


REGIONS: dict[str, Body] = {
    "CN": region("nation", None),
    "110000": region("municipality"),
    "110105": region("district", "110000"),
    "420000": region("province"),
    "420100": region("city", "420000"),
    "429004": region("county", "420000"),
    "440000": region("province"),
    "440100": region("city", "440000", "440126"),
    "440106": region("district", "440100"),
    "440300": region("city", "440000"),
    "44-units": region("pooling_area", "440000"),
    "810000": region("outside"),
}  # fmt: skip


def fact(kind: str = "yes_no", *options: str, **given: Any) -> Body:
    return {
        "kind": kind, "subject": "insured", "unit": "", "changeable": False, "derived": None,
        "options": [{"key": key, **both("label", key), **both("hint", "")} for key in options],
        **both("question", "asked?"), **both("hint", ""), **both("why", ""), **both("find_out", ""), **given,
    }  # fmt: skip


def choice(*options: str, **given: Any) -> Body:
    return fact("choice", *options, **given)


def amount(**given: Any) -> Body:
    return fact("amount", **{"unit": "yuan", **given})


def relation(here: str = "home", there: str = "goal") -> Body:
    """Where one place lies, seen from the other."""
    options = ("same-area", "same-province", "other-province", "outside-mainland")
    return choice(*options, derived={"relation": [here, there]})


def cite(
    provision: str = "law:1", *, kind: str = "provision", role: str = "in_force", leads: str = "It says so."
) -> Body:
    """A citation; of a local document `provision` is the instrument, of practice nothing."""
    named = {"provision": provision if kind == "provision" else None}
    named["instrument"] = provision if kind == "local_document" else None
    return {"kind": kind, "role": role, **both("leads", leads), **named}


def version(*conditions: str, to: str = "yes", start: str | None = "2012-01-01", **given: Any) -> Body:
    return {
        "from": start, "to": given.pop("end", None), "start_known": "day", "clock": "on",
        "conditions": list(conditions), "outcome": to, "formula": "", "evidence": ["seen"], "citations": [cite()],
        **given,
    }  # fmt: skip


def rule(
    key: str, *conditions: str, over: tuple[str, ...] = (), versions: list[Body] | None = None, **given: Any
) -> Body:
    """A rule with one version, or with `versions`; `over` are the rules it is an exception to."""
    return {"key": key, "exception_to": list(over), "versions": versions or [version(*conditions, **given)]}


def table(*rules: Body, decision: str = "d", at: str = "CN", after_end: str = "returns_to_parent") -> Body:
    return {"decision": decision, "region": at, "after_end": after_end, "rules": list(rules)}


def outcome(verdict: str, **given: Any) -> Body:
    return {
        "verdict": verdict,
        "ask": "",
        **both("title", verdict),
        **both("alternatives", "Pay with it."),
        **both("depends_on", "x"),
        **given,
    }


def instrument(*provisions: Body, **given: Any) -> Body:
    return {
        **both("title", "Law"), **both("short", "Law"), "level": "law", "number": "", "text_basis": "full_text",
        "in_force_from": "2011-07-01", "in_force_to": None, "confidence": "high",
        "provisions": list(provisions), **given,
    }  # fmt: skip


def provision(key: str, **given: Any) -> Body:
    return {
        "key": key, "article": key, "paragraph": "", **both("summary", key), "number_seen": True, "confidence": "high",
        "in_force_from": None, "in_force_to": None, "yields_to": [], **given,
    }  # fmt: skip


def evidence(confidence: str = "high") -> Body:
    return {
        "kind": "press",
        "confidence": confidence,
        "seen_on": "2026-11-01",
        **both("title", "t"),
        **both("note", ""),
    }


def parameter(name: str, *values: tuple[str | None, str | None, str], at: str = "CN", **given: Any) -> Body:
    """A figure; each value is (from, to, value)."""
    told = [{"from": start, "to": end, "value": value} for start, end, value in values]
    return {
        "name": name, "region": at, "clock": "on", "unit": "share", **both("label", name), "evidence": ["seen"],
        "values": told, **given,
    }  # fmt: skip


def exclusion(*conditions: str) -> Body:
    return {"conditions": list(conditions), **both("message", " excludes ".join(conditions))}


def portion(decision: str, *when: str) -> Body:
    return {"decision": decision, "when": list(when)}


def asking(*portions: Body) -> dict[str, Body]:
    """The question `q` of these portions."""
    return {"q": {**both("title", "q"), **both("intro", ""), "topics": [], "portions": list(portions)}}


def documents(*rows: Body, facts: Mapping[str, Body] | None = None, region_fact: str = "", **kinds: Any) -> Body:
    """A rulebook's source. `rows` are rules of `d@CN`, or tables; `kinds` adds to or replaces documents of a kind."""
    tables = [row for row in rows if "rules" in row]
    loose = [row for row in rows if "versions" in row]
    tables = [table(*loose), *tables] if loose or not tables else tables
    facts = facts if facts is not None else {key: fact() for key in ("a", "b", "c")}
    told = {key: {**both("label", key), **body} for key, body in facts.items()}
    named = {each["outcome"] or "" for item in tables for row in item["rules"] for each in row["versions"]}
    verdicts = {key: VERDICTS.get(key.partition("-")[0]) for key in sorted(named)}
    decisions = sorted({item["decision"] for item in tables})
    asked = {"region_fact": region_fact, "facts": list(told)}
    found: Body = {
        "region": {key: {**both("name", key), **both("short", key), **body} for key, body in REGIONS.items()},
        "fact": told,
        "decision": {key: {**both("title", key), **asked} for key in decisions},
        "question": asking(*(portion(key) for key in decisions)),
        "outcome": {key: outcome(verdict) for key, verdict in verdicts.items() if verdict},
        "table": {f"{item['decision']}@{item['region']}": item for item in tables},
        "instrument": {"law": instrument(provision("1"), provision("2"))},
        "evidence": {"seen": evidence()},
        "parameter": {},
        "exclusion": {},
    }
    for kind, added in kinds.items():
        rows_of_kind = (
            {f"{body['name']}@{body['region']}": body for body in added} if isinstance(added, list) else added
        )
        found[kind] = {key: body for key, body in {**found[kind], **rows_of_kind}.items() if body is not None}
    return {"format": 1, "documents": found}


def book(*rows: Body, **kinds: Any) -> Rulebook:
    return read_rulebook(documents(*rows, **kinds))


def answer(rulebook: Rulebook, on: date = TODAY, question: str = "q", **facts: str) -> Answer:
    """The answer to answers in text, all of which must be readable."""
    reading = read_answers(rulebook, question, facts)
    assert not reading.problems, reading.problems
    assert not reading.dropped, reading.dropped
    return ask(rulebook, question, reading.known, on)


def assessed(rulebook: Rulebook, on: date = TODAY, **facts: str) -> Assessment:
    """The one portion of the answer."""
    (only,) = answer(rulebook, on, **facts).portions
    return only


def settled(rulebook: Rulebook, on: date = TODAY, **facts: str) -> str | None:
    """The outcome where the answer is settled, else None."""
    found = assessed(rulebook, on, **facts)
    return found.outcome.key if found.outcome else None


def possible(rulebook: Rulebook, on: date = TODAY, **facts: str) -> set[str]:
    """The outcomes still possible."""
    return {item.outcome.key for item in assessed(rulebook, on, **facts).possible}
