"""What staff read about one question over all the quizzes that ask it, by the code of the quiz report."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hub.shares import Share
from hub.stats.items import item_statistics

from .analysis import QuestionReport
from .cut import Cut
from .items import FEWEST_FOR_DISCRIMINATION, LOW_DISCRIMINATION
from .keys import Series
from .models import Answer, Phase, Question, QuestionVersion, Quiz
from .models.attempt import right_now
from .pairing import flagged
from .reports import question_report, series_heads
from .rollups.reading import option_moves, question_tallies
from .tallies import MoveCount, QuestionTally


@dataclass(frozen=True)
class SeriesStatistics:
    """One series of a question over all quizzes. discrimination: item-rest correlation before reading, in percent."""

    report: QuestionReport
    discrimination: float | None

    @property
    def has_low_discrimination(self) -> bool:
        return self.discrimination is not None and self.discrimination < 100 * LOW_DISCRIMINATION


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
    cut = Cut(quizzes=tuple(quiz.pk for quiz in quizzes), question=question.pk)
    tallies, moves = _over_quizzes(cut)
    unknown = {key for key, found in moves.items() if any("" in (one.slot_before, one.slot_after) for one in found)}
    shown = QuestionVersion.objects.filter(question=question, pins__isnull=False)
    heads = series_heads(shown, None if any(quiz.dont_know for quiz in quizzes) else unknown)
    discriminations = _discriminations(question)
    newest_first = sorted(heads.items(), key=lambda item: -item[0][1])
    series = tuple(
        SeriesStatistics(question_report(number, key, head, tallies, moves, cut), discriminations.get(head.series))
        for number, (key, head) in enumerate(newest_first, start=1)
    )
    has_simulated = any(tally.n_simulated for tally in tallies.values())
    return QuestionStatistics(series, quizzes, has_simulated)


def _over_quizzes(cut: Cut) -> tuple[dict[Series, QuestionTally], dict[Series, list[MoveCount]]]:
    """The sums of one question by series, all quizzes together."""
    tallies: dict[Series, QuestionTally] = defaultdict(QuestionTally)
    for key, tally in question_tallies(cut).items():
        tallies[key[1:]] += tally
    moves: dict[Series, list[MoveCount]] = defaultdict(list)
    for key, found in option_moves(cut).items():
        moves[key[1:]] += found
    return tallies, moves


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
    wanted = {question.pk for question in questions}
    newest: dict[int, dict[int, QuestionTally]] = defaultdict(lambda: defaultdict(QuestionTally))
    for (_quiz, question, series), tally in question_tallies(Cut()).items():
        if question in wanted:
            newest[question][series] += tally
    return {question: _shares(found[max(found)]) for question, found in newest.items()}


def _shares(tally: QuestionTally) -> dict[str, Share]:
    shares = {Phase.PRE: tally.before, Phase.POST: tally.after, Phase.FOLLOW_UP: tally.weeks_later}
    return {str(phase): share for phase, share in shares.items() if share.n}
