"""Admin of what readers told us. Their words stay as they came; staff say how far they are with them, and note why."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.pages.feedback.rows import row_page
from helpdesk.pages.models import ReaderMessage


def mark_read(rows: QuerySet[ReaderMessage]) -> int:
    """New messages become read; settled ones stay settled. Returns how many changed."""
    return rows.filter(state=ReaderMessage.State.NEW).update(state=ReaderMessage.State.READ)


@admin.register(ReaderMessage)
class ReaderMessageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The list, newest first, and one message with the page, the edition and the rule it is about."""

    list_display = ("received", "state", "kind", "beginning", "page_link", "edition")
    list_filter = ("state", "kind", "language", "removed", "question", "edition", "received")
    search_fields = ("text", "source", "page", "question", "region", "staff_note")
    date_hierarchy = "received"
    actions = ("read",)
    fields = (
        "received", "kind", "text", "source", "removed", "page_link", "language", "edition", "question", "region",
        "rule_links", "state", "staff_note",
    )  # fmt: skip
    readonly_fields = tuple(name for name in fields if name not in {"state", "staff_note"})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only readers write messages."""
        return False

    @admin.display(description=gettext_lazy("message"))
    def beginning(self, row: ReaderMessage) -> str:
        """Its first words."""
        return row.text[:80] + ("…" if len(row.text) > 80 else "")

    @admin.display(description=gettext_lazy("page"))
    def page_link(self, row: ReaderMessage) -> Any:
        """The page as the public sees it now."""
        return format_html('<a href="{}">{}</a>', iri_to_uri(row.page), row.page) if row.page else "-"

    @admin.display(description=gettext_lazy("rules"))
    def rule_links(self, row: ReaderMessage) -> Any:
        """The rows behind the answer, where they still are."""
        told = [(key, row_page(key)) for key in row.rules]
        found = ((format_html('<a href="{}">{}</a>', place, key) if place else key,) for key, place in told)
        return format_html_join(SafeString("<br>"), "{}", found) or "-"

    @admin.action(description=gettext_lazy("Mark as read"), permissions=["change"])
    def read(self, request: HttpRequest, queryset: QuerySet[ReaderMessage]) -> None:
        """For many at once."""
        messages.success(request, _("New messages marked as read: %(count)s.") % {"count": mark_read(queryset)})
