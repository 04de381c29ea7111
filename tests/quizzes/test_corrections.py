"""Correcting the key: what is stored, what it changes at once, and its undoing."""

import pytest

from articles.actions import Refused
from hub.models import AppendOnlyError, AuditEvent
from hub.shares import Share
from hub.stats import Pairs
from quizzes.analysis import AsScored
from quizzes.change import PairedChange
from quizzes.corrections import correct_key, undo_correction
from quizzes.key_outlook import key_outlook
from quizzes.models import Answer, KeyCorrection, Phase
from quizzes.reports import quiz_lines, quiz_report
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers
from tests.factories import make_published_quiz
from tests.taking import answer_all, new_client, quiz_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


@pytest.fixture
def question(quiz):
    return quiz.questions.get()


def correct(question, actor, slot="1", seen=0, reason="The registry says otherwise."):
    return correct_key(question=question, series=1, slot=slot, reason=reason, actor=actor, seen=seen)


def working_key(question) -> str:
    return question.options.get(is_key=True).slot


def test_correction_is_a_row_and_changes_the_working_key(question, rhea):
    row = correct(question, rhea)

    assert (row.number, row.series, row.previous_slot, row.slot, row.undoes) == (1, 1, "3", "1", None)
    assert working_key(question) == "1"
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor) == ("correct key", f"question {question.pk}", rhea)
    with pytest.raises(AppendOnlyError):
        row.delete()


def test_undoing_is_a_row_and_restores_the_key(question, rhea, paul):
    row = correct(question, rhea)

    undone = undo_correction(correction=row, reason="It was right.", actor=paul)

    assert (undone.number, undone.undoes, undone.slot, working_key(question)) == (2, row, "3", "3")
    with pytest.raises(Refused, match="undid a correction"):
        undo_correction(correction=undone, reason="Again", actor=paul)


def test_another_correction_may_follow_an_undoing_and_be_undone(quiz, question, rhea):
    answer_all(new_client(), quiz_url(quiz), place=1)
    undo_correction(correction=correct(question, rhea), reason="It was right.", actor=rhea)
    again = correct(question, rhea, slot="2", seen=2)
    right = [Answer.objects.scored().get().is_right]
    undo_correction(correction=again, reason="It was right after all.", actor=rhea)
    right.append(Answer.objects.scored().get().is_right)

    rows = KeyCorrection.objects.order_by("number").values_list("number", "previous_slot", "slot", "undoes__number")
    assert list(rows) == [(1, "3", "1", None), (2, "1", "3", 1), (3, "3", "2", None), (4, "2", "3", 3)]
    assert (right, working_key(question)) == ([True, False], "3")
    assert Answer.objects.get().was_correct is False


def test_second_of_two_corrections_says_what_happened_meanwhile(question, rhea, paul):
    correct(question, rhea)

    with pytest.raises(Refused, match="Rhea corrected the key: “The registry says otherwise"):
        correct(question, paul, slot="2", seen=0)
    assert KeyCorrection.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"slot": "3"}, "is the key already"),
        ({"slot": "9"}, "none of the question's"),
        ({"reason": " "}, "Give a reason"),
    ],
)
def test_correction_that_makes_no_sense_is_refused(question, rhea, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        correct(question, rhea, **wrong)


def test_writers_and_analysts_may_not_correct(question, ada, ben):
    for actor in (ada, ben):
        with pytest.raises(Refused, match="Only reviewers and publishers"):
            correct(question, actor)


def test_forms_served_now_are_graded_by_the_corrected_key(quiz, question, rhea):
    before = answer_all(new_client(), quiz_url(quiz), place=0)
    correct(question, rhea)
    after = answer_all(new_client(), quiz_url(quiz), place=0)

    assert (before.status_code, after.status_code) == (303, 303)
    assert [answer.was_correct for answer in Answer.objects.order_by("pk")] == [False, True]


def test_reports_count_by_the_corrected_key_and_keep_both_scores(quiz, question, rhea):
    make_answers(quiz, 12, [WRONG], [WRONG])
    make_answers(quiz, 9, [WRONG], [KEY])
    make_answers(quiz, 4, [OTHER_WRONG], [KEY])
    correct(question, rhea)

    report = quiz_report(quiz)

    (one,) = report.questions
    assert one.change.pairs == report.change.pairs == Pairs(retained=12, unlearned=9, learned=0, never=4)
    assert quiz_lines([quiz])[quiz.pk].change == report.change
    assert (one.before, one.after) == (Share(21, 25), Share(12, 25))
    assert [use.option.is_key for use in one.options] == [True, False, False, False]
    assert one.as_scored == AsScored(
        before=Share(0, 25), after=Share(13, 25), change=PairedChange(Pairs(0, 0, 13, 12)), n_changed=46
    )
    assert Answer.objects.rescored().count() == 46


def test_undone_correction_leaves_the_report_as_it_was(quiz, question, rhea):
    make_answers(quiz, 5, [WRONG], [KEY])
    undo_correction(correction=correct(question, rhea), reason="It was right.", actor=rhea)

    (one,) = quiz_report(quiz).questions

    assert (one.change.pairs, one.as_scored.n_changed) == (Pairs(0, 0, 5, 0), 0)


def test_outlook_shows_what_each_key_makes_of_the_answers(quiz, question):
    make_answers(quiz, 3, [WRONG], [KEY])
    make_answers(quiz, 2, [KEY])

    outlook = key_outlook(question.versions.get())

    assert (outlook.n_answers, outlook.as_scored.before, outlook.as_scored.after) == (8, Share(2, 5), Share(3, 3))
    alpha, _beta, gamma, _delta = outlook.choices
    assert (alpha.scores.before, alpha.scores.after, alpha.n_changed) == (Share(3, 5), Share(0, 3), 8)
    assert alpha.scores.change.pairs == Pairs(0, 3, 0, 0)
    assert (gamma.is_key, gamma.scores, gamma.n_changed) == (True, outlook.as_scored, 0)


def test_correction_of_one_series_leaves_another_alone(quiz, question, rhea):
    make_answers(quiz, 1, before=[WRONG])
    KeyCorrection.objects.create(
        question=question, series=2, number=1, slot="1", previous_slot="3", reason="Other", decided_by=rhea,
        decided_at=question.versions.get().created_at,
    )  # fmt: skip

    assert not Answer.objects.scored().get(attempt__phase=Phase.PRE).is_right
