"""Who came as far as a survey: known only across quizzes and surveys."""

from django.db.models import Exists, OuterRef

from hub.models import Learner
from quizzes.models import Attempt, Phase, Quiz
from surveys.models import Survey, SurveyResponse


def survey_reach(survey: Survey) -> int | None:
    """Learners who answered the article's quiz after reading or this survey, flagged attempts and staff left out.

    None where the article has no quiz: then nothing says who came so far.
    """
    if not Quiz.objects.filter(article=survey.article_id).exists():
        return None
    after_reading = Attempt.objects.counted().filter(
        learner=OuterRef("pk"), quiz__article=survey.article_id, phase=Phase.POST
    )
    responded = SurveyResponse.objects.filter(learner=OuterRef("pk"), survey=survey, is_staff=False)
    return Learner.objects.filter(Exists(after_reading) | Exists(responded)).count()
