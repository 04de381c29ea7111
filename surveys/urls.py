"""/surveys/: what learners think of an article."""

from django.urls import path

from . import views

app_name = "surveys"

urlpatterns = [
    path("<slug:slug>/", views.take, name="take"),
    path("<slug:slug>/commitment/", views.commit, name="commit"),
]
