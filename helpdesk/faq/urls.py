"""Addresses of topics and articles, below the language."""

from django.urls import path

from helpdesk.faq import views

app_name = "faq"
urlpatterns = [
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:key>/", views.topic, name="topic"),
    path("articles/<slug:key>/", views.article, name="article"),
]
