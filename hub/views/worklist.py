"""The improvement worklist under /staff/reports/worklist/: the list, its file, and the page of one item with its decision."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.actions import Refused
from hub.reports.filters import SCOPE, ReportFilter, read_filter
from hub.reports.worklist_page import (
    comparison,
    line,
    links_of,
    may_edit,
    past,
    worklist_page,
)
from hub.reports.worklist_rows import WorklistRow, worklist_rows
from hub.roles import readable_reports
from hub.time_limits import without_limit
from quizzes.models import Question, Quiz, ReviewDecision
from quizzes.review import may_review, record_review
from quizzes.review_form import ReviewForm
from quizzes.worklist import item_of, with_revisions, worklist

from .downloads import export, refused


@login_required
def worklist_list(request):
    """One tab of the list by `tab`; `q` searches stems and titles, `page` turns pages, and the filter names quizzes.

    It names no learners and no days: what was decided was decided on all answers.
    """
    query = request.GET.get("q", "").strip()
    quizzes, found = _filtered(request)
    context = {
        "query": query,
        "filter": found,
        "may_edit": may_edit(request.user),
        "recorded": "recorded" in request.GET,
    }
    if not found.problems:
        context["page"] = worklist_page(worklist(quizzes), request.GET.get("tab", ""), query, request.GET.get("page"))
    return render(request, "hub/reports/worklist.html", context, status=400 if found.problems else 200)


@login_required
def worklist_table(request, ending: str):
    """Every item of both tabs that the filter names."""
    quizzes, found = _filtered(request)
    if found.problems:
        return refused(request, " ".join(found.problems))
    detail = {"filter": found.query} if found.query else {}
    with without_limit():
        rows = list(worklist_rows(worklist(quizzes)))
    return export(request, "worklist", WorklistRow, rows, ending, **detail)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def worklist_item(request, quiz: int, question: int, series: int):
    """One series with its causes, numbers and decisions; a POST records the next decision and leads back to the list."""
    asked = get_object_or_404(Quiz.objects.select_related("article__hub"), pk=quiz)
    if not may_review(request.user, asked):
        raise PermissionDenied
    form = _form(request, asked.pk, question, series)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            record_review(
                quiz=asked,
                question=get_object_or_404(Question, pk=question),
                series=series,
                actor=request.user,
                **form.cleaned_data,
            )
        except Refused as error:
            refused = error
        else:
            return redirect(f"{reverse('staff:worklist')}?recorded")
    return _item_page(request, asked, question, series, form, refused)


def _item_page(request, quiz: Quiz, question: int, series: int, form: ReviewForm, refused: Refused | None):
    found = item_of(quiz, question, series)
    if found is None:
        raise Http404
    item = with_revisions([found])[0]
    decisions = ReviewDecision.objects.filter(quiz=quiz, question=question).select_related("decided_by")
    if refused:
        form = _form(request, quiz.pk, question, series, seen=item.decision.number if item.decision else 0)
    elif not form.is_bound:
        form.initial["seen"] = item.decision.number if item.decision else 0
    context = {
        "line": line(item),
        "item": item,
        "comparison": comparison(item.revision),
        "past": past(decisions.order_by("-series", "-number")),
        "links": links_of(request.user, question),
        "form": form,
        "refused": refused,
    }
    status = 409 if refused else 400 if form.errors else 200
    return render(request, "hub/reports/worklist_item.html", context, status=status)


def _form(request, quiz: int, question: int, series: int, seen: int | None = None) -> ReviewForm:
    """As it was sent; where `seen` is given, with that number in place of the one that was sent."""
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and seen is not None:
        data["seen"] = seen
    action = reverse("staff:worklist_item", args=[quiz, question, series])
    return ReviewForm(data, action=action, leave_url=reverse("staff:worklist"))


def _filtered(request) -> tuple[QuerySet[Quiz], ReportFilter]:
    """The quizzes that the account may read and the address asks for, and the filter of that address."""
    quizzes = readable_reports(request.user, Quiz.objects.all())
    found = read_filter(request.GET, quizzes, SCOPE, is_all=True)
    asked = quizzes if found.cut.quizzes is None else quizzes.filter(pk__in=found.cut.quizzes)
    return asked.select_related("article__hub").order_by("pk"), found
