"""The change over some questions of one quiz, with learners as clusters."""

from collections.abc import Collection

from django.db.models import Count, Q

from hub.stats import Pairs, learner_sums

from .change import NO_CHANGE, QuizChange
from .counts import Timing
from .keys import Series
from .pairing import paired_answers


def pooled_change(quiz: int, series: Collection[Series]) -> QuizChange:
    """Matched pairs of these series, pooled; one query, none without series. The caller leaves withdrawn ones out."""
    if not series:
        return NO_CHANGE
    wanted = Q()
    for question, number in series:
        wanted |= Q(question_version__question=question, question_version__series=number)
    rows = (
        paired_answers([quiz])
        .filter(wanted, timing=Timing.MATCHED.value)
        .values("attempt__learner")
        .annotate(
            retained=Count("pk", filter=Q(right_before=True, right_after=True)),
            unlearned=Count("pk", filter=Q(right_before=True, right_after=False)),
            learned=Count("pk", filter=Q(right_before=False, right_after=True)),
            never=Count("pk", filter=Q(right_before=False, right_after=False)),
        )
        .values_list("retained", "unlearned", "learned", "never")
    )
    learners = [Pairs(*row) for row in rows]
    cells = sum(learners, Pairs(0, 0, 0, 0))
    return QuizChange(cells, learner_sums((pairs.learned - pairs.unlearned, pairs.n) for pairs in learners))
