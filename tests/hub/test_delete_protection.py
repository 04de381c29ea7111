"""What learners answered is deleted by no route: pages, actions, cascades, code."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from hub.models import Hub
from quizzes.models import Answer, Option, Phase, Question, Quiz, VersionOption
from surveys.models import Statement, Survey, SurveyAnswer
from tests import factories
from tests.answered import make_responses
from tests.desk import Desk, errors

pytestmark = pytest.mark.django_db
KEPT = {"question": Question, "quiz": Quiz, "statement": Statement, "survey": Survey}
PAGES = {"question": "quizzes", "quiz": "quizzes", "statement": "surveys", "survey": "surveys"}


@pytest.fixture(autouse=True)
def answered(hub):
    quiz = factories.make_published_quiz(article=factories.make_article(hub))
    factories.make_attempt(quiz, Phase.PRE, [1])
    make_responses(factories.make_published_survey(quiz.article, ["Clear"]), 4)


def stands() -> bool:
    counts = [model.objects.count() for model in (*KEPT.values(), Answer, SurveyAnswer, Option)]
    return counts == [1, 1, 1, 1, 1, 1, 4]


@pytest.mark.parametrize("name", KEPT)
def test_code_that_deletes_gets_a_sentence(name):
    row = KEPT[name].objects.get()

    for delete in (row.delete, KEPT[name].objects.all().delete):
        with pytest.raises(ProtectedError, match=r"cannot be deleted\. .*[Rr]etire"):
            delete()
    assert stands()


def test_option_that_learners_saw_and_parents_of_answers_stay():
    question = Question.objects.get()
    parents = [Hub.objects.get(), question.quizzes.get().article, question.versions.get(), Answer.objects.get()]

    for row in [*parents, VersionOption.objects.first()]:
        with pytest.raises((ProtectedError, TypeError)):
            row.delete()
    assert stands()


@pytest.mark.parametrize("name", KEPT)
def test_delete_page_answers_with_a_sentence(client, name):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))
    row = KEPT[name].objects.get()

    answer = client.post(reverse(f"admin:{PAGES[name]}_{name}_delete", args=[row.pk]), {"post": "yes"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "cannot be deleted" in page
    assert ('value="Retire it"' in page) is (name in ("question", "statement"))
    assert stands()


@pytest.mark.parametrize("name", KEPT)
def test_action_on_chosen_rows_answers_with_a_sentence(client, name):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))
    row = KEPT[name].objects.get()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    answer = client.post(reverse(f"admin:{PAGES[name]}_{name}_changelist"), chosen, follow=True)

    assert "cannot be deleted" in answer.content.decode()
    assert stands()


@pytest.mark.parametrize("prefix", ["quiz", "survey"])
def test_article_page_does_not_delete_an_answered_part(client, paul, prefix):
    article = Quiz.objects.get().article

    answer = Desk(client, paul).send("articles.article", article.pk, **{f"{prefix}-0-DELETE": "on"})

    assert any("cannot be deleted" in sentence or "protected" in sentence for sentence in errors(answer))
    assert stands()


@pytest.mark.parametrize("name", ["hub", "article"])
def test_pages_of_the_parents_do_not_delete_either(client, name):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))
    row = {"hub": Hub, "article": type(Quiz.objects.get().article)}[name].objects.get()
    app = "hub" if name == "hub" else "articles"

    one = client.post(reverse(f"admin:{app}_{name}_delete", args=[row.pk]), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    many = client.post(reverse(f"admin:{app}_{name}_changelist"), chosen)

    assert one.status_code < 500 and many.status_code < 500
    assert stands()


def test_row_without_history_is_deleted_as_ever():
    factories.make_question(stem="Never shown?").delete()

    assert stands()
