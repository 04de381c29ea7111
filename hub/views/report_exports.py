"""Tables of reports as files, answers of learners under a pseudonym, and the dictionary that explains their columns."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hub.data_dictionary import DICTIONARY, DictionaryRow, dictionary_rows
from hub.exports import MOST_ROWS, TooManyRowsError, csv_file, csv_parts, csv_stream, workbook, xlsx_response
from hub.reports.dictionary import TABLES
from hub.reports.filters import OF_ONE_QUIZ, read_filter, survey_cut
from hub.reports.group_options import with_shown_options
from hub.reports.reach import ReachRow, reach_rows, survey_reach
from hub.reports.responders import responder_scores
from hub.reports.small_groups import Hidden
from hub.roles import ROLES
from hub.time_limits import without_limit
from quizzes.answer_exports import begin_export
from quizzes.answer_rows import ANSWERS, FEWEST, AnswerRow
from quizzes.confidence_reports import confidence_report
from quizzes.cut import Cut
from quizzes.item_reports import item_analysis
from quizzes.later import LaterReport
from quizzes.later_reports import later_report
from quizzes.models import Quiz
from quizzes.raw_answers import answer_rows, stored_answers
from quizzes.report_rows import (
    ConfidenceRow,
    ContrastRow,
    ItemRow,
    OptionRow,
    QuestionRow,
    RetentionRow,
    TransitionRow,
    confidence_rows,
    contrast_rows,
    item_rows,
    option_rows,
    question_rows,
    retention_rows,
    transition_rows,
)
from quizzes.reports import quiz_report
from surveys.analysis import SurveyReport, is_hidden
from surveys.cut import SurveyCut
from surveys.models import Survey
from surveys.report_rows import AgreementRow, StatementRow, agreement_rows, statement_rows
from surveys.reports import survey_report

from .access import readable, require_every_report
from .downloads import export, refused, too_many_rows
from .quiz_reports import shown_part
from .survey_reports import survey_filter

QUIZ_TABLES = {
    "questions": (QuestionRow, lambda quiz, cut: question_rows(quiz_report(quiz, cut))),
    "options": (OptionRow, lambda quiz, cut: option_rows(with_shown_options(quiz, cut))),
    "transitions": (TransitionRow, lambda quiz, cut: transition_rows(with_shown_options(quiz, cut))),
    "items": (ItemRow, lambda quiz, cut: item_rows(item_analysis(quiz, cut))),
    "confidence": (ConfidenceRow, lambda quiz, cut: confidence_rows(confidence_report(quiz, cut))),
    "later": (RetentionRow, lambda quiz, cut: retention_rows(_later(quiz, cut))),
    "later-scores": (ContrastRow, lambda quiz, cut: _returners(_later(quiz, cut, asks_scores=True))),
    "reach": (ReachRow, lambda quiz, cut: reach_rows(quiz, cut.first, cut.last)),
}
SURVEY_TABLES = {
    "statements": (StatementRow, lambda survey, cut: statement_rows(_survey(survey, cut))),
    "agreement": (AgreementRow, lambda survey, cut: agreement_rows(_survey(survey, cut))),
    "scores": (ContrastRow, lambda survey, cut: _responders(survey, cut)),
}


@login_required
def quiz_table(request, pk: int, ending: str):
    """One table of the report as a file: `?table=` one of QUIZ_TABLES, without it questions."""
    quiz = readable(request, Quiz, pk)
    table = request.GET.get("table", "questions")
    if table not in QUIZ_TABLES:
        raise Http404
    found = read_filter(request.GET, Quiz.objects.filter(pk=pk), OF_ONE_QUIZ, is_all=True)
    if found.problems:
        return refused(request, " ".join(found.problems))
    row_type, rows = QUIZ_TABLES[table]
    detail = {"title": str(quiz.article)} | ({"filter": found.query} if found.query else {})
    with without_limit():
        shown = shown_part(quiz, found.cut)
        if isinstance(shown, Hidden):
            return refused(request, shown.sentence)
        if table == "reach" and shown.cohorts:
            return refused(
                request,
                _("Views and reads are known for all learners together only. Take the filter of learners away."),
            )
        return export(request, f"quiz-{pk}-{table}", row_type, list(rows(quiz, shown)), ending, **detail)


@login_required
def survey_table(request, pk: int, ending: str):
    """One table of the report as a file: `?table=` one of SURVEY_TABLES, without it statements."""
    survey = readable(request, Survey, pk)
    table = request.GET.get("table", "statements")
    if table not in SURVEY_TABLES:
        raise Http404
    found = survey_filter(request, survey)
    if found.problems:
        return refused(request, " ".join(found.problems))
    row_type, rows = SURVEY_TABLES[table]
    detail = {"title": str(survey.article)} | ({"filter": found.query} if found.query else {})
    with without_limit():
        return export(
            request, f"survey-{pk}-{table}", row_type, list(rows(survey, survey_cut(found.cut))), ending, **detail
        )


def _later(quiz: Quiz, cut: Cut, *, asks_scores: bool = False) -> LaterReport | None:
    questions = quiz_report(quiz, cut).questions
    return later_report(quiz, questions, now=timezone.now(), cut=cut, asks_scores=asks_scores)


def _returners(report: LaterReport | None) -> Iterator[ContrastRow]:
    return contrast_rows(report.scores if report else None, "answered again weeks later")


def _survey(survey: Survey, cut: SurveyCut) -> SurveyReport:
    return survey_report(survey, cut, reached=survey_reach(survey, cut))


def _responders(survey: Survey, cut: SurveyCut) -> Iterator[ContrastRow]:
    """None where the page compares nothing: the article has no quiz, nobody answered, or the cut is hidden."""
    report = _survey(survey, cut)
    scores = responder_scores(survey, cut) if report.reached is not None and report.responses else None
    if scores and is_hidden(scores.fewest, is_of_cohort=cut.is_of_cohort):
        scores = None
    return contrast_rows(scores, "answered the survey")


@login_required
def answers_page(request, pk: int | None = None):
    """What a file of answers holds, and that taking it is logged, before it is taken. pk: of a quiz; None for all."""
    quiz = _quiz(request, pk)
    context = {"quiz": quiz, "fewest": FEWEST, "most_rows": MOST_ROWS, "table": ANSWERS}
    return render(request, "hub/reports/answers.html", context)


@require_GET
@login_required
def answers(request, ending: str, pk: int | None = None):
    """The answers of a quiz, or without `pk` of all, each learner under a pseudonym of this one file."""
    quiz = _quiz(request, pk)
    n = stored_answers(quiz).count()
    if ending == "xlsx" and n > MOST_ROWS:
        return too_many_rows(request, n)
    taken = begin_export(quiz=quiz, n_rows=n, ending=ending, by=request.user)
    rows = taken.counted(answer_rows(quiz))
    if ending == "csv":
        return csv_stream(taken.watched(csv_parts(AnswerRow, rows)), f"{taken.name}.csv")
    try:
        return xlsx_response(taken.watched_file(lambda: workbook(ANSWERS, rows)), f"{taken.name}.xlsx")
    except TooManyRowsError:
        return too_many_rows(request, taken.n_rows)


@login_required
def dictionary_page(request):
    """What every column of every table means. It holds no data, so every account that works for a hub may read it."""
    _require_staff(request)
    return render(request, "hub/reports/dictionary.html", {"tables": TABLES})


@login_required
def dictionary(request, ending: str):
    _require_staff(request)
    rows = dictionary_rows(TABLES)
    if ending == "xlsx":
        return xlsx_response(workbook(DICTIONARY, rows), "dictionary.xlsx")
    return csv_file(DictionaryRow, rows, "dictionary.csv")


def _quiz(request, pk: int | None) -> Quiz | None:
    """For accounts that read every report alone: a writer sees sums, never the answers of single learners."""
    require_every_report(request)
    return None if pk is None else readable(request, Quiz, pk)


def _require_staff(request) -> None:
    if not request.user.is_staff and request.user.role_names.isdisjoint(ROLES):
        raise PermissionDenied
