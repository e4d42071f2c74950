"""Legal instruments, their provisions, and the evidence that says where we know a thing from."""

from typing import Any

from django.db import models

from helpdesk.editions.bilingual import Bilingual, line, prose
from helpdesk.editions.documents import ChildModel, ContentModel
from helpdesk.policies.models.vocabulary import Confidence, EvidenceKind, InstrumentLevel, TextBasis


def evidence_keys(body: dict[str, Any]) -> set[str]:
    """The evidence documents a body names."""
    return {f"evidence:{key}" for key in body.get("evidence", [])}


class Evidence(ContentModel):
    """Where a claim comes from: source addresses, what kind of source, when it was seen, how far to trust it."""

    KIND = "evidence"
    FIELDS = (
        "title_en", "title_zh", "urls", "kind", "confidence", "seen_on", "note_en", "note_zh", "staff_note",
    )  # fmt: skip

    title_en = line()
    title_zh = line()
    urls: Any = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=20, choices=EvidenceKind, default=EvidenceKind.SECONDARY)
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.LOW)
    seen_on = models.DateField(null=True, blank=True)
    note_en = prose()
    note_zh = prose()
    staff_note = prose()

    title = Bilingual("title")
    note = Bilingual("note")

    class Meta:
        ordering = ("key",)
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title_en or self.key


class Provision(ChildModel):
    """One article, paragraph or section of an instrument. `key` is the part after the colon of `instrument:14.1`."""

    PARENT = "parent"
    FIELDS = (
        "key", "article", "paragraph", "summary_en", "summary_zh", "number_seen", "confidence", "in_force_from",
        "in_force_to", "yields_to",
    )  # fmt: skip

    parent = models.ForeignKey("Instrument", on_delete=models.CASCADE, related_name="provisions")
    key = models.CharField(max_length=80)
    article = models.CharField(max_length=40, blank=True, default="")
    paragraph = models.CharField(max_length=20, blank=True, default="")
    summary_en = prose()
    summary_zh = prose()
    number_seen = models.BooleanField(default=True)
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.HIGH)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    yields_to: Any = models.JSONField(default=list, blank=True)

    summary = Bilingual("summary")

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return f"{self.parent_id}:{self.key}"

    @property
    def full_key(self) -> str:
        """The key rules cite: `social-insurance-law:14`."""
        return f"{self.parent_id}:{self.key}"


class Instrument(ContentModel):
    """A law, regulation, notice or local document, with the provisions rules rest on."""

    KIND = "instrument"
    FIELDS = (
        "title_en", "title_zh", "short_en", "short_zh", "level", "issuer_en", "issuer_zh", "number", "promulgated",
        "in_force_from", "in_force_to", "official_url", "text_basis", "region", "note_en", "note_zh", "confidence",
        "evidence",
    )  # fmt: skip
    CHILDREN = {"provisions": Provision}

    title_en = line()
    title_zh = line()
    short_en = line()
    short_zh = line()
    level = models.CharField(max_length=30, choices=InstrumentLevel, default=InstrumentLevel.NORMATIVE_DOCUMENT)
    issuer_en = line()
    issuer_zh = line()
    number = models.CharField(max_length=100, blank=True, default="")
    promulgated = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    official_url = models.URLField(max_length=400, blank=True, default="")
    text_basis = models.CharField(max_length=12, choices=TextBasis, default=TextBasis.NOT_READ)
    region = models.ForeignKey("Region", null=True, blank=True, on_delete=models.PROTECT, related_name="instruments")
    note_en = prose()
    note_zh = prose()
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.HIGH)
    evidence: Any = models.JSONField(default=list, blank=True)

    title = Bilingual("title")
    short = Bilingual("short")
    issuer = Bilingual("issuer")
    note = Bilingual("note")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.short_en or self.title_en or self.key

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """Evidence, and the instruments whose provisions come before ours."""
        later = {full.partition(":")[0] for row in body["provisions"] for full in row["yields_to"]}
        return evidence_keys(body) | {f"instrument:{key}" for key in later}
