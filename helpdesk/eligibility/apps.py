"""Tells Django about the app."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.eligibility"
    label = "eligibility"
    default_auto_field = "django.db.models.BigAutoField"
