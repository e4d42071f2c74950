"""What the loader wrote, so that it can tell a document that staff edited from one that is only old."""

from typing import Any

from django.db import models


class StarterRecord(models.Model):
    """One document as the loader last wrote it. The body is kept, and not only its digest: after an upgrade that adds a
    field, the same content has another digest, and that must not look like an edit."""

    key = models.CharField(primary_key=True, max_length=260)
    body: Any = models.JSONField()

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key
