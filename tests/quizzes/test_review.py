"""Recording a decision on an item of the worklist."""

import json
from dataclasses import astuple

import pytest
from django.db import IntegrityError, transaction

from articles.actions import Refused
from articles.models import Contributor
from hub.models import AuditEvent
from hub.stats import Pairs, newcombe_paired
from quizzes.models import ReviewDecision
from quizzes.review import may_review, record_review
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers
from tests.factories import make_article, make_person, make_published_quiz
from tests.revising import DECIDED

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    quiz = make_published_quiz(article=make_article(hub, title="Anti-CD38 antibodies"))
    make_answers(quiz, 20, [WRONG], [KEY])
    make_answers(quiz, 20, [WRONG], [WRONG])
    make_answers(quiz, 20, [OTHER_WRONG], [OTHER_WRONG])
    make_answers(quiz, 5, [KEY])
    return quiz


def decide(quiz, actor, deed="revise question", note="Ask for the trial by name.", seen=0, series=1):
    return record_review(
        quiz=quiz,
        question=quiz.questions.get(),
        series=series,
        deed=deed,
        note=note,
        seen=seen,
        actor=actor,
        now=DECIDED,
    )


def test_decision_keeps_the_causes_and_the_numbers(quiz, ben):
    row = decide(quiz, ben)

    row.refresh_from_db()
    interval = newcombe_paired(Pairs(0, 0, 20, 40))
    assert (row.quiz, row.question, row.series, row.number) == (quiz, quiz.questions.get(), 1, 1)
    assert (row.deed, row.note, row.decided_by, row.decided_at) == (
        "revise question", "Ask for the trial by name.", ben, DECIDED,
    )  # fmt: skip
    assert (row.causes, row.seen) == ("gap dead-distractor", {"gap", "dead-distractor"})
    assert (row.n_before, row.right_before, row.n_after, row.right_after) == (65, 5, 60, 20)
    assert row.pairs == Pairs(0, 0, 20, 40)
    assert (row.change, row.change_lower, row.change_upper) == pytest.approx((1 / 3, *astuple(interval)))


def test_decision_on_few_learners_keeps_no_change(hub, ben):
    quiz = make_published_quiz(article=make_article(hub))
    make_answers(quiz, 3, [WRONG], [KEY])

    row = decide(quiz, ben)

    assert (row.causes, row.pairs, row.change, row.change_lower, row.change_upper) == (
        "",
        Pairs(0, 0, 3, 0),
        None,
        None,
        None,
    )


def test_decision_is_audited(quiz, ben):
    decide(quiz, ben)

    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject) == (ben, "review question", f"question {quiz.questions.get().pk}")
    assert json.loads(event.detail) == {
        "quiz": quiz.pk,
        "series": 1,
        "number": 1,
        "deed": "revise question",
        "causes": "gap dead-distractor",
        "note": "Ask for the trial by name.",
    }


def test_later_decision_revises_the_first(quiz, ben, paul):
    decide(quiz, ben)
    decide(quiz, paul, "keep", seen=1)

    assert list(ReviewDecision.objects.values_list("number", "deed")) == [(2, "keep"), (1, "revise question")]
    assert [row.number for row in ReviewDecision.objects.newest()] == [2]


def test_second_of_two_at_once_learns_what_the_first_decided(quiz, ben, paul):
    decide(quiz, ben)

    with pytest.raises(Refused, match=r"^Meanwhile, on March 5, 2026, .*, Ben decided: Revise the question\. Look"):
        decide(quiz, paul, "keep", seen=0)
    assert ReviewDecision.objects.count() == AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"deed": "burn"}, "Choose one of the decisions."),
        ({"deed": "keep", "note": "  "}, "Say in the note why the question is kept as it is."),
        ({"series": 7}, "This quiz has never shown the question in this form."),
        ({"seen": 3}, "The question changed meanwhile. Look at it again."),
    ],
)
def test_what_cannot_be_decided_is_refused_with_a_sentence(quiz, ben, given, sentence):
    with pytest.raises(Refused) as refused:
        decide(quiz, ben, **given)

    assert str(refused.value) == sentence
    assert not ReviewDecision.objects.exists()


def test_whoever_reads_the_report_decides(quiz, ada, rhea, paul, ben, sue, dan):
    assert [may_review(user, quiz) for user in (ada, rhea, paul, ben, sue, dan)] == [
        False, False, True, True, False, False,
    ]  # fmt: skip
    for user in (ada, rhea):
        Contributor.objects.create(article=quiz.article, person=make_person(user=user))
    assert [may_review(user, quiz) for user in (ada, rhea)] == [True, True]


def test_others_are_refused(quiz, ada):
    with pytest.raises(Refused, match="Only those who may read the report"):
        decide(quiz, ada)


@pytest.mark.parametrize(
    "columns",
    [
        {"deed": "burn"},
        {"deed": "keep", "note": ""},
        {"right_before": 66},
        {"change_lower": 0.5},
        {"change_upper": None},
        {"number": 1},
    ],
)
def test_database_refuses_what_cannot_be(quiz, ben, columns):
    row = decide(quiz, ben)
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewDecision.objects.create(**values | {"number": 2} | columns)
