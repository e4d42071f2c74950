"""Which decisions a draft touches, so that after a save only these are proved again.

It reads names in the text of conditions and formulas, not their grammar: a decision too many costs time, one too few
would leave a fault unseen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helpdesk.editions.documents import Document

NAME = re.compile(r"[a-z_][a-z0-9_-]*")
EVERY = frozenset({"region"})
"""Kinds that every decision rests on: the nation's tables reach each region, and every place is told apart."""
READ = frozenset({"decision", "table", "question", "exclusion", "fact", "parameter"})
"""Kinds that are read to find out."""
TOUCHING = READ | EVERY | {"outcome", "instrument"}
"""Kinds that can change an answer; the others only tell."""


def touched_decisions(documents: Mapping[str, Document], doc_key: str) -> frozenset[str]:
    """Keys of the decisions whose answers a document can change, itself read as it stands in `documents`.

    An instrument touches those that cite it: their days may be left without a basis. Kinds that only tell, such as
    offices, touch none. Of a document that is gone its key still tells who named it.
    """
    kind, _, key = doc_key.partition(":")
    every = frozenset(_keys(documents, "decision"))
    if kind in EVERY:
        return every
    if kind == "decision":
        return frozenset({key})
    if kind == "table":
        return frozenset({key.partition("@")[0], *_body(documents, doc_key, "decision")}) & every
    if kind == "question":
        return frozenset(row["decision"] for row in _body(documents, doc_key, "portions")) & every
    if kind == "outcome":
        return frozenset(decision for decision, version in _versions(documents) if version["outcome"] == key)
    if kind == "instrument":
        return frozenset(decision for decision, version in _versions(documents) if _cites(version, key))
    if kind == "exclusion":
        told_apart = names_in(_body(documents, doc_key, "conditions")) & set(_keys(documents, "fact"))
        return _naming(documents, {near for name in told_apart for near in (name, *_sources(documents, name))})
    if kind in {"fact", "parameter"}:
        return _naming(documents, {key.partition("@")[0]})
    return frozenset()


def _cites(version: Mapping[str, Any], instrument: str) -> bool:
    named = [(row["instrument"], row["provision"].partition(":")[0]) for row in version["citations"]]
    return any(instrument in pair for pair in named)


def names_in(texts: Iterable[str]) -> set[str]:
    """Every name in these conditions or formulas: facts, figures, options and operators alike."""
    return {name for text in texts for name in NAME.findall(text)}


def _naming(documents: Mapping[str, Document], wanted: set[str]) -> frozenset[str]:
    """The decisions that name one of these, be it by way of what depends on it."""
    found, front = set(wanted), set(wanted)
    while front:  # a draft may depend on itself until it is refused
        front = {further for name in front for further in _dependents(documents, name)} - found
        found |= front
    return frozenset(decision for decision, names in _names(documents).items() if names & found)


def _sources(documents: Mapping[str, Document], fact: str) -> list[str]:
    """What a derived fact is computed from."""
    derived = documents[f"fact:{fact}"].body["derived"] or {}
    return [source for given in derived.values() for source in given]


def _dependents(documents: Mapping[str, Document], name: str) -> set[str]:
    """The facts derived from a fact or figure, and the figures dated by it."""
    found = {key for key in _keys(documents, "fact") if name in _sources(documents, key)}
    return found | {body["name"] for _key, body in _bodies(documents, "parameter") if body["clock"] == name}


def _names(documents: Mapping[str, Document]) -> dict[str, set[str]]:
    """For each decision every name in its own document, its tables and its place in questions."""
    found = {key: {body["region_fact"], *body["facts"]} for key, body in _bodies(documents, "decision")}
    for decision, version in _versions(documents):
        names = {version["clock"], *names_in([*version["conditions"], version["formula"]])}
        found.setdefault(decision, set()).update(names)
    for _key, body in _bodies(documents, "question"):
        for portion in body["portions"]:
            found.setdefault(portion["decision"], set()).update(names_in(portion["when"]))
    return found


def _versions(documents: Mapping[str, Document]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for _key, body in _bodies(documents, "table"):
        for rule in body["rules"]:
            yield from ((body["decision"], version) for version in rule["versions"])


def _bodies(documents: Mapping[str, Document], kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key in _keys(documents, kind):
        yield key, documents[f"{kind}:{key}"].body


def _keys(documents: Mapping[str, Document], kind: str) -> list[str]:
    return [doc_key.partition(":")[2] for doc_key in documents if doc_key.startswith(f"{kind}:")]


def _body(documents: Mapping[str, Document], doc_key: str, name: str) -> Any:
    """A field of a document; nothing when it is gone."""
    value = documents[doc_key].body[name] if doc_key in documents else []
    return [value] if isinstance(value, str) else value
