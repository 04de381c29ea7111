"""How many announced a change of practice, and what they said weeks later became of it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from hub.shares import Share

from .models import Commitment, CommitmentReview


@dataclass(frozen=True)
class CommitmentSums:
    """Learners by their commitments, those with a flagged response left out.

    announced: who wrote down what they would change. made, in_part, not_yet, no_longer: what they said weeks later.
    """

    announced: int
    made: int
    in_part: int
    not_yet: int
    no_longer: int

    @property
    def told(self) -> int:
        """Who said weeks later what became of it."""
        return self.made + self.in_part + self.not_yet + self.no_longer

    @property
    def made_share(self) -> Share:
        """Those who say that they made the change, of those who told."""
        return Share(self.made, self.told)


def commitment_sums(surveys: Collection[int]) -> CommitmentSums:
    """Over these surveys; two queries."""
    counted = {"response__survey__in": surveys, "response__flags": None}
    reviews = CommitmentReview.objects.filter(**{f"commitment__{name}": held for name, held in counted.items()})
    told = dict(reviews.order_by().values_list("outcome").annotate(n=Count("pk")))
    outcome = CommitmentReview.Outcome
    return CommitmentSums(
        Commitment.objects.filter(**counted).count(),
        *(told.get(one.value, 0) for one in (outcome.YES, outcome.PARTLY, outcome.NOT_YET, outcome.NO_LONGER)),
    )
