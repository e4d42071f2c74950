"""Writing documents into the editorial database, many at a time, and deleting one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError

from helpdesk.editions.bodies import Body, complete_body
from helpdesk.editions.content import (
    ChildModel,
    ContentModel,
    DocumentPart,
    columns_of,
    kinds,
    model_of,
    parent_column,
    split_key,
)
from helpdesk.editions.errors import DocumentError
from helpdesk.editions.rows import Document, column_values

FEW = 500  # values in one IN (...), well below SQLite's and PostgreSQL's limits


def write_document(doc_key: str, body: Body, using: str = "default") -> Document:
    """Makes the stored object and all its parts equal to the body, in one transaction."""
    return write_documents({doc_key: body}, using)[doc_key]


def write_documents(bodies: Mapping[str, Body], using: str = "default") -> dict[str, Document]:
    """Writes many documents in one transaction, a few statements a table; they may refer to each other in any order.

    Rows keep their identity: an object is updated in place, a part is recognised by its `key` or else by its place.
    """
    documents = {key: Document.of(key, complete_body(*split_key(key), body)) for key, body in bodies.items()}
    store_documents(documents, using)
    return documents


def store_documents(documents: Mapping[str, Document], using: str = "default") -> None:
    """Writes documents whose bodies are complete already; see `write_documents`."""
    by_kind: dict[str, list[Document]] = {kind: [] for kind in kinds()}
    for document in documents.values():
        by_kind[document.kind].append(document)
    with transaction.atomic(using=using):
        _require_targets(documents, using)
        for kind, model in kinds().items():
            _write_kind(model, by_kind[kind], using)


def delete_document(doc_key: str, using: str = "default") -> bool:
    """Deletes a document with its parts; False when there was none. One that others point to is a DocumentError."""
    model = model_of(doc_key)
    try:
        count, _by_model = model._base_manager.using(using).filter(pk=split_key(doc_key)[1]).delete()
    except (ProtectedError, RestrictedError) as error:
        rows = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", set())
        users = ", ".join(sorted({f"{row._meta.verbose_name} {row}" for row in rows}))
        raise DocumentError(
            doc_key, f"is still pointed to by {users}", repair="Change or delete what points to it first."
        ) from error
    return bool(count)


def _write_kind(model: type[ContentModel], documents: Sequence[Document], using: str) -> None:
    if documents:
        rows = [model(key=document.natural_key, **column_values(model, document.body)) for document in documents]
        _save(model, rows, using)
        _write_children(model, [(document.natural_key, document.body) for document in documents], using)


def _save(model: type[DocumentPart], rows: list[DocumentPart], using: str) -> None:
    """Inserts rows, or updates those whose primary key is there: only the columns that documents hold."""
    columns = [column.name for column in columns_of(model).values()]
    if issubclass(model, ChildModel):
        columns.append("order")
    stored: models.Manager[DocumentPart] = model._base_manager.using(using)
    if columns:
        stored.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=columns)
    else:
        stored.bulk_create(rows, ignore_conflicts=True)


def _write_children(model: type[DocumentPart], parents: Sequence[tuple[Any, Body]], using: str) -> None:
    for name, child in model.CHILDREN.items():
        there = _rows_there(child, [pk for pk, _body in parents], using)
        changed: list[DocumentPart] = []
        added: list[DocumentPart] = []
        bodies: dict[int, Body] = {}
        for pk, body in parents:
            for order, part in enumerate(body[name]):
                row_id = there.pop((pk, part["key"] if "key" in child.FIELDS else order), None)
                row = child(pk=row_id, order=order, **column_values(child, part), **{parent_column(child): pk})
                (added if row_id is None else changed).append(row)
                bodies[id(row)] = part
        _delete_rows(child, list(there.values()), using)
        if changed:
            _save(child, changed, using)
        child._base_manager.using(using).bulk_create(added)
        _write_children(child, [(row.pk, bodies[id(row)]) for row in [*changed, *added]], using)


def _rows_there(model: type[ChildModel], parents: Iterable[Any], using: str) -> dict[tuple[Any, Any], int]:
    """(parent's primary key, key or place) -> primary key of the rows that belong to these parents."""
    there: dict[tuple[Any, Any], int] = {}
    parent, keyed = parent_column(model), "key" in model.FIELDS
    for some in _batches(parents):
        rows = model._base_manager.using(using).filter(**{f"{parent}__in": some}).order_by(parent, "order", "pk")
        last, place = None, -1
        for row in rows.values(parent, "pk", *(["key"] if keyed else [])):
            place, last = (place + 1 if row[parent] == last else 0), row[parent]
            there[row[parent], row["key"] if keyed else place] = row["pk"]
    return there


def _delete_rows(model: type[ChildModel], ids: Sequence[int], using: str) -> None:
    for some in _batches(ids):
        for child in model.CHILDREN.values():
            below = child._base_manager.using(using).filter(**{f"{parent_column(child)}__in": some})
            _delete_rows(child, list(below.values_list("pk", flat=True)), using)
        model._base_manager.using(using).filter(pk__in=some)._raw_delete(using)


def _require_targets(documents: Mapping[str, Document], using: str) -> None:
    """A foreign key to nothing is refused here, by name, and not by the database at the end, without one."""
    wanted: dict[type[ContentModel], dict[str, tuple[str, str]]] = {}
    for document in documents.values():
        for field, target, key in foreign_keys(model_of(document.key), document.body):
            if f"{target.KIND}:{key}" not in documents:
                wanted.setdefault(target, {}).setdefault(key, (document.key, field))
    for target, users in wanted.items():
        for some in _batches(users):
            there = set(target._base_manager.using(using).filter(pk__in=some).values_list("pk", flat=True))
            for key in some:
                if key not in there:
                    document_key, field = users[key]
                    raise DocumentError(
                        document_key, f"points to {target.KIND}:{key}, which does not exist", field=field,
                        repair="Correct the key, or write that document too.",
                    )  # fmt: skip


def foreign_keys(
    model: type[DocumentPart], body: Body, place: str = ""
) -> Iterator[tuple[str, type[ContentModel], str]]:
    """(field, model pointed to, natural key) of every foreign key in a complete body, at any depth."""
    for name, column in columns_of(model).items():
        target = column.related_model
        if body[name] is not None and isinstance(target, type) and issubclass(target, ContentModel):
            yield place + name, target, body[name]
    for name, child in model.CHILDREN.items():
        for number, part in enumerate(body[name]):
            yield from foreign_keys(child, part, f"{place}{name}[{number}].")


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while some := list(islice(rest, FEW)):
        yield some
