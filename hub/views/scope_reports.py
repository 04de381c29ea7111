"""Reports over several quizzes: those of a hub and of a topic."""

from collections.abc import Iterator, Mapping

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles.models import Topic
from hub.models import Hub
from hub.reports.filter_choices import narrowed
from hub.reports.filters import EVIDENCE, LEARNERS, TIME, ReportFilter, read_filter
from hub.reports.scope_page import pairs_by_month, scope_page, scope_questions
from hub.reports.scope_rows import MonthRow, ScopeQuestionRow, month_rows, scope_question_rows
from hub.reports.scopes import HUB, TOPIC
from hub.reports.small_groups import shown_months
from hub.roles import READ_EVERY_REPORT, readable_reports
from hub.time_limits import TooSlow, without_limit
from quizzes.cut import Cut
from quizzes.models import PooledSums, Quiz
from quizzes.rollups.reading import quiz_tallies

from .downloads import export, refused

OF = {HUB: Hub, TOPIC: Topic}
PER_PAGE = 50
TABLES = {"questions": ScopeQuestionRow, "months": MonthRow}


@login_required
def scope_detail(request, scope: str, slug: str):
    """All quizzes of a hub or topic that the account may read."""
    common, quizzes, found = _asked(request, scope, slug)
    context = {"common": common, "filter": found, "scope": scope}
    if not found.problems:
        titles = dict(quizzes.values_list("pk", "article__title"))
        pooled, why = _pooled(request, scope, slug, is_filtered=found.is_active)
        try:
            context["page"] = page = scope_page(found.cut, titles, pooled, why)
            context["questions"] = Paginator(page.questions, PER_PAGE).get_page(request.GET.get("questions"))
        except TooSlow:
            context["is_too_slow"] = True
    return render(request, "hub/reports/scope_report.html", context, status=400 if found.problems else 200)


@login_required
def scope_table(request, scope: str, slug: str, ending: str):
    """One table of the page as a file: `?table=` questions (as without it) or months, all of them."""
    common, quizzes, found = _asked(request, scope, slug)
    table = request.GET.get("table", "questions")
    if table not in TABLES:
        raise Http404
    if found.problems:
        return refused(request, " ".join(found.problems))
    if table == "months" and found.narrows_learners:
        return refused(request, _("Months are shown of all learners alone. Remove what the filter says of learners."))
    detail = {"title": common.name} | ({"filter": found.query} if found.query else {})
    with without_limit():
        rows = list(_rows(table, found.cut, dict(quizzes.values_list("pk", "article__title"))))
    return export(request, f"{scope}-{slug}-{table}", TABLES[table], rows, ending, **detail)


def _rows(table: str, cut: Cut, titles: Mapping[int, str]) -> Iterator[MonthRow] | Iterator[ScopeQuestionRow]:
    if table == "months":
        return month_rows(pairs_by_month(quiz_tallies(cut, ("month",))))
    months = shown_months(cut)
    return scope_question_rows(scope_questions(cut, titles, months.spans if months else None))


def _asked(request, scope: str, slug: str) -> tuple[Hub | Topic, QuerySet[Quiz], ReportFilter]:
    """The hub or topic, those of its quizzes that the account may read, and the filter over them."""
    common = get_object_or_404(OF[scope], slug=slug)
    quizzes = narrowed(readable_reports(request.user, Quiz.objects.all()), {scope: slug})
    return common, quizzes, read_filter(request.GET, quizzes, (*TIME, *LEARNERS, EVIDENCE))


def _pooled(request, scope: str, key: str, *, is_filtered: bool) -> tuple[PooledSums | None, str]:
    """The nightly sums, or why there is no interval over several quizzes."""
    if is_filtered:
        return None, _(
            "Over several quizzes the interval is taken at night, for all answers: one learner may have answered several. "
            "For a part of the answers there is none."
        )
    if READ_EVERY_REPORT.isdisjoint(request.user.role_names):
        return None, _(
            "Over several quizzes the interval is taken at night, for all quizzes; your account reads some of them."
        )
    found = PooledSums.objects.filter(scope=scope, key=key, dimension="").first()
    if found is None:
        return None, _("Over several quizzes the interval is taken at night. It has not been taken yet.")
    return found, ""
