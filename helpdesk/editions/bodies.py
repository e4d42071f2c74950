"""Bodies: a document's content as a JSON object, completed, compared by digest, and made from an instance."""

import hashlib
import json
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from helpdesk.editions.content import ChildModel, ContentModel, DocumentPart, columns_of, model_of
from helpdesk.editions.errors import NOT_GIVEN, DocumentError
from helpdesk.editions.values import Column, FaultyValueError, canonical, default_of, to_json

Body = dict[str, Any]


def canonical_json(value: Any) -> str:
    """JSON that is the same text for the same content: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(body: Body) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(body).encode()).hexdigest()


def body_of(instance: DocumentPart) -> Body:
    """The body of a saved object with everything that belongs to it; every field is present."""
    model = type(instance)
    body: Body = {
        name: to_json(column, getattr(instance, column.attname)) for name, column in columns_of(model).items()
    }
    for name in model.CHILDREN:
        rows = sorted(getattr(instance, name).all(), key=lambda row: (row.order, row.pk))
        body[name] = [body_of(row) for row in rows]
    return body


def complete_body(kind: str, key: str, body: Any) -> Body:
    """The body with every field present and every value canonical; what cannot be taken is a DocumentError."""
    return _complete(model_of(f"{kind}:{key}"), f"{kind}:{key}", "", body, _refuse_unknown)


def upgraded_body(kind: str, key: str, body: Body) -> Body:
    """The body of an older release as this one reads it: `upgrade`, new fields filled, fields gone left out."""
    model: type[ContentModel] = model_of(f"{kind}:{key}")
    return _complete(model, f"{kind}:{key}", "", model.upgrade(dict(body)), lambda *_ignored: None)


Unknown = Callable[[type[DocumentPart], str, str, Body], None]


def _complete(model: type[DocumentPart], document: str, place: str, body: Any, unknown: Unknown) -> Body:
    if not isinstance(body, dict):
        raise DocumentError(
            document, "is not a mapping", field=place.rstrip("."), value=body, repair="Write `field: value` lines."
        )
    unknown(model, document, place, body)
    complete = {
        name: _value(column, document, place + name, body.get(name, NOT_GIVEN))
        for name, column in columns_of(model).items()
    }
    for name, child in model.CHILDREN.items():
        complete[name] = _complete_list(child, document, place + name, body.get(name), unknown)
    return complete


def _value(column: Column, document: str, field: str, value: Any) -> Any:
    try:
        return default_of(column) if value is NOT_GIVEN else canonical(column, value)
    except FaultyValueError as fault:
        raise DocumentError(document, fault.problem, field=field, value=value, repair=fault.repair) from None


def _complete_list(model: type[ChildModel], document: str, place: str, rows: Any, unknown: Unknown) -> list[Body]:
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise DocumentError(document, "is not a list", field=place, value=rows, repair="Begin each item with a dash.")
    complete = [_complete(model, document, f"{place}[{number}].", row, unknown) for number, row in enumerate(rows)]
    if "key" in model.FIELDS:
        seen: set[str] = set()
        for number, row in enumerate(complete):
            if row["key"] in seen:
                raise DocumentError(
                    document, "stands here twice", field=f"{place}[{number}].key", value=row["key"],
                    repair="Give one of the two another key, or take it out.",
                )  # fmt: skip
            seen.add(row["key"])
    return complete


def _refuse_unknown(model: type[DocumentPart], document: str, place: str, body: Body) -> None:
    known = [*columns_of(model), *model.CHILDREN]
    for name in body:
        if name not in known:
            close = get_close_matches(str(name), known, n=1)
            repair = f"Did you mean {close[0]!r}?" if close else f"Fields are {', '.join(known)}."
            raise DocumentError(document, "is not a field", field=f"{place}{name}", repair=repair)
