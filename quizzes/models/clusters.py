"""The columns from which a change and its interval follow, with learners as clusters."""

from django.db import models


class ClusterSums(models.Model):
    """n_before, n_after: learners with an unflagged attempt of that phase.

    retained to never: the matched pairs of questions that were not withdrawn. clusters: learners with at least one such
    pair; m is a learner's number of them, s the right answers gained by them; the sums of m and s follow from the cells.
    """

    n_before = models.IntegerField(default=0)
    n_after = models.IntegerField(default=0)
    clusters = models.IntegerField(default=0)
    retained = models.BigIntegerField(default=0)
    unlearned = models.BigIntegerField(default=0)
    learned = models.BigIntegerField(default=0)
    never = models.BigIntegerField(default=0)
    sum_ss = models.BigIntegerField(default=0)
    sum_sm = models.BigIntegerField(default=0)
    sum_mm = models.BigIntegerField(default=0)
    n_simulated = models.IntegerField(default=0)

    class Meta:
        abstract = True
