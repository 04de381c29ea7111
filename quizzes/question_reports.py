"""What staff read about one question over all the quizzes that ask it, by the code of the quiz report."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from hub.shares import Share
from hub.stats.items import item_statistics

from .analysis import QuestionReport, analyse_question
from .models import Answer, Phase, Question, QuestionVersion, Quiz
from .models.attempt import right_now
from .pairing import flagged, paired_answers
from .reports import SERIES, answer_counts, pair_counts, series_heads

FEWEST_FOR_DISCRIMINATION = 30
"""Below this many learners the correlation of one question with the others moves by chance alone."""

LOW_DISCRIMINATION = 20
"""Percent; below it a question hardly tells those who know more from those who know less (Ebel and Frisbie 1991)."""


@dataclass(frozen=True)
class SeriesStatistics:
    """One series of a question over all quizzes. discrimination: item-rest correlation before reading, in percent."""

    report: QuestionReport
    discrimination: float | None

    @property
    def has_low_discrimination(self) -> bool:
        return self.discrimination is not None and self.discrimination < LOW_DISCRIMINATION


@dataclass(frozen=True)
class QuestionStatistics:
    """series: the newest first; those that a published article has shown. quizzes: that showed any of them."""

    series: tuple[SeriesStatistics, ...]
    quizzes: tuple[Quiz, ...]
    has_simulated: bool


def question_statistics(question: Question) -> QuestionStatistics:
    """The statistics of a question, in eight queries, however many versions and quizzes it has.

    A learner who answers the question in two quizzes counts once in each.
    """
    quizzes = tuple(
        Quiz.objects.filter(pins__question_version__question=question)
        .select_related("article")
        .distinct()
        .order_by("pk")
    )
    answers, has_simulated = answer_counts(Answer.objects.filter(question_version__question=question))
    paired = paired_answers([quiz.pk for quiz in quizzes]).filter(question_version__question=question.pk)
    pairs = pair_counts(paired)
    shown = QuestionVersion.objects.filter(question=question, pins__isnull=False)
    heads = series_heads(shown, answers, any(quiz.dont_know for quiz in quizzes))
    discriminations = _discriminations(question)
    newest_first = sorted(heads.items(), key=lambda item: -item[0][1])
    series = tuple(
        SeriesStatistics(analyse_question(number, head, answers[key], pairs[key]), discriminations.get(head.series))
        for number, (key, head) in enumerate(newest_first, start=1)
    )
    return QuestionStatistics(series, quizzes, has_simulated)


def _discriminations(question: Question) -> dict[int, float | None]:
    """By series, from FEWEST_FOR_DISCRIMINATION learners on: the correlation of its mark with those of the other questions."""
    marks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for series, is_right, others, n in _marks_beside_others(question):
        marks[series] += [(int(is_right), others)] * n
    found = {}
    for series, rows in marks.items():
        if len(rows) >= FEWEST_FOR_DISCRIMINATION:
            statistics = item_statistics(rows, (1, max(1, *(others for _mark, others in rows))))
            found[series] = statistics.items[0].discrimination if statistics else None
    return found


def _marks_beside_others(question: Question) -> list[tuple[int, bool, int, int]]:
    """Before reading, by series: whether the question was right, how many others of the attempt were, learners; one query."""
    others = (
        Answer.objects.filter(attempt=OuterRef("attempt"))
        .scored()
        .filter(is_right=True)
        .exclude(question_version__question=question)
        .order_by()
        .values("attempt")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return list(
        Answer.objects.filter(~flagged("attempt"), question_version__question=question, attempt__phase=Phase.PRE)
        .annotate(others=Coalesce(Subquery(others), 0), is_right=right_now())
        .order_by()
        .values_list("question_version__series", "is_right", "others")
        .annotate(n=Count("pk"))
    )


def right_answers(questions: Iterable[Question]) -> dict[int, dict[str, Share]]:
    """Right ones of all unflagged answers, by question and phase, in the newest series that was answered; one query."""
    counted = Answer.objects.filter(question_version__question__in=[question.pk for question in questions])
    newest: dict[int, tuple[int, dict[str, Share]]] = {}
    rows = (
        counted.filter(~flagged("attempt"))
        .scored()
        .order_by()
        .values(*SERIES, "attempt__phase")
        .annotate(n=Count("pk"), right=Count("pk", filter=Q(is_right=True)))
    )
    for row in sorted(rows, key=itemgetter(*SERIES)):
        question, series = row[SERIES[0]], row[SERIES[1]]
        if newest.get(question, (0, {}))[0] != series:
            newest[question] = (series, {})
        newest[question][1][row["attempt__phase"]] = Share(row["right"], row["n"])
    return {question: shares for question, (_series_number, shares) in newest.items()}
