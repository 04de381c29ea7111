"""Which answers enter the report of confidence, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.stats import LearnerSums, Pairs
from quizzes.confidence_reports import confidence_report
from quizzes.cut import Cut, Evidence
from quizzes.models import Attempt, Phase
from tests.answered import KEY, WRONG, make_answers
from tests.factories import NOW, flag, make_article, make_published_quiz, show_quiz
from tests.follow_ups import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2, article=make_article(hub), confidence=True)


def two(quiz, n, **fields):
    """n learners who were sure and wrong at the first question, then sure and right; unsure and right at the second."""
    return make_answers(quiz, n, [WRONG, KEY], [KEY, KEY], sure_before=[5, 2], sure_after=[4, 3], **fields)


def test_report_counts_matched_pairs_that_state_confidence_twice(quiz):
    two(quiz, 3)
    make_answers(quiz, 2, [WRONG, WRONG], [WRONG, WRONG], sure_before=[4, 1], sure_after=[5, 4])
    # Left out: no confidence after, before only, too late, flagged.
    make_answers(quiz, 4, [WRONG, KEY], [KEY, KEY], sure_before=[5, 5])
    make_answers(quiz, 4, before=[WRONG, KEY], sure_before=[5, 5])
    two(quiz, 4, after_at=NOW + timedelta(days=31))
    (flagged,) = two(quiz, 1)
    flag(Attempt.objects.get(learner=flagged, phase=Phase.PRE))

    report = confidence_report(quiz)

    first, second = report.questions
    assert (first.head.stem, second.head.stem) == ("Question 1?", "Question 2?")
    assert (first.before, first.after) == ((0, 0, 0, 2, 3), (0, 0, 0, 3, 2))
    assert first.confidently_wrong.pairs == Pairs(retained=2, unlearned=3, learned=0, never=0)
    assert second.confidently_wrong.pairs == Pairs(retained=0, unlearned=0, learned=2, never=3)
    # Three learners one less over two questions each, two learners one more.
    assert report.change.sums == LearnerSums(5, 10, -1, 5, -2, 20)
    assert report.change.pairs == Pairs(2, 3, 2, 3)


def test_i_do_not_know_can_be_confident_and_is_wrong(quiz):
    make_answers(quiz, 1, [None, KEY], [KEY, KEY], sure_before=[5, 2], sure_after=[5, 2])

    assert confidence_report(quiz).questions[0].square_before.confident_wrong == 1


def test_cut_restricts_the_pairs(quiz):
    two(quiz, 1, country="DE")
    two(quiz, 2, country="FR", before_at=NOW - timedelta(days=1), after_at=NOW + timedelta(days=1))

    def n(**cut):
        questions = confidence_report(quiz, Cut(**cut)).questions
        return questions[0].n if questions else 0

    version = quiz.article.versions.get().pk
    assert n(country="FR") == 2
    assert (n(first=date(2026, 3, 3)), n(last=date(2026, 3, 2))) == (2, 1)
    assert (n(language="en"), n(language="de")) == (3, 0)
    assert (n(version=version), n(version=version + 1)) == (3, 0)
    assert n(without=frozenset({Evidence.HASTY})) == 2
    assert n(without=frozenset({Evidence.NOT_READ})) == 0
    assert n(without=frozenset({Evidence.READ_BEFORE})) == 3


def test_withdrawn_question_is_left_out(quiz, rhea):
    two(quiz, 2)
    withdraw(quiz, rhea, 0)

    report = confidence_report(quiz)

    assert [question.head.stem for question in report.questions] == ["Question 2?"]
    assert report.change.sums.answers == 2


def test_quiz_that_never_asked_has_no_report(hub):
    quiz = make_published_quiz()
    make_answers(quiz, 3, [WRONG], [KEY])

    assert confidence_report(quiz) is None


def test_quiz_that_asked_in_an_earlier_version_keeps_its_report(quiz):
    two(quiz, 2)
    show_quiz(quiz, confidence=True)
    type(quiz).objects.filter(pk=quiz.pk).update(confidence=False)
    quiz.refresh_from_db()

    assert confidence_report(quiz).questions[0].n == 2


def test_quiz_without_answers_has_no_questions(quiz):
    assert confidence_report(quiz).questions == ()


def test_query_count_does_not_grow(quiz):
    for n in (1, 3):
        two(quiz, n)
        with CaptureQueriesContext(connection) as captured:
            confidence_report(quiz)
        assert len([one for one in captured if "statement_timeout" not in one["sql"]]) == 4
