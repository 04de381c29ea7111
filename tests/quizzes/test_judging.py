"""Remarks on the writing of working questions are kept with them, by whichever door they come in."""

import pytest
from django.core.management import call_command

from articles.bundle.loading import load_bundle
from quizzes.bank import copy_questions
from quizzes.judging import judge, judge_all
from quizzes.models import Question
from quizzes.question_import.actions import import_questions
from quizzes.question_import.plan import plan_import
from quizzes.question_import.reading import read_questions
from tests import factories
from tests.desk import Desk

pytestmark = pytest.mark.django_db

FAULTLESS = "Which drug was given in the sample trial of last year?"
NEGATIVE = "Which of these drugs was not given in the trial of last year?"
TABLE = "external_id,stem,option_1,option_2,key\nq1,{},Alpha,Beta,A\n"


def judged(stem: str = NEGATIVE, options=("Alpha", "Beta"), key: int = 0, **fields) -> Question:
    question = factories.make_question(stem, options, key, **fields)
    judge(question)
    return question


def stored() -> list[str]:
    return list(Question.objects.order_by("pk").values_list("remarks", flat=True))


@pytest.mark.parametrize(
    ("question", "remarks"),
    [
        ({"stem": FAULTLESS}, ""),
        ({}, "QUIZ-NEG"),
        ({"options": ("Always Alpha", "Never Beta", "Never Gamma"), "key": 0}, "QUIZ-ABSOL QUIZ-NEG"),
        ({"stem": FAULTLESS, "options": ("20%", "10%"), "fixed_order": True}, "QUIZ-ORDER"),
        ({"stem": FAULTLESS, "options": ("20%", "10%")}, ""),
        ({"options": ("Alpha", "Beta"), "key": 7}, ""),
    ],
)
def test_each_rule_is_kept_once(question, remarks):
    judged(**question)

    assert stored() == [remarks]


def test_question_saved_in_the_admin_is_judged(client, ada):
    question = judged()

    Desk(client, ada).save("quizzes.question", question.pk, stem=FAULTLESS, **{"options-0-text": "All of these"})
    first = stored()
    Desk(client, ada).save("quizzes.question", question.pk, **{"options-0-text": "Alpha"})

    assert (first, stored()) == (["QUIZ-ALLNONE"], [""])


def test_imported_question_is_judged(ada):
    for stem in (NEGATIVE, FAULTLESS):
        questions = read_questions(TABLE.format(stem)).questions
        import_questions(questions=questions, seen=plan_import(questions).digest, actor=ada)

        assert stored() == (["QUIZ-NEG"] if stem == NEGATIVE else [""])


def test_question_of_a_bundle_is_judged(hub):
    for stem in (NEGATIVE, FAULTLESS):
        options = [{"text": "Alpha", "correct": True}, {"text": "Beta"}]
        article = {"slug": "a", "title": "An article", "body": [{"block": "paragraph", "text": "A text."}]}
        load_bundle({"article": article, "quiz": {"questions": [{"id": "q1", "stem": stem, "options": options}]}})

        assert stored() == (["QUIZ-NEG"] if stem == NEGATIVE else [""])


def test_copy_keeps_the_remarks():
    copy_questions(questions=[judged()])

    assert stored() == ["QUIZ-NEG", "QUIZ-NEG"]


def test_rows_written_by_hand_are_judged_by_the_command(capsys):
    for stem in (NEGATIVE, FAULTLESS, NEGATIVE):
        factories.make_question(stem, ("Alpha", "Beta"), 0)

    call_command("judge_questions")

    assert (stored(), capsys.readouterr().out) == (
        ["QUIZ-NEG", "", "QUIZ-NEG"],
        "The remarks on 2 questions changed.\n",
    )


@pytest.mark.parametrize("n", [1, 30])
def test_judging_all_takes_a_fixed_number_of_queries(n, django_assert_num_queries):
    Question.objects.bulk_create(Question(stem=NEGATIVE) for _ in range(n))
    with django_assert_num_queries(2):
        assert judge_all() == 0
