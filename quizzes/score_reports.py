"""How learners who did something more scored, beside those who did not."""

from collections import defaultdict

from django.db import connection
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from hub.stats import LearnerSums

from .models import Attempt, Phase, QuestionVersion
from .models.attempt import right_now
from .score_groups import GroupScores, ScoreContrast, ScoreContrasts

MANY_LEARNERS = 2000
"""Comparing the scores of more takes longer than a page may, so it waits until somebody asks for it."""

_SUMMED = """
SELECT phase, did, COUNT(*), SUM(n), SUM(n_right), SUM(n_right * n_right), SUM(n_right * n), SUM(n * n)
FROM ({attempts}) attempts WHERE n > 0 GROUP BY phase, did
"""


def score_contrasts(after_reading: QuerySet[Attempt], did: Exists) -> ScoreContrasts:
    """Scores before and after reading of the learners with these attempts after reading. Two queries.

    did: whether somebody did it, asked of an attempt. Withdrawn questions and flagged attempts are left out.
    """
    withdrawn = QuestionVersion.objects.withdrawn().filter(pins__quiz__in=after_reading.values("quiz"))
    asked = ~Q(answers__question_version__in=list(withdrawn.values_list("pk", flat=True).distinct()))
    same = after_reading.filter(learner=OuterRef("learner"), quiz=OuterRef("quiz"))
    attempts = (
        Attempt.objects.counted()
        .filter(Exists(same), phase__in=(Phase.PRE, Phase.POST), quiz__in=after_reading.values("quiz"))
        .order_by()
        .values("pk", "phase")
        .annotate(
            did=Case(When(did, then=Value(1)), default=Value(0)),
            n=Count("answers", filter=asked),
            n_right=Count("answers", filter=asked & Q(right_now("answers__"))),
        )
    )
    sql, params = attempts.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_SUMMED.format(attempts=sql), params)
        rows = cursor.fetchall()
    groups: dict[tuple[str, int], GroupScores] = defaultdict(GroupScores)
    for phase, has_done, learners, n, *sums in rows:
        groups[phase, has_done] = GroupScores(LearnerSums(int(learners), int(n), *map(int, sums)))
    return ScoreContrasts(*(ScoreContrast(groups[phase, 1], groups[phase, 0]) for phase in (Phase.PRE, Phase.POST)))
