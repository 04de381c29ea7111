"""The report of one quiz."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone

from hub.reports.filters import OF_ONE_QUIZ, read_filter
from hub.reports.group_options import everyone_beside
from hub.reports.later_page import later_page
from hub.reports.quiz_page import quiz_page
from hub.reports.reach import article_reach
from hub.reports.scores import scores_beside
from hub.reports.small_groups import Hidden, months_sentence, shown_cut
from hub.reports.trends import quiz_trend
from hub.time_limits import TooSlow
from quizzes.cut import Cut
from quizzes.later_reports import later_report
from quizzes.models import Quiz
from quizzes.reports import quiz_report

from .access import readable, reads_every_report


@login_required
def quiz_detail(request, pk: int):
    quiz = readable(request, Quiz, pk, "article__survey", "article__hub")
    found = read_filter(request.GET, Quiz.objects.filter(pk=pk), OF_ONE_QUIZ, is_all=True)
    survey = getattr(quiz.article, "survey", None)
    context = {"quiz": quiz, "filter": found, "survey": survey, "reads_all": reads_every_report(request)}
    if not found.problems:
        context |= _context(quiz, found.cut, asks_scores="scores" in request.GET)
    return render(request, "hub/reports/quiz_report.html", context, status=400 if found.problems else 200)


def shown_part(quiz: Quiz, cut: Cut) -> Cut | Hidden:
    """What of the cut may be shown of this quiz. Raises TooSlow."""
    return shown_cut(replace(cut, quizzes=(quiz.pk,)))


def _context(quiz: Quiz, cut: Cut, *, asks_scores: bool) -> dict:
    try:
        shown = shown_part(quiz, cut)
        if isinstance(shown, Hidden):
            return {"remark": shown.sentence}
        report = quiz_report(quiz, shown)
        later = later_report(quiz, report.questions, now=timezone.now(), cut=shown, asks_scores=asks_scores)
        return {
            "page": quiz_page(report, everyone_beside(quiz, shown)),
            "scores": scores_beside(quiz, shown, report),
            "later": later_page(later),
            "reach": None if shown.cohorts else article_reach(quiz, cut.first, cut.last),
            "trend": None if shown.cohorts else quiz_trend(quiz, cut),
            "remark": months_sentence(shown),
        }
    except TooSlow:
        return {"is_too_slow": True}
