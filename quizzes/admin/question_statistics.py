"""What learners made of a question, beside its form."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from hub.roles import READ_EVERY_REPORT, readable_reports, reads_question_statistics

from .. import sentences
from ..models import Question, Quiz
from ..question_reports import question_statistics


def statistics_panel(request, question: Question) -> dict:
    """Context of the panel: nothing for whoever may not see it. A fixed number of queries."""
    if not reads_question_statistics(request.user):
        return {}
    statistics = question_statistics(question)
    reports = _reports(request, statistics.quizzes)
    reads_page = reports or not READ_EVERY_REPORT.isdisjoint(request.user.role_names)
    return {
        "statistics": statistics,
        "question_report": reverse("staff:question_report", args=[question.pk]) if reads_page else "",
        "series": [(one, sentences.change_sentence(one.report.change)) for one in statistics.series],
        "reports": reports,
    }


def _reports(request, quizzes: tuple[Quiz, ...]) -> list[tuple[str, str]]:
    """Title and address of the reports on these quizzes that the account may read."""
    try:
        allowed = set(
            readable_reports(request.user, Quiz.objects.filter(pk__in=[quiz.pk for quiz in quizzes])).values_list(
                "pk", flat=True
            )
        )
    except PermissionDenied:
        return []
    return [(str(quiz.article), reverse("staff:quiz_report", args=[quiz.pk])) for quiz in quizzes if quiz.pk in allowed]
