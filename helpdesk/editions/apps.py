"""Tells Django about the app."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"
