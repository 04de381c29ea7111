import re
from uuid import UUID

import pytest

from hub.models import Learner
from surveys.models import PinnedStatement, SurveyResponse
from tests.factories import (
    NOW,
    PASSWORD,
    make_article,
    make_published_quiz,
    make_published_survey,
    make_version,
)
from tests.taking import answer_all, learner_of, new_client, open_form, quiz_url, read_form, survey_url

pytestmark = pytest.mark.django_db

POINTS = ["1", "2", "3", "4", "5", "na"]


@pytest.fixture
def survey(hub):
    return make_published_survey(make_article())


@pytest.fixture
def device():
    return new_client()


def stored(response: SurveyResponse) -> list[tuple]:
    answers = response.answers.order_by("statement_version__text")
    return [(answer.statement_version.text, answer.value, answer.is_not_applicable) for answer in answers]


# The form


def test_each_statement_has_five_points_and_not_applicable_and_no_default(device, survey):
    page = open_form(device, survey_url(survey))

    assert page.options == {"s1": POINTS, "s2": POINTS}
    assert page.ticked == {}
    html = device.get(survey_url(survey)).content.decode()
    assert re.findall(r'question__stem">(.*?)<', html) == ["The content was clear", "I learned something"]
    assert html.count("Neither agree nor disagree") == 2
    assert "Statement 2 of 2" in html


def test_opening_the_form_sets_the_cookie_and_stores_nothing(device, survey):
    response = device.get(survey_url(survey))

    assert UUID(response.cookies["lid"].value).version == 4
    assert response["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not Learner.objects.exists()


def test_survey_that_is_not_live_is_not_found(device, survey):
    without_survey = make_version(make_article()).article
    assert device.get(f"/surveys/{without_survey.slug}/").status_code == 404
    assert device.get("/surveys/no-such-article/").status_code == 404

    survey.article.taken_down_at = NOW
    survey.article.save()

    assert device.get(survey_url(survey)).status_code == 404


def test_statement_edited_since_publication_is_shown_as_published(device, survey):
    survey.statements.update(text="Edited since")

    assert "Edited since" not in device.get(survey_url(survey)).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_form_takes_a_fixed_number_of_queries(device, hub, n, django_assert_num_queries):
    url = survey_url(make_published_survey(make_article(), [f"Statement {number}" for number in range(n)]))

    with django_assert_num_queries(2):  # version with article, hub and survey; statements
        device.get(url)
    with django_assert_num_queries(4):  # and what the device has answered and told
        device.get(url)


# Sending


def test_partial_answers_are_stored_once_and_thanked_for(device, survey):
    page = open_form(device, survey_url(survey))

    response = device.post(survey_url(survey), page.sent(s2="4"))

    sent = SurveyResponse.objects.get()
    assert (response.status_code, response.url) == (303, survey_url(survey))
    assert stored(sent) == [("I learned something", 4, False)]
    assert (sent.learner_id, sent.language) == (learner_of(device), "en")
    thanks = device.get(survey_url(survey)).content.decode()
    assert "Your view is stored. Thank you." in thanks
    assert f'href="/articles/{survey.article.slug}/"' in thanks


def test_not_applicable_is_an_answer_of_its_own(device, survey):
    page = open_form(device, survey_url(survey))

    device.post(survey_url(survey), page.sent(s1="na", s2="1"))

    assert stored(SurveyResponse.objects.get()) == [
        ("I learned something", 1, False),
        ("The content was clear", None, True),
    ]


def test_empty_form_asks_for_one_answer(device, survey):
    page = open_form(device, survey_url(survey))

    response = device.post(survey_url(survey), page.sent(profession="nurse"))

    html = response.content.decode()
    assert response.status_code == 422
    assert read_form(response).title.startswith("Error:")
    assert '<a href="#survey-s1_0">Statement 1 of 2: Answer at least one statement' in html
    assert '<option value="nurse" selected>' in html
    assert not SurveyResponse.objects.exists()


@pytest.mark.parametrize("value", ["0", "6", "3.5", "x", "NA"])
def test_value_off_the_scale_is_refused(device, survey, value):
    page = open_form(device, survey_url(survey))

    response = device.post(survey_url(survey), page.sent(s1=value, s2="2"))

    assert response.status_code == 422
    assert read_form(response).ticked == {"s2": "2"}
    assert not SurveyResponse.objects.exists()


def test_sending_again_changes_nothing(device, survey):
    page = open_form(device, survey_url(survey))
    device.post(survey_url(survey), page.sent(s1="5"))

    response = device.post(survey_url(survey), page.sent(s1="1", s2="1"))

    assert response.status_code == 303
    assert stored(SurveyResponse.objects.get()) == [("The content was clear", 5, False)]


def test_survey_after_the_quiz_is_of_the_same_learner(device, hub):
    quiz = make_published_quiz()
    survey = make_published_survey(quiz.article)
    answer_all(device, quiz_url(quiz, "post"))

    device.post(survey_url(survey), open_form(device, survey_url(survey)).sent(s1="5"))

    assert SurveyResponse.objects.get().learner_id == quiz.attempts.get().learner_id


def test_responses_of_staff_say_so(ada, survey):
    device = new_client()
    device.login(username=ada.email, password=PASSWORD)

    device.post(survey_url(survey), open_form(device, survey_url(survey)).sent(s1="5"))

    assert "staff" in SurveyResponse.objects.get().flags.values_list("kind", flat=True)


def test_form_opened_before_a_new_version_is_stored_as_it_was_shown(device, survey):
    page = open_form(device, survey_url(survey))
    version = make_version(survey.article)
    shown = PinnedStatement.objects.filter(survey=survey).order_by("-order")
    PinnedStatement.objects.bulk_create(
        PinnedStatement(article_version=version, survey=survey, statement_version=pin.statement_version, order=order)
        for order, pin in enumerate(shown)
    )

    device.post(survey_url(survey), page.sent(s1="5"))

    assert stored(SurveyResponse.objects.get()) == [("The content was clear", 5, False)]


# The profile


def test_profile_is_stored_with_the_learner(device, survey):
    page = open_form(device, survey_url(survey))

    device.post(survey_url(survey), page.sent(s1="5", profession="nurse", specialty="Haematology", country="MT"))

    learner = Learner.objects.get()
    assert (learner.profession, learner.specialty, learner.country) == ("nurse", "Haematology", "MT")


def test_profile_is_asked_once(device, survey):
    other = make_published_survey(make_article())
    device.post(survey_url(survey), open_form(device, survey_url(survey)).sent(s1="5", country="MT"))

    assert "About you" not in device.get(survey_url(other)).content.decode()
    device.post(survey_url(other), open_form(device, survey_url(other)).sent(s1="5", country="DE"))

    assert Learner.objects.get().country == "MT"


def test_profile_not_told_is_asked_again(device, survey):
    other = make_published_survey(make_article())
    device.post(survey_url(survey), open_form(device, survey_url(survey)).sent(s1="5"))

    assert "About you" in device.get(survey_url(other)).content.decode()


@pytest.mark.parametrize("told", [{"profession": "wizard"}, {"specialty": "x" * 81}, {"country": "XX"}])
def test_profile_takes_only_what_is_offered(device, survey, told):
    page = open_form(device, survey_url(survey))

    response = device.post(survey_url(survey), page.sent(s1="5", **told))

    assert response.status_code == 422
    assert not SurveyResponse.objects.exists()
