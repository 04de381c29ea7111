"""Signing in on a device that has answered before: every learner a device can have, for every account."""

import json
from uuid import UUID, uuid4

import pytest
from django.test import Client

from hub import adoption, learners
from hub.models import AuditEvent, Learner
from quizzes.models import Attempt, AttemptFlag, Phase
from surveys.models import SurveyFlag, SurveyResponse
from surveys.reports import survey_lines
from tests.accounts import DEVICE, device_of, link, linked_to, make_member, sign_in
from tests.factories import NOW, make_attempt, make_published_quiz, make_published_survey
from tests.taking import quiz_url, result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def cara(db):
    """Cara learns, with an account."""
    return make_member("cara")


def whose(attempts) -> dict[str, UUID]:
    return {attempt.phase: attempt.learner_id for attempt in Attempt.objects.filter(pk__in=[a.pk for a in attempts])}


def flagged() -> set[tuple[str, UUID]]:
    flags = AttemptFlag.objects.filter(kind="duplicate_person")
    return set(flags.values_list("attempt__phase", "attempt__learner"))


# An account without a learner


def test_device_without_cookie_leaves_an_account_without_learner(cara):
    client = Client()

    sign_in(client, cara)

    assert (linked_to(cara), Learner.objects.count(), "lid" in client.cookies) == (None, 0, False)


def test_device_that_only_opened_a_form_becomes_the_learner(cara):
    client = device_of()

    sign_in(client, cara)

    assert linked_to(cara) == DEVICE
    assert client.cookies["lid"].value == ""


def test_first_learner_keeps_all_attempts_as_they_are(cara, quiz):
    learner = Learner.objects.create(pk=DEVICE, profession="nurse")
    attempts = [make_attempt(quiz, Phase.PRE, [0, 1], learner), make_attempt(quiz, Phase.POST, [2, 2], learner)]
    before = list(Attempt.objects.order_by("phase").values())

    response = sign_in(device_of(), cara)

    assert response.status_code == 302
    assert linked_to(cara) == DEVICE
    assert list(Attempt.objects.order_by("phase").values()) == before
    assert whose(attempts) == {"pre": DEVICE, "post": DEVICE}
    assert not AuditEvent.objects.exists()


def test_merged_learner_of_another_account_stays_there(cara, dan, quiz):
    kept = link(dan)
    Learner.objects.create(pk=DEVICE, merged_into=kept)

    sign_in(device_of(), cara)

    assert (linked_to(cara), linked_to(dan)) == (None, kept.pk)


def test_learner_of_another_account_is_never_adopted(cara, dan, quiz):
    """A device that several people use."""
    kept = link(dan)
    attempt = make_attempt(quiz, Phase.PRE, [0, 0], kept)

    client = device_of(kept.pk)
    sign_in(client, cara)

    assert (linked_to(cara), linked_to(dan), whose([attempt])) == (None, kept.pk, {"pre": kept.pk})
    assert client.get(result_url(attempt)).status_code == 404


# An account with a learner


def test_device_without_cookie_finds_the_account_as_it_was(cara):
    kept = link(cara)

    sign_in(Client(), cara)

    assert (linked_to(cara), list(Learner.objects.all())) == (kept.pk, [kept])


def test_device_that_only_opened_a_form_points_to_the_learner(cara):
    kept = link(cara)

    sign_in(device_of(), cara)

    assert linked_to(cara) == kept.pk
    assert Learner.objects.get(pk=DEVICE).merged_into == kept
    assert not AuditEvent.objects.exists()


def test_further_device_moves_its_attempts(cara, quiz):
    kept = link(cara)
    other_quiz = make_published_quiz(questions=2)
    of_account = make_attempt(quiz, Phase.PRE, [0, 0], kept)
    learner = Learner.objects.create(pk=DEVICE)
    moving = [
        make_attempt(quiz, Phase.POST, [2, 2], learner),
        make_attempt(other_quiz, Phase.PRE, [1, 1], learner),
    ]

    client = device_of()
    sign_in(client, cara)

    assert set(whose([of_account, *moving]).values()) == {kept.pk}
    assert (flagged(), Learner.objects.get(pk=DEVICE).merged_into) == (set(), kept)
    assert [client.get(result_url(attempt)).status_code for attempt in moving] == [200, 200]


def test_adoption_is_written_into_the_audit_log_without_account_and_learner(cara, quiz):
    link(cara)
    make_attempt(quiz, Phase.PRE, [0, 0], Learner.objects.create(pk=DEVICE, country="CH"))

    sign_in(device_of(), cara)

    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject) == (None, "adopt learner", "learners")
    assert json.loads(event.detail) == {
        "moved": {"attempts": 1, "drafts": 0, "notes": 0, "survey responses": 0},
        "stayed": {"attempts": 0, "drafts": 0, "notes": 0, "survey responses": 0},
        "profile": ["country"],
    }


def test_quiz_answered_twice_stays_with_the_device_and_is_flagged(cara, quiz):
    kept = link(cara)
    of_account = make_attempt(quiz, Phase.PRE, [0, 0], kept)
    learner = Learner.objects.create(pk=DEVICE)
    staying = [make_attempt(quiz, Phase.PRE, [1, 1], learner), make_attempt(quiz, Phase.POST, [2, 2], learner)]
    moving = make_attempt(make_published_quiz(questions=2), Phase.POST, [2, 2], learner)

    client = device_of()
    sign_in(client, cara)

    assert whose(staying) == {"pre": DEVICE, "post": DEVICE}
    assert whose([of_account, moving]) == {"pre": kept.pk, "post": kept.pk}
    assert flagged() == {("pre", DEVICE), ("post", DEVICE)}
    assert set(Attempt.objects.counted()) == {of_account, moving}
    assert [client.get(result_url(attempt)).status_code for attempt in (*staying, of_account)] == [200, 200, 200]
    assert client.get(quiz_url(quiz)).headers["Location"] == result_url(of_account)


def test_surveys_move_or_stay_flagged(cara, quiz):
    kept = link(cara)
    twice, once = make_published_survey(quiz.article), make_published_survey(make_published_quiz().article)
    of_account = respond(twice, kept)
    learner = Learner.objects.create(pk=DEVICE)
    staying, moving = respond(twice, learner), respond(once, learner)

    sign_in(device_of(), cara)

    stored = dict(SurveyResponse.objects.values_list("pk", "learner"))
    assert stored == {of_account.pk: kept.pk, staying.pk: DEVICE, moving.pk: kept.pk}
    assert list(SurveyFlag.objects.values_list("response", "kind")) == [(staying.pk, "duplicate_person")]
    assert set(SurveyResponse.objects.counted()) == {of_account, moving}
    assert [survey_lines([survey])[survey.pk].responses for survey in (twice, once)] == [1, 1]


def respond(survey, learner) -> SurveyResponse:
    version = survey.article.versions.first()
    fields = {"article_version": version, "nonce": str(uuid4()), "submitted_at": NOW, "submitted_on": NOW.date()}
    return SurveyResponse.objects.create(survey=survey, learner=learner, language="en", is_uniform=False, **fields)


def test_account_keeps_its_profile_and_takes_what_it_lacks(cara):
    kept = link(cara, profession="physician")
    Learner.objects.create(pk=DEVICE, profession="nurse", country="DE")

    sign_in(device_of(), cara)

    kept.refresh_from_db()
    assert (kept.profession, kept.specialty, kept.country) == ("physician", "", "DE")


def test_merged_learner_of_the_account_changes_nothing(cara, quiz):
    kept = link(cara)
    learner = Learner.objects.create(pk=DEVICE, merged_into=kept)
    staying = make_attempt(quiz, Phase.PRE, [1, 1], learner)

    client = device_of()
    sign_in(client, cara)

    assert (whose([staying]), linked_to(cara), AuditEvent.objects.count()) == ({"pre": DEVICE}, kept.pk, 0)
    assert client.cookies["lid"].value == ""


def test_own_learner_in_the_cookie_changes_nothing(cara, quiz):
    kept = link(cara)
    attempt = make_attempt(quiz, Phase.PRE, [1, 1], kept)

    client = device_of(kept.pk)
    sign_in(client, cara)

    assert (whose([attempt]), linked_to(cara), Learner.objects.count()) == ({"pre": kept.pk}, kept.pk, 1)
    assert client.cookies["lid"].value == ""


def test_account_with_learner_leaves_that_of_another_account_alone(cara, dan, quiz):
    own, kept = link(cara), link(dan)
    attempt = make_attempt(quiz, Phase.PRE, [0, 0], kept)

    client = device_of(kept.pk)
    sign_in(client, cara)

    assert (linked_to(cara), linked_to(dan), whose([attempt])) == (own.pk, kept.pk, {"pre": kept.pk})
    assert client.get(result_url(attempt)).status_code == 404


def test_learners_merged_earlier_follow_to_the_last(cara, quiz):
    kept = link(cara)
    learner = Learner.objects.create(pk=DEVICE)
    older = Learner.objects.create(merged_into=learner)
    staying = make_attempt(quiz, Phase.PRE, [1, 1], older)

    client = device_of()
    sign_in(client, cara)

    older.refresh_from_db()
    assert older.merged_into == kept
    assert client.get(result_url(staying)).status_code == 200


def test_signing_in_again_changes_nothing(cara, quiz):
    kept = link(cara)
    make_attempt(quiz, Phase.PRE, [0, 0], kept)
    make_attempt(quiz, Phase.PRE, [1, 1], Learner.objects.create(pk=DEVICE))
    sign_in(device_of(), cara)
    stored = (list(Attempt.objects.values()), list(AttemptFlag.objects.values()), AuditEvent.objects.count())

    sign_in(device_of(), cara)

    again = (list(Attempt.objects.values()), list(AttemptFlag.objects.values()), AuditEvent.objects.count())
    assert again == stored


def test_belongings_move_in_their_order(monkeypatch):
    monkeypatch.setattr(adoption, "_registered", {})
    for key, order in (("later", 1), ("second", 0), ("first", 0)):
        adoption.register(adoption.Belongings(key=key, move=lambda **_: adoption.Moved(), order=order))

    assert [belongings.key for belongings in adoption.registered()] == ["first", "second", "later"]


def test_broken_cookie_does_not_stop_signing_in(cara):
    assert sign_in(device_of("not-a-uuid"), cara).status_code == 302
    assert learners.Learner.objects.count() == 0
