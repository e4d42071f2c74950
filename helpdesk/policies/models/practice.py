"""Offices, worked cases, and the recorded checks that confirm a document against its source."""

from typing import Any

from django.db import models

from helpdesk.editions.bilingual import Bilingual, line, prose
from helpdesk.editions.documents import ContentModel
from helpdesk.policies.models.decision import Question
from helpdesk.policies.models.law import Evidence, evidence_keys
from helpdesk.policies.models.region import Region
from helpdesk.policies.models.vocabulary import Confidence, OfficeServes


class Office(ContentModel):
    """A counter or line people can go to or ring, and when we last saw its details."""

    KIND = "office"
    FIELDS = (
        "region", "name_en", "name_zh", "address_en", "address_zh", "phone", "hours_en", "hours_zh", "serves",
        "seen_on", "confidence", "evidence",
    )  # fmt: skip

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="offices")
    name_en = line()
    name_zh = line()
    address_en = line()
    address_zh = line()
    phone = models.CharField(max_length=60, blank=True, default="")
    hours_en = line()
    hours_zh = line()
    serves = models.CharField(max_length=10, choices=OfficeServes, default=OfficeServes.HRSS)
    seen_on = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.LOW)
    evidence: Any = models.JSONField(default=list, blank=True)

    name = Bilingual("name")
    address = Bilingual("address")
    hours = Bilingual("hours")

    class Meta:
        ordering = ("region_id", "key")

    def __str__(self) -> str:
        return self.name_en

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """Its evidence."""
        return evidence_keys(body)


class Case(ContentModel):
    """A worked case: facts, date, and what must come out. A lawyer can read it; publishing runs it."""

    KIND = "case"
    FIELDS = ("question", "on", "facts", "expect", "source", "staff_note")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    facts: Any = models.JSONField(default=dict, blank=True)
    expect: Any = models.JSONField(default=dict, blank=True)
    source = line()
    staff_note = prose()

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class Check(ContentModel):
    """A recorded check: a named role compared a document with a source on a day.

    Key: the key of the document it confirms. It holds only while the document's and the evidence's digests are the
    ones it names, so changing either voids it.
    """

    KIND = "check"
    FIELDS = ("digest", "evidence", "evidence_digest", "by_role_en", "by_role_zh", "on", "next_due", "note")

    digest = models.CharField(max_length=64)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    evidence_digest = models.CharField(max_length=64)
    by_role_en = line()
    by_role_zh = line()
    on = models.DateField()
    next_due = models.DateField()
    note = prose()

    by_role = Bilingual("by_role")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key}, {self.on}"
