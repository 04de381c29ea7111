"""Storing what a learner thinks of an article."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from hub import learners, profiles
from hub.profiles import Profile
from hub.transactions import run_transaction

from .models import LikertPoint, PinnedStatement, Survey, SurveyAnswer, SurveyComment, SurveyFlag, SurveyResponse
from .models.survey import is_uniform

NOT_APPLICABLE = None
"""The answer "not applicable": a statement left blank has no answer at all."""


class EmptyError(ValueError):
    """No statement has an answer."""


def submit_response(
    *,
    survey: Survey,
    pins: Sequence[PinnedStatement],
    learner_id: UUID,
    nonce: str,
    answers: Mapping[UUID, LikertPoint | None],
    comment: str = "",
    profile: Profile = profiles.NOTHING,
    now: datetime,
    language: str,
    account: str = "",
    flags: frozenset[str] = frozenset(),
    is_simulated: bool = False,
) -> SurveyResponse:
    """Store one learner's survey with all its answers, or return the one that stands already, unchanged.

    pins: the statements as shown, all of one article version. answers: by statement version, NOT_APPLICABLE included;
    statements left blank are absent. comment: the learner's own words, "" for none. flags: the kinds of SurveyFlag to
    store with the response. The profile is kept where the learner has told nothing before. Raises EmptyError without
    any answer to these statements, BusyError when the database cannot store it now.
    """
    given = [
        (pin.statement_version_id, answers[pin.statement_version_id])
        for pin in pins
        if pin.statement_version_id in answers
    ]
    if not given:
        raise EmptyError("A survey needs at least one answer.")

    def store() -> SurveyResponse:
        learner = learners.enrol(learner_id, account=account, is_simulated=is_simulated)
        standing = SurveyResponse.objects.filter(learner=learner, survey=survey).first()
        if standing:
            return standing
        response = SurveyResponse.objects.create(
            learner=learner,
            survey=survey,
            article_version_id=pins[0].article_version_id,
            nonce=nonce,
            submitted_at=now,
            submitted_on=timezone.localdate(now, timezone=survey.article.hub.zone),
            language=language,
            is_uniform=is_uniform(value for _version, value in given),
        )
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(
                response=response,
                survey=survey,
                statement_version_id=version,
                value=value,
                is_not_applicable=value is NOT_APPLICABLE,
            )
            for version, value in given
        )
        SurveyFlag.objects.bulk_create(
            SurveyFlag(response=response, kind=kind, flagged_at=now) for kind in sorted(flags)
        )
        if comment:
            SurveyComment.objects.create(response=response, text=comment)
        profiles.tell(learner, profile)
        return response

    try:
        return run_transaction(store)
    except IntegrityError:
        # The constraints decide between submissions that met; whichever was first is the answer to both.
        standing = SurveyResponse.objects.filter(Q(nonce=nonce) | Q(learner=learner_id, survey=survey)).first()
        if standing is None:
            raise
        return standing
