"""/quizzes/: answering before and after an article, and the own result."""

from django.urls import path

from . import views

app_name = "quizzes"

urlpatterns = [
    path("attempts/<uuid:attempt_id>/", views.result, name="result"),
    path("<slug:slug>/<slug:phase>/", views.take, name="take"),
]
