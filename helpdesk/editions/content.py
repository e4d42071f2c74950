"""Content models: the editorial objects that become documents, and the parts that belong to them."""

from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db import models

from helpdesk.editions.errors import DocumentError


class DocumentPart(models.Model):
    """What a content model and its children have in common.

    `FIELDS` are the columns that stand in the body, under their own name or the one `NAMES` gives them (`{"valid_from":
    "from"}`). `CHILDREN` maps a body key, which is also the child's related name, to the child model.
    """

    FIELDS: ClassVar[tuple[str, ...]] = ()
    NAMES: ClassVar[dict[str, str]] = {}
    CHILDREN: ClassVar[dict[str, "type[ChildModel]"]] = {}

    class Meta:
        abstract = True


class ContentModel(DocumentPart):
    """An editorial object. Its primary key is its natural key, so that no document ever holds a number of a row.

    Two class methods may be overridden: `references(body)` for documents that the body names outside foreign keys, and
    `upgrade(body)` to read a body that an older release wrote.
    """

    KIND: ClassVar[str] = ""

    key = models.CharField(primary_key=True, max_length=200)

    class Meta:
        abstract = True

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """Keys of the documents that a complete body names, apart from those in foreign keys."""
        return set()

    @classmethod
    def upgrade(cls, body: dict[str, Any]) -> dict[str, Any]:
        """A body as an older release wrote it, as this release reads it; fields gone and new are seen to already."""
        return body


class ChildModel(DocumentPart):
    """A part of a document, in a list. `PARENT` names its foreign key; `order` is its place in the list.

    A child with a field `key` is recognised by it when its document is written again, any other by its place.
    """

    PARENT: ClassVar[str] = "parent"

    order = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


@cache
def kinds() -> dict[str, type[ContentModel]]:
    """Every kind of document with its model, those pointed to first, so that the order is safe to insert in."""
    found = {model.KIND: model for model in apps.get_models() if issubclass(model, ContentModel)}
    ordered: dict[str, type[ContentModel]] = {}

    def place(model: type[ContentModel], asked_by: tuple[type[ContentModel], ...]) -> None:
        for target in sorted(targets_of(model), key=lambda target: target.KIND):
            if target not in asked_by:
                place(target, (*asked_by, target))
        ordered.setdefault(model.KIND, model)

    for kind in sorted(found):
        place(found[kind], (found[kind],))
    return ordered


def model_of(doc_key: str) -> type[ContentModel]:
    """The model of a document key; an unknown kind is a DocumentError that lists the known ones."""
    kind = split_key(doc_key)[0]
    if kind not in kinds():
        raise DocumentError(
            doc_key, f"is of a kind we do not have, {kind!r}", repair=f"Kinds are {', '.join(sorted(kinds()))}."
        )
    return kinds()[kind]


def split_key(doc_key: str) -> tuple[str, str]:
    """("table", "a@b:c") for "table:a@b:c": the kind ends at the first colon."""
    kind, colon, key = doc_key.partition(":")
    if not (kind and colon and key):
        raise DocumentError(doc_key, "is no document key", repair='Write KIND:KEY, for example "region:120000".')
    return kind, key


def parts_of(model: type[DocumentPart]) -> list[type[DocumentPart]]:
    """The model itself and everything below it, parents first."""
    return [model, *(part for child in model.CHILDREN.values() for part in parts_of(child))]


def targets_of(model: type[DocumentPart]) -> set[type[ContentModel]]:
    """The content models that a model or its parts point to with foreign keys, itself included."""
    return {
        field.related_model
        for part in parts_of(model)
        for field in columns_of(part).values()
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, ContentModel)
    }


@cache
def columns_of(model: type[DocumentPart]) -> "dict[str, models.Field[Any, Any]]":
    """Name in the body -> column, in the order of `FIELDS`."""
    return {model.NAMES.get(name, name): model._meta.get_field(name) for name in model.FIELDS}


def parent_column(model: type[ChildModel]) -> str:
    """The attribute that holds the parent's primary key, `rule_id`."""
    return str(model._meta.get_field(model.PARENT).attname)
