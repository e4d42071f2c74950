"""Addresses of the guided questions, below the language."""

from django.urls import path

from helpdesk.wizard import views

app_name = "wizard"
urlpatterns = [
    path("check/", views.questions, name="questions"),
    path("check/<slug:key>/", views.check, name="check"),
]
