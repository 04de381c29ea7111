"""Planning a change after the survey, and free text that staff can redact."""

import pytest
from django.db import transaction

from hub import learners
from hub.models import AuditEvent, account_mac
from surveys.library import add_standard_statements
from surveys.models import Commitment, Statement, SurveyComment, SurveyResponse
from tests.accounts import link
from tests.answered import make_responses
from tests.factories import make_article, make_person, make_published_survey
from tests.taking import learner_of, new_client, open_form, read_form, survey_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(hub):
    survey = make_published_survey(make_article())
    Statement.objects.filter(text="I learned something").update(opens_commitment=True)
    return survey


@pytest.fixture
def device():
    return new_client()


def respond(device, survey, **given):
    url = survey_url(survey)
    page = open_form(device, url)
    assert device.post(url, page.sent(**given)).status_code == 303
    return read_form(device.get(url))


def test_new_hubs_have_the_marked_statement(hub):
    add_standard_statements(hub)

    assert list(hub.statements.filter(opens_commitment=True).values_list("key", flat=True)) == ["practice_change"]


@pytest.mark.parametrize(
    ("given", "is_offered"),
    [
        ({"s2": "4"}, True),
        ({"s2": "5"}, True),
        ({"s2": "3"}, False),
        ({"s2": "na"}, False),
        ({"s1": "5"}, False),
    ],
)
def test_commitment_is_offered_to_who_agrees(device, survey, given, is_offered):
    page = respond(device, survey, **given)

    assert (page.action == f"{survey_url(survey)}commitment/") == is_offered


def test_commitment_is_stored_once(device, survey):
    page = respond(device, survey, s2="5")

    first = device.post(page.action, page.sent(change="Ask earlier", obstacle=""))
    again = device.post(page.action, page.sent(change="Something else", obstacle="Time"))

    assert [one.status_code for one in (first, again)] == [303, 303]
    stored = Commitment.objects.get()
    assert (stored.response, stored.change, stored.obstacle) == (SurveyResponse.objects.get(), "Ask earlier", "")
    html = device.get(survey_url(survey)).content.decode()
    assert "Ask earlier" in html
    assert "Your view and your change are stored." in html


def test_empty_commitment_asks_for_words(device, survey):
    page = respond(device, survey, s2="5")

    refused = device.post(page.action, page.sent(change=" ", obstacle=""))

    assert refused.status_code == 422
    assert "Write something in one of the two fields" in refused.content.decode()
    assert not Commitment.objects.exists()


def test_words_come_back_when_the_key_or_the_token_is_wrong(device, survey):
    page = respond(device, survey, s2="5")
    written = page.sent(change="Ask earlier", obstacle="Time")

    damaged = device.post(page.action, written | {"submission_key": "x"})
    unverified = device.post(page.action, written | {"csrfmiddlewaretoken": "x" * 64})

    assert [answer.status_code for answer in (damaged, unverified)] == [422, 403]
    for answer in (damaged, unverified):
        assert "Ask earlier" in answer.content.decode()


def test_sending_too_often_hands_the_words_back(device, survey, settings):
    page = respond(device, survey, s2="5")
    settings.RATE_LIMIT_PER_LEARNER = 2
    written = page.sent(change="Ask earlier", obstacle="Time")
    device.post(page.action, page.sent(change="", obstacle=""))

    refused = device.post(page.action, written)

    assert (refused.status_code, refused["Retry-After"].isdigit()) == (429, True)
    assert "Ask earlier" in refused.content.decode()
    assert "Too many forms came from here" in refused.content.decode()
    assert not Commitment.objects.exists()
    settings.RATE_LIMIT_PER_LEARNER = 9
    assert device.post(page.action, written).status_code == 303


def test_form_of_a_device_that_lost_its_cookie_is_stored_for_its_learner(device, survey):
    page = respond(device, survey, s2="5")
    del device.cookies["lid"]

    assert device.post(page.action, page.sent(change="Ask earlier", obstacle="")).status_code == 303

    assert Commitment.objects.get().response.learner_id


def test_words_and_key_come_back_to_a_device_that_lost_every_cookie(device, survey):
    page = respond(device, survey, s2="5")
    written = page.sent(change="Ask earlier", obstacle="Time")
    device.cookies.clear()

    refused = device.post(page.action, written)

    again = read_form(refused)
    assert (refused.status_code, again.hidden["submission_key"]) == (403, page.hidden["submission_key"])
    assert "Ask earlier" in refused.content.decode()
    assert "lid" not in refused.cookies
    assert device.post(page.action, again.sent(change="Ask earlier", obstacle="Time")).status_code == 303
    assert Commitment.objects.get().response == SurveyResponse.objects.get()


def test_words_of_a_device_whose_answers_have_moved_to_an_account_are_stored(device, survey, dan):
    page = respond(device, survey, s2="5")
    kept = link(dan)
    with transaction.atomic():
        learners.enrol(learner_of(device), account=account_mac(dan.pk))
    del device.cookies["lid"]

    assert device.post(page.action, page.sent(change="Ask earlier", obstacle="")).status_code == 303

    assert Commitment.objects.get().response.learner == kept


def test_commitment_without_a_response_leads_to_the_survey(device, survey):
    page = open_form(device, survey_url(survey))

    answer = device.post(f"{survey_url(survey)}commitment/", page.hidden | {"change": "x"})

    assert (answer.status_code, answer["Location"]) == (303, survey_url(survey))


# The comment


def test_comment_is_stored_apart_with_the_notice_above_it(device, survey):
    assert "Do not name patients or colleagues" in device.get(survey_url(survey)).content.decode()

    respond(device, survey, s1="2", comment="  The table is hard to read.  ")

    assert SurveyComment.objects.get().text == "The table is hard to read."


def test_no_comment_has_no_row(device, survey):
    respond(device, survey, s1="2", comment="  ")

    assert not SurveyComment.objects.exists()


def test_comment_that_is_too_long_says_so_and_stays(device, survey):
    page = open_form(device, survey_url(survey))

    refused = device.post(survey_url(survey), page.sent(s1="2", comment="x" * 1001))

    assert refused.status_code == 422
    assert "Shorten this to 1000 characters; it has 1001." in refused.content.decode()
    assert "x" * 1001 in refused.content.decode()


# Staff


def commented(survey, n: int) -> None:
    make_responses(survey, 4, 4, n=n)
    for number, response in enumerate(SurveyResponse.objects.all()):
        SurveyComment.objects.create(response=response, text=f"Remark {number}.")


@pytest.mark.parametrize(("n", "is_shown"), [(9, False), (10, True)])
def test_staff_read_words_from_ten_learners_on(client, ben, survey, n, is_shown):
    commented(survey, n)
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(f"/staff/reports/surveys/{survey.pk}/").content.decode()

    assert ("Remark 3." in page) == is_shown
    assert "In their own words" in page
    table = client.get(f"/staff/reports/surveys/{survey.pk}.csv").content
    assert b"Remark" not in table


def test_redaction_empties_the_text_and_is_recorded(client, ben, survey):
    commented(survey, 10)
    comment = SurveyComment.objects.get(text="Remark 3.")
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    url = f"/staff/reports/surveys/{survey.pk}/words/comment/{comment.pk}/redact/"

    answers = [client.post(url), client.post(url)]

    assert [answer.status_code for answer in answers] == [302, 302]
    comment.refresh_from_db()
    assert (comment.text, comment.redacted_by) == ("", ben)
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject) == ("redact free text", f"surveys.surveycomment {comment.pk}")
    assert "Remark" not in event.detail
    assert "Remark 3." not in client.get(f"/staff/reports/surveys/{survey.pk}/").content.decode()


def test_only_readers_of_every_report_redact_and_only_what_is_there(client, ben, ada, survey):
    commented(survey, 1)
    comment = SurveyComment.objects.get()
    survey.article.contributors.create(person=make_person(user=ada), role="medical writer")
    base = f"/staff/reports/surveys/{survey.pk}/words"

    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/staff/reports/surveys/{survey.pk}/").status_code == 200
    assert client.post(f"{base}/comment/{comment.pk}/redact/").status_code == 403
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"{base}/poem/{comment.pk}/redact/").status_code == 404
    assert client.post(f"{base}/commitment/{comment.pk}/redact/").status_code == 404
    assert client.get(f"{base}/comment/{comment.pk}/redact/").status_code == 405
    comment.refresh_from_db()
    assert comment.text == "Remark 0."
