"""The report of one question, as page and as a file."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from hub.reports.filters import EVIDENCE, LEARNERS, TIME, ReportFilter, read_filter
from hub.reports.question_page import question_pages
from hub.reports.question_rows import QuestionInQuizRow, question_in_quiz_rows
from hub.roles import readable_reports
from hub.time_limits import TooSlow, without_limit
from quizzes.models import Question, Quiz
from quizzes.question_reports import quizzes_asking

from .access import reads_every_report
from .downloads import export
from .report_exports import refused

FIELDS = (*TIME, *LEARNERS, EVIDENCE)


@login_required
def question_detail(request, pk: int):
    """One question over the quizzes that ask it and that the account may read."""
    question = get_object_or_404(Question, pk=pk)
    quizzes = _readable(request, question)
    found = _filter(request, quizzes)
    context = {"question": question, "filter": found, "may_edit": _may_edit(request)}
    if not found.problems:
        try:
            context["page"] = question_pages(question, quizzes, found.cut)
        except TooSlow:
            context["is_too_slow"] = True
    return render(request, "hub/reports/question_report.html", context, status=400 if found.problems else 200)


@login_required
def question_table(request, pk: int, ending: str):
    """The question in each quiz and series, of the same answers as the page, as a file."""
    question = get_object_or_404(Question, pk=pk)
    quizzes = _readable(request, question)
    found = _filter(request, quizzes)
    if found.problems:
        return refused(request, " ".join(found.problems))
    with without_limit():
        rows = list(question_in_quiz_rows(question_pages(question, quizzes, found.cut)))
    if not rows and found.narrows_learners:
        sentence = _("In no quiz have enough learners of this group answered the question, or too few others have.")
        return refused(request, sentence)
    detail = {"title": question.stem} | ({"filter": found.query} if found.query else {})
    return export(request, f"question-{pk}", QuestionInQuizRow, rows, ending, **detail)


def _readable(request, question: Question) -> list[Quiz]:
    """Raises PermissionDenied where an account that reads some reports reads none of this question."""
    quizzes = list(readable_reports(request.user, quizzes_asking(question)))
    if not quizzes and not reads_every_report(request):
        raise PermissionDenied
    return quizzes


def _filter(request, quizzes: list[Quiz]) -> ReportFilter:
    return read_filter(request.GET, Quiz.objects.filter(pk__in=[quiz.pk for quiz in quizzes]), FIELDS, is_all=True)


def _may_edit(request) -> bool:
    return request.user.is_staff and request.user.has_perm("quizzes.change_question")
