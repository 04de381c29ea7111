"""Staff pages: what an account may do, the list of reports, and the reports of quizzes and surveys."""

from dataclasses import replace
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hub.reports.cohorts import shown_cut
from hub.reports.filters import OF_ONE_QUIZ, OVER_QUIZZES, ReportFilter, read_filter
from hub.reports.listing import survey_entries
from hub.reports.overview import columns, entries, known_sort, sorted_quizzes
from hub.reports.quiz_page import quiz_page
from hub.reports.reach import article_reach, survey_reach
from hub.reports.survey_page import survey_page
from hub.roles import (
    READ_BALANCE,
    READ_EVERY_REPORT,
    READ_OWN_REPORTS,
    ROLES,
    SPONSOR_MANAGER,
    readable_reports,
)
from hub.time_limits import TooSlow
from quizzes.cut import Cut
from quizzes.models import Quiz
from quizzes.reports import quiz_report
from sponsors.reports import waiting_for_manager
from surveys.models import Survey
from surveys.own_words import KINDS, own_words, words_of_survey
from surveys.redaction import redact
from surveys.reports import survey_report

from .access import readable
from .declarations import n_gaps

PER_PAGE = 50


@login_required
def desk(request):
    """Where an account with a role starts: only what it may open is linked."""
    roles = [role for role in ROLES if role in request.user.role_names]
    if not roles and not request.user.is_staff:
        raise PermissionDenied
    return render(
        request,
        "hub/reports/desk.html",
        {
            "roles": roles,
            "reads_every_report": not READ_EVERY_REPORT.isdisjoint(roles),
            "reads_reports": not (READ_EVERY_REPORT | READ_OWN_REPORTS).isdisjoint(roles),
            "reads_balance": request.user.is_superuser or not READ_BALANCE.isdisjoint(roles),
            "n_gaps": n_gaps(request),
            "waiting": waiting_for_manager(timezone.localdate()) if SPONSOR_MANAGER in roles else None,
            "apps": admin.site.get_app_list(request) if request.user.is_staff else [],
        },
    )


@login_required
def report_list(request):
    """Quizzes and surveys whose report the account may read; `q` searches their titles, `sort` names a column."""
    query = request.GET.get("q", "").strip()
    quizzes = readable_reports(request.user, Quiz.objects.all())
    found = read_filter(request.GET, quizzes, OVER_QUIZZES, is_all=_reads_all(request))
    sort = known_sort(request.GET.get("sort", ""))
    context = {
        "query": query,
        "filter": found,
        "sort": sort,
        "columns": columns(sort),
        "reads_all": _reads_all(request),
    }
    if not found.problems:
        context |= _lists(request, quizzes, found, query, sort)
    return render(request, "hub/reports/report_list.html", context, status=400 if found.problems else 200)


def _lists(request, quizzes: QuerySet, found: ReportFilter, query: str, sort: str) -> dict:
    listed = _listed(request, quizzes if found.cut.quizzes is None else quizzes.filter(pk__in=found.cut.quizzes), query)
    surveys = _listed(request, Survey.objects.all(), query)
    surveys_page = Paginator(surveys, PER_PAGE).get_page(request.GET.get("surveys"))
    try:
        rows = sorted_quizzes(listed, found.cut, sort)
    except TooSlow:
        return {"is_too_slow": True, "surveys_page": surveys_page, "surveys": survey_entries(surveys_page.object_list)}
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("quizzes"))
    return {
        "quizzes_page": page,
        "surveys_page": surveys_page,
        "quizzes": entries(page.object_list),
        "surveys": survey_entries(surveys_page.object_list),
    }


@login_required
def quiz_detail(request, pk: int):
    quiz = readable(request, Quiz, pk, "article__survey")
    found = read_filter(request.GET, Quiz.objects.filter(pk=pk), OF_ONE_QUIZ, is_all=True)
    survey = getattr(quiz.article, "survey", None)
    context = {"quiz": quiz, "filter": found, "survey": survey, "reads_all": _reads_all(request)}
    if not found.problems:
        context |= _quiz_context(quiz, found.cut)
    return render(request, "hub/reports/quiz_report.html", context, status=400 if found.problems else 200)


def _quiz_context(quiz: Quiz, cut: Cut) -> dict:
    try:
        shown = shown_cut(replace(cut, quizzes=(quiz.pk,)) if cut.cohorts else cut)
        if shown.cut is None:
            return {"remark": shown.remark}
        return {"page": quiz_page(quiz_report(quiz, shown.cut)), "reach": article_reach(quiz), "remark": shown.remark}
    except TooSlow:
        return {"is_too_slow": True}


@login_required
def survey_detail(request, pk: int):
    survey = readable(request, Survey, pk, "article__quiz")
    report = survey_report(survey, reached=survey_reach(survey))
    return render(
        request,
        "hub/reports/survey_report.html",
        {
            "survey": survey,
            "quiz": getattr(survey.article, "quiz", None),
            "page": survey_page(report),
            "own_words": own_words(survey, report.responses),
            "may_redact": not READ_EVERY_REPORT.isdisjoint(request.user.role_names),
        },
    )


@require_POST
@login_required
def redact_words(request, pk: int, kind: str, words_pk: UUID):
    """Empty what a learner wrote. For those who read every report: nobody redacts remarks on an article of their own."""
    survey = readable(request, Survey, pk)
    if READ_EVERY_REPORT.isdisjoint(request.user.role_names):
        raise PermissionDenied
    if kind not in KINDS:
        raise Http404
    redact(get_object_or_404(words_of_survey(kind, survey), pk=words_pk), actor=request.user, now=timezone.now())
    return redirect(f"{reverse('staff:survey_report', args=[pk])}#own-words")


def _reads_all(request) -> bool:
    return not READ_EVERY_REPORT.isdisjoint(request.user.role_names)


def _listed(request, reported: QuerySet, query: str) -> QuerySet:
    rows = readable_reports(request.user, reported).select_related("article").order_by("-article__pk")
    return rows.filter(article__title__icontains=query) if query else rows
