"""Facts we may ask, and combinations of answers that cannot occur."""

from typing import Any

from django.db import models

from helpdesk.editions.bilingual import Bilingual, line, prose
from helpdesk.editions.documents import ChildModel, ContentModel
from helpdesk.policies.models.vocabulary import FactKind, Subject


class Option(ChildModel):
    """One answer of a choice fact."""

    PARENT = "parent"
    FIELDS = ("key", "label_en", "label_zh", "hint_en", "hint_zh")

    parent = models.ForeignKey("Fact", on_delete=models.CASCADE, related_name="options")
    key = models.SlugField(max_length=60)
    label_en = line()
    label_zh = line()
    hint_en = line()
    hint_zh = line()

    label = Bilingual("label")

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.key


class Fact(ContentModel):
    """One thing we may ask about a named person. A derived fact is computed from others and never asked."""

    KIND = "fact"
    FIELDS = (
        "kind", "subject", "position", "question_en", "question_zh", "hint_en", "hint_zh", "why_en", "why_zh",
        "label_en", "label_zh", "unit", "derived", "changeable", "find_out_en", "find_out_zh",
    )  # fmt: skip
    CHILDREN = {"options": Option}

    kind = models.CharField(max_length=10, choices=FactKind, default=FactKind.CHOICE)
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.INSURED)
    position = models.PositiveIntegerField(default=0, help_text="Staff's order on lists.")
    question_en = line()
    question_zh = line()
    hint_en = line()
    hint_zh = line()
    why_en = prose()
    why_zh = prose()
    label_en = line()
    label_zh = line()
    unit = models.CharField(max_length=12, blank=True, default="")
    derived: Any = models.JSONField(null=True, blank=True, default=None)
    changeable = models.BooleanField(default=False, help_text="Can the person change this by acting?")
    find_out_en = prose()
    find_out_zh = prose()

    question = Bilingual("question")
    label = Bilingual("label")

    class Meta:
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key


class Exclusion(ContentModel):
    """Conditions that cannot all hold of one person, such as an heir of someone alive."""

    KIND = "exclusion"
    FIELDS = ("conditions", "message_en", "message_zh")

    conditions: Any = models.JSONField(default=list, blank=True)
    message_en = prose()
    message_zh = prose()

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key
