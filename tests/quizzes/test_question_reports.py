"""One question over all its quizzes, by the code of the quiz report."""

import pytest

from hub.shares import Share
from quizzes.models import Phase, PinnedQuestion, Question, Quiz
from quizzes.question_reports import question_statistics, right_answers
from quizzes.reports import quiz_report
from tests import factories
from tests.answered import KEY, WRONG, make_answers, make_sixty_pairs, store_attempts

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return factories.make_published_quiz()


def second_quiz(question: Question) -> Quiz:
    """Another published quiz that shows the question's version."""
    article = factories.make_article()
    quiz = Quiz.objects.create(article=article)
    version = factories.make_version(article)
    PinnedQuestion.objects.create(article_version=version, quiz=quiz, question_version=question.versions.get(), order=0)
    return quiz


def test_numbers_are_those_of_the_quiz_report(quiz):
    make_sixty_pairs(quiz)

    statistics = question_statistics(Question.objects.get())

    report, beside = statistics.series[0].report, quiz_report(quiz).questions[0]
    assert (report.before, report.after, report.options, report.transitions, report.exclusions) == (
        beside.before, beside.after, beside.options, beside.transitions, beside.exclusions,
    )  # fmt: skip
    assert (report.before, report.after) == (Share(26, 60), Share(40, 60))
    assert report.change.pairs == beside.change.pairs
    assert (statistics.quizzes, statistics.has_simulated) == ((quiz,), False)


def test_two_quizzes_add_up(quiz):
    question = Question.objects.get()
    make_answers(quiz, 3, [KEY], [KEY])
    other = second_quiz(question)
    learners = make_answers(other, 2, [WRONG], [KEY], is_simulated=True)
    store_attempts(quiz, Phase.PRE, learners, [WRONG])

    statistics = question_statistics(question)

    assert (statistics.series[0].report.before, statistics.series[0].report.after) == (Share(3, 7), Share(5, 5))
    assert (len(statistics.quizzes), statistics.has_simulated) == (2, True)


def test_discrimination_needs_thirty_learners_and_another_question():
    quiz = factories.make_published_quiz(2)
    first = Question.objects.order_by("pk").first()
    make_answers(quiz, 15, [KEY, KEY])
    make_answers(quiz, 14, [WRONG, WRONG])
    assert question_statistics(first).series[0].discrimination is None

    make_answers(quiz, 1, [WRONG, WRONG])
    assert question_statistics(first).series[0].discrimination == pytest.approx(100)

    make_answers(quiz, 15, [WRONG, KEY])
    make_answers(quiz, 15, [KEY, WRONG])
    assert question_statistics(first).series[0].discrimination == pytest.approx(0)
    assert question_statistics(first).series[0].has_low_discrimination


def test_question_alone_in_its_quiz_has_no_discrimination(quiz):
    make_sixty_pairs(quiz)

    assert question_statistics(Question.objects.get()).series[0].discrimination is None


def test_queries_do_not_grow(quiz, django_assert_num_queries):
    question = Question.objects.get()
    make_answers(quiz, 2, [KEY], [KEY])
    for _ in range(2):
        with django_assert_num_queries(8):
            question_statistics(question)
        make_answers(second_quiz(question), 2, [WRONG], [KEY])


def test_right_answers_are_of_the_newest_series_and_without_flagged_attempts(quiz, django_assert_num_queries):
    question, unasked = Question.objects.get(), factories.make_question()
    make_answers(quiz, 2, [WRONG], [KEY])
    factories.flag(factories.make_attempt(quiz, Phase.PRE, [2]), "staff")

    with django_assert_num_queries(1):
        found = right_answers([question, unasked])

    assert found == {question.pk: {"pre": Share(0, 2), "post": Share(2, 2)}}
