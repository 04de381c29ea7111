from datetime import timedelta

import pytest

from quizzes.corrections import correct_key
from quizzes.models import Option, Phase, Question
from quizzes.versions import current_version, ordered_options, revision
from tests import factories
from tests.factories import NOW


def test_current_version_is_minted_once_for_unchanged_content(db):
    question = factories.make_question()

    first, second = current_version(question, NOW), current_version(question, NOW + timedelta(days=1))

    assert (first.pk, first.number, first.series) == (second.pk, 1, 1)


@pytest.mark.parametrize(
    ("change", "series"),
    [
        (lambda q: q.options.filter(order=0).update(feedback="Better feedback."), 1),
        (lambda q: type(q).objects.filter(pk=q.pk).update(rationale="<p>Other.</p>"), 1),
        (lambda q: type(q).objects.filter(pk=q.pk).update(stem="Another stem?"), 2),
        (lambda q: q.options.filter(order=0).update(text="Another option"), 2),
        (lambda q: (q.options.update(is_key=False), q.options.filter(order=0).update(is_key=True)), 2),
        (lambda q: q.options.filter(order=0).delete(), 2),
    ],
)
def test_change_of_stem_options_or_key_starts_a_series_and_other_changes_do_not(db, change, series):
    question = factories.make_question()
    current_version(question, NOW)
    change(question)

    version = current_version(type(question).objects.get(pk=question.pk), NOW)

    assert (version.number, version.series) == (2, series)


def test_version_keeps_the_order_of_the_version_before(db):
    question = factories.make_question(options=[f"Option {n}" for n in range(8)], key=0)
    first = current_version(question, NOW)
    question.options.filter(order=3).update(text="Option three")

    second = current_version(question, NOW)

    assert [option.slot for option in second.options.all()] == [option.slot for option in first.options.all()]


def test_key_has_no_favoured_place(db):
    places = [
        next(
            option.order
            for option in current_version(factories.make_question(key=0), NOW).options.all()
            if option.is_key
        )
        for _ in range(60)
    ]

    assert set(places) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("words", "keep", "expected"),
    [
        (["30%", "5%", "12.5%"], False, ["5%", "12.5%", "30%"]),
        (["10", "9", "8"], True, ["10", "9", "8"]),
    ],
)
def test_ordered_options_sorts_numbers_unless_the_editor_fixed_the_order(words, keep, expected):
    options = [Option(slot=str(n), text=text, order=n) for n, text in enumerate(words)]

    assert [one.text for one in ordered_options(options, keep=keep, previous=[], seed=1)] == expected


@pytest.fixture
def answered(hub):
    """A question whose only version was answered once."""
    quiz = factories.make_published_quiz()
    factories.make_attempt(quiz, Phase.PRE, [2])
    return quiz.questions.get()


@pytest.mark.parametrize(
    ("edit", "said", "series"),
    [
        ({"stem": "Which trial exactly?"}, "wording", 1),
        ({"stem": "Which trial exactly?"}, "meaning", 2),
        ({"stem": "Which trial exactly?"}, "", 2),
        ({"rationale": "<p>Other.</p>"}, "", 1),
    ],
)
def test_word_of_the_editor_decides_for_an_answered_question(answered, edit, said, series):
    Question.objects.filter(pk=answered.pk).update(**edit, change=said)
    question = Question.objects.get()

    version = current_version(question, NOW)

    question.refresh_from_db()
    assert (version.number, version.series, question.change) == (2, series, "")


def test_option_that_came_or_went_starts_a_series_whatever_was_said(answered):
    answered.options.filter(order=0).delete()
    Question.objects.update(change="wording")

    assert current_version(Question.objects.get(), NOW).series == 2


def test_correction_of_the_key_mints_no_version(db, rhea):
    question = factories.make_question(key=2)
    first = current_version(question, NOW)
    correct_key(question=question, series=1, slot="1", reason="Wrong key", actor=rhea, seen=0)

    again = current_version(Question.objects.get(), NOW)

    assert again.pk == first.pk


def test_new_feedback_after_a_correction_stays_in_the_series(answered, rhea):
    correct_key(question=answered, series=1, slot="1", reason="Wrong key", actor=rhea, seen=0)
    answered.options.filter(slot="1").update(feedback="Right after all.")
    Question.objects.update(change="wording")

    version = current_version(Question.objects.get(), NOW)

    assert (version.number, version.series, [one.slot for one in version.options.all() if one.is_key]) == (2, 1, ["1"])


def test_revision_counts_the_answers_it_concerns(answered):
    assert (revision(answered).n_answers, revision(answered).needs_word) == (1, False)

    Question.objects.update(stem="Other words?")

    assert revision(Question.objects.get()).needs_word
