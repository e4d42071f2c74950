"""Addresses of the pages, below the language."""

from django.urls import path

from helpdesk.pages.views import compare, feedback, home, laws, leave, offices, prose, reading, regions

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("regions/", regions.regions, name="regions"),
    path("regions/<slug:code>/", regions.region, name="region"),
    path("compare/", compare.compare, name="compare"),
    path("laws/", laws.laws, name="laws"),
    path("laws/<slug:key>/", laws.instrument, name="instrument"),
    path("laws/<slug:key>/<str:article>/", laws.provision, name="provision"),
    path("offices/", offices.offices, name="offices"),
    path("reading/", reading.reading, name="reading"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("leave/", leave.leave, name="leave"),
    path("about/", prose.about, name="about"),
    path("privacy/", prose.privacy, name="privacy"),
    path("accessibility/", prose.accessibility, name="accessibility"),
]
