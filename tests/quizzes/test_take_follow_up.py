"""The follow-up goes the way of the other phases: steps, drafts, withdrawn questions, keys, and its own window."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hub.adoption import absorb
from hub.models import Learner, LearnerLink
from hub.submission_keys import Kind, mint
from quizzes.actions import NoPostError, OutsideWindowError
from quizzes.drafts import Sheet
from quizzes.drafts import save_draft as save
from quizzes.models import Attempt, Draft, Phase
from surveys.models import CommitmentReview
from tests.factories import NOW, make_attempt, make_published_quiz, make_user, show_quiz
from tests.follow_ups import answered, client_of, make_linked_learner, planned, withdraw
from tests.taking import answer_all, draft_url, new_client, open_form, quiz_url, read_form, result_url, save_draft
from tests.tampering import tampering

pytestmark = pytest.mark.django_db
PHASE = Phase.FOLLOW_UP


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=3)


@pytest.fixture
def learner(dan):
    return make_linked_learner(dan)


@pytest.fixture
def dans(dan):
    return client_of(dan)


@pytest.fixture
def url(quiz):
    return quiz_url(quiz, PHASE)


def all_third(page) -> dict[str, str]:
    return {name: values[2] for name, values in page.options.items() if name[1:].isdigit()}


# One question at a time


def take_steps(client, url, n=3):
    for number in range(1, n + 1):
        page = open_form(client, f"{url}?question={number}")
        response = client.post(page.action, page.sent(**{f"q{number}": page.options[f"q{number}"][2]}))
        assert response.status_code == 303, response.content.decode()
    return response


def test_questions_come_one_at_a_time_where_the_quiz_says_so(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    show_quiz(quiz, presentation="one")

    first = open_form(dans, url)
    led_to = take_steps(dans, url)
    last = open_form(dans, led_to.url)
    stored = dans.post(last.action, last.sent())

    assert (list(first.options), first.title) == (["q1"], "Question 1 of 3 – Once more, weeks later – ex Hub")
    attempt = Attempt.objects.get(phase=PHASE)
    assert (led_to.url, stored.url, attempt.answers.count()) == (f"{url}?question=send", result_url(attempt), 3)
    assert not Draft.objects.exists()


def test_commitment_is_asked_on_the_last_step_and_kept_on_the_way_back(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    show_quiz(quiz, presentation="one")
    planned(quiz, learner)
    assert "review-outcome" not in dans.get(url).content.decode()
    last = open_form(dans, take_steps(dans, url).url)

    back = dans.post(last.action, last.sent() | {"review-outcome": "partly", "review-stopped_by": "No time", "go": "2"})

    assert (back.status_code, back.url) == (303, f"{url}?question=2")
    assert Draft.objects.get().beside == {"review-outcome": "partly", "review-stopped_by": "No time"}
    assert not CommitmentReview.objects.exists()
    last = open_form(dans, f"{url}?question=send")
    assert last.ticked["review-outcome"] == "partly"
    dans.post(last.action, last.sent() | {"review-stopped_by": "No time"})
    review = CommitmentReview.objects.get()
    assert (review.outcome, review.obstacle) == ("partly", "No time")


# Drafts


def test_ticks_and_words_are_kept_and_found_again(quiz, learner, dans, dan, url):
    answered(quiz, learner, 50)
    planned(quiz, learner)
    page = open_form(dans, url)
    words = {"review_outcome": "not_yet", "review_stopped_by": "x" * 3_000}

    saved = save_draft(dans, quiz, page, PHASE, q2=page.options["q2"][1], **words)

    assert (saved.status_code, saved.json()) == (200, {"stored": {"q2": page.options["q2"][1]}})
    again = open_form(client_of(dan), url)
    assert again.ticked == {"q2": page.options["q2"][1], "review-outcome": "not_yet"}
    assert again.hidden["submission_key"].split(":")[0] == page.hidden["submission_key"].split(":")[0]
    assert Draft.objects.get().learner == learner
    assert not Attempt.objects.filter(phase=PHASE).exists()


@pytest.mark.parametrize("days", [41.9, 84.1])
def test_nothing_is_kept_outside_the_window(quiz, learner, dans, url, days):
    post = answered(quiz, learner, 50)
    page = open_form(dans, url)
    with tampering(Attempt):
        QuerySet(Attempt).filter(pk=post.pk).update(submitted_at=post.submitted_at - timedelta(days=days - 50))

    saved = save_draft(dans, quiz, page, PHASE, q2=page.options["q2"][1])
    sent = dans.post(url, page.sent(**all_third(page)))

    assert (saved.status_code, saved.json()["address"], sent.status_code) == (409, url, 409)
    assert "nothing was saved" in saved.json()["problem"]
    assert not Draft.objects.exists()
    assert not Attempt.objects.filter(phase=PHASE).exists()


@pytest.mark.parametrize(("days", "error"), [(41, OutsideWindowError), (85, OutsideWindowError), (None, NoPostError)])
def test_draft_itself_is_refused_where_nothing_can_be_answered(quiz, learner, days, error):
    """As for a learner who was merged between opening the form and its save."""
    if days:
        answered(quiz, learner, days)
    now = timezone.now()
    version_id = quiz.article.versions.get().pk
    key = mint(learner_id=learner.pk, kind=Kind.QUIZ, object_id=quiz.pk, version_id=version_id, phase=PHASE, now=now)

    with pytest.raises(error):
        save(quiz=quiz, key=key, sheet=Sheet({}), now=now)
    assert not Draft.objects.exists()


# Withdrawn questions


def test_question_withdrawn_while_answering_is_said_and_the_other_ticks_stay(quiz, learner, dans, url, rhea):
    answered(quiz, learner, 50)
    page = open_form(dans, url)
    withdraw(quiz, rhea, 0)

    refused = dans.post(url, page.sent(**all_third(page)))

    assert refused.status_code == 409
    assert "A question was withdrawn while you answered" in refused.content.decode()
    form = read_form(refused)
    assert form.ticked == {name: value for name, value in all_third(page).items() if name != "q1"}
    assert dans.post(url, form.sent()).status_code == 303
    assert Attempt.objects.get(phase=PHASE).answers.count() == 2


def test_follow_up_whose_questions_are_all_withdrawn_says_why(quiz, learner, dans, url, rhea):
    answered(quiz, learner, 50)
    page = open_form(dans, url)
    withdraw(quiz, rhea, 0, 1, 2)

    opened, sent = dans.get(url), dans.post(url, page.sent(**all_third(page)))
    saved = save_draft(dans, quiz, page, PHASE, q2=page.options["q2"][1])

    assert [opened.status_code, sent.status_code, saved.status_code] == [200, 409, 409]
    for answer in (opened, sent):
        assert "were withdrawn since, because they no longer hold" in answer.content.decode()


# Who it is


def test_form_sent_after_signing_out_is_stored_for_who_opened_it(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    page = open_form(dans, url)
    device = new_client()
    token = open_form(device, quiz_url(quiz)).hidden["csrfmiddlewaretoken"]

    stored = device.post(url, page.sent(**all_third(page)) | {"csrfmiddlewaretoken": token})

    attempt = Attempt.objects.get(phase=PHASE)
    assert (stored.status_code, stored.url, attempt.learner) == (303, result_url(attempt), learner)
    assert device.get(stored.url).status_code == 200
    again = device.post(url, page.sent(**all_third(page)) | {"csrfmiddlewaretoken": token})
    assert (again.url, Attempt.objects.filter(phase=PHASE).count()) == (stored.url, 1)
    third = new_client()
    token = open_form(third, quiz_url(quiz)).hidden["csrfmiddlewaretoken"]
    assert third.post(url, page.sent(**all_third(page)) | {"csrfmiddlewaretoken": token}).url == stored.url
    assert third.get(stored.url).status_code == 200


def test_failed_check_of_a_signed_out_form_keeps_ticks_and_sets_no_cookie(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    page = open_form(dans, url)
    device = new_client()

    refused = device.post(url, page.sent(**all_third(page)) | {"csrfmiddlewaretoken": "x" * 64})

    assert (refused.status_code, read_form(refused).ticked, "lid" in refused.cookies) == (403, all_third(page), False)
    sent = device.post(url, read_form(refused).sent())
    assert sent.status_code == 303
    refused = device.post(url, page.sent() | {"csrfmiddlewaretoken": "x" * 64})
    assert refused.status_code == 303
    assert "lid" not in refused.cookies


@pytest.mark.parametrize("key", ["", "damaged", "of another phase"])
def test_signed_out_without_a_good_key_is_asked_to_sign_in(quiz, learner, dans, url, key):
    answered(quiz, learner, 50)
    page = open_form(dans, url)
    device = new_client()
    other = open_form(device, quiz_url(quiz))
    sent = page.sent(**all_third(page)) | {"csrfmiddlewaretoken": other.hidden["csrfmiddlewaretoken"]}
    sent["submission_key"] = other.hidden["submission_key"] if key == "of another phase" else key

    assert "Sign in to answer once more" in device.post(url, sent).content.decode()
    assert device.post(draft_url(quiz, PHASE), sent).status_code == 409
    assert not Attempt.objects.filter(phase=PHASE).exists()
    assert not Draft.objects.exists()


def test_key_of_another_account_is_not_stored_for_either(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    page = open_form(dans, url)
    eva = make_user("eva")
    answered(quiz, make_linked_learner(eva), 50)
    evas = client_of(eva)
    own = open_form(evas, url)
    sent = page.sent(**all_third(page)) | {"csrfmiddlewaretoken": own.hidden["csrfmiddlewaretoken"]}

    refused = evas.post(url, sent)

    assert (refused.status_code, read_form(refused).ticked) == (422, all_third(page))
    assert "opened under a different account" in refused.content.decode()
    assert not Attempt.objects.filter(phase=PHASE).exists()


def test_answers_that_stayed_with_a_merged_learner_are_repeated_by_nobody(quiz, learner, dans, url):
    make_attempt(quiz, Phase.PRE, [0, 0, 0], learner)
    merged = Learner.objects.create(merged_into=learner)
    make_attempt(quiz, Phase.PRE, [0, 0, 0], merged)
    post = answered(quiz, merged, 50)

    page = dans.get(url)

    assert page.status_code == 200
    assert "There is nothing to repeat here" in page.content.decode()
    assert result_url(post) in page.content.decode()
    assert 'id="follow-up"' not in dans.get(result_url(post)).content.decode()


def test_form_open_while_its_learner_was_merged_is_stored_for_the_account(quiz, dan, url):
    """The device's learner answered after reading, and became the account's while the form stood open."""
    learner = make_linked_learner(dan)
    answered(quiz, learner, 50)
    client = client_of(dan)
    page = open_form(client, url)
    heir = Learner.objects.create()
    LearnerLink.objects.update(learner=heir)
    with transaction.atomic():
        absorb(learner, heir, now=NOW)

    stored = client.post(url, page.sent(**all_third(page)))

    assert (stored.status_code, Attempt.objects.get(phase=PHASE).learner) == (303, heir)


def test_opening_records_nothing(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    show_quiz(quiz, presentation="one")

    for address in (url, f"{url}?question=2", f"{url}?question=send", f"{url}?choose=x"):
        assert dans.get(address).status_code == 200

    assert (Attempt.objects.count(), Draft.objects.count(), Learner.objects.count()) == (1, 0, 1)


def test_confidence_and_dont_know_are_asked_as_in_the_other_phases(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    show_quiz(quiz, confidence=True, dont_know=True)
    page = open_form(dans, url)

    dans.post(url, page.sent(q1="dont-know", q2=page.options["q2"][0], q3=page.options["q3"][2], q3_confidence="4"))

    found = Attempt.objects.get(phase=PHASE).answers.order_by("pk").values_list("confidence", flat=True)
    assert list(found) == [None, None, 4]
    assert Attempt.objects.get(phase=PHASE).answers.filter(option=None).count() == 1


def test_draft_of_the_follow_up_is_no_draft_of_another_phase(quiz, learner, dans, url):
    answered(quiz, learner, 50)
    page = open_form(dans, url)
    save_draft(dans, quiz, page, PHASE, q1=page.options["q1"][1])

    answer_all(dans, url, 2)

    assert Draft.objects.count() == 0
    assert Attempt.objects.get(phase=PHASE).answers.filter(was_correct=True).count() == 3
