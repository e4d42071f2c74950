"""What every content admin has in common: keys that stay, lists as lines, saves that are checked, drafts proved."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import BaseInlineFormSet, ModelForm, Textarea
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helpdesk.editions.documents import ContentModel
from helpdesk.editions.reporting import listed
from helpdesk.eligibility.proofs.fault import Fault
from helpdesk.policies.admin.fields import LinesField
from helpdesk.policies.admin.report import leave
from helpdesk.policies.drafts import Looked, draft_touches, look_at_drafts


class RefusableForm(ModelForm):  # type: ignore[type-arg]
    """A form that reports the faults which the checks found when it was first saved."""

    refusals: ClassVar[tuple[Fault, ...]] = ()

    def clean(self) -> dict[str, Any]:
        """The fields as they are, or the refusals as messages above the form."""
        cleaned = super().clean() or {}
        if self.refusals:
            language = get_language() or "en"
            raise ValidationError([fault.message.get(language) for fault in self.refusals])
        return cleaned


class PlacedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows keep the order in which they stand on the page."""

    def save(self, commit: bool = True) -> Any:
        """Number the rows by their place, then save."""
        for place, form in enumerate(form for form in self.forms if form not in self.deleted_forms):
            if form.instance.order != place:
                form.instance.order = place
                form.changed_data.append("order") if form.instance.pk else None
        return super().save(commit)


def field_for(page: Any, db_field: "models.Field[Any, Any]", options: dict[str, Any]) -> LinesField | None:
    """The field of lines for a page's lists; for the rest, `options` get boxes of a size people can oversee."""
    if db_field.name in page.lines:
        return LinesField(help_text=db_field.help_text)
    if isinstance(db_field, models.URLField):
        options["assume_scheme"] = "https"
    if isinstance(db_field, models.TextField):
        rows = 24 if db_field.name.startswith("body_") else 3
        options["widget"] = Textarea(attrs={"rows": rows, "cols": 60})
    return None


class Part(admin.StackedInline):  # type: ignore[type-arg]
    """Rows that belong to the object."""

    formset = PlacedFormSet
    form = RefusableForm
    extra = 0
    lines: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """Lists as lines."""
        return field_for(self, db_field, kwargs) or super().formfield_for_dbfield(db_field, request, **kwargs)


class CheckedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Saves only what the checks accept: a fault among `refuses` brings the form back with everything typed.

    The object is saved inside a transaction, the drafts are read as a rulebook, and the transaction is undone when the
    saved document has such a fault. That way the admin and publishing run the very same checks. What only the proofs
    can find never refuses: a draft may be half done. It is told on the page that comes back.
    """

    form = RefusableForm
    change_form_template = "admin/checked_change_form.html"
    lines: tuple[str, ...] = ()
    refuses: tuple[str, ...] = (
        "unreadable",
        "reference",
        "period",
        "overlap",
        "exception",
        "cycle",
        "yields-circle",
        "clock",
        "formula",
        "deadline",
    )

    def doc_key(self, saved: Any) -> str | None:
        """The document an object belongs to; None when the checks do not concern it."""
        return f"{saved.KIND}:{saved.pk}" if isinstance(saved, ContentModel) else None

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """Lists as lines."""
        return field_for(self, db_field, kwargs) or super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A key is chosen once: everything else refers to it."""
        fixed = ("key",) if obj is not None and isinstance(obj, ContentModel) else ()
        return (*fixed, *super().get_readonly_fields(request, obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form class, carrying the refusals of this request."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusals": getattr(request, "refusals", ())})

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save, check, undo the save when the checks refuse it, and prove what it touches when they do not."""
        shown = None if object_id is None else self.get_object(request, object_id)
        doc_key = None if shown is None else self.doc_key(shown)
        extra_context = {**(extra_context or {}), "doc_key": doc_key}
        before = self.touched(request, doc_key)
        with transaction.atomic():
            response = super().changeform_view(request, object_id, form_url, extra_context)
            saved_key = getattr(request, "saved_key", None)
            looked = look_at_drafts(saved_key, before) if saved_key else None
            refused = self.refusals(saved_key, looked) if looked else []
            if refused:
                transaction.set_rollback(True)
        if not refused:
            self.tell(request, looked)
            return response
        request.refusals = tuple(refused)  # type: ignore[attr-defined]
        request._messages._queued_messages.clear()  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def refusals(self, saved_key: str, looked: Looked) -> list[Fault]:
        """The faults of what was saved, as far as this page refuses them."""
        return [fault for fault in looked.of(saved_key) if fault.code in self.refuses]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Delete, and prove what that touched."""
        gone = self.get_object(request, object_id)
        before = self.touched(request, None if gone is None else self.doc_key(gone))
        response = super().delete_view(request, object_id, extra_context)
        if gone is not None and not self.model._default_manager.filter(pk=gone.pk).exists():
            self.tell(request, look_at_drafts(None, before))
        return response

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete many, and prove what that touched."""
        before = self.touched(request, *{self.doc_key(row) for row in queryset})
        super().delete_queryset(request, queryset)
        self.tell(request, look_at_drafts(None, before))

    def touched(self, request: HttpRequest, *doc_keys: str | None) -> frozenset[str]:
        """The decisions that documents touch as they stand before the change that this request posts."""
        keys = {key for key in doc_keys if key is not None}
        return draft_touches(keys) if keys and request.method == "POST" else frozenset()

    def tell(self, request: HttpRequest, looked: Looked | None) -> None:
        """What was found of the decisions touched waits for the next page; where nothing was, what was proved."""
        if looked is None or not looked.decisions:
            return
        leave(request, looked.proofs)
        if not looked.proofs:
            proved = _("Proved: every possible person gets exactly one answer from %(decisions)s.")
            messages.success(request, proved % {"decisions": listed(looked.decisions)})

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        """Remember what was saved, so that it can be checked."""
        super().save_related(request, form, formsets, change)
        request.saved_key = self.doc_key(form.instance)  # type: ignore[attr-defined]


def bilingual(*names: str) -> tuple[tuple[str, str], ...]:
    """Both languages of each text side by side."""
    return tuple((f"{name}_en", f"{name}_zh") for name in names)
