"""The numbers of every series of some quizzes at once, from the sums; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Min, OuterRef, Subquery, Sum
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.models import Reach
from hub.shares import Share

from .analysis import QuestionReport, analyse_question
from .causes import FEW_READS, LanguageFacility, Reading
from .change import PairedChange
from .counts import QuestionHead, ReportOption
from .cut import Cut
from .keys import Keys
from .models import Contribution, QuestionVersion, Quiz, QuizDay, VersionOption, Withdrawal
from .models.rollup import DONT_KNOW
from .revisions import Numbers
from .rollups.reading import question_tallies, quiz_tallies
from .series_history import Place, Shown
from .tallies import MoveCount, QuestionTally

Key = tuple[int, int, int]
"""Quiz, question and series."""


def cut_of(quizzes: Iterable[Quiz]) -> Cut:
    """All answers of these quizzes."""
    return Cut(quizzes=tuple(quiz.pk for quiz in quizzes))


def series_reports(
    shown: Mapping[Place, Sequence[Shown]],
    tallies: Mapping[Key, QuestionTally],
    moves: Mapping[Key, Sequence[MoveCount]],
) -> Iterator[tuple[Key, QuestionReport]]:
    """The report of every series that was shown; four queries. tallies, moves: of the same quizzes.

    Reports come without what corrected keys have changed.
    """
    newest = {
        (quiz, question, version.series): version
        for (quiz, question), versions in shown.items()
        for version in versions
    }
    heads = _heads({version.version for version in newest.values()})
    for key, version in newest.items():
        chosen = moves.get(key, ())
        head = _with_unknown(heads[version.version], chosen)
        yield key, analyse_question(version.order + 1, head, tallies.get(key, QuestionTally()), chosen)


def _with_unknown(head: QuestionHead, moves: Sequence[MoveCount]) -> QuestionHead:
    """With "I do not know" among the options where somebody chose it."""
    if not any(DONT_KNOW in (move.slot_before, move.slot_after) for move in moves):
        return head
    return replace(head, options=(*head.options, ReportOption(None, "", _("I do not know"), is_key=False)))


def _heads(versions: Collection[UUID]) -> dict[UUID, QuestionHead]:
    """What these versions ask, with the keys as they stand; four queries."""
    rows = list(
        QuestionVersion.objects.filter(pk__in=versions)
        .order_by()
        .values_list("pk", "question", "series", "number", "stem")
    )
    questions = {question for _pk, question, *_rest in rows}
    corrections = Keys.of(questions).corrections
    withdrawn = {
        (row.question_id, row.series): row.decided_at
        for row in Withdrawal.objects.standing().filter(question__in=questions)
    }
    options: dict[UUID, list[tuple[str, int, str, bool]]] = defaultdict(list)
    for pk, *option in (
        VersionOption.objects.filter(version__in=versions)
        .order_by("version", "order")
        .values_list("version", "slot", "order", "text", "is_key")
    ):
        options[pk].append(tuple(option))
    found = {}
    for pk, question, series, number, stem in rows:
        correction = corrections.get((question, series))
        found[pk] = QuestionHead(
            question_id=question,
            series=series,
            stem=stem,
            version_numbers=(number,),
            options=tuple(
                ReportOption(slot, chr(ord("A") + order), text, slot == correction.slot if correction else is_key)
                for slot, order, text, is_key in options[pk]
            ),
            key_corrected_at=correction.decided_at if correction else None,
            withdrawn_at=withdrawn.get((question, series)),
        )
    return found


def facilities_by_language(quizzes: Iterable[Quiz]) -> dict[tuple[int, int], list[LanguageFacility]]:
    """By question and series: right answers before reading in each language, over all these quizzes; one query."""
    sums: dict[tuple[int, int], dict[str, Share]] = defaultdict(dict)
    tallies = question_tallies(cut_of(quizzes), by=("language",))
    for (_quiz, question, series, language), tally in tallies.items():
        known = sums[question, series].get(language, Share(0, 0))
        sums[question, series][language] = Share(known.count + tally.right_before, known.n + tally.n_before)
    return {
        series: [LanguageFacility(code, language_name(code), share) for code, share in of_series.items()]
        for series, of_series in sums.items()
        if len(of_series) > 1
    }


def readings(quizzes: Iterable[Quiz]) -> dict[int, Reading]:
    """By quiz how far its article was read, and who answered before reading since that is counted; up to four queries.

    Only of articles with so few reads that somebody should know; of the others, and where nothing is counted, nothing.
    """
    by_article = {quiz.article_id: quiz.pk for quiz in quizzes}
    ids = tuple(by_article.values())
    reads = {
        by_article[article]: n
        for article, n in Reach.objects.filter(version__article__in=by_article)
        .order_by()
        .values_list("version__article")
        .annotate(n=Sum("reads"))
    }
    answered = {quiz: tally.n_before for (quiz,), tally in quiz_tallies(Cut(quizzes=ids)).items()}
    few = [quiz for quiz, n in reads.items() if n < FEW_READS * answered.get(quiz, 0)]
    since = _answered_since_counted(few) if few else {}
    return {quiz: Reading(reads[quiz], since.get(quiz, 0)) for quiz in few}


def _answered_since_counted(quizzes: Sequence[int]) -> dict[int, int]:
    """By quiz the learners with answers before reading, from the first day on which a view of the article was counted."""
    first = (
        Reach.objects.filter(version__article__quiz=OuterRef("quiz"))
        .order_by()
        .values("version__article")
        .annotate(since=Min("day"))
        .values("since")
    )
    folded = (
        QuizDay.objects.filter(quiz__in=quizzes, day__gte=Subquery(first))
        .values_list("quiz")
        .annotate(n=Sum("n_before"))
    )
    queued = (
        Contribution.objects.filter(
            quiz__in=quizzes, question=None, before_right__isnull=False, day__gte=Subquery(first)
        )
        .values_list("quiz")
        .annotate(n=Sum("weight"))
    )
    found: dict[int, int] = defaultdict(int)
    for quiz, n in folded.union(queued, all=True):
        found[quiz] += n
    return found


def numbers_since(days: Mapping[Key, date]) -> dict[Key, Numbers]:
    """By series its numbers from a day on; one query for all, none for nothing.

    A learner counts on the day of the answers after reading, else on that of those before.
    """
    if not days:
        return {}
    cut = Cut(quizzes=tuple({quiz for quiz, _question, _series in days}), first=min(days.values()))
    sums: dict[Key, QuestionTally] = dict.fromkeys(days, QuestionTally())
    for (quiz, question, series, day), tally in question_tallies(cut, by=("day",)).items():
        key = (quiz, question, series)
        if key in days and day >= days[key]:
            sums[key] += tally
    return {key: Numbers(tally.before, PairedChange(tally.pairs)) for key, tally in sums.items()}


def language_name(code: str) -> str:
    """The name of a language in English, such as German for de-CH; the code where Django knows none."""
    try:
        return str(get_language_info(code.lower())["name"])
    except KeyError:
        return code
