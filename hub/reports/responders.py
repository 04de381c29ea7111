"""Survey and quiz of one article together: who answered the survey, and what became of what learners announced."""

from statistics import median

from django.db.models import Exists, F, OuterRef

from hub.shares import FEWEST_FOR_PERCENT
from quizzes.models import Attempt, Phase
from quizzes.score_groups import ScoreContrasts
from quizzes.score_reports import score_contrasts
from surveys.commitment_counts import CommitmentCounts
from surveys.cut import SurveyCut
from surveys.models import Commitment, Survey, SurveyFlag, SurveyResponse

from .reach import after_reading


def responder_scores(survey: Survey, cut: SurveyCut) -> ScoreContrasts:
    """Quiz scores of the learners of a cut who answered after reading: those who answered the survey, and the others."""
    answered = SurveyResponse.objects.counted().filter(survey=survey, learner=OuterRef("learner"))
    return score_contrasts(after_reading(survey, cut), Exists(answered))


def days_to_review(survey: Survey, cut: SurveyCut, counts: CommitmentCounts) -> float | None:
    """The median number of days from a commitment to what the learner said of it, which came with the follow-up.

    None where fewer than ten said anything.
    """
    if counts.reviewed < FEWEST_FOR_PERCENT:
        return None
    responses = SurveyResponse.objects.within(cut).filter(
        survey=survey, pk__in=Commitment.objects.filter(review__isnull=False).values("response")
    )
    unflagged = responses.filter(~Exists(SurveyFlag.objects.filter(response=OuterRef("pk"))))
    days = (
        Attempt.objects.filter(
            quiz__article=survey.article_id,
            phase=Phase.FOLLOW_UP,
            learner__survey_responses__in=unflagged,
        )
        .order_by()
        .values_list("submitted_on", F("learner__survey_responses__submitted_on"))
    )
    found = [(later - first).days for later, first in days]
    return median(found) if len(found) >= FEWEST_FOR_PERCENT else None
