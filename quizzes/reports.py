"""What staff read about a quiz: a fixed number of grouped queries, handed to `quizzes.analysis`.

Flagged attempts are in no number but their own. Answers count as right by the keys as they stand; where a key was
corrected, the report says beside it how they were scored when stored. Withdrawn questions stand apart from the quiz.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hub.stats import Pairs, learner_sums

from .analysis import NO_PAIRS, FlagCount, QuizLearners, QuizReport, adjust_p_values, analyse_question
from .change import QuizChange
from .counts import AnswerCount, PairCount, QuestionHead, ReportOption, Timing
from .keys import Keys, Series
from .models import Answer, Attempt, AttemptFlag, Phase, QuestionVersion, Quiz, Withdrawal
from .models.attempt import AnswerQuerySet
from .pairing import answers_thrice, flagged, paired_answers, timing

SERIES = ("question_version__question", "question_version__series")


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
    answers, has_simulated = answer_counts(Answer.objects.filter(attempt__quiz=quiz))
    pairs = pair_counts(paired_answers([quiz.pk]))
    shown = QuestionVersion.objects.filter(pins__quiz=quiz)
    is_repeated = any(count.phase == Phase.FOLLOW_UP for counts in answers.values() for count in counts)
    later = later_pairs(quiz) if is_repeated else {}
    heads = series_heads(shown, answers, quiz.dont_know)
    withdrawn_last = sorted(heads.items(), key=lambda found: found[1].withdrawn_at is not None)
    questions = [
        analyse_question(number, head, answers[series], pairs[series], later.get(series, NO_PAIRS))
        for number, (series, head) in enumerate(withdrawn_last, start=1)
    ]
    learners = _learners(quiz)
    return QuizReport(
        title=str(quiz.article),
        learners=learners,
        questions=adjust_p_values(questions),
        change=_changes([quiz.pk])[quiz.pk],
        has_simulated=has_simulated,
        change_with_flagged=_changes([quiz.pk], with_flagged=True)[quiz.pk] if learners.flags else None,
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


def answer_counts(stored: AnswerQuerySet) -> tuple[dict[Series, list[AnswerCount]], bool]:
    """Answers by series, and whether a simulated learner is among the unflagged ones."""
    counts: dict[Series, list[AnswerCount]] = defaultdict(list)
    has_simulated = False
    rows = (
        stored.order_by()
        .scored()
        .annotate(is_flagged=flagged("attempt"), phase=F("attempt__phase"), slot=F("option__slot"))
        .values("attempt__quiz", *SERIES, "phase", "slot", "is_right", "was_correct", "is_flagged")
        .annotate(
            learners=Count("attempt__learner", distinct=True),
            simulated=Count("attempt__learner", filter=Q(attempt__learner__is_simulated=True), distinct=True),
        )
    )
    for row in rows:
        counts[_series(row)].append(
            AnswerCount(
                row["phase"], row["slot"], row["is_right"], row["is_flagged"], row["learners"], row["was_correct"]
            )
        )
        has_simulated |= not row["is_flagged"] and row["simulated"] > 0
    return counts, has_simulated


def pair_counts(paired: QuerySet[Answer]) -> dict[Series, list[PairCount]]:
    counts: dict[Series, list[PairCount]] = defaultdict(list)
    choices = ("slot_before", "right_before", "slot_after", "right_after", "scored_before", "was_correct")
    rows = paired.values("attempt__quiz", *SERIES, "timing", *choices).annotate(
        learners=Count("attempt__learner", distinct=True)
    )
    for row in rows:
        counts[_series(row)].append(
            PairCount(
                Timing(row["timing"]),
                row["slot_before"],
                row["right_before"],
                row["slot_after"],
                row["right_after"],
                row["learners"],
                row["scored_before"],
                row["was_correct"],
            )
        )
    return counts


def later_pairs(quiz: Quiz) -> dict[Series, Pairs]:
    """By series: learners who answered all three times, by their answers after reading and weeks later."""
    rows = (
        answers_thrice(quiz.pk)
        .order_by()
        .values("attempt__quiz", *SERIES)
        .annotate(
            retained=Count("pk", filter=Q(right_after=True, right_later=True)),
            unlearned=Count("pk", filter=Q(right_after=True, right_later=False)),
            learned=Count("pk", filter=Q(right_after=False, right_later=True)),
            never=Count("pk", filter=Q(right_after=False, right_later=False)),
        )
    )
    return {_series(row): _pairs(row) for row in rows}


def _pairs(row: dict) -> Pairs:
    return Pairs(row["retained"], row["unlearned"], row["learned"], row["never"])


def _changes(quizzes: Sequence[int], *, with_flagged: bool = False) -> dict[int, QuizChange]:
    """The change of every quiz, by primary key."""
    rows = (
        paired_answers(quizzes, with_flagged=with_flagged)
        .filter(timing=Timing.MATCHED.value)
        .exclude(question_version__in=QuestionVersion.objects.withdrawn().values("pk"))
        .values("attempt__quiz", "attempt__learner")
        .annotate(
            retained=Count("pk", filter=Q(right_before=True, right_after=True)),
            unlearned=Count("pk", filter=Q(right_before=True, right_after=False)),
            learned=Count("pk", filter=Q(right_before=False, right_after=True)),
            never=Count("pk", filter=Q(right_before=False, right_after=False)),
        )
    )
    cells: dict[int, Pairs] = defaultdict(lambda: Pairs(0, 0, 0, 0))
    clusters: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows.iterator():
        pairs = _pairs(row)
        cells[row["attempt__quiz"]] += pairs
        clusters[row["attempt__quiz"]].append((pairs.learned - pairs.unlearned, pairs.n))
    return {pk: QuizChange(cells[pk], learner_sums(clusters[pk])) for pk in quizzes}


def _learners(quiz: Quiz) -> QuizLearners:
    attempts = Attempt.objects.counted().filter(quiz=quiz).order_by()
    by_phase = dict(attempts.values("phase").annotate(n=Count("learner", distinct=True)).values_list("phase", "n"))
    followed_up = Attempt.objects.counted().filter(quiz=quiz, phase=Phase.FOLLOW_UP, learner=OuterRef("learner"))
    both = (
        Attempt.objects.filter(
            quiz=quiz, phase=Phase.POST, learner__attempts__quiz=quiz, learner__attempts__phase=Phase.PRE
        )
        .order_by()
        .annotate(attempt_before=F("learner__attempts"), before_at=F("learner__attempts__submitted_at"))
        .annotate(timing=timing("before_at", "submitted_at"))
        .filter(~flagged("pk"), ~flagged("attempt_before"))
        .values("timing")
        .annotate(n=Count("learner", distinct=True), again=Count("learner", filter=Exists(followed_up), distinct=True))
    )
    by_timing = {row["timing"]: (row["n"], row["again"]) for row in both}
    flags = (
        AttemptFlag.objects.filter(attempt__quiz=quiz)
        .values("kind")
        .annotate(attempts=Count("attempt"), learners=Count("attempt__learner", distinct=True))
        .order_by("kind")
    )
    nobody = (0, 0)
    return QuizLearners(
        before=by_phase.get(Phase.PRE, 0),
        after=by_phase.get(Phase.POST, 0),
        follow_up=by_phase.get(Phase.FOLLOW_UP, 0),
        matched=by_timing.get(Timing.MATCHED.value, nobody)[0],
        late=by_timing.get(Timing.LATE.value, nobody)[0],
        reversed=by_timing.get(Timing.REVERSED.value, nobody)[0],
        flags=tuple(
            FlagCount(str(AttemptFlag.Kind(row["kind"]).label), row["attempts"], row["learners"]) for row in flags
        ),
        all_three=by_timing.get(Timing.MATCHED.value, nobody)[1],
    )


def series_heads(
    shown: QuerySet[QuestionVersion], answers: dict[Series, list[AnswerCount]], has_dont_know: bool
) -> dict[Series, QuestionHead]:
    """The series of the pinned versions, those of the newest article version first, in their order there."""
    versions = (
        shown.annotate(shown_in=F("pins__article_version__number"), place=F("pins__order"))
        .order_by("-shown_in", "place", "-number")
        .prefetch_related("options")
    )
    grouped: dict[Series, list[QuestionVersion]] = defaultdict(list)
    for version in versions:
        grouped[version.question_id, version.series].append(version)
    questions = {question for question, _series_number in grouped}
    keys = Keys.of(questions)
    withdrawn = {
        (row.question_id, row.series): row.decided_at
        for row in Withdrawal.objects.standing().filter(question__in=questions)
    }
    return {
        series: QuestionHead(
            question_id=series[0],
            series=series[1],
            stem=found[0].stem,
            version_numbers=tuple(sorted({version.number for version in found})),
            options=tuple(_options(found, keys, has_dont_know or any(count.slot is None for count in answers[series]))),
            key_corrected_at=keys.corrections[series].decided_at if series in keys.corrections else None,
            withdrawn_at=withdrawn.get(series),
        )
        for series, found in grouped.items()
    }


def _options(versions: list[QuestionVersion], keys: Keys, with_dont_know: bool) -> Iterator[ReportOption]:
    """Options by slot as the newest version words them; slots only an older version has come last."""
    seen = set()
    for version in versions:
        for option in version.options.all():
            if option.slot not in seen:
                seen.add(option.slot)
                yield ReportOption(option.slot, option.letter, option.text, keys.is_key(version, option))
    if with_dont_know:
        yield ReportOption(None, "", _("I do not know"), is_key=False)


def _series(row: dict) -> Series:
    return row["question_version__question"], row["question_version__series"]
