"""Admin of topics and articles."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from helpdesk.faq.models import Article, ArticleCitation, Topic
from helpdesk.policies.admin.base import CheckedAdmin, Part, bilingual
from helpdesk.policies.admin.fields import PairsField


@admin.register(Topic)
class TopicAdmin(CheckedAdmin):
    """Topics."""

    list_display = ("key", "title_zh", "title_en", "position")
    search_fields = ("key", "title_en", "title_zh")


class ArticleCitationPart(Part):
    """What an article rests on."""

    model = ArticleCitation
    autocomplete_fields = ("instrument",)
    fields = (("kind",), ("provision", "instrument"), *bilingual("leads"))


@admin.register(Article)
class ArticleAdmin(CheckedAdmin):
    """Articles in both languages."""

    list_display = ("key", "title_zh", "title_en", "written_on")
    search_fields = ("key", "title_en", "title_zh")
    autocomplete_fields = ("question",)
    lines = ("topics", "regions", "related", "evidence", "corrects")
    inlines = (ArticleCitationPart,)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Known facts as lines."""
        if db_field.name == "known":
            return PairsField(help_text="One a line: situation = left-job")
        return super().formfield_for_dbfield(db_field, request, **kwargs)
