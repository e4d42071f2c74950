"""Admin of decision tables, their rules and versions, and of dated figures.

A table lists its rules, a rule its versions, a version its bases: three short pages, not one unreadable one.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from helpdesk.policies import models
from helpdesk.policies.admin.base import CheckedAdmin, Part, bilingual


class RulePart(Part):
    """Rules of a table; each has a page of its own."""

    model = models.Rule
    lines = ("exception_to",)
    fields = ("key", "exception_to", "staff_note")
    show_change_link = True


@admin.register(models.Table)
class TableAdmin(CheckedAdmin):
    """Decision tables."""

    list_display = ("key", "decision", "region", "after_end")
    list_filter = ("decision",)
    search_fields = ("key", "region__name_en", "region__name_zh")
    autocomplete_fields = ("decision", "region")
    inlines = (RulePart,)


class VersionPart(Part):
    """Versions of a rule; each has a page of its own for its bases."""

    model = models.Version
    lines = ("conditions", "evidence")
    autocomplete_fields = ("outcome",)
    fields = (("valid_from", "valid_to", "start_known", "clock"), "conditions", "outcome", "formula", "evidence")
    show_change_link = True


class InTable(CheckedAdmin):
    """Pages of parts of a table: checked as that table."""

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Reached from the table; not listed on the front page."""
        return {}


@admin.register(models.Rule)
class RuleAdmin(InTable):
    """A rule and its versions."""

    lines = ("exception_to",)
    fields = ("table", "key", "exception_to", "staff_note")
    readonly_fields = ("table",)
    inlines = (VersionPart,)
    search_fields = ("key",)

    def doc_key(self, saved: Any) -> str | None:
        """The table it stands in."""
        return f"table:{saved.table_id}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rules are added on the table's page."""
        return False


class CitationPart(Part):
    """What a version rests on."""

    model = models.Citation
    autocomplete_fields = ("instrument",)
    fields = (("kind", "role"), ("provision", "instrument"), *bilingual("leads"))


@admin.register(models.Version)
class VersionAdmin(InTable):
    """A version and its bases: here a day without any basis is refused."""

    lines = ("conditions", "evidence")
    fields = (
        "rule", ("valid_from", "valid_to", "start_known", "clock"), "conditions", "outcome", "formula", "evidence",
    )  # fmt: skip
    readonly_fields = ("rule",)
    autocomplete_fields = ("outcome",)
    inlines = (CitationPart,)
    refuses = (*CheckedAdmin.refuses, "basis", "evidence", "unconditional")

    def doc_key(self, saved: Any) -> str | None:
        """The table its rule stands in."""
        return f"table:{saved.rule.table_id}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Versions are added on the rule's page."""
        return False


class ValuePart(Part):
    """Dated values of a figure."""

    model = models.ParameterValue
    fields = (("valid_from", "valid_to", "value"),)


@admin.register(models.Parameter)
class ParameterAdmin(CheckedAdmin):
    """Legal figures with their history."""

    list_display = ("key", "name", "region", "clock", "unit")
    search_fields = ("key", "name", "label_en", "label_zh")
    autocomplete_fields = ("region",)
    lines = ("evidence",)
    inlines = (ValuePart,)
