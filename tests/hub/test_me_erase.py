import json
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import ReaderNote
from hub import audit
from hub.audit import first_broken_event
from hub.models import AuditEvent, ErasedPerson, Learner, LearnerLink, User
from hub.transactions import BusyError
from quizzes.models import Answer, Attempt, AttemptFlag, Phase
from surveys.models import SurveyAnswer, SurveyResponse
from tests.answered import make_responses
from tests.factories import flag, make_attempt, make_published_quiz, make_published_survey, make_user
from tests.mine import device_of, link, make_note, signed_in
from tests.taking import new_client, quiz_url, read_form

pytestmark = pytest.mark.django_db
URL = "/me/erase/"
ANSWERS = (Attempt, Answer, AttemptFlag, SurveyResponse, SurveyAnswer)


@pytest.fixture
def quiz(hub):
    quiz = make_published_quiz(questions=2)
    make_published_survey(quiz.article)
    make_attempt(quiz, Phase.POST, [0, 0])
    return quiz


@pytest.fixture
def learner(quiz):
    learner = Learner.objects.create(profession="nurse", specialty="haematology", country="DE")
    make_attempt(quiz, Phase.PRE, [0, 0], learner)
    flagged = make_attempt(quiz, Phase.POST, [2, 2], learner)
    flag(flagged, "burst")
    make_responses(quiz.article.survey, 4, 5, learners=[learner])
    make_note(learner, quiz.article, "Told by Daniela")
    return learner


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in ANSWERS)


def send(client: Client, **ticks):
    return client.post(URL, read_form(client.get(URL)).sent(**ticks))


def dump() -> str:
    """Every row of every table as text."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(rows)


def test_page_says_what_goes_and_what_stays_and_changes_nothing(learner):
    response = device_of(learner).get(URL)

    assert "What goes the tie between you and your answers" in words(response)
    assert "What stays your answers, under a random number" in words(response)
    assert (response["Cache-Control"], ReaderNote.objects.count()) == ("private, no-store", 1)


def test_nothing_goes_without_the_tick(learner):
    response = send(device_of(learner), answers="on")

    assert response.status_code == 422
    assert "Tick this box to erase. Nothing has been erased yet." in words(response)
    assert ReaderNote.objects.exists()


def test_device_is_forgotten_and_answers_stay(learner):
    before = counts()
    device = device_of(learner)

    response = send(device, sure="on")

    assert "This device is forgotten: its cookie is deleted. 1 note deleted. Your answers stay" in words(response)
    assert response.cookies["lid"]["max-age"] == 0
    assert (counts(), ReaderNote.objects.count()) == (before, 0)
    learner.refresh_from_db()
    assert (learner.profession, learner.specialty, learner.country) == ("", "", "")


def test_answers_go_too_where_that_is_wanted(learner):
    response = send(device_of(learner), sure="on", answers="on")

    assert "2 sets of quiz answers deleted. 1 survey deleted." in words(response)
    assert counts() == (1, 2, 0, 0, 0)
    assert not Learner.objects.filter(pk=learner.pk).exists()


def test_erasing_again_changes_nothing(learner):
    device = device_of(learner)
    form = read_form(device.get(URL)).sent(sure="on", answers="on")
    device.post(URL, form)
    events = AuditEvent.objects.count()
    device.cookies["lid"] = str(learner.pk)

    response = device.post(URL, form)

    assert (response.status_code, AuditEvent.objects.count()) == (200, events)
    assert "0 sets of quiz answers deleted." in words(response)


@pytest.mark.parametrize("answers", ["", "on"])
@pytest.mark.parametrize("has_account", [False, True])
def test_form_left_open_ties_the_device_to_nobody_erased(quiz, learner, dan, has_account, answers):
    if has_account:
        link(dan, learner)
    device = signed_in(dan) if has_account else device_of(learner)
    url = quiz_url(make_published_quiz())
    form = read_form(device.get(url))
    assert send(device, sure="on", answers=answers).status_code == 200

    token = read_form(device.get(url)).hidden["csrfmiddlewaretoken"]
    sent = form.sent(q1=form.options["q1"][0]) | {"csrfmiddlewaretoken": token}
    refused = device.post(url, sent)

    again = read_form(refused)
    assert (refused.status_code, again.ticked) == (422, {"q1": sent["q1"]})
    assert "opened before its learner was erased" in words(refused)
    assert device.post(f"{url}draft/", sent).status_code == 422
    assert device.post(url, again.sent()).status_code == 303
    assert device.cookies["lid"].value != str(learner.pk)
    assert not Attempt.objects.filter(learner=learner.pk, quiz__article__slug=url.split("/")[2]).exists()


def test_unknown_device_has_nothing_to_erase(hub):
    assert "there is nothing to erase" in words(new_client().get(URL))


def test_post_without_a_token_erases_nothing(learner):
    assert device_of(learner).post(URL, {"sure": "on"}).status_code == 403
    assert ReaderNote.objects.exists()


def test_account_leaves_no_trace(learner, dan):
    User.objects.filter(pk=dan.pk).update(name="Daniela Example")
    link(dan, learner)
    client, elsewhere = signed_in(dan), signed_in(dan)
    before = counts()
    assert "dan@example.org" in dump()

    response = send(client, sure="on")

    assert "Your account is deleted and you are signed out on all devices." in words(response)
    assert response.cookies["lid"]["max-age"] == 0
    trace = dump().lower()
    assert [word for word in ("dan@example.org", "daniela", "haematology") if word in trace] == []
    assert (counts(), LearnerLink.objects.count(), User.objects.filter(pk=dan.pk).count()) == (before, 0, 0)
    assert "Sign in" in words(elsewhere.get("/me/"))
    assert [row for row in Session.objects.all() if row.get_decoded().get("_auth_user_id") == str(dan.pk)] == []
    assert "Sign in" in words(client.get("/me/"))
    event = AuditEvent.objects.get(verb="erase person")
    assert (event.actor, json.loads(event.detail)["rows"]["notes"]) == (None, 1)
    assert first_broken_event() is None


def test_account_with_answers_takes_exactly_its_own(learner, dan):
    link(dan, learner)

    send(signed_in(dan), sure="on", answers="on")

    assert counts() == (1, 2, 0, 0, 0)
    assert not Learner.objects.filter(pk=learner.pk).exists()


def test_account_with_merged_learners_is_erased_whole(quiz, learner, dan):
    heir = Learner.objects.create()
    Learner.objects.filter(pk=learner.pk).update(merged_into=heir)
    link(dan, heir)

    send(signed_in(dan), sure="on", answers="on")

    assert counts() == (1, 2, 0, 0, 0)
    assert Learner.objects.count() == 1


def test_account_proves_again_who_it_is_when_the_sign_in_is_old(learner, dan):
    link(dan, learner)
    client = Client()
    client.force_login(dan, backend="django.contrib.auth.backends.ModelBackend")

    for response in (client.get(URL), client.post(URL, {"sure": "on"})):
        assert (response.status_code, response["Location"]) == (302, "/accounts/reauthenticate/?next=%2Fme%2Ferase%2F")
    assert User.objects.filter(pk=dan.pk).exists()


def test_device_cannot_erase_what_belongs_to_an_account(learner, dan):
    link(dan, learner)
    client = Client()
    client.cookies["lid"] = str(learner.pk)

    assert "belongs to an account. Nothing has been erased." in words(client.get(URL))
    assert client.post(URL, {"sure": "on"}).status_code == 403
    assert ReaderNote.objects.exists()


def test_learner_of_another_account_on_a_shared_device_is_left_alone(learner, dan):
    link(make_user("cara"), learner)
    link(dan, Learner.objects.create())
    client = signed_in(dan)
    client.cookies["lid"] = str(learner.pk)

    send(client, sure="on", answers="on")

    assert (Attempt.objects.filter(learner=learner).count(), LearnerLink.objects.count()) == (2, 1)
    assert ReaderNote.objects.filter(learner=learner).exists()


def test_database_that_is_busy_erases_nothing_and_says_so(learner, monkeypatch):
    def refuse(work):
        raise BusyError("busy")

    device = device_of(learner)
    form = read_form(device.get(URL)).sent(sure="on")
    monkeypatch.setattr("hub.views.me.run_transaction", refuse)

    response = device.post(URL, form)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "nothing has been erased" in words(response)
    assert ReaderNote.objects.exists()


def test_staff_with_history_stays_without_name_and_address(quiz, paul):
    User.objects.filter(pk=paul.pk).update(name="Paulus Example")

    audit.record(actor=paul, verb="publish", subject="article a")
    response = send(signed_in(paul), sure="on")

    assert "Your account is closed and holds no name and no address any more." in words(response)
    paul.refresh_from_db()
    assert (paul.email, paul.name, paul.is_active, paul.is_staff) == (
        f"erased-{paul.pk}@erased.invalid",
        "",
        False,
        False,
    )
    assert not paul.groups.exists() and not paul.has_usable_password()
    assert not re.search("paul@example.org|paulus", dump(), re.I)
    assert first_broken_event() is None


def test_erased_are_remembered_by_keyed_hashes_only(learner, dan):
    link(dan, learner)

    send(signed_in(dan), sure="on")

    rows = list(ErasedPerson.objects.values_list("mac", "with_answers"))
    assert len(rows) == 3
    assert all(len(mac) == 64 and not with_answers for mac, with_answers in rows)
    assert timezone.now() - ErasedPerson.objects.first().erased_at < timedelta(minutes=1)
