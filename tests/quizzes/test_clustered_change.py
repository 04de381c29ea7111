"""The change over some questions of a quiz, from the answers themselves."""

import pytest

from hub.stats import LearnerSums, Pairs
from quizzes.change import NO_CHANGE, QuizChange
from quizzes.clustered_change import pooled_change
from tests.answered import KEY, WRONG, make_answers, store_attempts
from tests.factories import flag, make_published_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(3)


def series(quiz, *places):
    pins = list(quiz.pins.order_by("order").values_list("question_version__question", flat=True))
    return [(pins[place], 1) for place in places]


def test_only_these_questions_are_pooled_by_learner(quiz):
    make_answers(quiz, 3, [WRONG, WRONG, KEY], [KEY, KEY, WRONG])
    make_answers(quiz, 2, [KEY, WRONG, KEY], [WRONG, WRONG, WRONG])
    make_answers(quiz, 5, [KEY, KEY, KEY])

    # 3 learners gain two of two, 2 learners lose one of two.
    assert pooled_change(quiz.pk, series(quiz, 0, 1)) == QuizChange(
        Pairs(retained=0, unlearned=2, learned=6, never=2),
        LearnerSums(learners=5, answers=10, change=4, change_squares=14, change_answers=8, answer_squares=20),
    )


def test_flagged_attempts_and_other_quizzes_are_left_out(quiz):
    (learner,) = make_answers(quiz, 1, [WRONG] * 3, [KEY] * 3)
    flag(learner.attempts.first())
    other = make_published_quiz()
    store_attempts(other, "pre", [learner], [WRONG])

    assert pooled_change(quiz.pk, series(quiz, 0)) == NO_CHANGE


def test_no_question_asks_nothing(quiz, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert pooled_change(quiz.pk, []) == NO_CHANGE
