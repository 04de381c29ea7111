"""Staff pages: what an account may do, and the list of reports."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import render
from django.utils import timezone

from hub.reports.filters import OVER_QUIZZES, ReportFilter, read_filter
from hub.reports.listing import survey_entries
from hub.reports.listing_rows import QuizRow, SurveyRow, quiz_rows, survey_rows
from hub.reports.overview import columns, entries, known_sort, sorted_quizzes
from hub.reports.small_groups import shown_months
from hub.roles import (
    READ_BALANCE,
    READ_EVERY_REPORT,
    READ_OUTCOMES,
    READ_OWN_REPORTS,
    ROLES,
    SPONSOR_MANAGER,
    readable_reports,
)
from hub.time_limits import TooSlow, without_limit
from quizzes.models import Quiz
from sponsors.reports import waiting_for_manager
from surveys.models import Survey

from .access import reads_every_report
from .declarations import n_gaps
from .downloads import export, refused

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
            "reads_outcomes": request.user.is_superuser or not READ_OUTCOMES.isdisjoint(roles),
            "reads_balance": request.user.is_superuser or not READ_BALANCE.isdisjoint(roles),
            "n_gaps": n_gaps(request),
            "waiting": waiting_for_manager(timezone.localdate()) if SPONSOR_MANAGER in roles else None,
            "apps": admin.site.get_app_list(request) if request.user.is_staff else [],
        },
    )


@login_required
def report_list(request):
    """Quizzes and surveys whose report the account may read; `q` searches their titles, `sort` names a column."""
    query, sort, quizzes, found = _asked(request)
    searched = {"q": query} if query else {}
    context = {
        "files_query": "&".join(filter(None, (urlencode({"sort": sort} | searched), found.query))),
        "surveys_query": urlencode(searched),
        "query": query,
        "filter": found,
        "sort": sort,
        "columns": columns(sort),
        "reads_all": reads_every_report(request),
    }
    if not found.problems:
        context |= _lists(request, quizzes, found, query, sort)
    return render(request, "hub/reports/report_list.html", context, status=400 if found.problems else 200)


@login_required
def quizzes_table(request, ending: str):
    """All quizzes of the list as a file, not of one page alone, in its order."""
    query, sort, quizzes, found = _asked(request)
    if found.problems:
        return refused(request, " ".join(found.problems))
    detail = {"filter": found.query} if found.query else {}
    with without_limit():
        listed = _quizzes(request, quizzes, found, query)
        rows = list(quiz_rows(sorted_quizzes(listed, found.cut, sort, shown_months(found.cut))))
    return export(request, "quizzes", QuizRow, rows, ending, **detail)


@login_required
def surveys_table(request, ending: str):
    """All surveys of the list as a file; like the list it is of all answers, whatever the filter says."""
    query = request.GET.get("q", "").strip()
    rows = list(survey_rows(survey_entries(_listed(request, Survey.objects.all(), query))))
    return export(request, "surveys", SurveyRow, rows, ending)


def _asked(request) -> tuple[str, str, QuerySet[Quiz], ReportFilter]:
    """What is searched, the column of the order, the quizzes that the account may report on, and the filter."""
    quizzes = readable_reports(request.user, Quiz.objects.all())
    found = read_filter(request.GET, quizzes, OVER_QUIZZES, is_all=reads_every_report(request))
    return request.GET.get("q", "").strip(), known_sort(request.GET.get("sort", "")), quizzes, found


def _quizzes(request, quizzes: QuerySet, found: ReportFilter, query: str) -> QuerySet:
    return _listed(request, quizzes if found.cut.quizzes is None else quizzes.filter(pk__in=found.cut.quizzes), query)


def _lists(request, quizzes: QuerySet, found: ReportFilter, query: str, sort: str) -> dict:
    listed = _quizzes(request, quizzes, found, query)
    surveys = _listed(request, Survey.objects.all(), query)
    surveys_page = Paginator(surveys, PER_PAGE).get_page(request.GET.get("surveys"))
    try:
        months = shown_months(found.cut)
        rows = sorted_quizzes(listed, found.cut, sort, months)
    except TooSlow:
        return {"is_too_slow": True, "surveys_page": surveys_page, "surveys": survey_entries(surveys_page.object_list)}
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("quizzes"))
    return {
        "quizzes_page": page,
        "surveys_page": surveys_page,
        "quizzes": entries(page.object_list),
        "left_out": months.sentence if months else "",
        "surveys": survey_entries(surveys_page.object_list),
    }


def _listed(request, reported: QuerySet, query: str) -> QuerySet:
    rows = readable_reports(request.user, reported).select_related("article").order_by("-article__pk")
    return rows.filter(article__title__icontains=query) if query else rows
