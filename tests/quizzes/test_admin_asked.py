"""Objective and evidence of a question, edited on its own page; and questions begun from a quiz."""

import pytest
from django.urls import reverse

from articles.models import Objective, TextBlock
from quizzes.models import Question, Quiz
from tests import factories
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


def make_quiz(slug: str) -> Quiz:
    article = factories.make_article(slug=slug, title=f"About {slug}")
    Objective.objects.create(article=article, key="LO1", text=f"objective of {slug}")
    TextBlock.objects.create(parent=article, region="main", key=f"proof-{slug}", text="<p>a</p>")
    return Quiz.objects.create(article=article)


def rows(page) -> list[tuple]:
    """Article, objectives and blocks of each row."""
    formset = page.context["inline_admin_formsets"][1].formset
    return [
        (
            form.instance.quiz.article.slug,
            [label for _value, label in form.fields["objective"].choices][1:],
            [value for value, _label in form.fields["evidence"].choices][1:],
        )
        for form in formset.forms
    ]


def test_each_quiz_offers_what_its_own_article_has(desk):
    question = factories.make_question()
    for slug in ("one", "two"):
        make_quiz(slug).lines.create(question=question)

    page = desk.open("quizzes.question", question.pk)

    assert rows(page) == [
        ("one", ["LO1: objective of one"], ["proof-one"]),
        ("two", ["LO1: objective of two"], ["proof-two"]),
    ]


def test_objective_and_evidence_are_saved_with_the_question(desk):
    question = factories.make_question()
    quiz = make_quiz("one")
    line = quiz.lines.create(question=question, key="q1", order=3)
    objective = quiz.article.objectives.get()

    desk.save("quizzes.question", question.pk, **{"lines-0-objective": objective.pk, "lines-0-evidence": "proof-one"})

    line.refresh_from_db()
    assert (line.objective, line.evidence, line.key, line.order) == (objective, "proof-one", "q1", 3)


def test_objective_of_another_article_is_refused(desk):
    question = factories.make_question()
    make_quiz("one").lines.create(question=question)
    foreign = make_quiz("two").article.objectives.get()

    answer = desk.send("quizzes.question", question.pk, **{"lines-0-objective": foreign.pk})

    assert errors(answer) == ["Select a valid choice. That choice is not one of the available choices."]


def test_evidence_whose_block_is_gone_stays_chosen(desk):
    question = factories.make_question()
    line = make_quiz("one").lines.create(question=question, evidence="gone")

    desk.save("quizzes.question", question.pk, stem="New?")

    line.refresh_from_db()
    assert line.evidence == "gone"


def test_queries_of_the_page_do_not_grow_with_its_quizzes(desk, django_assert_max_num_queries):
    question = factories.make_question()
    for slug in ("one", "two", "three"):
        make_quiz(slug).lines.create(question=question)
        with django_assert_max_num_queries(36):
            desk.open("quizzes.question", question.pk)


def test_question_begun_from_a_quiz_returns_to_it(desk):
    quiz = make_quiz("one")
    link = f"?quiz={quiz.pk}"
    assert reverse("admin:quizzes_question_add") + link in desk.open("quizzes.quiz", quiz.pk).content.decode()
    options = {"options-0-text": "A", "options-0-is_key": "on", "options-1-text": "B"}

    answer = desk.send(
        "quizzes.question", query=link, stem="New?", **options,
        **{"lines-0-objective": quiz.article.objectives.get().pk, "lines-0-evidence": "proof-one"},
    )  # fmt: skip

    assert answer.url == reverse("admin:quizzes_quiz_change", args=[quiz.pk])
    line = quiz.lines.get()
    assert (line.question.stem, line.objective.key, line.evidence, line.key) == ("New?", "LO1", "proof-one", "q1")


def test_question_begun_from_a_quiz_keeps_what_was_typed_when_refused(desk):
    quiz = make_quiz("one")

    answer = desk.send("quizzes.question", query=f"?quiz={quiz.pk}", stem="New?", **{"lines-0-evidence": "proof-one"})

    assert answer.status_code == 200
    assert (as_shown(answer)["stem"], as_shown(answer)["lines-0-evidence"]) == ("New?", "proof-one")
    assert Question.objects.count() == 0


@pytest.mark.parametrize("quiz", ["", "0", "x", "9" * 30])
def test_unknown_quiz_makes_a_plain_page(desk, quiz):
    page = desk.open("quizzes.question", query=f"?quiz={quiz}")

    assert len(page.context["inline_admin_formsets"]) == 1
