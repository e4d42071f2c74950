"""Addresses: staff under /admin/, machines without a language, people under /en/ and /zh-hans/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", include("helpdesk.publishing.urls")),
    path("admin/", admin.site.urls),
    path("", include("helpdesk.pages.urls_root")),
    *i18n_patterns(
        path("", include("helpdesk.wizard.urls")),
        path("", include("helpdesk.faq.urls")),
        path("", include("helpdesk.pages.urls")),
        prefix_default_language=True,
    ),
]

handler400 = "helpdesk.pages.views.errors.bad_request"
handler403 = "helpdesk.pages.views.errors.forbidden"
handler404 = "helpdesk.pages.views.errors.not_found"
handler500 = "helpdesk.pages.views.errors.server_error"
