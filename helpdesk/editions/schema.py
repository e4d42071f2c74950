"""What this code expects inside an edition file, so that another release's file is noticed before a page reads it."""

import hashlib
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from helpdesk.editions.content import ContentModel, DocumentPart, kinds, parts_of
from helpdesk.editions.sqlite.base import CANDIDATE

SCHEMA = 1
"""Raise it when documents change so that the release before could not read them. Tables need none, see below."""


def content_tables() -> list[type[DocumentPart]]:
    """The models whose tables are in an edition file: all content models with their parts, those pointed to first."""
    return [part for model in kinds().values() for part in parts_of(model)]


@cache
def fingerprint() -> str:
    """A digest of tables and derivers; a file with another one must be derived again from its documents.

    A deriver whose result changes for the same documents says so with an attribute `version`.
    """
    lines = [line for model in content_tables() for line in _described(model)]
    for name in settings.EDITION_DERIVERS:
        lines.append(f"{name} {getattr(import_string(name), 'version', 1)}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _described(model: type[DocumentPart]) -> list[str]:
    connection = connections[CANDIDATE]
    lines = [f"{model._meta.db_table} {_body_names(model)}"]
    for field in model._meta.local_concrete_fields:
        target: Any = field.remote_field and field.related_model
        pointed = target._meta.db_table if target else ""
        lines.append(
            f"  {field.column} {field.db_type(connection)} {field.null} {field.unique} {field.db_index} {pointed}"
        )
    lines += [f"  {index.name} {index.fields}" for index in model._meta.indexes]
    lines += [f"  {constraint!r}" for constraint in model._meta.constraints]
    return lines


def _body_names(model: type[DocumentPart]) -> str:
    kind = model.KIND if issubclass(model, ContentModel) else "-"
    return f"{kind} {[model.NAMES.get(name, name) for name in model.FIELDS]} {sorted(model.CHILDREN)}"
