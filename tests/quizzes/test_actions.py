from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, OperationalError, connection

from hub import transactions
from hub.models import Learner, LearnerLink
from quizzes.actions import Circumstances, Given, IncompleteError, PhaseClosedError, submit_attempt
from quizzes.models import Answer, Attempt, AttemptFlag, Phase
from quizzes.sittings import pinned_questions
from tests.factories import NOW, make_attempt, make_published_quiz, make_version

pytestmark = pytest.mark.django_db

UTC = ZoneInfo("UTC")
LOCKS = connection.vendor == "postgresql"


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


def pins_of(quiz):
    return pinned_questions(quiz.article.versions.get().pk)


def choices(pins, *places, confidence=None):
    """Answers by question version; a place is the index of the option, None says "I do not know"."""
    return {
        pin.question_version.pk: Given(
            None if place is None else pin.question_version.options.all()[place].pk, confidence
        )
        for pin, place in zip(pins, places, strict=True)
    }


def submit(quiz, *places, **fields):
    pins = fields.pop("pins", None) or pins_of(quiz)
    answers = fields.pop("answers", None) or choices(pins, *places)
    values = {
        "quiz": quiz,
        "pins": pins,
        "answers": answers,
        "learner_id": uuid4(),
        "phase": Phase.PRE,
    }
    how = {"nonce": uuid4().hex, "opened_at": NOW - timedelta(minutes=1), "now": NOW, "language": "en"}
    how |= {name: fields.pop(name) for name in Circumstances.__dataclass_fields__ if name in fields}
    return submit_attempt(**values | fields, circumstances=Circumstances(**how))


def stored(attempt):
    answers = attempt.answers.order_by("question_version__stem")
    return [(answer.option and answer.option.text, answer.was_correct, answer.confidence) for answer in answers]


def test_attempt_is_stored_with_all_answers_graded(quiz):
    learner_id = uuid4()

    attempt = submit(quiz, 2, 0, learner_id=learner_id, nonce="n1")

    attempt.refresh_from_db()
    assert stored(attempt) == [("Gamma", True, None), ("Alpha", False, None)]
    assert (attempt.learner_id, attempt.phase, attempt.nonce) == (learner_id, "pre", "n1")
    assert (attempt.opened_at, attempt.submitted_at) == (NOW - timedelta(minutes=1), NOW)
    assert (attempt.article_version, attempt.language) == (quiz.article.versions.get(), "en")
    assert not AttemptFlag.objects.exists()


def test_i_do_not_know_is_an_answer_that_is_not_correct(quiz):
    pins = pins_of(quiz)

    attempt = submit(quiz, pins=pins, answers=choices(pins, None, 2, confidence=5))

    assert stored(attempt) == [(None, False, 5), ("Gamma", True, 5)]


def test_learner_is_enrolled_with_the_first_attempt(quiz):
    learner_id = uuid4()
    submit(quiz, 0, 0, learner_id=learner_id)
    submit(quiz, 0, 0, learner_id=learner_id, phase=Phase.POST)

    assert list(Learner.objects.values_list("pk", "is_simulated")) == [(learner_id, False)]


def test_account_without_learner_is_linked(quiz):
    attempt = submit(quiz, 0, 0, account="a" * 64)

    assert LearnerLink.objects.get(account_mac="a" * 64).learner_id == attempt.learner_id


def test_second_submission_of_the_same_phase_changes_nothing(quiz):
    learner_id = uuid4()
    first = submit(quiz, 2, 2, learner_id=learner_id)

    second = submit(quiz, 0, 0, learner_id=learner_id)

    assert second == first
    assert stored(first) == [("Gamma", True, None), ("Gamma", True, None)]
    assert Attempt.objects.count() == 1


def test_same_nonce_again_is_the_stored_attempt(quiz):
    """The learner of a stored attempt may have changed since: the nonce alone finds it."""
    first = submit(quiz, 2, 2, nonce="n1")

    assert submit(quiz, 0, 0, nonce="n1") == first
    assert (Attempt.objects.count(), Answer.objects.count(), Learner.objects.count()) == (1, 2, 1)


def test_attempt_of_a_merged_learner_goes_to_the_one_it_was_merged_into(quiz):
    kept = Learner.objects.create()
    merged = Learner.objects.create(merged_into=kept)

    assert submit(quiz, 0, 0, learner_id=merged.pk).learner == kept


def test_pre_after_a_post_is_refused(quiz):
    learner_id = uuid4()
    submit(quiz, 0, 0, learner_id=learner_id, phase=Phase.POST)

    with pytest.raises(PhaseClosedError):
        submit(quiz, 0, 0, learner_id=learner_id)

    assert list(Attempt.objects.values_list("phase", flat=True)) == ["post"]


def test_repeated_pre_after_a_post_is_acknowledged(quiz):
    learner_id = uuid4()
    pre = submit(quiz, 0, 0, learner_id=learner_id)
    submit(quiz, 0, 0, learner_id=learner_id, phase=Phase.POST)

    assert submit(quiz, 2, 2, learner_id=learner_id) == pre


def test_attempts_of_staff_are_flagged(quiz):
    attempt = submit(quiz, 0, 0, flags=frozenset({"staff"}))

    assert list(attempt.flags.values_list("kind", "flagged_at")) == [("staff", NOW)]
    assert not Attempt.objects.counted().exists()


def test_repeat_by_staff_flags_nothing_that_stood_before(quiz):
    learner_id = uuid4()
    submit(quiz, 0, 0, learner_id=learner_id)

    assert not submit(quiz, 0, 0, learner_id=learner_id, flags=frozenset({"staff"})).flags.exists()


def test_question_without_an_answer_stores_nothing(quiz):
    pins = pins_of(quiz)
    answers = choices(pins, 2, 2)
    del answers[pins[1].question_version.pk]

    with pytest.raises(IncompleteError):
        submit(quiz, pins=pins, answers=answers)

    assert (Attempt.objects.count(), Learner.objects.count()) == (0, 0)


def test_option_of_another_question_stores_nothing(quiz):
    pins = pins_of(quiz)
    foreign = pins[0].question_version.options.get(is_key=True).pk
    answers = choices(pins, 2, 2) | {pins[1].question_version.pk: Given(foreign)}

    with pytest.raises(IncompleteError):
        submit(quiz, pins=pins, answers=answers)

    assert Attempt.objects.count() == 0


def test_answers_to_questions_not_shown_are_not_counted(quiz):
    other = make_published_quiz()
    pins = pins_of(quiz)
    answers = choices(pins, 0, 0) | choices(pins_of(other), 2)

    assert stored(submit(quiz, pins=pins, answers=answers)) == [("Alpha", False, None), ("Alpha", False, None)]


def test_quiz_without_questions_stores_nothing(quiz):
    with pytest.raises(IncompleteError):
        submit_attempt(
            quiz=quiz,
            pins=[],
            learner_id=uuid4(),
            phase=Phase.PRE,
            answers={},
            circumstances=Circumstances(nonce="n", now=NOW, language="en"),
        )


def test_attempt_belongs_to_the_version_whose_questions_were_shown(quiz):
    pins = pins_of(quiz)
    make_version(quiz.article)

    assert submit(quiz, 0, 0, pins=pins).article_version.number == 1


def test_conflict_that_is_no_repeat_is_an_error(quiz):
    with pytest.raises(IntegrityError):
        submit(quiz, 0, 0, language=None)


def test_first_answers_stand_beside_those_of_others(quiz):
    make_attempt(quiz, Phase.PRE, [0, 0])

    submit(quiz, 2, 2)

    assert Attempt.objects.count() == 2


def test_submitting_takes_a_fixed_number_of_queries(hub, django_assert_num_queries):
    small, large = make_published_quiz(questions=1), make_published_quiz(questions=3)
    small_pins, large_pins = pins_of(small), pins_of(large)

    # Keys, learner, attempt, answers, their contribution; and the savepoint around them; on PostgreSQL a lock besides.
    # Nothing is asked about a learner who is new.
    with django_assert_num_queries(5 + 2 + LOCKS):
        submit(small, zone=UTC, pins=small_pins, answers=choices(small_pins, 0))
    with django_assert_num_queries(5 + 2 + LOCKS):
        submit(large, zone=UTC, pins=large_pins, answers=choices(large_pins, 0, 0, 0))


def test_submitting_for_a_known_learner_takes_a_fixed_number_of_queries(quiz, django_assert_num_queries):
    learner, pins = Learner.objects.create(), pins_of(quiz)

    # Besides: the learner's lock, what stands already, drafts.
    with django_assert_num_queries(5 + 3 + 2 + LOCKS):
        submit(quiz, zone=UTC, learner_id=learner.pk, pins=pins, answers=choices(pins, 0, 0))


@pytest.mark.django_db(transaction=True)
def test_try_that_was_refused_leaves_nothing_in_the_next(quiz, monkeypatch):
    """Between two tries another learner takes the row numbers that the first try had been given and lost."""
    refused = []

    def refuse_once(execute, sql, params, many, context):
        if "quizzes_attemptflag" in sql and not refused:
            refused.append(sql)
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    monkeypatch.setattr(transactions.time, "sleep", lambda seconds: submit(quiz, 0, 0))
    with connection.execute_wrapper(refuse_once):
        attempt = submit(quiz, 2, 1, flags=frozenset({"staff"}))

    assert len(refused) == 1
    assert stored(attempt) == [("Gamma", True, None), ("Beta", False, None)]
    assert (Attempt.objects.count(), Answer.objects.count()) == (2, 4)
