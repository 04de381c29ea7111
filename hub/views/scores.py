"""Scores, items and confidence of one quiz on a page of its own, for quizzes with many answers."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from hub.reports.filters import OF_ONE_QUIZ, read_filter
from hub.reports.scores import scores_page
from hub.reports.small_groups import Hidden, months_sentence
from hub.time_limits import TooSlow
from quizzes.cut import Cut
from quizzes.models import Quiz

from .access import readable
from .quiz_reports import shown_part


@login_required
def quiz_scores(request, pk: int):
    quiz = readable(request, Quiz, pk)
    found = read_filter(request.GET, Quiz.objects.filter(pk=pk), OF_ONE_QUIZ, is_all=True)
    context = {"quiz": quiz, "filter": found}
    if not found.problems:
        context |= _context(quiz, found.cut)
    return render(request, "hub/reports/quiz_scores.html", context, status=400 if found.problems else 200)


def _context(quiz: Quiz, cut: Cut) -> dict:
    try:
        shown = shown_part(quiz, cut)
        if isinstance(shown, Hidden):
            return {"remark": shown.sentence}
        return {"remark": months_sentence(shown), "scores": scores_page(quiz, shown)}
    except TooSlow:
        return {"is_too_slow": True}
