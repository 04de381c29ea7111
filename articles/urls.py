"""/articles/ and /topics/: what readers see of articles."""

from django.urls import path

from . import views

app_name = "articles"

urlpatterns = [
    path("articles/", views.article_list, name="list"),
    path("articles/<slug:slug>/", views.article_detail, name="detail"),
    path("articles/<slug:slug>/versions/<int:number>/", views.article_version, name="version"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic"),
]
