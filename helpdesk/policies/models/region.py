"""Regions: administrative units (GB/T 2260), pooling areas, and places outside the mainland."""

from typing import Any

from django.db import models

from helpdesk.editions.bilingual import Bilingual, line, prose
from helpdesk.editions.documents import ContentModel
from helpdesk.policies.models.vocabulary import RegionLevel

NATION = "CN"


class Region(ContentModel):
    """A unit in which rules can hold. Key: the six-digit code, `CN` for the nation, a name for a pooling area."""

    KIND = "region"
    FIELDS = (
        "name_en", "name_zh", "short_en", "short_zh", "level", "parent", "former_codes", "area_code",
        "hotline_medical", "hotline_hrss", "note_en", "note_zh",
    )  # fmt: skip

    name_en = line()
    name_zh = line()
    short_en = line()
    short_zh = line()
    level = models.CharField(max_length=20, choices=RegionLevel, default=RegionLevel.CITY)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    former_codes: Any = models.JSONField(default=list, blank=True)
    area_code = models.CharField(max_length=8, blank=True, default="")
    hotline_medical = models.CharField(max_length=40, blank=True, default="")
    hotline_hrss = models.CharField(max_length=40, blank=True, default="")
    note_en = prose()
    note_zh = prose()

    name = Bilingual("name")
    short = Bilingual("short")
    note = Bilingual("note")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.short_zh} {self.short_en} ({self.key})"
