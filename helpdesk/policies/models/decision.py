"""Decisions (one portion of money each), questions that bundle them, and outcomes."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from helpdesk.editions.bilingual import Bilingual, line, prose
from helpdesk.editions.documents import ChildModel, ContentModel
from helpdesk.policies.models.vocabulary import DeadlineUnit, VerdictChoice


class Decision(ContentModel):
    """What one portion of money or one benefit comes to; "exactly one answer" is proved per decision."""

    KIND = "decision"
    FIELDS = ("title_en", "title_zh", "region_fact", "facts", "staff_note")

    title_en = line()
    title_zh = line()
    region_fact = models.CharField(max_length=60, blank=True, default="", help_text="The region fact that governs.")
    facts: Any = models.JSONField(default=list, blank=True, help_text="Facts in the order in which to ask.")
    staff_note = prose()

    title = Bilingual("title")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """The facts it may ask."""
        return {f"fact:{key}" for key in [*body["facts"], body["region_fact"]] if key}


class Portion(ChildModel):
    """A decision's place in a question: left out only when `when` is certainly false."""

    PARENT = "parent"
    FIELDS = ("decision", "when")

    parent = models.ForeignKey("Question", on_delete=models.CASCADE, related_name="portions")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    when: Any = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return str(self.decision_id)


class Question(ContentModel):
    """A named bundle of decisions asked together on the same facts."""

    KIND = "question"
    FIELDS = ("title_en", "title_zh", "intro_en", "intro_zh", "topics", "position")
    CHILDREN = {"portions": Portion}

    title_en = line()
    title_zh = line()
    intro_en = prose()
    intro_zh = prose()
    topics: Any = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    title = Bilingual("title")
    intro = Bilingual("intro")

    class Meta:
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """Its topics (the decisions are foreign keys already)."""
        return {f"topic:{key}" for key in body["topics"]}


class Outcome(ContentModel):
    """A verdict and all that a person needs with it: what to do, what to bring, where, what else works."""

    KIND = "outcome"
    TEXTS = (
        "title", "answer", "steps", "documents", "where", "hours", "fee", "time_limit", "alternatives", "warning",
        "depends_on", "find_out",
    )  # fmt: skip
    DEADLINE = ("number", "unit", "start_en", "start_zh", "task_en", "task_zh")
    FIELDS = (
        "verdict", "ask", *(f"{name}_{suffix}" for name in TEXTS for suffix in ("en", "zh")),
        *(f"deadline_{name}" for name in DEADLINE),
    )  # fmt: skip

    verdict = models.CharField(max_length=12, choices=VerdictChoice, default=VerdictChoice.NOT_COVERED)
    ask = models.CharField(max_length=20, blank=True, default="", help_text="Whom to ask: 12393, 12333 or bank.")
    title_en = line()
    title_zh = line()
    answer_en = prose()
    answer_zh = prose()
    steps_en = prose()
    steps_zh = prose()
    documents_en = prose()
    documents_zh = prose()
    where_en = prose()
    where_zh = prose()
    hours_en = line()
    hours_zh = line()
    fee_en = line()
    fee_zh = line()
    time_limit_en = prose()
    time_limit_zh = prose()
    alternatives_en = prose()
    alternatives_zh = prose()
    warning_en = prose()
    warning_zh = prose()
    depends_on_en = prose()
    depends_on_zh = prose()
    find_out_en = prose()
    find_out_zh = prose()
    deadline_number = models.PositiveSmallIntegerField(
        null=True, blank=True, default=None, validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text="A deadline that the person has to keep, never the office's own. All six fields, or none. "
        "The start and the task stand inside a sentence: “the day of the death”, “tell the agency”.",
    )  # fmt: skip
    deadline_unit = models.CharField(max_length=20, choices=DeadlineUnit, blank=True, default="")
    deadline_start_en = line()
    deadline_start_zh = line()
    deadline_task_en = line()
    deadline_task_zh = line()

    title = Bilingual("title")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key
