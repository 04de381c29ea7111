"""How many learners announced a change, and what they said of it weeks later."""

from django.db.models import Count, Exists, OuterRef

from .analysis import SurveyReport
from .commitment_counts import CommitmentCounts
from .cut import SurveyCut
from .models import Commitment, CommitmentReview, SurveyFlag
from .models.survey import within


def commitment_counts(report: SurveyReport, cut: SurveyCut) -> CommitmentCounts:
    """Of the unflagged responses in a cut, whose report this is; two queries."""
    is_flagged = Exists(SurveyFlag.objects.filter(response=OuterRef("response")))
    announced = Commitment.objects.filter(within(cut, "response__"), ~is_flagged)
    reviews = CommitmentReview.objects.filter(commitment__in=announced).order_by().values_list("outcome")
    said = dict(reviews.annotate(n=Count("pk")))
    return CommitmentCounts(
        agreed=sum(one.top_two.count for one in report.statements if one.opens_commitment),
        announced=announced.count(),
        outcomes=tuple(
            (str(outcome.value), str(outcome.label), said.get(outcome.value, 0)) for outcome in CommitmentReview.Outcome
        ),
    )
