"""The one address of the plain project."""

from django.urls import path

from .views import take

urlpatterns = [path("quizzes/<slug:slug>/pre/", take, name="take")]
