import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hub.models import Learner
from quizzes import integrity
from quizzes.integrity import StoredAnswers, stored_answers
from quizzes.models import Attempt, Phase
from tests.factories import NOW, flag, make_attempt, make_published_quiz
from tests.taking import options_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


def pattern(quiz, *places):
    return ",".join(
        "-" if place is None else str(options_of(quiz, number)[place].pk)
        for number, place in enumerate(places, start=1)
    )


def verify(*arguments):
    """What the command prints, and the status it exits with."""
    out = StringIO()
    try:
        call_command("verify_answers", *arguments, stdout=out, stderr=StringIO())
    except SystemExit as error:
        return out.getvalue(), error.code
    return out.getvalue(), 0


def test_nothing_stored_is_whole(db):
    assert stored_answers(Attempt.objects.all()) == StoredAnswers(0, 0, 0, 0, {})


def test_attempts_answers_and_sheets_are_counted(quiz):
    make_attempt(quiz, Phase.PRE, [0, 2])
    make_attempt(quiz, Phase.POST, [0, 2])
    make_attempt(quiz, Phase.PRE, [2, None])

    assert stored_answers(Attempt.objects.all()) == StoredAnswers(
        attempts=3,
        answers=6,
        incomplete=0,
        duplicates=0,
        patterns=dict(sorted([(pattern(quiz, 0, 2), 2), (pattern(quiz, 2, None), 1)])),
    )


def test_sheet_is_in_question_order(quiz):
    """Answers are read in no order; the pins of the version give it."""
    attempt = make_attempt(quiz, Phase.PRE, [1, 3])

    assert list(stored_answers(Attempt.objects.filter(pk=attempt.pk)).patterns) == [pattern(quiz, 1, 3)]


def test_attempt_with_too_few_answers_is_incomplete(quiz):
    pins = list(quiz.pins.order_by("order"))
    half = Attempt.objects.create(
        learner=Learner.objects.create(),
        quiz=quiz,
        phase=Phase.PRE,
        article_version=pins[0].article_version,
        nonce="half",
        submitted_at=NOW,
        submitted_on=NOW.date(),
        language="en",
        n_shown=2,
    )
    half.answers.create(question_version=pins[0].question_version, option=None, was_correct=False)
    make_attempt(quiz, Phase.PRE, [0, 0])

    stored = stored_answers(Attempt.objects.all())

    assert (stored.attempts, stored.answers, stored.incomplete, stored.is_whole) == (2, 3, 1, False)


def test_attempt_without_any_answer_is_incomplete(quiz):
    Attempt.objects.create(
        learner=Learner.objects.create(),
        quiz=quiz,
        phase=Phase.PRE,
        article_version=quiz.article.versions.get(),
        nonce="none",
        submitted_at=NOW,
        submitted_on=NOW.date(),
        language="en",
        n_shown=2,
    )

    assert stored_answers(Attempt.objects.all()) == StoredAnswers(1, 0, 1, 0, {"": 1})


def test_flagged_attempts_are_counted(quiz):
    attempt = make_attempt(quiz, Phase.PRE, [0, 0])
    flag(attempt, "staff")

    assert stored_answers(Attempt.objects.all()).attempts == 1


def test_progress_is_told_by_the_chunk(quiz, monkeypatch):
    monkeypatch.setattr(integrity, "CHUNK", 2)
    for _ in range(5):
        make_attempt(quiz, Phase.PRE, [0, 0])
    told = []

    stored_answers(Attempt.objects.all(), told.append)

    assert told == [2, 4]


def test_whole_database_takes_a_fixed_number_of_queries(quiz, django_assert_num_queries):
    for _ in range(3):
        make_attempt(quiz, Phase.PRE, [0, 0])

    with django_assert_num_queries(3):
        stored_answers(Attempt.objects.all())


def test_command_prints_one_json_object(quiz):
    make_attempt(quiz, Phase.PRE, [0, 2])

    printed, status = verify("--json")

    assert status == 0
    assert json.loads(printed) == {
        "attempts": 1,
        "answers": 2,
        "incomplete": 0,
        "duplicates": 0,
        "patterns": {pattern(quiz, 0, 2): 1},
    }


def test_command_reads_one_quiz(quiz):
    make_attempt(quiz, Phase.PRE, [0, 2])
    make_attempt(make_published_quiz(), Phase.PRE, [0])

    assert verify("--quiz", quiz.article.slug) == ("Attempts: 1, answers: 2, incomplete: 0, duplicates: 0.\n", 0)


def test_command_fails_when_something_is_missing(quiz):
    attempt = make_attempt(quiz, Phase.PRE, [0, 0])
    Attempt.objects.create(
        learner=Learner.objects.create(),
        quiz=quiz,
        phase=Phase.PRE,
        article_version=attempt.article_version,
        nonce="none",
        submitted_at=NOW,
        submitted_on=NOW.date(),
        language="en",
        n_shown=2,
    )

    assert verify() == ("Attempts: 2, answers: 2, incomplete: 1, duplicates: 0.\n", 1)


def test_command_refuses_an_unknown_quiz(db):
    with pytest.raises(CommandError, match="No article with the slug nothing has a quiz"):
        call_command("verify_answers", quiz="nothing")
