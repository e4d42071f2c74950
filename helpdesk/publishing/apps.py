"""Tells Django about the app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
