from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hub.models import Learner
from surveys.actions import NOT_APPLICABLE, EmptyError, Profile, submit_response
from surveys.models import LikertPoint, SurveyAnswer, SurveyResponse
from surveys.sittings import pinned_statements
from tests.factories import NOW, make_article, make_published_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(hub):
    return make_published_survey(make_article())


def submit(survey, *values, **fields):
    """values: per statement a point, NOT_APPLICABLE, or "" where it is left blank."""
    pins = pinned_statements(survey.article.versions.get().pk)
    answers = {pin.statement_version_id: value for pin, value in zip(pins, values, strict=True) if value != ""}
    return submit_response(
        **{
            "survey": survey,
            "pins": pins,
            "learner_id": uuid4(),
            "nonce": uuid4().hex,
            "answers": answers,
            "now": NOW,
            "language": "en",
        }
        | fields
    )


def stored(response):
    return list(response.answers.order_by("statement_version__text").values_list("value", "is_not_applicable"))


def test_response_is_stored_with_its_answers(survey):
    response = submit(survey, LikertPoint.AGREE, NOT_APPLICABLE)

    assert stored(response) == [(None, True), (4, False)]
    assert (response.submitted_at, response.article_version) == (NOW, survey.article.versions.get())


def test_blank_statement_has_no_row(survey):
    assert stored(submit(survey, "", LikertPoint.STRONGLY_DISAGREE)) == [(1, False)]


@pytest.mark.parametrize("answer", [(None, False), (3, True), (0, False), (6, False)])
def test_answer_is_one_point_or_not_applicable(survey, answer):
    response = submit(survey, LikertPoint.AGREE, "")
    unanswered = pinned_statements(survey.article.versions.get().pk)[1].statement_version_id
    value, is_not_applicable = answer

    with pytest.raises(IntegrityError, match="survey_answer_point_or_not_applicable"), transaction.atomic():
        SurveyAnswer.objects.create(
            response=response,
            survey=survey,
            statement_version_id=unanswered,
            value=value,
            is_not_applicable=is_not_applicable,
        )


def test_response_without_an_answer_is_refused(survey):
    with pytest.raises(EmptyError):
        submit(survey, "", "")

    assert (SurveyResponse.objects.count(), Learner.objects.count()) == (0, 0)


def test_answers_to_statements_not_shown_are_left_out(survey):
    with pytest.raises(EmptyError):
        submit(survey, "", "", answers={uuid4(): LikertPoint.AGREE})


def test_second_submission_changes_nothing(survey):
    learner_id = uuid4()
    first = submit(survey, LikertPoint.AGREE, "", learner_id=learner_id)

    assert submit(survey, 1, 1, learner_id=learner_id, profile=Profile(country="DE")) == first
    assert SurveyAnswer.objects.count() == 1
    assert Learner.objects.get().country == ""


def test_same_nonce_again_is_the_stored_response(survey):
    first = submit(survey, LikertPoint.AGREE, "", nonce="n")

    assert submit(survey, 1, 1, nonce="n") == first
    assert (SurveyResponse.objects.count(), Learner.objects.count()) == (1, 1)


def test_profile_told_before_stands(survey):
    learner = Learner.objects.create(profession="nurse")

    submit(survey, LikertPoint.AGREE, "", learner_id=learner.pk, profile=Profile("physician", "Haematology", "DE"))

    learner.refresh_from_db()
    assert (learner.profession, learner.specialty, learner.country) == ("nurse", "", "")


def test_response_of_a_merged_learner_goes_to_the_one_it_was_merged_into(survey):
    kept = Learner.objects.create()
    merged = Learner.objects.create(merged_into=kept)

    response = submit(survey, LikertPoint.AGREE, "", learner_id=merged.pk, profile=Profile(country="DE"))

    kept.refresh_from_db()
    assert (response.learner, kept.country) == (kept, "DE")


def test_response_of_the_learner_merged_into_stands(survey):
    kept = Learner.objects.create()
    first = submit(survey, LikertPoint.AGREE, "", learner_id=kept.pk)
    merged = Learner.objects.create(merged_into=kept)

    assert submit(survey, 1, 1, learner_id=merged.pk) == first
