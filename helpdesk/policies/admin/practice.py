"""Admin of worked cases and of recorded checks."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.editions.documents import kinds, read_documents
from helpdesk.eligibility import RulebookError
from helpdesk.eligibility.diagrams.compiler import TooLarge
from helpdesk.eligibility.proofs.cases import case_faults
from helpdesk.policies import models
from helpdesk.policies.admin.base import CheckedAdmin, RefusableForm
from helpdesk.policies.admin.fields import PairsField
from helpdesk.policies.checks import holds
from helpdesk.policies.drafts import Looked, draft_rulebook


@admin.register(models.Case)
class CaseAdmin(CheckedAdmin):
    """Worked cases; one that comes out otherwise is refused."""

    list_display = ("key", "question", "on", "source")
    search_fields = ("key", "source")
    autocomplete_fields = ("question",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Facts as lines."""
        if db_field.name == "facts":
            return PairsField(help_text="One a line: situation = left-job")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def refusals(self, saved_key: str, looked: Looked) -> list[Any]:
        """What differs from the drafts' rulebook."""
        case = models.Case.objects.get(pk=saved_key.partition(":")[2])
        body = {"question": case.question_id, "on": case.on.isoformat(), "facts": case.facts, "expect": case.expect}
        try:
            return list(case_faults(draft_rulebook(), case.key, body))
        except (RulebookError, TooLarge):  # told of the documents that are so
            return []


class CheckForm(RefusableForm):
    """Records a check against the document and the source as they are now."""

    class Meta:
        model = models.Check
        fields = ("key", "evidence", "by_role_en", "by_role_zh", "on", "next_due", "note")
        labels = {
            "key": _("Document checked"),
            "by_role_en": _("Checked by (role, in English)"),
            "by_role_zh": _("Checked by (role, in Chinese)"),
            "on": _("Checked on"),
        }

    def clean(self) -> dict[str, Any]:
        """Find both documents and take their digests; the next date lies after the check."""
        cleaned = super().clean()
        documents = read_documents("default")
        key = cleaned.get("key") or self.instance.key
        if key and key not in documents:
            raise ValidationError({"key" if "key" in self.fields else "note": self._unknown(key)})
        evidence = cleaned.get("evidence")
        if key and evidence:
            self.instance.digest = documents[key].digest
            self.instance.evidence_digest = documents[f"evidence:{evidence.pk}"].digest
        day, due = cleaned.get("on"), cleaned.get("next_due")
        if day and due and due <= day:
            self.add_error("next_due", _("The next check (%s) must lie after this one (%s).") % (due, day))
        return cleaned

    def _unknown(self, key: str) -> str:
        return _("There is no document “%(key)s”. Write kind:key, with one of the kinds %(kinds)s.") % {
            "key": key,
            "kinds": ", ".join(kinds()),
        }


@admin.register(models.Check)
class CheckAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Recorded checks. To save a document is no check; to record one is an act of its own."""

    form = CheckForm
    list_display = ("key", "by_role", "on", "next_due", "still_holds")
    autocomplete_fields = ("evidence",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The document named in the link."""
        return {"key": request.GET.get("key", "")}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The document stays the one it was."""
        return ("key",) if obj else ()

    @admin.display(boolean=True, description=_("holds"))
    def still_holds(self, check: models.Check) -> bool:
        """False once the document or its source was changed."""
        return holds(check, read_documents("default"))
