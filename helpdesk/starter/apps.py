"""Tells Django about the app."""

from django.apps import AppConfig


class StarterConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.starter"
    label = "starter"
    default_auto_field = "django.db.models.BigAutoField"
