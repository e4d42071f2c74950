"""Between documents and rows: unsaved instances of one body, and all documents of a database in a few queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from helpdesk.editions.bodies import Body, digest_of
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
from helpdesk.editions.values import to_column, to_json

NewId = Callable[[type[ChildModel]], int | None]


@dataclass(frozen=True, slots=True)
class Document:
    """One unit of everything editorial. `key` is "kind:natural-key"; `body` is complete and canonical."""

    key: str
    digest: str
    body: Body

    @classmethod
    def of(cls, doc_key: str, body: Body) -> "Document":
        """The document of a complete body."""
        return cls(doc_key, digest_of(body), body)

    @property
    def kind(self) -> str:
        """What kind of document it is: "region"."""
        return split_key(self.key)[0]

    @property
    def natural_key(self) -> str:
        """Its key among its kind: "120000"."""
        return split_key(self.key)[1]


def rows_of(kind: str, key: str, body: Body, new_id: NewId = lambda _model: None) -> list[DocumentPart]:
    """Unsaved instances of a complete body, parents first, foreign keys set. `new_id` numbers the children's rows."""
    model = model_of(f"{kind}:{key}")
    root = model(key=key, **column_values(model, body))
    rows: list[DocumentPart] = [root]
    _add_children(model, root, body, rows, new_id)
    return rows


def column_values(model: type[DocumentPart], body: Body) -> dict[str, Any]:
    """Attribute -> value of the model's own columns."""
    return {column.attname: to_column(column, body[name]) for name, column in columns_of(model).items()}


def read_documents(using: str = "default", only: Iterable[str] | None = None) -> dict[str, Document]:
    """Every document of a database (or of the kinds in `only`), in a query per table."""
    found: dict[str, Document] = {}
    for kind, model in kinds().items():
        if only is None or kind in only:
            for key, body in _bodies(model, using):
                doc_key = f"{kind}:{key}"
                found[doc_key] = Document.of(doc_key, body)
    return found


def _add_children(
    model: type[DocumentPart], parent: DocumentPart, body: Body, rows: list[DocumentPart], new_id: NewId
) -> None:
    for name, child in model.CHILDREN.items():
        for order, part in enumerate(body[name]):
            row = child(pk=new_id(child), order=order, **column_values(child, part), **{child.PARENT: parent})
            rows.append(row)
            _add_children(child, row, part, rows, new_id)


def _bodies(model: type[ContentModel], using: str) -> list[tuple[str, Body]]:
    columns = columns_of(model)
    names = [column.attname for column in columns.values()]
    below = {name: _bodies_by_parent(child, using) for name, child in model.CHILDREN.items()}
    found = []
    for row in model._base_manager.using(using).order_by("pk").values("pk", *names):
        body = {name: to_json(column, row[column.attname]) for name, column in columns.items()}
        body |= {name: by_parent.get(row["pk"], []) for name, by_parent in below.items()}
        found.append((row["pk"], body))
    return found


def _bodies_by_parent(model: type[ChildModel], using: str) -> dict[Any, list[Body]]:
    columns, parent = columns_of(model), parent_column(model)
    names = [column.attname for column in columns.values()]
    below = {name: _bodies_by_parent(child, using) for name, child in model.CHILDREN.items()}
    found: dict[Any, list[Body]] = defaultdict(list)
    for row in model._base_manager.using(using).order_by("order", "pk").values("pk", parent, *names):
        body = {name: to_json(column, row[column.attname]) for name, column in columns.items()}
        body |= {name: by_parent.get(row["pk"], []) for name, by_parent in below.items()}
        found[row[parent]].append(body)
    return found
