"""Answering once more: the window, consent, the three-point result, and what reports count."""

import hashlib
import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from hub import learners
from hub.consents import Way
from hub.models import Learner, LearnerLink, MailPreference, account_mac
from quizzes.actions import Circumstances, Given, NoPostError, OutsideWindowError, submit_attempt
from quizzes.follow_up import LinkError, Purpose, ask, link_token, linked_request, stop, stop_all
from quizzes.models import Attempt, FollowUpRequest, Phase
from quizzes.sittings import pinned_questions
from tests.answered import KEY, WRONG
from tests.factories import NOW, PASSWORD, make_attempt, make_published_quiz, make_published_survey
from tests.taking import new_client, open_form, quiz_url, result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def learner(dan):
    """Dan's pseudonym."""
    learner = Learner.objects.create()
    LearnerLink.objects.create(account_mac=account_mac(dan.pk), learner=learner)
    return learner


@pytest.fixture
def dans(dan):
    client = new_client()
    client.login(email=dan.email, password=PASSWORD)
    return client


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def submit(quiz, learner, at) -> Attempt:
    pins = pinned_questions(quiz.article.versions.get().pk)
    answers = {pin.question_version.pk: Given(pin.question_version.options.get(order=KEY).pk) for pin in pins}
    return submit_attempt(
        quiz=quiz,
        pins=pins,
        learner_id=learner.pk,
        phase=Phase.FOLLOW_UP,
        answers=answers,
        circumstances=Circumstances(nonce=f"n-{at.isoformat()}"[:43], now=at, language="en"),
    )


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# Storing


@pytest.mark.parametrize(("days", "is_open"), [(41, False), (42, True), (84, True), (85, False)])
def test_follow_up_is_stored_inside_its_window_only(quiz, learner, days, is_open):
    make_attempt(quiz, Phase.POST, [KEY, WRONG], learner)
    at = NOW + timedelta(days=days)

    if is_open:
        assert submit(quiz, learner, at).submitted_at == at
    else:
        with pytest.raises(OutsideWindowError):
            submit(quiz, learner, at)
    assert Attempt.objects.filter(phase=Phase.FOLLOW_UP).exists() == is_open


def test_follow_up_without_a_post_is_refused(quiz, learner):
    make_attempt(quiz, Phase.PRE, [KEY, KEY], learner)

    with pytest.raises(NoPostError):
        submit(quiz, learner, NOW + timedelta(days=50))


def test_second_follow_up_is_the_stored_one_even_after_the_window(quiz, learner):
    make_attempt(quiz, Phase.POST, [KEY, WRONG], learner)
    first = submit(quiz, learner, NOW + timedelta(days=50))

    assert submit(quiz, learner, NOW + timedelta(days=100)) == first


# Consent


def visitor_of(user):
    return learners.account_visitor(user)


def test_consent_keeps_the_wording_and_its_hash_and_no_learner(quiz, learner, dan):
    make_attempt(quiz, Phase.POST, [KEY, KEY], learner)

    asked = ask(user=dan, quiz=quiz, visitor=visitor_of(dan), now=NOW)
    again = ask(user=dan, quiz=quiz, visitor=visitor_of(dan), now=NOW + timedelta(days=3))

    assert again == asked
    stored = FollowUpRequest.objects.get()
    assert stored.wording.startswith("Write to me once, 6 to 12 weeks after my answers")
    assert stored.wording_hash == hashlib.sha256(stored.wording.encode()).hexdigest()
    assert stored.asked_on == NOW.date()
    assert str(learner.pk) not in str(list(FollowUpRequest.objects.values()))


def test_stopped_request_stays_stopped(quiz, learner, dan):
    make_attempt(quiz, Phase.POST, [KEY, KEY], learner)
    asked = ask(user=dan, quiz=quiz, visitor=visitor_of(dan), now=NOW)
    stop(asked, way=Way.MAIL, now=NOW)
    stop(asked, way=Way.MAIL, now=NOW + timedelta(days=1))

    again = ask(user=dan, quiz=quiz, visitor=visitor_of(dan), now=NOW + timedelta(days=2))

    assert again.stopped_on == NOW.date()


def test_stopping_all_ends_every_request_until_another_one_is_made(quiz, learner, dan):
    other = make_published_quiz()
    for one in (quiz, other):
        make_attempt(one, Phase.POST, [KEY] * one.questions.count(), learner)
    first = ask(user=dan, quiz=quiz, visitor=visitor_of(dan), now=NOW)
    stop_all(dan, way=Way.SITE, day=NOW.date())
    stop_all(dan, way=Way.SITE, day=NOW.date() + timedelta(days=1))
    assert MailPreference.objects.get(user=dan).stopped_on == NOW.date()

    second = ask(user=dan, quiz=other, visitor=visitor_of(dan), now=NOW + timedelta(days=2))

    first.refresh_from_db()
    assert (first.stopped_on, second.stopped_on) == (NOW.date(), None)
    assert MailPreference.objects.get(user=dan).stopped_on is None


def test_key_of_one_purpose_opens_no_other(quiz, dan):
    asked = FollowUpRequest.objects.create(user=dan, quiz=quiz, wording="w", wording_hash="h", asked_on=NOW.date())
    token = link_token(asked, Purpose.STOP)

    assert linked_request(token, Purpose.STOP) == asked
    for damaged in (token[:-1], "x" + token, ""):
        with pytest.raises(LinkError):
            linked_request(damaged, Purpose.STOP)
    with pytest.raises(LinkError):
        linked_request(token, Purpose.ANSWER)
    asked.delete()
    with pytest.raises(LinkError):
        linked_request(token, Purpose.STOP)


# The offer


def test_offer_leads_through_consent_and_back(quiz, learner, dan, dans):
    page = result_url(make_attempt(quiz, Phase.POST, [KEY, KEY], learner, submitted_at=ago(1)))
    base = f"/quizzes/{quiz.article.slug}/follow-up/"
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', dans.get(page).content.decode())[1]
    sent = {"csrfmiddlewaretoken": token, "next": page}

    answer = dans.post(f"{base}ask/", sent)

    assert (answer.status_code, answer["Location"]) == (303, f"{page}#follow-up")
    assert f"We will write to {dan.email} on" in words(dans.get(page))
    dans.post(f"{base}withdraw/", sent)
    assert "You stopped the mail about these questions" in words(dans.get(page))
    elsewhere = dans.post(f"{base}ask/", sent | {"next": "https://example.com/"})
    assert elsewhere["Location"] == base


def test_offer_without_an_account_leads_to_sign_in_and_back(quiz):
    learner = Learner.objects.create()
    client = new_client()
    client.cookies["lid"] = str(learner.pk)
    page = result_url(make_attempt(quiz, Phase.POST, [KEY, KEY], learner, submitted_at=ago(1)))

    assert f'href="/accounts/login/?next={page}"' in client.get(page).content.decode()


def test_nothing_is_offered_when_the_time_is_over(quiz, learner, dans):
    page = result_url(make_attempt(quiz, Phase.POST, [KEY, KEY], learner, submitted_at=ago(85)))

    assert 'id="follow-up"' not in dans.get(page).content.decode()


def test_survey_thanks_offer_it_too(quiz, learner, dans):
    survey = make_published_survey(quiz.article)
    make_attempt(quiz, Phase.POST, [KEY, KEY], learner, submitted_at=ago(1))
    survey.responses.create(
        learner=learner,
        article_version=quiz.article.versions.get(),
        nonce="n",
        submitted_at=NOW,
        submitted_on=NOW.date(),
        language="en",
        is_uniform=False,
    )

    assert "Write to me once" in words(dans.get(f"/surveys/{quiz.article.slug}/"))


def test_asking_links_an_account_without_a_learner(quiz, dan):
    learner = Learner.objects.create()
    make_attempt(quiz, Phase.POST, [KEY, KEY], learner)
    visitor = learners.Visitor(learner.pk, (learner.pk,), account=account_mac(dan.pk))

    ask(user=dan, quiz=quiz, visitor=visitor, now=NOW)

    assert learners.account_visitor(dan).learner_id == learner.pk


# The result


def test_result_compares_three_times(quiz, learner, dans):
    make_attempt(quiz, Phase.PRE, [WRONG, WRONG], learner)
    make_attempt(quiz, Phase.POST, [KEY, KEY], learner)
    later = make_attempt(quiz, Phase.FOLLOW_UP, [KEY, WRONG], learner)

    page = dans.get(result_url(later))

    html = page.content.decode()
    assert "You answered 0 of 2 questions correctly before reading and 2 of 2 after." in words(page)
    assert "Weeks later you answered 1 of 2 correctly." in words(page)
    assert '<desc id="chart-text">0 of 2 before, 2 of 2 after, 1 of 2 weeks later.</desc>' in html
    assert html.count("<dt>Weeks later</dt>") == 2
    assert "Your answer after and weeks later" in html
    assert "Your answer before and weeks later" in html


def test_result_without_a_pre_compares_after_and_later(quiz, learner, dans):
    make_attempt(quiz, Phase.POST, [KEY, KEY], learner)
    later = make_attempt(quiz, Phase.FOLLOW_UP, [KEY, WRONG], learner)

    html = dans.get(result_url(later)).content.decode()

    assert '<desc id="chart-text">2 of 2 after, 1 of 2 weeks later.</desc>' in html
    assert "chart__dot--pre" not in html


def test_profile_is_asked_on_the_result_where_no_survey_asks_it(quiz, learner, dans):
    attempt = make_attempt(quiz, Phase.POST, [KEY, KEY], learner)
    url = f"/quizzes/attempts/{attempt.pk}/profile/"
    html = dans.get(result_url(attempt)).content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', html)[1]
    assert 'id="profile-profession"' in html

    refused = dans.post(url, {"csrfmiddlewaretoken": token, "profession": "king"})
    stored = dans.post(url, {"csrfmiddlewaretoken": token, "profession": "nurse", "country": "CH"})

    assert (refused.status_code, stored.status_code) == (422, 303)
    learner.refresh_from_db()
    assert (learner.profession, learner.specialty, learner.country) == ("nurse", "", "CH")
    assert 'id="profile-profession"' not in dans.get(result_url(attempt)).content.decode()


def test_profile_of_another_learner_is_out_of_reach(quiz, learner, dans):
    attempt = make_attempt(quiz, Phase.POST, [KEY, KEY])
    token = open_form(dans, quiz_url(quiz)).hidden["csrfmiddlewaretoken"]

    answer = dans.post(f"/quizzes/attempts/{attempt.pk}/profile/", {"csrfmiddlewaretoken": token, "country": "CH"})

    assert (answer.status_code, list(Learner.objects.exclude(country=""))) == (404, [])


def test_profile_is_left_to_the_survey_where_there_is_one(quiz, learner, dans):
    make_published_survey(quiz.article)
    attempt = make_attempt(quiz, Phase.POST, [KEY, KEY], learner)

    assert 'id="profile-profession"' not in dans.get(result_url(attempt)).content.decode()
