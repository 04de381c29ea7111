"""Outcomes by Moore's levels over the articles of a hub, a topic or a funder, or of one article, as a page and as files."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.models import Article, ArticleVersion
from hub.reports.filter_choices import narrowed
from hub.reports.filters import SCOPE, ReportFilter, read_filter
from hub.reports.levels import levels
from hub.reports.levels_page import MOST_LISTED, levels_page
from hub.reports.levels_rows import FunnelRow, LevelRow, funnel_rows, level_rows
from hub.roles import readable_reports
from hub.time_limits import without_limit
from quizzes.models import Quiz
from surveys.models import Survey

from .downloads import export, refused

TABLES = {"levels": (LevelRow, level_rows), "funnel": (FunnelRow, funnel_rows)}


@login_required
def levels_report(request):
    """Of the published articles whose reports the account may read, as the filter narrows them."""
    found = _filter(request)
    context = {"filter": found, "most_listed": MOST_LISTED}
    if not found.problems:
        context["page"] = levels_page(levels(_articles(request, found)))
    return render(request, "hub/reports/levels.html", context, status=400 if found.problems else 200)


@login_required
def levels_table(request, ending: str):
    """One table of the page: `?table=` levels (as without it) or funnel."""
    found = _filter(request)
    table = request.GET.get("table", "levels")
    problems = list(found.problems)
    if table not in TABLES:
        problems.append(_("There is no table “%(table)s”. Choose levels or funnel.") % {"table": table})
    if problems:
        return refused(request, " ".join(problems))
    row_type, rows_of = TABLES[table]
    detail = {"filter": found.query} if found.query else {}
    with without_limit():
        rows = list(rows_of(levels_page(levels(_articles(request, found)))))
    return export(request, f"outcomes-{table}", row_type, rows, ending, **detail)


def _filter(request) -> ReportFilter:
    return read_filter(request.GET, readable_reports(request.user, Quiz.objects.all()), SCOPE)


def _articles(request, found: ReportFilter) -> list[Article]:
    """Published articles with a quiz or a survey, so narrowed."""
    asked = {one.name: one.value for one in found.fields if one.value}
    reported = [narrowed(readable_reports(request.user, model.objects.all()), asked) for model in (Quiz, Survey)]
    of_either = Q(pk__in=reported[0].values("article")) | Q(pk__in=reported[1].values("article"))
    published = ArticleVersion.objects.standing().values("article")
    return list(Article.objects.filter(of_either, pk__in=published).order_by("title", "pk"))
