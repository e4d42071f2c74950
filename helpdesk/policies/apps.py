"""Tells Django about the app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.policies"
    label = "policies"
    default_auto_field = "django.db.models.BigAutoField"
