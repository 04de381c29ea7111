"""One question at a time, as a browser without JavaScript takes it."""

import re

import pytest
from django.db.models import QuerySet

from articles.models import ArticleVersion
from hub.models import Learner
from quizzes.models import Attempt, Draft, Quiz
from tests.factories import make_published_quiz
from tests.taking import (
    chosen_texts,
    new_client,
    open_form,
    options_of,
    quiz_url,
    read_form,
    result_url,
    step_url,
    take_step,
)
from tests.tampering import tampering

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=3, presentation="one")


@pytest.fixture
def device():
    return new_client()


def test_a_step_shows_one_question(device, quiz):
    page = open_form(device, quiz_url(quiz))

    assert list(page.options) == ["q1"]
    assert page.action == step_url(quiz, 1)
    assert page.title.startswith("Question 1 of 3 – Before you read")


def test_answers_lead_from_step_to_step_and_are_sent_at_the_end(device, quiz):
    led_to = [take_step(device, quiz, number, 2).url for number in (1, 2, 3)]
    assert led_to == [step_url(quiz, 2), step_url(quiz, 3), step_url(quiz, "send")]
    assert not Attempt.objects.exists()

    last = open_form(device, step_url(quiz, "send"))
    response = device.post(last.action, last.sent())

    attempt = Attempt.objects.get()
    assert last.action == quiz_url(quiz)
    assert last.title.startswith("Send your answers – Before you read")
    assert (response.status_code, response.url) == (303, result_url(attempt))
    assert chosen_texts(attempt) == ["Gamma"] * 3
    assert not Draft.objects.exists()


@pytest.mark.parametrize("n", range(2, 11))
def test_each_step_says_where_it_is(device, hub, n):
    quiz = make_published_quiz(questions=n, presentation="one")

    for number in range(1, n + 1):
        html = device.get(step_url(quiz, number)).content.decode()
        assert f"<title>Question {number} of {n} – Before you read" in html
        assert f"Before you read: Question {number} of {n}</h1>" in html
        assert re.findall(r'question__count">(.*?)<', html) == [f"Question {number} of {n}"]
        assert f'data-announce="Question {number} of {n}"' in html


def test_a_single_question_needs_no_steps(device, hub):
    quiz = make_published_quiz(questions=1, presentation="one")

    page = open_form(device, quiz_url(quiz))

    assert (page.action, page.title.split(" – ")[0]) == (quiz_url(quiz), "Before you read")


def test_back_keeps_the_answer_and_shows_the_one_before_ticked(device, quiz):
    take_step(device, quiz, 1, 3)

    response = take_step(device, quiz, 2, 1, go="back")

    assert response.url == step_url(quiz, 1)
    assert open_form(device, response.url).ticked == {"q1": str(options_of(quiz, 1)[3].pk)}
    assert open_form(device, step_url(quiz, 2)).ticked == {"q2": str(options_of(quiz, 2)[1].pk)}


def test_first_step_has_no_way_back(device, quiz):
    assert [b'value="back"' in device.get(step_url(quiz, number)).content for number in (1, 2)] == [False, True]


def test_coming_back_opens_the_first_open_question(device, quiz):
    take_step(device, quiz, 1, 0)
    take_step(device, quiz, 3, 0)

    assert list(open_form(device, quiz_url(quiz)).options) == ["q2"]


def test_change_of_an_answer_leads_back_to_sending(device, quiz):
    for number in (1, 2, 3):
        take_step(device, quiz, number, 0)

    assert take_step(device, quiz, 1, 3).url == step_url(quiz, "send")


def test_last_step_says_what_is_open_and_leads_there(device, quiz):
    take_step(device, quiz, 1, 0)
    take_step(device, quiz, 2)

    html = device.get(step_url(quiz, "send")).content.decode()

    assert "2 questions are still open." in html
    assert re.findall(r"<strong>(.*?)</strong>", html) == ["Alpha", "Still open", "Still open"]
    assert re.findall(r'rel="nofollow" href="(.*?)">(\w+)', html) == [
        (step_url(quiz, 1), "Change"),
        (step_url(quiz, 2), "Answer"),
        (step_url(quiz, 3), "Answer"),
    ]


def test_sending_with_open_questions_names_them_and_stores_nothing(device, quiz):
    take_step(device, quiz, 1, 0)
    last = open_form(device, step_url(quiz, "send"))

    response = device.post(last.action, last.sent())

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Send your answers" in html
    summary = re.search(r'<div class="error-summary".*?</div>', html, re.DOTALL)[0]
    assert re.findall(r'href="(.*?)">(.*?)</a>', summary) == [
        (step_url(quiz, 2), "Question 2 of 3: Choose one option."),
        (step_url(quiz, 3), "Question 3 of 3: Choose one option."),
    ]
    assert read_form(response).hidden["q1"] == str(options_of(quiz, 1)[0].pk)
    assert not Attempt.objects.exists()


def test_option_of_another_question_is_refused_where_it_was_sent(device, quiz):
    response = take_step(device, quiz, 2, q2=str(options_of(quiz, 1)[0].pk))

    assert response.status_code == 422
    assert "Choose one of the options shown here." in response.content.decode()
    assert read_form(response).action == step_url(quiz, 2)
    assert not Draft.objects.exists()


def test_option_chosen_in_the_article_opens_its_step(device, quiz):
    take_step(device, quiz, 1, 0)
    chosen = str(options_of(quiz, 1)[2].pk)

    page = open_form(device, f"{quiz_url(quiz)}?choose={chosen}")

    assert (page.action, page.ticked) == (step_url(quiz, 1), {"q1": chosen})


@pytest.mark.parametrize("step", ["0", "4", "-1", "x", "١", "1" * 50, "send"])
def test_step_that_does_not_exist_is_the_last_one(device, quiz, step):
    assert open_form(device, step_url(quiz, step)).action == quiz_url(quiz)


def test_opening_steps_stores_nothing(device, quiz):
    for step in (1, 2, 3, "send"):
        open_form(device, step_url(quiz, step))

    assert (Learner.objects.count(), Draft.objects.count()) == (0, 0)


def test_confidence_is_kept_over_the_steps_and_does_not_answer(device, hub):
    quiz = make_published_quiz(questions=2, presentation="one", confidence=True)
    take_step(device, quiz, 1, 0, q1_confidence="5")
    take_step(device, quiz, 2, q2_confidence="2")

    last = open_form(device, step_url(quiz, "send"))
    refused = device.post(last.action, last.sent())
    take_step(device, quiz, 2, 0)
    last = open_form(device, step_url(quiz, "send"))
    device.post(last.action, last.sent())

    assert refused.status_code == 422
    answers = Attempt.objects.get().answers.order_by("question_version__stem")
    assert [answer.confidence for answer in answers] == [5, 2]


def test_all_answers_may_come_at_once(device, quiz):
    page = open_form(device, quiz_url(quiz))
    sent = {f"q{number}": str(options_of(quiz, number)[2].pk) for number in (1, 2, 3)}

    assert device.post(quiz_url(quiz), page.hidden | sent).status_code == 303
    assert chosen_texts(Attempt.objects.get()) == ["Gamma"] * 3


def test_edit_of_the_working_quiz_changes_no_step(device, quiz):
    Quiz.objects.update(presentation="all")

    assert list(open_form(device, quiz_url(quiz)).options) == ["q1"]


def test_version_from_before_the_setting_shows_all_questions(device, quiz):
    shown = quiz.article.versions.get().shown
    del shown["quiz"]["presentation"]
    with tampering(ArticleVersion):
        QuerySet(ArticleVersion).filter(article=quiz.article).update(shown=shown)

    assert list(open_form(device, quiz_url(quiz)).options) == ["q1", "q2", "q3"]


@pytest.mark.parametrize("n", [2, 5])
def test_a_step_takes_a_fixed_number_of_queries(device, hub, n, django_assert_num_queries):
    quiz = make_published_quiz(questions=n, presentation="one")
    page = open_form(device, step_url(quiz, 1))
    sent = page.sent(q1=page.options["q1"][0])

    # The sitting and its attempts, pins; saving with its savepoint; pins of what is kept.
    with django_assert_num_queries(3 + 4 + 2 + 1):
        device.post(page.action, sent)
    with django_assert_num_queries(5):
        device.get(step_url(quiz, 2))
