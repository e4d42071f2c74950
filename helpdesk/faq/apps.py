"""Tells Django about the app."""

from django.apps import AppConfig


class FaqConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.faq"
    label = "faq"
    default_auto_field = "django.db.models.BigAutoField"
