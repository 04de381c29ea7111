"""What staff read about one question over all the quizzes that ask it, by the code of the quiz report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hub.shares import Share
from hub.stats import Pairs
from hub.stats.items import item_statistics

from .analysis import QuestionReport, analyse_question
from .cut import EVERYTHING, Cut
from .items import FEWEST_FOR_DISCRIMINATION, LOW_DISCRIMINATION
from .keys import Series
from .models import Answer, Phase, Question, QuestionVersion, Quiz
from .models.attempt import right_now
from .month_spans import Span, inside, without_months
from .narrowing import attempts_in
from .pairing import flagged
from .reports import question_report, series_heads
from .rollups.reading import option_moves, question_tallies
from .tallies import MoveCount, QuestionTally


@dataclass(frozen=True)
class SeriesStatistics:
    """One series of a question over all quizzes. discrimination: item-rest correlation before reading, in percent.

    quizzes: by primary key, those with answers to it. months: matched pairs by the first day of the month.
    """

    report: QuestionReport
    discrimination: float | None
    quizzes: Mapping[int, QuestionTally]
    months: Mapping[date, Pairs]

    @property
    def has_low_discrimination(self) -> bool:
        return self.discrimination is not None and self.discrimination < 100 * LOW_DISCRIMINATION


@dataclass(frozen=True)
class QuestionStatistics:
    """series: the newest first; those that a published article has shown. quizzes: that showed any of them.

    cut: of the answers counted, in these quizzes.
    """

    series: tuple[SeriesStatistics, ...]
    quizzes: tuple[Quiz, ...]
    has_simulated: bool
    cut: Cut


def quizzes_asking(question: Question) -> QuerySet[Quiz]:
    """Quizzes of which a published version showed the question."""
    asking = Quiz.objects.filter(pins__question_version__question=question).select_related("article__hub")
    return asking.distinct().order_by("pk")


def question_statistics(
    question: Question,
    cut: Cut = EVERYTHING,
    quizzes: Sequence[Quiz] | None = None,
    spans: Mapping[int, Span] | None = None,
) -> QuestionStatistics:
    """The statistics of a question, in eight queries, however many versions and quizzes it has.

    cut: which answers; its quizzes are not asked. quizzes: those of `quizzes_asking` to count, None for all. spans: for a
    group of learners the months of each quiz that may be shown; then options, discrimination and what a key correction
    changed are not told. A learner who answers the question in two quizzes counts once in each. Raises TooSlow.
    """
    quizzes = tuple(quizzes_asking(question) if quizzes is None else quizzes)
    cut = replace(cut, quizzes=tuple(quiz.pk for quiz in quizzes), question=question.pk)
    monthly = inside(question_tallies(cut, ("month",)), spans)
    tallies = _over_quizzes(monthly)
    moves = _moves(cut) if spans is None else {}
    unknown = {key for key, found in moves.items() if any("" in (one.slot_before, one.slot_after) for one in found)}
    shown = QuestionVersion.objects.filter(question=question, pins__quiz__in=quizzes)
    heads = series_heads(shown, None if any(quiz.dont_know for quiz in quizzes) else unknown)
    discriminations = _discriminations(question, cut) if spans is None else {}
    newest_first = sorted(heads.items(), key=lambda item: -item[0][1])
    series = tuple(
        SeriesStatistics(
            question_report(number, key, head, tallies, moves, cut)
            if spans is None
            else analyse_question(number, head, tallies.get(key, QuestionTally()), []),
            discriminations.get(head.series),
            _of_quizzes(key, monthly),
            _of_months(key, monthly),
        )
        for number, (key, head) in enumerate(newest_first, start=1)
    )
    has_simulated = any(tally.n_simulated for tally in tallies.values())
    return QuestionStatistics(series, quizzes, has_simulated, cut)


def _over_quizzes(monthly: Mapping[tuple, QuestionTally]) -> dict[Series, QuestionTally]:
    """The sums of one question by series, all quizzes together."""
    tallies: dict[Series, QuestionTally] = defaultdict(QuestionTally)
    for key, tally in monthly.items():
        tallies[key[1:3]] += tally
    return tallies


def _of_quizzes(series: Series, monthly: Mapping[tuple, QuestionTally]) -> dict[int, QuestionTally]:
    return {key[0]: tally for key, tally in without_months(monthly).items() if key[1:] == series}


def _of_months(series: Series, monthly: Mapping[tuple, QuestionTally]) -> dict[date, Pairs]:
    months: dict[date, Pairs] = {}
    for key, tally in monthly.items():
        if key[1:3] == series:
            months[key[-1]] = months.get(key[-1], Pairs(0, 0, 0, 0)) + tally.pairs
    return months


def _moves(cut: Cut) -> dict[Series, list[MoveCount]]:
    moves: dict[Series, list[MoveCount]] = defaultdict(list)
    for key, found in option_moves(cut).items():
        moves[key[1:]] += found
    return moves


def _discriminations(question: Question, cut: Cut) -> dict[int, float | None]:
    """By series, from FEWEST_FOR_DISCRIMINATION learners on: the correlation of its mark with those of the other questions."""
    marks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for series, is_right, others, n in _marks_beside_others(question, cut):
        marks[series] += [(int(is_right), others)] * n
    found = {}
    for series, rows in marks.items():
        if len(rows) >= FEWEST_FOR_DISCRIMINATION:
            statistics = item_statistics(rows, (1, max(1, *(others for _mark, others in rows))))
            found[series] = statistics.items[0].discrimination if statistics else None
    return found


def _marks_beside_others(question: Question, cut: Cut) -> list[tuple[int, bool, int, int]]:
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
        Answer.objects.filter(
            ~flagged("attempt"),
            attempts_in(cut, "attempt"),
            question_version__question=question,
            attempt__phase=Phase.PRE,
        )
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
