"""Sums over several quizzes, taken once a day. All of it is derived."""

from django.db import models

from hub.stats import LearnerSums, Pairs

from ..change import QuizChange
from .clusters import ClusterSums


class PooledSums(ClusterSums):
    """Sums over several quizzes in which every learner is one cluster, as they were when they were last taken.

    They cannot be kept by adding contributions up: somebody who answers two quizzes is one learner. scope, key: what the
    quizzes have in common, such as "topic" and its slug. dimension, cohort: of learners, or both "" for all; a cohort
    holds only the months of each quiz that may show it, and quizzes_left_out says how many show it in none.
    """

    scope = models.CharField(max_length=10)
    key = models.CharField(max_length=120, blank=True)
    dimension = models.CharField(max_length=10, blank=True)
    cohort = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField()
    n_learners = models.IntegerField(default=0)
    quizzes_left_out = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key", "dimension", "cohort"], name="pooled_sums_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key} {self.cohort}".strip()

    @property
    def pairs(self) -> Pairs:
        return Pairs(self.retained, self.unlearned, self.learned, self.never)

    @property
    def change(self) -> QuizChange:
        """With every learner as one cluster."""
        gained = self.learned - self.unlearned
        sums = LearnerSums(self.clusters, self.pairs.n, gained, self.sum_ss, self.sum_sm, self.sum_mm)
        return QuizChange(self.pairs, sums)
