"""An account whose learner answered after reading some days ago, as tests of the follow-up need it."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from hub.models import Learner, LearnerLink, User, account_mac
from quizzes.follow_up import Purpose, link_token
from quizzes.models import Attempt, FollowUpRequest, Phase, PinnedQuestion, Quiz, Withdrawal
from surveys.models import Commitment
from tests.factories import NOW, PASSWORD, make_attempt, make_published_survey
from tests.taking import new_client


def make_linked_learner(user: User, **fields) -> Learner:
    learner = Learner.objects.create(**fields)
    LearnerLink.objects.create(account_mac=account_mac(user.pk), learner=learner)
    return learner


def client_of(user: User) -> Client:
    client = new_client()
    client.login(email=user.email, password=PASSWORD)
    return client


def answered(quiz: Quiz, learner: Learner, days_ago: float, choices=(2, 2, 2), **fields) -> Attempt:
    """Answers after reading, so many days ago."""
    at = timezone.now() - timedelta(days=days_ago)
    return make_attempt(quiz, Phase.POST, choices[: quiz.questions.count()], learner, submitted_at=at, **fields)


def make_request(quiz: Quiz, user: User, **fields) -> FollowUpRequest:
    today = timezone.now().date()
    return FollowUpRequest.objects.create(
        **{"user": user, "quiz": quiz, "wording": "w", "wording_hash": "h", "asked_on": today} | fields
    )


def mailed_url(request: FollowUpRequest) -> str:
    return f"/mail/follow-up/{link_token(request, Purpose.ANSWER)}/"


def planned(quiz: Quiz, learner: Learner, change="Ask about neuropathy", obstacle="Time") -> Commitment:
    """What the learner wanted to change, as stored after the survey."""
    survey = make_published_survey(quiz.article)
    response = survey.responses.create(
        learner=learner,
        article_version=quiz.article.versions.get(),
        nonce=f"survey-{learner.pk}"[:43],
        submitted_at=timezone.now(),
        submitted_on=timezone.now().date(),
        language="en",
        is_uniform=False,
    )
    return Commitment.objects.create(response=response, change=change, obstacle=obstacle)


def withdraw(quiz: Quiz, actor: User, *orders: int) -> None:
    """Withdraw these questions of a quiz of the factories, by their places from 0."""
    for pin in PinnedQuestion.objects.filter(quiz=quiz, order__in=orders).select_related("question_version"):
        Withdrawal.objects.create(
            question=pin.question_version.question,
            series=1,
            number=1,
            reason="Outdated",
            decided_by=actor,
            decided_at=NOW,
        )
