"""Tells Django about the app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
