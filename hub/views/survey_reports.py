"""The report of one survey, and redacting what learners wrote in it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hub.reports.filters import OF_ONE_SURVEY, ReportFilter, read_filter, survey_cut
from hub.reports.survey_page import read_survey
from quizzes.models import Quiz
from surveys.models import Survey
from surveys.own_words import KINDS, own_words, words_of_survey
from surveys.redaction import redact

from .access import readable, reads_every_report, require_every_report


@login_required
def survey_detail(request, pk: int):
    survey = readable(request, Survey, pk, "article__quiz")
    found = survey_filter(request, survey)
    context = {"survey": survey, "filter": found, "quiz": getattr(survey.article, "quiz", None)}
    if not found.problems:
        page = read_survey(
            survey,
            survey_cut(found.cut),
            asks_scores="scores" in request.GET,
            neutral="apart" if request.GET.get("neutral") == "apart" else "split",
        )
        context |= {
            "page": page,
            # Lists of few filters could be subtracted from each other until the words of one learner are left.
            "own_words": None if page.is_narrowed else own_words(survey, page.report.responses),
            "may_redact": reads_every_report(request),
        }
    return render(request, "hub/reports/survey_report.html", context, status=400 if found.problems else 200)


@require_POST
@login_required
def redact_words(request, pk: int, kind: str, words_pk: UUID):
    """Empty what a learner wrote. For those who read every report: nobody redacts remarks on an article of their own."""
    survey = readable(request, Survey, pk)
    require_every_report(request)
    if kind not in KINDS:
        raise Http404
    redact(get_object_or_404(words_of_survey(kind, survey), pk=words_pk), actor=request.user, now=timezone.now())
    return redirect(f"{reverse('staff:survey_report', args=[pk])}#own-words")


def survey_filter(request, survey: Survey) -> ReportFilter:
    return read_filter(request.GET, Quiz.objects.filter(article=survey.article_id), OF_ONE_SURVEY, is_all=True)
