"""Staff pages under /staff/."""

from django.urls import path

from hub.views import (
    balance,
    cohort_reports,
    declarations,
    levels,
    methods,
    outcomes,
    plans,
    question_reports,
    quiz_reports,
    report_exports,
    reports,
    scope_reports,
    scores,
    statement_reports,
    survey_reports,
    worklist,
)
from hub.views.downloads import both

app_name = "staff"
urlpatterns = [
    path("", reports.desk, name="desk"),
    path("declarations/", declarations.gap_radar, name="declarations"),
    *both("declarations", declarations.gap_table, "declarations"),
    # Reports
    path("reports/", reports.report_list, name="reports"),
    *both("reports/quizzes", reports.quizzes_table, "quizzes"),
    *both("reports/surveys", reports.surveys_table, "surveys"),
    path("reports/answers/", report_exports.answers_page, name="answers"),
    *both("reports/answers", report_exports.answers, "answers"),
    path("reports/dictionary/", report_exports.dictionary_page, name="dictionary"),
    *both("reports/dictionary", report_exports.dictionary, "dictionary"),
    path("reports/balance/", balance.balance_report, name="balance"),
    path("reports/methods/", methods.methods, name="methods"),
    path("reports/worklist/", worklist.worklist_list, name="worklist"),
    *both("reports/worklist", worklist.worklist_table, "worklist"),
    path("reports/worklist/<int:quiz>/<int:question>/<int:series>/", worklist.worklist_item, name="worklist_item"),
    *both("reports/balance", balance.balance_table, "balance"),
    path("reports/funders/", outcomes.funder_list, name="funder_reports"),
    path("reports/funders/<int:pk>/", outcomes.funder_report, name="funder_report"),
    path("reports/funders/<int:pk>/edition/", outcomes.make_edition, name="funder_edition"),
    *(
        path(f"reports/funders/<int:pk>.{ending}", outcomes.funder_file, {"ending": ending}, name=f"funder_{ending}")
        for ending in ("pdf", "csv", "xlsx", "json")
    ),
    path("reports/cohorts/", cohort_reports.cohorts, name="cohorts"),
    *both("reports/cohorts", cohort_reports.cohorts_table, "cohorts"),
    path("reports/hubs/<slug:slug>/", scope_reports.scope_detail, {"scope": "hub"}, name="hub_report"),
    path("reports/topics/<slug:slug>/", scope_reports.scope_detail, {"scope": "topic"}, name="topic_report"),
    *both("reports/hubs/<slug:slug>", scope_reports.scope_table, "hub_report", scope="hub"),
    *both("reports/topics/<slug:slug>", scope_reports.scope_table, "topic_report", scope="topic"),
    path("reports/quizzes/<int:pk>/", quiz_reports.quiz_detail, name="quiz_report"),
    path("reports/quizzes/<int:pk>/scores/", scores.quiz_scores, name="quiz_scores"),
    *both("reports/quizzes/<int:pk>", report_exports.quiz_table, "quiz"),
    path("reports/quizzes/<int:pk>/answers/", report_exports.answers_page, name="quiz_answers"),
    *both("reports/quizzes/<int:pk>/answers", report_exports.answers, "quiz_answers"),
    path("reports/questions/<int:pk>/", question_reports.question_detail, name="question_report"),
    *both("reports/questions/<int:pk>", question_reports.question_table, "question"),
    path("reports/surveys/<int:pk>/", survey_reports.survey_detail, name="survey_report"),
    path(
        "reports/surveys/<int:pk>/words/<str:kind>/<uuid:words_pk>/redact/",
        survey_reports.redact_words,
        name="redact_words",
    ),
    path("reports/plans/<int:pk>/", plans.plan_detail, name="plan"),
    *both("reports/plans/<int:pk>", plans.plan_table, "plan"),
    path("reports/objectives/<int:pk>/<slug:key>/", plans.objective_detail, name="objective"),
    *both("reports/objectives/<int:pk>/<slug:key>", plans.objective_table, "objective"),
    path("reports/levels/", levels.levels_report, name="levels"),
    *both("reports/levels", levels.levels_table, "levels"),
    *both("reports/surveys/<int:pk>", report_exports.survey_table, "survey"),
    path("reports/statements/<int:pk>/", statement_reports.statement_detail, name="statement_report"),
    *both("reports/statements/<int:pk>", statement_reports.statement_table, "statement"),
]
