"""Admin of regions, law, evidence, facts, decisions, outcomes, offices and cases."""

from typing import Any

from django.contrib import admin

from helpdesk.policies import models
from helpdesk.policies.admin.base import CheckedAdmin, Part, bilingual
from helpdesk.policies.admin.fields import DerivedField


@admin.register(models.Region)
class RegionAdmin(CheckedAdmin):
    """Regions."""

    list_display = ("key", "short_zh", "short_en", "level", "parent")
    list_filter = ("level",)
    search_fields = ("key", "name_en", "name_zh")
    autocomplete_fields = ("parent",)
    lines = ("former_codes",)


class ProvisionPart(Part):
    """Articles of an instrument."""

    model = models.Provision
    lines = ("yields_to",)
    fields = (
        ("key", "article", "paragraph"),
        *bilingual("summary"),
        ("number_seen", "confidence", "in_force_from", "in_force_to"),
        "yields_to",
    )


@admin.register(models.Instrument)
class InstrumentAdmin(CheckedAdmin):
    """Laws, regulations, notices and local documents."""

    list_display = ("key", "short_zh", "short_en", "level", "in_force_from", "in_force_to", "text_basis")
    list_filter = ("level", "text_basis", "confidence")
    search_fields = ("key", "title_en", "title_zh", "number")
    autocomplete_fields = ("region",)
    lines = ("evidence",)
    inlines = (ProvisionPart,)


@admin.register(models.Evidence)
class EvidenceAdmin(CheckedAdmin):
    """Where we know things from."""

    list_display = ("key", "title_en", "kind", "confidence", "seen_on")
    list_filter = ("kind", "confidence")
    search_fields = ("key", "title_en", "title_zh")
    lines = ("urls",)


class OptionPart(Part):
    """Answers of a choice."""

    model = models.Option
    fields = ("key", *bilingual("label", "hint"))


@admin.register(models.Fact)
class FactAdmin(CheckedAdmin):
    """Facts we may ask."""

    list_display = ("key", "label_zh", "label_en", "kind", "subject", "position", "changeable")
    list_filter = ("kind", "subject")
    search_fields = ("key", "label_en", "label_zh")
    inlines = (OptionPart,)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The derivation as JSON."""
        if db_field.name == "derived":
            return DerivedField(
                help_text='Empty, or {"relation": ["insured_in", "moves_to"]} or {"attribute": ["insured_in", "name"]}.'
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(models.Exclusion)
class ExclusionAdmin(CheckedAdmin):
    """Combinations that cannot occur."""

    list_display = ("key", "message_en")
    lines = ("conditions",)


@admin.register(models.Decision)
class DecisionAdmin(CheckedAdmin):
    """What is decided about one portion."""

    list_display = ("key", "title_zh", "title_en", "region_fact")
    search_fields = ("key", "title_en", "title_zh")
    lines = ("facts",)


class PortionPart(Part):
    """Decisions of a question."""

    model = models.Portion
    lines = ("when",)
    autocomplete_fields = ("decision",)
    fields = ("decision", "when")


@admin.register(models.Question)
class QuestionAdmin(CheckedAdmin):
    """Questions people ask."""

    list_display = ("key", "title_zh", "title_en", "position")
    search_fields = ("key", "title_en", "title_zh")
    lines = ("topics",)
    inlines = (PortionPart,)


DEADLINE_ROWS = (("deadline_number", "deadline_unit"), *bilingual("deadline_start", "deadline_task"))


@admin.register(models.Outcome)
class OutcomeAdmin(CheckedAdmin):
    """Verdicts and everything that goes with them."""

    list_display = ("key", "verdict", "title_zh", "title_en")
    list_filter = ("verdict",)
    search_fields = ("key", "title_en", "title_zh")
    fields = ("key", ("verdict", "ask"), *bilingual(*models.Outcome.TEXTS), *DEADLINE_ROWS)


@admin.register(models.Office)
class OfficeAdmin(CheckedAdmin):
    """Counters and lines."""

    list_display = ("key", "name_zh", "region", "phone", "seen_on", "confidence")
    list_filter = ("serves", "confidence")
    search_fields = ("key", "name_en", "name_zh")
    autocomplete_fields = ("region",)
    lines = ("evidence",)
