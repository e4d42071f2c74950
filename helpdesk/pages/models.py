"""What readers told us, in the editorial database and nowhere else. No field says who wrote it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.pages.feedback.subject import KIND_LABELS


class ReaderMessage(models.Model):
    """One message, as it came, and what staff made of it."""

    FROM_READER = (
        "kind", "text", "source", "removed", "page", "language", "edition", "question", "region", "rules", "received",
    )  # fmt: skip

    class State(models.TextChoices):
        """How far staff have come with it."""

        NEW = "new", _("new")
        READ = "read", _("read")
        SETTLED = "settled", _("settled")

    uuid = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=[(str(kind), name) for kind, name in KIND_LABELS.items()])
    text = models.TextField(_("message"), blank=True)
    source = models.TextField(_("where it says otherwise"), blank=True)
    removed = models.BooleanField(_("numbers were taken out"))
    page = models.CharField(_("page"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=[("en", "English"), ("zh-hans", "中文")])
    edition = models.PositiveIntegerField(_("edition"))
    question = models.CharField(_("question"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=40, blank=True)
    rules: Any = models.JSONField(_("rules"), default=list, blank=True)
    received = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    staff_note = models.TextField(_("staff note"), blank=True, default="")

    class Meta:
        ordering = ("-received", "uuid")
        verbose_name = _("message from a reader")
        verbose_name_plural = _("messages from readers")
        indexes = [models.Index(fields=["state", "received"], name="message_state_received")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.page or '/'}"
