"""What reports say of answers weeks later: shares, and the change of those who answered all three times."""

from datetime import timedelta

import pytest

from hub.stats import Pairs, newcombe_paired, wilson
from quizzes.models import AttemptFlag, Phase
from quizzes.report_rows import question_rows
from quizzes.reports import quiz_report
from quizzes.sentences import later_sentence
from tests.answered import KEY, WRONG, make_answers, store_attempts
from tests.factories import NOW, flag, make_published_quiz

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=50)


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


def thrice(quiz, n, before, after, later, **fields):
    learners = make_answers(quiz, n, [before], [after], **fields)
    return store_attempts(quiz, Phase.FOLLOW_UP, learners, [later], LATER)


def test_report_counts_who_answered_all_three_times(hub):
    quiz = make_published_quiz(questions=2)
    thrice = make_answers(quiz, 3, [WRONG, WRONG], [KEY, KEY])
    make_answers(quiz, 2, [WRONG, WRONG], [KEY, KEY])
    late = make_answers(quiz, 1, [WRONG, WRONG], [KEY, KEY], after_at=NOW + timedelta(days=31))
    post_only = make_answers(quiz, 1, after=[KEY, KEY])
    store_attempts(quiz, Phase.FOLLOW_UP, [*thrice, *late, *post_only], [KEY, WRONG], NOW + timedelta(days=80))

    learners = quiz_report(quiz).learners

    assert (learners.follow_up, learners.matched, learners.all_three) == (5, 5, 3)


def test_only_matched_learners_enter_the_change_weeks_later(quiz):
    thrice(quiz, 3, WRONG, KEY, KEY)
    thrice(quiz, 2, KEY, KEY, WRONG)
    thrice(quiz, 1, WRONG, WRONG, KEY)
    thrice(quiz, 1, WRONG, WRONG, WRONG)
    thrice(quiz, 1, WRONG, KEY, KEY, after_at=NOW + timedelta(days=31))
    store_attempts(quiz, Phase.FOLLOW_UP, make_answers(quiz, 1, after=[KEY]), [KEY], LATER)
    make_answers(quiz, 4, [WRONG], [KEY])
    for attempt in (
        thrice(quiz, 1, WRONG, KEY, KEY)[0],
        thrice(quiz, 1, WRONG, KEY, KEY)[0].learner.attempts.get(phase="pre"),
    ):
        flag(attempt, AttemptFlag.Kind.STAFF)

    (question,) = quiz_report(quiz).questions

    assert question.later.pairs == Pairs(retained=3, unlearned=2, learned=1, never=1)
    assert (question.follow_up.count, question.follow_up.n) == (7, 10)
    assert later_sentence(question) == (
        "Weeks later 7 of 10 (70%, 95% CI 40 to 89) were correct. Of 7 learners who answered all three times, 5 were "
        "correct after reading and 4 weeks later; too few for an estimate."
    )


def test_change_weeks_later_is_paired_with_its_interval(quiz):
    thrice(quiz, 14, WRONG, KEY, KEY)
    thrice(quiz, 9, WRONG, KEY, WRONG)
    thrice(quiz, 1, WRONG, WRONG, KEY)

    report = quiz_report(quiz)
    (question,) = report.questions
    row = next(question_rows(report))

    pairs = Pairs(retained=14, unlearned=9, learned=1, never=0)
    interval, share = newcombe_paired(pairs), wilson(15, 24)
    assert question.later.interval == interval
    assert (row.thrice_learners, row.thrice_after_right, row.thrice_later_right) == (24, 23, 15)
    assert (row.later_change_points, row.later_change_lower, row.later_change_upper) == pytest.approx(
        (-100 / 3, 100 * interval.lower, 100 * interval.upper), abs=0.01
    )
    assert (row.all_follow_up_pct, row.all_follow_up_lower, row.all_follow_up_upper) == pytest.approx(
        (62.5, 100 * share.lower, 100 * share.upper), abs=0.01
    )
    assert "Among 24 learners who answered all three times, correct answers fell from 96%" in later_sentence(question)


@pytest.mark.parametrize(
    ("again", "said"),
    [(0, ""), (1, "Weeks later 1 of 1 were correct. Nobody of them answered all three times.")],
)
def test_nothing_is_said_of_nobody(quiz, again, said):
    make_answers(quiz, 3, [WRONG], [KEY])
    if again:
        store_attempts(quiz, Phase.FOLLOW_UP, make_answers(quiz, 1, after=[KEY]), [KEY], LATER)

    assert later_sentence(quiz_report(quiz).questions[0]) == said


def test_page_tells_it_without_a_further_query(quiz, client, ben, django_assert_num_queries):
    thrice(quiz, 3, WRONG, KEY, KEY)
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(f"/staff/reports/quizzes/{quiz.pk}/").content.decode()

    assert "Of 3 learners who answered all three times, 3 were correct after reading and 3 weeks later" in page
    with django_assert_num_queries(8):
        quiz_report(quiz)
