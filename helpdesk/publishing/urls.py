"""Addresses of publishing, all under /admin/ and for staff only."""

from django.contrib import admin
from django.urls import path

from helpdesk.publishing.views.checks import checks, store

urlpatterns = [
    path("checks/", admin.site.admin_view(checks), name="checks"),
    path("checks/store/", admin.site.admin_view(store), name="checks-store"),
]
