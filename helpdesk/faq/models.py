"""Topics and articles, both languages written as originals."""

from typing import Any

from django.db import models

from helpdesk.editions.bilingual import Bilingual, line, prose
from helpdesk.editions.documents import ChildModel, ContentModel
from helpdesk.policies.models.law import Instrument, evidence_keys
from helpdesk.policies.models.vocabulary import CitationKind


class Topic(ContentModel):
    """A subject under which articles and questions are listed."""

    KIND = "topic"
    FIELDS = ("title_en", "title_zh", "summary_en", "summary_zh", "position")

    title_en = line()
    title_zh = line()
    summary_en = prose()
    summary_zh = prose()
    position = models.PositiveIntegerField(default=0)

    title = Bilingual("title")
    summary = Bilingual("summary")

    class Meta:
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key


class ArticleCitation(ChildModel):
    """A basis of an article, and which of its sentences it carries."""

    PARENT = "article"
    FIELDS = ("kind", "provision", "instrument", "leads_en", "leads_zh")

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=20, choices=CitationKind, default=CitationKind.PROVISION)
    provision = models.CharField(max_length=200, blank=True, default="")
    instrument = models.ForeignKey(Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    leads_en = prose()
    leads_zh = prose()

    leads = Bilingual("leads")

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.provision or self.instrument_id or self.kind


class Article(ContentModel):
    """One question, answered in its first sentences. Key: the slug of its address."""

    KIND = "article"
    FIELDS = (
        "title_en", "title_zh", "answer_en", "answer_zh", "body_en", "body_zh", "topics", "regions", "valid_from",
        "valid_to", "question", "known", "related", "evidence", "corrects", "written_on", "position",
    )  # fmt: skip
    CHILDREN = {"citations": ArticleCitation}

    title_en = line()
    title_zh = line()
    answer_en = prose()
    answer_zh = prose()
    body_en = prose()
    body_zh = prose()
    topics: Any = models.JSONField(default=list, blank=True)
    regions: Any = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    question = models.ForeignKey("policies.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    known: Any = models.JSONField(default=dict, blank=True)
    related: Any = models.JSONField(default=list, blank=True)
    evidence: Any = models.JSONField(default=list, blank=True)
    corrects: Any = models.JSONField(default=list, blank=True)
    written_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    title = Bilingual("title")
    answer = Bilingual("answer")
    body = Bilingual("body")

    class Meta:
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def references(cls, body: dict[str, Any]) -> set[str]:
        """Topics, regions, related articles, evidence and the instruments of cited provisions."""
        found = evidence_keys(body)
        for kind, field in (("topic", "topics"), ("region", "regions"), ("article", "related")):
            found |= {f"{kind}:{key}" for key in body[field]}
        cited = {row["provision"].partition(":")[0] for row in body["citations"] if row["provision"]}
        return found | {f"instrument:{key}" for key in cited}
