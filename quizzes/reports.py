"""What staff read about a quiz: a fixed number of grouped queries, handed to `quizzes.analysis`.

Flagged attempts are in no number but their own. Answers count as right as they were scored when stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from hub.stats import Pairs, learner_sums

from .analysis import (
    AnswerCount,
    FlagCount,
    PairCount,
    QuestionHead,
    QuizLearners,
    QuizReport,
    ReportOption,
    Timing,
    adjust_p_values,
    analyse_question,
)
from .change import QuizChange
from .models import Answer, Attempt, AttemptFlag, Phase, QuestionVersion, Quiz

MATCH_WITHIN = timedelta(days=30)
SERIES = ("question_version__question", "question_version__series")
EARLIER = "attempt__learner__attempts"
"""From an answer to all attempts of its learner; the filters narrow it to the one before reading in the same quiz."""

Series = tuple[int, int]


@dataclass(frozen=True)
class QuizLine:
    """A quiz in the list of reports: its learners by unflagged attempts, and its change."""

    quiz_id: int
    learners_before: int
    learners_after: int
    change: QuizChange
    has_simulated: bool


def quiz_report(quiz: Quiz) -> QuizReport:
    """The report of one quiz over all its published versions."""
    answers, has_simulated = _answer_counts(quiz)
    pairs = _pair_counts(quiz)
    questions = [
        analyse_question(number, head, answers[series], pairs[series])
        for number, (series, head) in enumerate(_heads(quiz, answers).items(), start=1)
    ]
    return QuizReport(
        title=str(quiz.article),
        learners=_learners(quiz),
        questions=adjust_p_values(questions),
        change=_changes([quiz.pk])[quiz.pk],
        has_simulated=has_simulated,
    )


def quiz_lines(quizzes: Iterable[Quiz]) -> dict[int, QuizLine]:
    """One line for each quiz, by primary key; three queries, however many quizzes."""
    ids = [quiz.pk for quiz in quizzes]
    learners: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    simulated: dict[int, int] = dict.fromkeys(ids, 0)
    counted = Attempt.objects.counted().filter(quiz__in=ids).order_by().values("quiz", "phase")
    for row in counted.annotate(learners=Count("learner", distinct=True), simulated=_SIMULATED_LEARNERS):
        learners[row["quiz"]][row["phase"]] = row["learners"]
        simulated[row["quiz"]] += row["simulated"]
    changes = _changes(ids)
    return {
        pk: QuizLine(
            quiz_id=pk,
            learners_before=learners[pk].get(Phase.PRE, 0),
            learners_after=learners[pk].get(Phase.POST, 0),
            change=changes[pk],
            has_simulated=simulated[pk] > 0,
        )
        for pk in ids
    }


_SIMULATED_LEARNERS = Count("learner", filter=Q(learner__is_simulated=True), distinct=True)


def _flagged(attempt: str) -> Exists:
    return Exists(AttemptFlag.objects.filter(attempt=OuterRef(attempt)))


def _timing(before: str, after: str) -> Case:
    """The Timing of two instants, as its value."""
    return Case(
        When(Q(**{f"{after}__lt": F(before)}), then=Value(Timing.REVERSED.value)),
        When(Q(**{f"{after}__gt": F(before) + MATCH_WITHIN}), then=Value(Timing.LATE.value)),
        default=Value(Timing.MATCHED.value),
    )


def _answer_counts(quiz: Quiz) -> tuple[dict[Series, list[AnswerCount]], bool]:
    """Answers by series, and whether a simulated learner is among the unflagged ones."""
    counts: dict[Series, list[AnswerCount]] = defaultdict(list)
    has_simulated = False
    rows = (
        Answer.objects.filter(attempt__quiz=quiz)
        .annotate(is_flagged=_flagged("attempt"), phase=F("attempt__phase"), slot=F("option__slot"))
        .values(*SERIES, "phase", "slot", "was_correct", "is_flagged")
        .annotate(
            learners=Count("attempt__learner", distinct=True),
            simulated=Count("attempt__learner", filter=Q(attempt__learner__is_simulated=True), distinct=True),
        )
    )
    for row in rows:
        counts[_series(row)].append(
            AnswerCount(row["phase"], row["slot"], row["was_correct"], row["is_flagged"], row["learners"])
        )
        has_simulated |= not row["is_flagged"] and row["simulated"] > 0
    return counts, has_simulated


def _paired_answers(quizzes: Iterable[int]) -> QuerySet[Answer]:
    """Answers after reading, joined to the same learner's answer before reading to the same series of the same quiz."""
    return (
        Answer.objects.filter(
            **{
                "attempt__quiz__in": quizzes,
                "attempt__phase": Phase.POST,
                f"{EARLIER}__quiz": F("attempt__quiz"),
                f"{EARLIER}__phase": Phase.PRE,
                f"{EARLIER}__answers__question_version__question": F("question_version__question"),
                f"{EARLIER}__answers__question_version__series": F("question_version__series"),
            }
        )
        # One filter() above and only annotations below: they all speak of the same joined rows.
        .annotate(
            attempt_before=F(EARLIER),
            before_at=F(f"{EARLIER}__submitted_at"),
            after_at=F("attempt__submitted_at"),
            slot_before=F(f"{EARLIER}__answers__option__slot"),
            slot_after=F("option__slot"),
            right_before=F(f"{EARLIER}__answers__was_correct"),
        )
        .annotate(timing=_timing("before_at", "after_at"))
        .filter(~_flagged("attempt"), ~_flagged("attempt_before"))
    )


def _pair_counts(quiz: Quiz) -> dict[Series, list[PairCount]]:
    counts: dict[Series, list[PairCount]] = defaultdict(list)
    rows = (
        _paired_answers([quiz.pk])
        .values(*SERIES, "timing", "slot_before", "right_before", "slot_after", "was_correct")
        .annotate(learners=Count("attempt__learner", distinct=True))
    )
    for row in rows:
        counts[_series(row)].append(
            PairCount(
                Timing(row["timing"]),
                row["slot_before"],
                row["right_before"],
                row["slot_after"],
                row["was_correct"],
                row["learners"],
            )
        )
    return counts


def _changes(quizzes: Sequence[int]) -> dict[int, QuizChange]:
    """The change of every quiz, by primary key."""
    rows = (
        _paired_answers(quizzes)
        .filter(timing=Timing.MATCHED.value)
        .values("attempt__quiz", "attempt__learner")
        .annotate(
            retained=Count("pk", filter=Q(right_before=True, was_correct=True)),
            unlearned=Count("pk", filter=Q(right_before=True, was_correct=False)),
            learned=Count("pk", filter=Q(right_before=False, was_correct=True)),
            never=Count("pk", filter=Q(right_before=False, was_correct=False)),
        )
    )
    cells: dict[int, Pairs] = defaultdict(lambda: Pairs(0, 0, 0, 0))
    clusters: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows.iterator():
        pairs = Pairs(row["retained"], row["unlearned"], row["learned"], row["never"])
        cells[row["attempt__quiz"]] += pairs
        clusters[row["attempt__quiz"]].append((pairs.learned - pairs.unlearned, pairs.n))
    return {pk: QuizChange(cells[pk], learner_sums(clusters[pk])) for pk in quizzes}


def _learners(quiz: Quiz) -> QuizLearners:
    attempts = Attempt.objects.counted().filter(quiz=quiz).order_by()
    by_phase = dict(attempts.values("phase").annotate(n=Count("learner", distinct=True)).values_list("phase", "n"))
    both = (
        Attempt.objects.filter(
            quiz=quiz, phase=Phase.POST, learner__attempts__quiz=quiz, learner__attempts__phase=Phase.PRE
        )
        .order_by()
        .annotate(attempt_before=F("learner__attempts"), before_at=F("learner__attempts__submitted_at"))
        .annotate(timing=_timing("before_at", "submitted_at"))
        .filter(~_flagged("pk"), ~_flagged("attempt_before"))
        .values("timing")
        .annotate(n=Count("learner", distinct=True))
    )
    by_timing = {row["timing"]: row["n"] for row in both}
    flags = (
        AttemptFlag.objects.filter(attempt__quiz=quiz)
        .values("kind")
        .annotate(attempts=Count("attempt"), learners=Count("attempt__learner", distinct=True))
        .order_by("kind")
    )
    return QuizLearners(
        before=by_phase.get(Phase.PRE, 0),
        after=by_phase.get(Phase.POST, 0),
        follow_up=by_phase.get(Phase.FOLLOW_UP, 0),
        matched=by_timing.get(Timing.MATCHED.value, 0),
        late=by_timing.get(Timing.LATE.value, 0),
        reversed=by_timing.get(Timing.REVERSED.value, 0),
        flags=tuple(
            FlagCount(str(AttemptFlag.Kind(row["kind"]).label), row["attempts"], row["learners"]) for row in flags
        ),
    )


def _heads(quiz: Quiz, answers: dict[Series, list[AnswerCount]]) -> dict[Series, QuestionHead]:
    """The series this quiz has shown, those of the newest article version first, in their order there."""
    versions = (
        QuestionVersion.objects.filter(pins__quiz=quiz)
        .annotate(shown_in=F("pins__article_version__number"), place=F("pins__order"))
        .order_by("-shown_in", "place", "-number")
        .prefetch_related("options")
    )
    grouped: dict[Series, list[QuestionVersion]] = defaultdict(list)
    for version in versions:
        grouped[version.question_id, version.series].append(version)
    return {
        series: QuestionHead(
            question_id=series[0],
            series=series[1],
            stem=found[0].stem,
            version_numbers=tuple(sorted({version.number for version in found})),
            options=tuple(_options(found, quiz.dont_know or any(count.slot is None for count in answers[series]))),
        )
        for series, found in grouped.items()
    }


def _options(versions: list[QuestionVersion], with_dont_know: bool) -> Iterator[ReportOption]:
    """Options by slot as the newest version words them; slots only an older version has come last."""
    seen = set()
    for version in versions:
        for option in version.options.all():
            if option.slot not in seen:
                seen.add(option.slot)
                yield ReportOption(option.slot, option.letter, option.text, option.is_key)
    if with_dont_know:
        yield ReportOption(None, "", _("I do not know"), is_key=False)


def _series(row: dict) -> Series:
    return row["question_version__question"], row["question_version__series"]
