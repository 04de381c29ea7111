"""Which answers enter the items and scores of a quiz, and what they cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.shares import Share
from quizzes.corrections import correct_key
from quizzes.cut import Cut
from quizzes.item_reports import item_analysis
from quizzes.models import Attempt, Phase
from tests.answered import KEY, WRONG, make_answers
from tests.factories import (
    NOW,
    flag,
    freeze_question,
    make_article,
    make_published_quiz,
    make_question,
    make_version,
)
from tests.follow_ups import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=3, article=make_article(hub))


def shares(analysis):
    return [(item.before.right, item.after.right) for item in analysis.items]


def test_items_count_learners_who_answered_everything_both_times(quiz):
    make_answers(quiz, 3, [KEY, WRONG, WRONG], [KEY, KEY, WRONG])
    make_answers(quiz, 2, [WRONG, WRONG, KEY], [KEY, KEY, KEY])
    # Not matched: one phase only, a second attempt after 31 days, a flag.
    make_answers(quiz, 4, before=[KEY, KEY, KEY])
    make_answers(quiz, 4, after=[KEY, KEY, KEY])
    make_answers(quiz, 4, [KEY, KEY, KEY], [KEY, KEY, KEY], after_at=NOW + timedelta(days=31))
    (flagged,) = make_answers(quiz, 1, [KEY, KEY, KEY], [KEY, KEY, KEY])
    flag(Attempt.objects.get(learner=flagged, phase=Phase.POST))

    analysis = item_analysis(quiz)

    assert (analysis.n, analysis.n_asked) == (5, 3)
    assert [item.head.stem for item in analysis.items] == ["Question 1?", "Question 2?", "Question 3?"]
    assert shares(analysis) == [
        (Share(3, 5), Share(5, 5)),
        (Share(0, 5), Share(5, 5)),
        (Share(2, 5), Share(2, 5)),
    ]
    assert analysis.change.differences == {1: 3, 2: 2}
    assert analysis.before.learners == (0, 5, 0, 0)
    assert analysis.after.learners == (0, 0, 3, 2)


def test_i_do_not_know_is_wrong(quiz):
    make_answers(quiz, 2, [None, KEY, None], [None, None, KEY])

    assert shares(item_analysis(quiz)) == [
        (Share(0, 2), Share(0, 2)),
        (Share(2, 2), Share(0, 2)),
        (Share(0, 2), Share(2, 2)),
    ]


def test_withdrawn_question_is_no_item(quiz, rhea):
    make_answers(quiz, 2, [KEY, WRONG, WRONG], [KEY, KEY, KEY])
    withdraw(quiz, rhea, 0)

    analysis = item_analysis(quiz)

    assert [item.head.stem for item in analysis.items] == ["Question 2?", "Question 3?"]
    assert analysis.change.differences == {2: 2}


def test_corrected_key_scores_what_is_stored(quiz, rhea):
    make_answers(quiz, 2, [KEY, KEY, KEY], [WRONG, KEY, KEY])
    question = quiz.questions.get(stem="Question 1?")
    correct_key(question=question, series=1, slot="1", reason="Wrong key", actor=rhea, seen=0)

    assert shares(item_analysis(quiz))[0] == (Share(0, 2), Share(2, 2))


def test_questions_are_those_of_the_newest_version_that_was_answered(quiz):
    make_answers(quiz, 2, [KEY, WRONG, WRONG], [KEY, KEY, KEY])
    newer = make_version(quiz.article)
    for pin in quiz.pins.filter(order__lt=2):
        quiz.pins.create(article_version=newer, question_version=pin.question_version, order=1 - pin.order)

    assert [item.head.stem for item in item_analysis(quiz).items] == ["Question 1?", "Question 2?", "Question 3?"]

    make_answers(quiz, 1, [WRONG, WRONG], [WRONG, KEY])

    analysis = item_analysis(quiz)
    # Those who answered the older version answered these two questions as well.
    assert [item.head.stem for item in analysis.items] == ["Question 2?", "Question 1?"]
    assert shares(analysis) == [(Share(0, 3), Share(2, 3)), (Share(2, 3), Share(3, 3))]


def test_learners_who_were_not_asked_a_newer_question_are_left_out(quiz):
    make_answers(quiz, 4, [KEY, WRONG, WRONG], [KEY, KEY, KEY])
    newer = make_version(quiz.article)
    for pin in quiz.pins.all():
        quiz.pins.create(article_version=newer, question_version=pin.question_version, order=pin.order)
    added = freeze_question(make_question("Question 4?"))
    quiz.pins.create(article_version=newer, question_version=added, order=3)
    make_answers(quiz, 2, [KEY, WRONG, WRONG, KEY], [KEY, KEY, KEY, KEY])

    analysis = item_analysis(quiz)

    assert (analysis.n_asked, analysis.n, analysis.change.differences) == (4, 2, {2: 2})


def test_cut_restricts_the_learners(quiz):
    make_answers(quiz, 2, [KEY, WRONG, WRONG], [KEY, KEY, KEY], profession="nurse")
    make_answers(quiz, 3, [KEY, WRONG, WRONG], [KEY, KEY, WRONG], profession="physician")

    assert item_analysis(quiz, Cut(profession="nurse")).change.differences == {2: 2}
    assert item_analysis(quiz, Cut(first=date(2026, 3, 3))).n == 0


def test_other_quizzes_are_not_counted(quiz):
    make_answers(quiz, 2, [KEY, WRONG, WRONG], [KEY, KEY, KEY])
    make_answers(make_published_quiz(questions=3), 5, [KEY, KEY, KEY], [KEY, KEY, KEY])

    assert item_analysis(quiz).n == 2


def test_quiz_of_one_question_has_no_items(hub):
    quiz = make_published_quiz()
    make_answers(quiz, 40, [WRONG], [KEY])

    analysis = item_analysis(quiz)

    assert (analysis.n_asked, analysis.items, analysis.n) == (1, (), 0)


def test_quiz_without_answers_asks_nothing_yet(quiz):
    assert (item_analysis(quiz).n_asked, item_analysis(quiz).n) == (0, 0)


@pytest.mark.parametrize(("questions", "queries"), [(1, 2), (2, 3), (5, 3)])
def test_query_count_does_not_grow(hub, questions, queries):
    quiz = make_published_quiz(questions=questions)
    for n in (1, 3):
        make_answers(quiz, n, [WRONG] * questions, [KEY] * questions)
        with CaptureQueriesContext(connection) as captured:
            item_analysis(quiz)
        # Setting a time limit takes two statements on PostgreSQL.
        assert len([one for one in captured if "statement_timeout" not in one["sql"]]) == queries
