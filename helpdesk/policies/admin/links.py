"""Where in the admin a row of a finding is changed."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from helpdesk.editions.documents import kinds
from helpdesk.policies.models import Rule, Version

VERSION = re.compile(r"(.+)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Link:
    """A row by name, and the page that changes it; an empty address when there is no such row any more."""

    label: str
    address: str


def row_link(document: str, row: str) -> Link:
    """The nearest page to a row: that of a version `rule[2]`, of a rule, or of the whole document."""
    kind, _, key = document.partition(":")
    if kind == "table":
        place = version_of(key, row) or Rule.objects.filter(table_id=key, key=row).first()
        if place is not None:
            return Link(f"{row} ({key})", change_page(place))
    told = row in {"", key, *key.split("@")} or row.startswith(f"{key}/")
    label = document if told else f"{document}, {row}"
    model = kinds().get(kind)
    there = None if model is None else model._base_manager.filter(pk=key).first()
    return Link(label, "" if there is None else change_page(there))


def version_of(table: str, row: str) -> Version | None:
    """The version that a finding names by its place in its rule, counted from one."""
    named = VERSION.fullmatch(row)
    if named is None:
        return None
    versions = Version.objects.filter(rule__table_id=table, rule__key=named[1]).order_by("order", "pk")
    place = int(named[2]) - 1
    return versions[place : place + 1].first() if place >= 0 else None


def change_page(row: Any) -> str:
    """The admin's change page of a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
