"""What of surveys moves when an account takes over another learner: responses, but for surveys that both have answered."""

from datetime import datetime

from hub.adoption import Belongings, Moved, register
from hub.models import Learner

from .models import SurveyFlag, SurveyResponse


def move_responses(*, giver: Learner, receiver: Learner, now: datetime) -> Moved:
    """Move the giver's responses to every survey that the receiver has not answered; flag the others as a duplicate person."""
    answered = SurveyResponse.objects.filter(learner=receiver).values("survey")
    staying = list(SurveyResponse.objects.filter(learner=giver, survey__in=answered).values_list("pk", flat=True))
    SurveyFlag.objects.bulk_create(
        [
            SurveyFlag(response_id=response, kind=SurveyFlag.Kind.DUPLICATE_PERSON, flagged_at=now)
            for response in staying
        ],
        ignore_conflicts=True,
    )
    moved = SurveyResponse.objects.filter(learner=giver).exclude(pk__in=staying).update(learner=receiver)
    return Moved(moved=moved, stayed=len(staying))


def flag_staff(*, learner: Learner, now: datetime) -> int:
    responses = SurveyResponse.objects.filter(learner=learner).exclude(flags__kind=SurveyFlag.Kind.STAFF)
    flags = [SurveyFlag(response=response, kind=SurveyFlag.Kind.STAFF, flagged_at=now) for response in responses]
    return len(SurveyFlag.objects.bulk_create(flags))


register(Belongings(key="survey responses", move=move_responses, flag_staff=flag_staff))
