"""Staff pages under /staff/."""

from django.urls import path

from hub.views import balance, cohort_reports, declarations, levels, plans, reports, scope_reports, worklist

app_name = "staff"
urlpatterns = [
    path("", reports.desk, name="desk"),
    path("declarations/", declarations.gap_radar, name="declarations"),
    path("declarations.csv", declarations.gap_csv, name="declarations_csv"),
    # Reports
    path("reports/", reports.report_list, name="reports"),
    path("reports/balance/", balance.balance_report, name="balance"),
    path("reports/balance.csv", balance.balance_csv, name="balance_csv"),
    path("reports/worklist/", worklist.worklist_list, name="worklist"),
    path("reports/worklist.csv", worklist.worklist_csv, name="worklist_csv"),
    path("reports/worklist/<int:quiz>/<int:question>/<int:series>/", worklist.worklist_item, name="worklist_item"),
    path("reports/cohorts/", cohort_reports.cohorts, name="cohorts"),
    path("reports/hubs/<slug:slug>/", scope_reports.scope_detail, {"scope": "hub"}, name="hub_report"),
    path("reports/topics/<slug:slug>/", scope_reports.scope_detail, {"scope": "topic"}, name="topic_report"),
    path("reports/quizzes/<int:pk>/", reports.quiz_detail, name="quiz_report"),
    path("reports/quizzes/<int:pk>.csv", reports.quiz_csv, name="quiz_csv"),
    path("reports/surveys/<int:pk>/", reports.survey_detail, name="survey_report"),
    path(
        "reports/surveys/<int:pk>/words/<str:kind>/<uuid:words_pk>/redact/", reports.redact_words, name="redact_words"
    ),
    path("reports/surveys/<int:pk>.csv", reports.survey_csv, name="survey_csv"),
    path("reports/plans/<int:pk>/", plans.plan_detail, name="plan"),
    path("reports/plans/<int:pk>.csv", plans.plan_csv, name="plan_csv"),
    path("reports/objectives/<int:pk>/<slug:key>/", plans.objective_detail, name="objective"),
    path("reports/objectives/<int:pk>/<slug:key>.csv", plans.objective_csv, name="objective_csv"),
    path("reports/levels/", levels.levels_report, name="levels"),
    path("reports/levels.csv", levels.levels_csv, name="levels_csv"),
]
