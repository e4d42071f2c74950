"""Tells Django about the app."""

from django.apps import AppConfig


class WizardConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.wizard"
    label = "wizard"
    default_auto_field = "django.db.models.BigAutoField"
