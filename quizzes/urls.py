"""/quizzes/: answering before and after an article, and the own result."""

from django.urls import path

from .views import drafts, follow_up, results, taking

app_name = "quizzes"

urlpatterns = [
    path("attempts/<uuid:attempt_id>/", results.result, name="result"),
    path("attempts/<uuid:attempt_id>/profile/", results.profile, name="profile"),
    path("<slug:slug>/follow-up/ask/", follow_up.ask, name="follow_up_ask"),
    path("<slug:slug>/follow-up/withdraw/", follow_up.withdraw, name="follow_up_withdraw"),
    path("<slug:slug>/<slug:phase>/", taking.take, name="take"),
    path("<slug:slug>/<slug:phase>/draft/", drafts.save, name="draft"),
]
