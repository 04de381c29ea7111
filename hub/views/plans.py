"""The outcome plan of an article and its learning objectives, as pages and as files."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from articles.models import Article
from hub.reports.objective_page import ObjectivePage, objective_page
from hub.reports.objective_rows import ObjectiveRow, objective_rows
from hub.reports.plan_page import plan_page
from hub.reports.plan_rows import PlanRow, plan_rows
from hub.roles import readable_reports

from .downloads import export


@login_required
def plan_detail(request, pk: int):
    article = _article(request, pk)
    return render(request, "hub/reports/plan.html", {"article": article, "page": plan_page(article)})


@login_required
def plan_table(request, pk: int, ending: str):
    article = _article(request, pk)
    return export(request, f"plan-{pk}", PlanRow, list(plan_rows(plan_page(article))), ending, title=str(article))


@login_required
def objective_detail(request, pk: int, key: str):
    article = _article(request, pk)
    return render(request, "hub/reports/objective.html", {"article": article, "page": _objective(article, key)})


@login_required
def objective_table(request, pk: int, key: str, ending: str):
    article = _article(request, pk)
    rows = list(objective_rows(_objective(article, key)))
    return export(request, f"objective-{pk}-{key}", ObjectiveRow, rows, ending, title=str(article))


def _article(request, pk: int) -> Article:
    """The article, or 404 where there is none, or 403 where the account may not read its reports."""
    article = get_object_or_404(Article.objects.select_related("hub", "quiz", "survey"), pk=pk)
    if not readable_reports(request.user, Article.objects.filter(pk=pk), "pk").exists():
        raise PermissionDenied
    return article


def _objective(article: Article, key: str) -> ObjectivePage:
    page = objective_page(article, key)
    if page is None:
        raise Http404
    return page
