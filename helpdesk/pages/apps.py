"""Tells Django about the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """See the first lines of the package."""

    name = "helpdesk.pages"
    label = "pages"
    verbose_name = _("Readers")
    default_auto_field = "django.db.models.BigAutoField"
