"""Whether stored attempts are whole: every question answered, one attempt a learner and phase."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, QuerySet

from .models import Attempt, PinnedQuestion

CHUNK = 5_000
BLANK = "-"
"""Stands for "I do not know" in a pattern."""


@dataclass(frozen=True)
class StoredAnswers:
    """A count of what is stored.

    incomplete: attempts with fewer answers than questions were shown. duplicates: attempts
    beyond the first of a learner in a quiz and phase. patterns: how often each sheet of answers was stored, as option
    uuids in question order with commas between, BLANK for "I do not know".
    """

    attempts: int
    answers: int
    incomplete: int
    duplicates: int
    patterns: dict[str, int]

    @property
    def is_whole(self) -> bool:
        return not self.incomplete and not self.duplicates


def stored_answers(
    attempts: QuerySet[Attempt], report_progress: Callable[[int], None] = lambda count: None
) -> StoredAnswers:
    """Read these attempts with all their answers, flagged ones included, in one pass.

    report_progress: called with the number of attempts read so far, once for every CHUNK of them.
    """
    shown = _questions_shown(attempts)
    n_attempts = n_answers = n_incomplete = 0
    patterns: Counter[str] = Counter()
    for (_attempt, version, n_shown), rows in groupby(_rows(attempts), key=itemgetter(0, 1, 2)):
        answers = {question: option for *_head, question, option in rows if question is not None}
        questions = shown.get(version, {})
        n_attempts += 1
        n_answers += len(answers)
        n_incomplete += len(answers) < n_shown
        in_order = sorted(answers, key=lambda question: questions.get(question, len(questions)))
        patterns[",".join(str(answers[question] or BLANK) for question in in_order)] += 1
        if n_attempts % CHUNK == 0:
            report_progress(n_attempts)
    return StoredAnswers(n_attempts, n_answers, n_incomplete, _n_duplicates(attempts), dict(sorted(patterns.items())))


def _rows(attempts: QuerySet[Attempt]) -> Iterable[tuple]:
    """(attempt, article version, number shown, question version, option) an answer; an attempt without any: one row."""
    sheet = ("pk", "article_version", "n_shown", "answers__question_version", "answers__option")
    return attempts.order_by("pk").values_list(*sheet).iterator(chunk_size=CHUNK)


def _questions_shown(attempts: QuerySet[Attempt]) -> dict[int, dict]:
    """The place of each question version by article version."""
    pins = PinnedQuestion.objects.filter(article_version__in=attempts.order_by().values("article_version"))
    shown: dict[int, dict] = {}
    for version, question, order in pins.values_list("article_version", "question_version", "order"):
        shown.setdefault(version, {})[question] = order
    return shown


def _n_duplicates(attempts: QuerySet[Attempt]) -> int:
    sittings = attempts.order_by().values("learner", "quiz", "phase").annotate(n=Count("pk")).filter(n__gt=1)
    return sum(sitting["n"] - 1 for sitting in sittings)
