"""Decision tables: the rules of one decision in one region, with dated versions and what they rest on."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.editions.bilingual import Bilingual, line, prose
from helpdesk.editions.documents import ChildModel, ContentModel
from helpdesk.policies.models.decision import Decision, Outcome
from helpdesk.policies.models.law import Instrument, evidence_keys
from helpdesk.policies.models.region import Region
from helpdesk.policies.models.vocabulary import AfterEnd, CitationKind, CitationRole, FigureUnit, StartKnown


class Citation(ChildModel):
    """One basis of one version: a provision, a named local document, or local practice."""

    PARENT = "version"
    FIELDS = ("kind", "provision", "instrument", "role", "leads_en", "leads_zh")

    version = models.ForeignKey("Version", on_delete=models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=20, choices=CitationKind, default=CitationKind.PROVISION)
    provision = models.CharField(
        max_length=200, blank=True, default="", help_text="instrument:article, for example civil-code:1127"
    )
    instrument = models.ForeignKey(Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=CitationRole, default=CitationRole.IN_FORCE)
    leads_en = prose()
    leads_zh = prose()

    leads = Bilingual("leads")

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.provision or self.instrument_id or self.get_kind_display()


class Version(ChildModel):
    """A rule as it reads in `[from, to)` on its clock: `on` (the date asked about) or a date fact."""

    PARENT = "rule"
    FIELDS = (
        "valid_from", "valid_to", "start_known", "clock", "conditions", "outcome", "formula", "evidence",
    )  # fmt: skip
    CHILDREN = {"citations": Citation}
    NAMES = {"valid_from": "from", "valid_to": "to"}

    rule = models.ForeignKey("Rule", on_delete=models.CASCADE, related_name="versions")
    valid_from = models.DateField("from", null=True, blank=True)
    valid_to = models.DateField("to (first day it no longer holds)", null=True, blank=True)
    start_known = models.CharField(max_length=8, choices=StartKnown, default=StartKnown.DAY)
    clock = models.CharField(max_length=60, default="on", help_text="`on`, or the key of a date fact.")
    conditions: Any = models.JSONField(default=list, blank=True)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    formula = models.CharField(
        max_length=200,
        blank=True,
        default="",
        help_text=_(
            "For example whole(balance), share(monthly_credit, cash-share), figure(unemployment-months[months_paid]), "
            "reimbursed(cost, deductible[tier], ratio[tier, status], cap). A wrong one is told with what can be used."
        ),
    )
    evidence: Any = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return f"{self.rule} [{self.valid_from or ''}, {self.valid_to or ''})"


class Rule(ChildModel):
    """A rule with a stable key; it defeats the rules it is an exception to."""

    PARENT = "table"
    FIELDS = ("key", "exception_to", "staff_note")
    CHILDREN = {"versions": Version}

    table = models.ForeignKey("Table", on_delete=models.CASCADE, related_name="rules")
    key = models.SlugField(max_length=100)
    exception_to: Any = models.JSONField(default=list, blank=True)
    staff_note = prose()

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.key


class Table(ContentModel):
    """All rules of one decision in one region. Key: `decision@region`."""

    KIND = "table"
    FIELDS = ("decision", "region", "after_end", "staff_note")
    CHILDREN = {"rules": Rule}

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tables")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="tables")
    after_end = models.CharField(max_length=20, choices=AfterEnd, default=AfterEnd.RETURNS_TO_PARENT)
    staff_note = prose()

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """Evidence and the instruments of cited provisions (outcomes and local documents are foreign keys)."""
        found: set[str] = set()
        for version in (version for rule in body["rules"] for version in rule["versions"]):
            found |= evidence_keys(version)
            found |= {
                f"instrument:{row['provision'].partition(':')[0]}" for row in version["citations"] if row["provision"]
            }
        return found


class ParameterValue(ChildModel):
    """A figure as it stands in `[from, to)`."""

    PARENT = "parent"
    FIELDS = ("valid_from", "valid_to", "value")
    NAMES = {"valid_from": "from", "valid_to": "to"}

    parent = models.ForeignKey("Parameter", on_delete=models.CASCADE, related_name="values")
    valid_from = models.DateField("from", null=True, blank=True)
    valid_to = models.DateField("to (first day it no longer holds)", null=True, blank=True)
    value = models.TextField(
        help_text=_(
            "A figure such as 1300 or 70%; at most 6, at least 50%, between 3 and 12; or steps, one line for each "
            "option: tier-1, working = 90%, from 30000: 95%. A rise: from 180: 9 + 1 per 12 to 24."
        )
    )

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.value


class Parameter(ContentModel):
    """A legal figure with a dated history. Key: `name@region`."""

    KIND = "parameter"
    FIELDS = ("name", "region", "clock", "unit", "label_en", "label_zh", "evidence")
    CHILDREN = {"values": ParameterValue}

    name = models.SlugField(max_length=100)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="parameters")
    clock = models.CharField(max_length=60, default="on")
    unit = models.CharField(max_length=20, choices=FigureUnit, blank=True, default="")
    label_en = line()
    label_zh = line()
    evidence: Any = models.JSONField(default=list, blank=True)

    label = Bilingual("label")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """Its evidence."""
        return evidence_keys(body)
