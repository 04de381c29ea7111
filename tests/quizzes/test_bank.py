"""The question bank: places in quizzes, and copies."""

import pytest

from quizzes.bank import Placed, copy_questions, place_in_quiz
from quizzes.models import Quiz, QuizQuestion
from tests import factories

pytestmark = pytest.mark.django_db


def test_questions_join_the_end_of_a_quiz_once():
    asked, new, other = (factories.make_question(stem=stem) for stem in ("Asked?", "New?", "Other?"))
    retired = factories.make_question(retired_at=factories.NOW)
    quiz = Quiz.objects.create(article=factories.make_article())
    QuizQuestion.objects.create(quiz=quiz, question=asked, key="q2", order=7)

    placed = place_in_quiz(quiz=quiz, questions=[new, asked, retired, other])

    assert placed == Placed(added=(new, other), present=(asked,), retired=(retired,))
    assert list(quiz.lines.values_list("question__stem", "key", "order")) == [
        ("Asked?", "q2", 7),
        ("New?", "q1", 8),
        ("Other?", "q3", 9),
    ]


def test_copy_is_unanswered_in_no_quiz_and_has_slots_of_its_own():
    quiz = factories.make_published_quiz()
    factories.make_attempt(quiz, "pre", [2])
    question = quiz.lines.get().question
    question.options.filter(slot="2").update(slot="x9")
    type(question).objects.update(external_id="q1", bloom="apply", rationale="<p>So</p>", retired_at=factories.NOW)
    question.refresh_from_db()

    (copy,) = copy_questions(questions=[question])

    assert (copy.stem, copy.bloom, copy.rationale, copy.external_id, copy.retired_at) == (
        "Question 1?", "apply", "<p>So</p>", "", None,
    )  # fmt: skip
    assert list(copy.options.values_list("slot", "text", "is_key", "feedback"))[1:3] == [
        ("2", "Beta", False, "About Beta."),
        ("3", "Gamma", True, "About Gamma."),
    ]
    assert (copy.lines.count(), copy.versions.count()) == (0, 0)
