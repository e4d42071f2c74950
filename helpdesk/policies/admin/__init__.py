"""The admin of policies, a module per group of models; importing them registers them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from helpdesk.policies.admin import content, practice, table

__all__ = ["content", "practice", "table"]

admin.site.site_header = admin.site.site_title = _("Rules and articles")
admin.site.index_title = _("What staff write")
