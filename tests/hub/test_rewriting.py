import pytest
from django.db import transaction

from hub.models import AppendOnlyError, Learner
from hub.rewriting import Reason, rewriting
from quizzes.models import Answer, Attempt, Phase
from tests.factories import make_attempt, make_published_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(hub):
    return make_attempt(make_published_quiz(), Phase.PRE, [0])


def test_history_refuses_change_and_deletion(attempt):
    with pytest.raises(AppendOnlyError):
        Attempt.objects.update(learner=Learner.objects.create())
    with pytest.raises(AppendOnlyError):
        Attempt.objects.all().delete()


def test_adoption_moves_attempts_and_changes_nothing_else(attempt):
    learner = Learner.objects.create()

    with rewriting(Reason.ADOPTION):
        assert Attempt.objects.filter(pk=attempt.pk).update(learner=learner) == 1
        with pytest.raises(AppendOnlyError):
            Attempt.objects.update(learner=learner, phase="post")
        with pytest.raises(AppendOnlyError):
            Answer.objects.update(was_correct=True)
        with pytest.raises(AppendOnlyError):
            Answer.objects.all().delete()

    attempt.refresh_from_db()
    assert (attempt.learner, attempt.phase) == (learner, "pre")


@pytest.mark.parametrize("reason", [Reason.ERASURE, Reason.RETENTION])
def test_erasure_and_retention_delete_and_change_nothing(attempt, reason):
    with rewriting(reason):
        with pytest.raises(AppendOnlyError):
            Attempt.objects.update(learner=Learner.objects.create())
        Answer.objects.all().delete()
        Attempt.objects.all().delete()

    assert (Answer.objects.count(), Attempt.objects.count()) == (0, 0)


def test_history_is_closed_again_afterwards(attempt):
    with rewriting(Reason.ERASURE):
        pass

    with pytest.raises(AppendOnlyError):
        Answer.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_history_gives_way_only_inside_a_transaction(transactional_db):
    with pytest.raises(RuntimeError), rewriting(Reason.ERASURE):
        pass
    with transaction.atomic(), rewriting(Reason.ERASURE):
        pass
