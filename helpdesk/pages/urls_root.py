"""Addresses without a language: the door, health, and what crawlers read."""

from django.urls import path

from helpdesk.pages.views import crawlers, door, health

app_name = "root"
urlpatterns = [
    path("", door.door, name="door"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
]
