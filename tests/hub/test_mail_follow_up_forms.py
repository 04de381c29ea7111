"""The form behind a mailed link: the same steps and drafts as under the quiz, without signing in."""

import pytest

from hub.erasure import erase_account
from hub.models import Learner
from quizzes.follow_up_mails import send_due
from quizzes.models import Attempt, Draft, Phase
from surveys.models import Commitment, CommitmentReview
from tests.factories import NOW, make_attempt, make_published_quiz, make_user, show_quiz
from tests.follow_ups import (
    answered,
    client_of,
    mailed_url,
    make_linked_learner,
    make_request,
    planned,
    withdraw,
)
from tests.taking import new_client, open_form, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def learner(dan):
    return make_linked_learner(dan)


@pytest.fixture
def url(quiz, dan):
    return mailed_url(make_request(quiz, dan))


@pytest.fixture
def device():
    return new_client()


def all_third(page) -> dict[str, str]:
    return {name: values[2] for name, values in page.options.items() if name[1:].isdigit()}


def test_steps_stay_behind_the_link(device, quiz, learner, url):
    answered(quiz, learner, 50)
    show_quiz(quiz, presentation="one")

    led_to = []
    for number in (1, 2):
        page = open_form(device, f"{url}?question={number}")
        led_to.append(device.post(page.action, page.sent(**all_third(page))))
    last = open_form(device, led_to[-1].url)
    stored = device.post(last.action, last.sent())

    assert [one.url for one in led_to] == [f"{url}?question=2", f"{url}?question=send"]
    assert (stored.status_code, stored.url) == (303, url)
    assert "lid" not in device.cookies
    assert Attempt.objects.get(phase=Phase.FOLLOW_UP).learner == learner


def test_draft_is_kept_and_found_under_the_quiz_too(device, quiz, learner, dan, url):
    answered(quiz, learner, 50)
    page = open_form(device, url)
    assert f'data-draft="{url}draft/"' in device.get(url).content.decode()

    saved = device.post(f"{url}draft/", page.sent(q1=page.options["q1"][1]))

    assert (saved.status_code, saved.json()) == (200, {"stored": {"q1": page.options["q1"][1]}})
    assert "lid" not in saved.cookies
    for client, address in ((new_client(), url), (client_of(dan), f"/quizzes/{quiz.article.slug}/follow-up/")):
        assert open_form(client, address).ticked == {"q1": page.options["q1"][1]}


def test_draft_without_a_good_link_or_token_keeps_nothing(device, quiz, learner, url):
    answered(quiz, learner, 50)
    page = open_form(device, url)
    sent = page.sent(q1=page.options["q1"][1])

    damaged = device.post("/mail/follow-up/nonsense/draft/", sent)
    refused = device.post(f"{url}draft/", sent | {"csrfmiddlewaretoken": "x" * 64})

    assert (damaged.status_code, "does not work any more" in damaged.json()["problem"]) == (410, True)
    assert (refused.status_code, len(refused.json()["token"])) == (403, 64)
    assert device.get(f"{url}draft/").status_code == 405
    assert not Draft.objects.exists()
    again = device.post(f"{url}draft/", sent | {"csrfmiddlewaretoken": refused.json()["token"]})
    assert again.status_code == 200


def test_draft_after_sending_says_where_the_answers_are(device, quiz, learner, url):
    answered(quiz, learner, 50)
    page = open_form(device, url)
    device.post(url, page.sent(**all_third(page)))

    saved = device.post(f"{url}draft/", page.sent(**all_third(page)))

    assert (saved.status_code, saved.json()["address"]) == (409, url)


def test_another_account_signed_in_is_told_and_stores_for_the_mailed_one(quiz, learner, url):
    answered(quiz, learner, 50)
    eva = make_user("eva")
    own = make_linked_learner(eva)
    answered(quiz, own, 50)
    evas = client_of(eva)
    assert "mailed to another account" in evas.get(url).content.decode()
    page = open_form(evas, url)

    evas.post(url, page.sent(**all_third(page)))

    assert Attempt.objects.get(phase=Phase.FOLLOW_UP).learner == learner
    assert "Weeks later you answered" in evas.get(url).content.decode()
    assert evas.get(f"/quizzes/attempts/{Attempt.objects.get(phase=Phase.FOLLOW_UP).pk}/").status_code == 404


def test_own_account_signed_in_is_told_nothing(quiz, learner, dan, url):
    answered(quiz, learner, 50)

    assert "mailed to another account" not in client_of(dan).get(url).content.decode()


def test_erased_account_leaves_a_link_that_says_so(device, quiz, learner, dan, url):
    answered(quiz, learner, 50)
    page = open_form(device, url)
    erase_account(account=dan, with_answers=False, now=NOW)

    assert device.get(url).status_code == 404
    assert device.post(url, page.sent(**all_third(page))).status_code == 404
    assert device.post(f"{url}draft/", page.sent()).status_code == 410
    assert not Attempt.objects.filter(phase=Phase.FOLLOW_UP).exists()


def test_withdrawn_questions_are_said_and_get_no_mail(device, quiz, learner, url, rhea, mailoutbox):
    answered(quiz, learner, 50)
    page = open_form(device, url)
    withdraw(quiz, rhea, 1)
    refused = device.post(url, page.sent(**all_third(page)))
    assert (refused.status_code, read_form(refused).action) == (409, url)
    withdraw(quiz, rhea, 0)

    opened = device.get(url)
    send_due(NOW.now(NOW.tzinfo))

    assert opened.status_code == 200
    assert "were withdrawn since" in opened.content.decode()
    assert mailoutbox == []


def test_merged_learner_gets_no_form_that_cannot_be_stored(device, quiz, learner, url):
    make_attempt(quiz, Phase.PRE, [0, 0], learner)
    answered(quiz, Learner.objects.create(merged_into=learner), 50)

    page = device.get(url)

    assert (page.status_code, "There is nothing to repeat here" in page.content.decode()) == (200, True)


# Then and now


def test_result_sets_the_commitment_beside_what_became_of_it(device, quiz, learner, url):
    make_attempt(quiz, Phase.PRE, [0, 0], learner)
    answered(quiz, learner, 50)
    planned(quiz, learner)
    page = open_form(device, url)
    device.post(url, page.sent(**all_third(page)) | {"review-outcome": "partly", "review-stopped_by": "No time"})

    html = device.get(url).content.decode()

    for said in ("Your change, then and now", "Ask about neuropathy", "Partly", "No time"):
        assert said in html
    assert html.count("Before reading: not correct. After reading: correct. Weeks later: correct. It has stayed.") == 2


def test_redacted_commitment_is_not_told_again(device, quiz, learner, url):
    answered(quiz, learner, 50)
    commitment = planned(quiz, learner, change="", obstacle="")
    CommitmentReview.objects.create(commitment=commitment, outcome="yes", obstacle="")
    page = open_form(device, url)
    device.post(url, page.sent(**all_third(page)))

    html = device.get(url).content.decode()

    assert "What you wanted to change" not in html
    assert Commitment.objects.get().review.get_outcome_display() in html
