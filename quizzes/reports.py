"""What staff read about a quiz: a fixed number of queries of sums, handed to `quizzes.analysis`.

Flagged attempts are in no number but their own. Answers count as right by the keys as they stand; where a key was
corrected, the report says beside it how they were scored when stored. Withdrawn questions stand apart from the quiz.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from .analysis import AsScored, FlagCount, QuestionReport, QuizLearners, QuizReport, adjust_p_values, analyse_question
from .change import PairedChange, QuizChange
from .counts import QuestionHead, ReportOption
from .cut import EVERYTHING, Cut
from .keys import Keys, Series
from .models import Answer, AttemptFlag, QuestionVersion, Quiz, Withdrawal
from .month_spans import Span, inside, without_months
from .narrowing import attempts_in
from .rollups.reading import option_moves, question_tallies, quiz_tallies, quiz_tallies_with_flagged
from .tallies import MoveCount, QuestionTally, QuizTally


@dataclass(frozen=True)
class QuizLine:
    """A quiz in the list of reports: its learners by unflagged attempts, and its change.

    is_hidden: of the group of learners asked for too few answered; then nothing else says anything.
    """

    quiz_id: int
    learners_before: int
    learners_after: int
    change: QuizChange
    has_simulated: bool
    is_hidden: bool = False


def quiz_report(quiz: Quiz, cut: Cut = EVERYTHING) -> QuizReport:
    """The report of one quiz over all its published versions; of the answers in `cut`, whose quizzes are not asked.

    Raises TooSlow for a cut that has to be counted from the answers where that takes too long.
    """
    cut = replace(cut, quizzes=(quiz.pk,))
    tallies = {key[1:]: tally for key, tally in question_tallies(cut).items()}
    moves = {key[1:]: found for key, found in option_moves(cut).items()}
    heads = series_heads(QuestionVersion.objects.filter(pins__quiz=quiz), _unknown(moves, quiz.dont_know))
    withdrawn_last = sorted(heads.items(), key=lambda found: found[1].withdrawn_at is not None)
    questions = [
        question_report(number, series, head, tallies, moves, cut)
        for number, (series, head) in enumerate(withdrawn_last, start=1)
    ]
    tally = quiz_tallies(cut).get((quiz.pk,), QuizTally())
    # Of a group the flagged ones would be few; nothing leads from their reasons to the group.
    flags = () if cut.cohorts else _flags(cut)
    return QuizReport(
        title=str(quiz.article),
        learners=_learners(tally, flags),
        questions=adjust_p_values(questions),
        change=tally.change,
        has_simulated=tally.n_simulated > 0,
        change_with_flagged=_change_with_flagged(quiz, cut) if flags else None,
    )


def question_report(
    number: int,
    series: Series,
    head: QuestionHead,
    tallies: Mapping[Series, QuestionTally],
    moves: Mapping[Series, list[MoveCount]],
    cut: Cut,
) -> QuestionReport:
    """The report of one series from the sums of `cut`; how a corrected one was scored at first is read from the answers."""
    return analyse_question(
        number,
        head,
        tallies.get(series, QuestionTally()),
        moves.get(series, []),
        _as_scored(series, cut) if head.key_corrected_at else None,
    )


def quiz_lines(
    quizzes: Iterable[Quiz],
    cut: Cut = EVERYTHING,
    *,
    are_all: bool = False,
    spans: Mapping[int, Span] | None = None,
) -> dict[int, QuizLine]:
    """One line for each quiz, by primary key; one query, however many quizzes. The quizzes of `cut` are not asked.

    are_all: whether these are all quizzes there are, so that the database need not be told which. spans: the months of
    each quiz that may be shown, None for all days; a quiz without is hidden.
    """
    ids = tuple(quiz.pk for quiz in quizzes)
    cut = replace(cut, quizzes=None if are_all else ids)
    tallies = quiz_tallies(cut) if spans is None else without_months(inside(quiz_tallies(cut, ("month",)), spans))
    hidden = set() if spans is None else set(ids) - set(spans)
    return {pk: _line(pk, tallies.get((pk,), QuizTally()), is_hidden=pk in hidden) for pk in ids}


def _line(pk: int, tally: QuizTally, *, is_hidden: bool) -> QuizLine:
    return QuizLine(
        quiz_id=pk,
        learners_before=tally.n_before,
        learners_after=tally.n_after,
        change=tally.change,
        has_simulated=tally.n_simulated > 0,
        is_hidden=is_hidden,
    )


def _change_with_flagged(quiz: Quiz, cut: Cut) -> QuizChange:
    return quiz_tallies_with_flagged(cut).get((quiz.pk,), QuizTally()).change


def _learners(tally: QuizTally, flags: tuple[FlagCount, ...]) -> QuizLearners:
    return QuizLearners(
        before=tally.n_before,
        after=tally.n_after,
        follow_up=tally.n_later,
        matched=tally.matched,
        late=tally.late,
        reversed=tally.reversed,
        flags=flags,
        all_three=tally.all_three,
    )


def _flags(cut: Cut) -> tuple[FlagCount, ...]:
    rows = (
        AttemptFlag.objects.filter(attempts_in(cut, "attempt"))
        .values("kind")
        .annotate(attempts=Count("attempt"), learners=Count("attempt__learner", distinct=True))
        .order_by("kind")
    )
    return tuple(FlagCount(str(AttemptFlag.Kind(row["kind"]).label), row["attempts"], row["learners"]) for row in rows)


def _as_scored(series: Series, cut: Cut) -> AsScored:
    question, number = series
    stored = question_tallies(replace(cut, question=question), as_stored=True)
    tally = sum((found for key, found in stored.items() if key[2] == number), QuestionTally())
    answers = Answer.objects.filter(
        attempts_in(cut, "attempt"),
        attempt__flags=None,
        question_version__question=question,
        question_version__series=number,
    )
    return AsScored(tally.before, tally.after, PairedChange(tally.pairs), n_changed=answers.rescored().count())


def _unknown(moves: Mapping[Series, list[MoveCount]], offered: bool) -> set[Series] | None:
    """The series in which somebody said "I do not know"; None where all of them offer it."""
    if offered:
        return None
    return {series for series, found in moves.items() if any("" in (one.slot_before, one.slot_after) for one in found)}


def series_heads(shown: QuerySet[QuestionVersion], unknown: set[Series] | None) -> dict[Series, QuestionHead]:
    """The series of the pinned versions, those of the newest article version first, in their order there.

    unknown: series with "I do not know" among their options; None for all.
    """
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
            options=tuple(_options(found, keys, unknown is None or series in unknown)),
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
