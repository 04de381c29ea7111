"""What learners say they will change, and weeks later what became of it."""

from collections.abc import Collection
from uuid import UUID

from articles.models import Article
from hub.transactions import run_transaction

from .models import Commitment, CommitmentReview, LikertPoint, SurveyAnswer, SurveyResponse


def may_commit(response: SurveyResponse) -> bool:
    """Whether the learner agreed with a statement that opens a commitment, and has made none."""
    agreed = SurveyAnswer.objects.filter(
        response=response, value__gte=LikertPoint.AGREE, statement_version__statement__opens_commitment=True
    )
    return agreed.exists() and not Commitment.objects.filter(response=response).exists()


def commit(*, response: SurveyResponse, change: str, obstacle: str) -> Commitment:
    """Store the commitment of a response once; the first one stands. Raises BusyError."""

    def store() -> Commitment:
        commitment, _is_new = Commitment.objects.get_or_create(
            response=response, defaults={"change": change, "obstacle": obstacle}
        )
        return commitment

    return run_transaction(store)


def open_commitment(article: Article, learners: Collection[UUID]) -> Commitment | None:
    """The commitment of one of these learners after this article that no review has answered."""
    found = Commitment.objects.filter(response__learner__in=learners, response__survey__article=article, review=None)
    return found.first()


def review(*, commitment: Commitment, outcome: str, obstacle: str) -> CommitmentReview:
    """Store what became of a commitment once; the first answer stands. Raises BusyError."""

    def store() -> CommitmentReview:
        answer, _is_new = CommitmentReview.objects.get_or_create(
            commitment=commitment, defaults={"outcome": outcome, "obstacle": obstacle}
        )
        return answer

    return run_transaction(store)
