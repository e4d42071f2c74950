"""Addresses of the guided questions, below the language."""

from django.urls import path

from helpdesk.wizard import replay, views

app_name = "wizard"
urlpatterns = [
    path("check/", views.questions, name="questions"),
    path("check/<slug:key>/", views.check, name="check"),
    path("replay/", replay.codes, name="codes"),
    path("replay/<str:code>/", replay.replayed, name="replay"),
]
