from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub.management.commands import simulate_learners
from hub.models import Learner
from quizzes.models import Answer, Attempt, Phase, Quiz
from surveys.models import SurveyAnswer, SurveyResponse
from tests.factories import make_article, make_published_quiz, make_published_survey, make_version, show_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    quiz = make_published_quiz(questions=2, confidence=True, dont_know=True)
    make_published_survey(quiz.article)
    return quiz


def simulate(learners=40, seed=1, **fields):
    out = StringIO()
    call_command("simulate_learners", learners=learners, seed=seed, stdout=out, **fields)
    return out.getvalue()


def snapshot():
    return (
        sorted(Attempt.objects.values_list("learner", "quiz", "phase", "nonce")),
        sorted(Answer.objects.values_list("attempt__nonce", "question_version", "option", "confidence"), key=str),
        sorted(SurveyAnswer.objects.values_list("response__nonce", "statement_version", "value"), key=str),
        sorted(Learner.objects.values_list("pk", "profession", "specialty", "country")),
    )


def test_learners_take_quiz_and_survey(quiz):
    printed = simulate(quiz=quiz.article.slug)

    n_attempts = Attempt.objects.count()
    assert printed == f"{quiz.article.slug}: 40 simulated learners, {n_attempts} new attempts.\n"
    assert Answer.objects.count() == 2 * n_attempts
    assert set(Attempt.objects.values_list("phase", flat=True)) == {"pre", "post"}
    assert SurveyResponse.objects.exists()
    assert Learner.objects.exclude(country="").exists()


def test_simulated_learners_say_so(quiz):
    simulate(quiz=quiz.article.slug)

    assert Learner.objects.count() == 40
    assert not Learner.objects.filter(is_simulated=False).exists()


def test_times_lie_between_publication_and_now(quiz):
    simulate(quiz=quiz.article.slug)

    times = Attempt.objects.values_list("submitted_at", flat=True)
    assert min(times) >= datetime(2026, 2, 1, tzinfo=UTC)
    assert max(times) <= timezone.now()
    for post in Attempt.objects.filter(phase=Phase.POST):
        pre = Attempt.objects.filter(learner=post.learner, phase=Phase.PRE).first()
        assert pre is None or pre.submitted_at <= post.submitted_at


def test_same_seed_again_changes_nothing(quiz):
    simulate(quiz=quiz.article.slug)
    before = snapshot()

    assert simulate(quiz=quiz.article.slug).endswith("40 simulated learners, 0 new attempts.\n")
    assert snapshot() == before


def test_all_quizzes_that_readers_can_take(quiz):
    other = make_published_quiz()
    planned = make_article()
    make_version(planned, live_from=datetime(2999, 1, 1, tzinfo=UTC))
    make_published_quiz(article=planned)

    simulate(10, all=True)

    assert set(Attempt.objects.values_list("quiz", flat=True)) == {quiz.pk, other.pk}
    assert Learner.objects.count() == 10


def test_quiz_after_reading_only_gets_no_answers_before(quiz):
    show_quiz(quiz, mode=Quiz.Mode.POST)
    simulate(quiz=quiz.article.slug)
    assert set(Attempt.objects.values_list("phase", flat=True)) == {"post"}

    show_quiz(quiz, mode=Quiz.Mode.PRE_POST)
    simulate(quiz=quiz.article.slug)

    learners_after = Attempt.objects.filter(phase=Phase.POST).values("learner")
    assert not Attempt.objects.filter(phase=Phase.PRE, learner__in=learners_after).exists()


def test_long_work_shows_progress(quiz, monkeypatch):
    monkeypatch.setattr(simulate_learners, "PROGRESS_EVERY", 5)

    assert f"{quiz.article.slug}: 5 of 7 learners\n" in simulate(7, quiz=quiz.article.slug)


@pytest.mark.parametrize("arguments", [{"quiz": "nothing"}, {"all": True, "learners": -1}])
def test_what_cannot_be_simulated_is_refused(quiz, arguments):
    with pytest.raises(CommandError):
        simulate(**arguments)


def test_either_one_quiz_or_all(quiz):
    with pytest.raises(CommandError):
        simulate()
    with pytest.raises(CommandError):
        call_command("simulate_learners", "--all", "--quiz", "x", "--learners", "1", "--seed", "1")
