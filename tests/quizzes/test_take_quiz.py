import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from hub.learners import COOKIE_AGE
from hub.models import Learner
from hub.submission_keys import Kind
from quizzes.models import Attempt, PinnedQuestion, Quiz, QuizQuestion
from surveys.models import SurveyResponse
from tests.factories import (
    freeze_question,
    make_article,
    make_published_quiz,
    make_published_survey,
    make_question,
    make_version,
    show_quiz,
)
from tests.taking import (
    answer_all,
    kept_open,
    new_client,
    open_form,
    options_of,
    quiz_url,
    survey_url,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def device():
    return new_client()


def test_form_shows_each_question_with_its_options(device, quiz):
    page = open_form(device, quiz_url(quiz))

    assert list(page.options) == ["q1", "q2"]
    assert page.options["q2"] == [str(option.pk) for option in options_of(quiz, 2)]
    assert page.ticked == {}
    assert page.action == quiz_url(quiz)


def test_opening_a_form_sets_the_cookie_and_stores_nothing(device, quiz):
    response = device.get(quiz_url(quiz))

    cookie = response.cookies["lid"]
    assert UUID(cookie.value).version == 4
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", COOKIE_AGE)
    assert not Learner.objects.exists()


def test_device_that_is_known_keeps_its_cookie(device, quiz):
    device.get(quiz_url(quiz))

    assert "lid" not in device.get(quiz_url(quiz)).cookies


def test_pages_are_private_and_not_indexed(device, quiz):
    response = device.get(quiz_url(quiz))

    assert response["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_chosen_option_is_ticked(device, quiz):
    chosen = str(options_of(quiz, 1)[3].pk)

    page = open_form(device, f"{quiz_url(quiz)}?choose={chosen}")

    assert page.ticked == {"q1": chosen}


@pytest.mark.parametrize("chosen", ["", "x", "00000000-0000-4000-8000-000000000000", "dont-know", "<script>"])
def test_unknown_choice_ticks_nothing(device, quiz, chosen):
    show_quiz(quiz, dont_know=True)

    assert open_form(device, f"{quiz_url(quiz)}?choose={chosen}").ticked == {}


@pytest.mark.parametrize("n", [1, 2, 10])
def test_questions_are_counted(device, hub, n):
    quiz = make_published_quiz(questions=n)

    html = device.get(quiz_url(quiz)).content.decode()

    counts = re.findall(r'question__count">(.*?)<', html)
    assert counts == [f"Question {number} of {n}" for number in range(1, n + 1)]


def test_each_question_is_a_fieldset_whose_legend_is_the_question(device, quiz):
    html = device.get(quiz_url(quiz)).content.decode()

    legends = re.findall(r"<fieldset class=\"question\">\s*<legend>(.*?)</legend>", html, re.DOTALL)
    assert ["Question 1?" in legend for legend in legends] == [True, False]
    assert ["Question 2?" in legend for legend in legends] == [False, True]


def test_edit_of_the_working_quiz_changes_nothing_for_readers(device, quiz):
    before = open_form(device, quiz_url(quiz)).options
    Quiz.objects.update(mode=Quiz.Mode.POST, confidence=True, dont_know=True)

    assert open_form(device, quiz_url(quiz)).options == before


def test_confidence_and_i_do_not_know_are_offered_where_the_quiz_says_so(device, hub):
    quiz = make_published_quiz(confidence=True, dont_know=True)

    page = open_form(device, quiz_url(quiz))

    assert page.options["q1"][4:] == ["dont-know"]
    assert page.options["q1-confidence"] == ["1", "2", "3", "4", "5"]


def test_key_is_not_told_apart_from_distractors(device, quiz):
    """Before the result the markup of an option says nothing but its letter, its text and its uuid."""
    for phase in ("pre", "post"):
        html = device.get(quiz_url(quiz, phase)).content.decode()
        shapes = set()
        for option in options_of(quiz, 1):
            line = next(line for line in re.findall(r"<li><label.*?</li>", html) if str(option.pk) in line)
            shape = line.replace(str(option.pk), "UUID").replace(option.text, "TEXT")
            shapes.add(re.sub(r'q1_\d"|letter">[A-D]', "", shape))
        assert len(shapes) == 1
        assert "About Gamma" not in html
        assert "correct" not in html.lower()


@pytest.mark.parametrize("n", [1, 3])
def test_form_takes_a_fixed_number_of_queries(device, hub, n, django_assert_num_queries):
    url = quiz_url(make_published_quiz(questions=n, confidence=True))

    with django_assert_num_queries(5):  # version with article and quiz; pins; questions and options; hub
        device.get(url)
    with django_assert_num_queries(5):  # and what the device has answered, its draft; the process knows the questions
        device.get(url)


@pytest.mark.parametrize("n", [1, 3])
def test_submission_takes_a_fixed_number_of_queries(device, hub, n, django_assert_num_queries):
    url = quiz_url(make_published_quiz(questions=n))
    page = kept_open(open_form(device, url), Kind.QUIZ)
    sent = page.sent(**{name: values[0] for name, values in page.options.items()})

    # Version, what the device has answered, pins; and storing: see test_actions. No hub, no session, no question again.
    with django_assert_num_queries(3 + 7 + (connection.vendor == "postgresql")):
        device.post(url, sent)


def test_unknown_article_and_phase_are_not_found(device, quiz):
    for url in (
        "/quizzes/no-such-article/pre/",
        "/quizzes/no-such-article/follow-up/",
        f"/quizzes/{quiz.article.slug}/during/",
    ):
        assert device.get(url).status_code == 404


def test_quiz_of_an_article_that_is_not_live_is_not_found(device, hub):
    quiz = make_published_quiz()
    article = quiz.article
    article.taken_down_at = datetime(2026, 4, 1, tzinfo=UTC)
    article.save()
    planned = make_article()
    make_version(planned, live_from=datetime(2999, 1, 1, tzinfo=UTC))
    make_published_quiz(article=planned)

    assert [device.get(quiz_url(one)).status_code for one in (quiz, planned.quiz)] == [404, 404]


def test_article_whose_live_version_pins_no_question_has_no_quiz(device, quiz):
    make_version(quiz.article)

    assert device.get(quiz_url(quiz)).status_code == 404


def test_quiz_after_reading_only_has_no_questions_before(device, hub):
    quiz = make_published_quiz(mode=Quiz.Mode.POST)

    assert device.get(quiz_url(quiz)).status_code == 404
    assert device.post(quiz_url(quiz)).status_code == 404
    assert device.get(quiz_url(quiz, "post")).status_code == 200


def test_draft_of_a_question_is_never_shown(device, quiz):
    draft = make_question(stem="Draft question?", options=("Draft A", "Draft B", "Draft C"))
    QuizQuestion.objects.create(quiz=quiz, question=draft, order=9)
    published = quiz.questions.get(stem="Question 1?")
    published.stem = "Edited stem?"
    published.save()

    html = device.get(quiz_url(quiz)).content.decode()

    assert "Question 1?" in html
    assert "Draft" not in html
    assert "Edited" not in html


def republish(quiz):
    """A new live version whose first question says something new."""
    version = make_version(quiz.article)
    for order, question in enumerate(quiz.questions.order_by("pk")):
        question.stem = f"New {question.stem}"
        question.save()
        PinnedQuestion.objects.create(
            article_version=version, quiz=quiz, question_version=freeze_question(question, number=2), order=order
        )


def test_after_a_pre_the_post_shows_the_same_versions(device, quiz):
    answer_all(device, quiz_url(quiz))
    republish(quiz)

    answer_all(device, quiz_url(quiz, "post"), place=2)

    versions = [
        set(attempt.answers.values_list("question_version", flat=True)) for attempt in Attempt.objects.order_by("phase")
    ]
    assert versions[0] == versions[1]


def test_without_a_pre_the_post_shows_the_live_versions(device, quiz):
    republish(quiz)

    html = device.get(quiz_url(quiz, "post")).content.decode()

    assert "New Question 1?" in html
    assert "You have not answered before reading." in html


def test_form_opened_before_a_new_version_is_stored_as_it_was_shown(device, quiz):
    page = open_form(device, quiz_url(quiz))
    republish(quiz)

    response = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][2], q2=page.options["q2"][2]))

    assert response.status_code == 303
    assert Attempt.objects.get().article_version.number == 1


def test_attempt_and_response_keep_the_language_of_the_article(hub):
    article = make_article(hub)
    make_version(article, language="de")
    quiz, survey = make_published_quiz(article=article), make_published_survey(article)
    device = new_client()

    answers = [answer_all(device, url).status_code for url in (quiz_url(quiz), survey_url(survey))]

    assert answers == [303, 303]
    assert (Attempt.objects.get().language, SurveyResponse.objects.get().language) == ("de", "de")
