"""Whose draft it is, and which questions it answers: over tabs, devices, accounts and versions."""

import pytest

from hub.models import LearnerLink, account_mac
from quizzes.models import Attempt, Draft, PinnedQuestion
from tests.factories import PASSWORD, freeze_question, make_published_quiz, make_version
from tests.taking import answer_all, draft_url, new_client, open_form, quiz_url, save_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=3, confidence=True)


@pytest.fixture
def device():
    return new_client()


def republish(quiz):
    """A new live version that keeps the first question and asks the others anew."""
    old = PinnedQuestion.objects.filter(quiz=quiz).order_by("order")
    version = make_version(quiz.article)
    for order, pin in enumerate(list(old)):
        kept = pin.question_version if order == 0 else freeze_question(pin.question_version.question, number=2)
        PinnedQuestion.objects.create(article_version=version, quiz=quiz, question_version=kept, order=order)


def test_draft_keeps_its_version_when_a_new_one_goes_live(device, quiz):
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q2=page.options["q2"][1])
    republish(quiz)

    again = open_form(device, quiz_url(quiz))
    device.post(quiz_url(quiz), again.sent(q1=again.options["q1"][0], q3=again.options["q3"][0]))

    assert again.options == page.options
    assert again.ticked == {"q2": page.options["q2"][1]}
    assert Attempt.objects.get().article_version.number == 1


def test_answers_to_a_newer_version_than_the_draft_are_left_out(device, quiz):
    page = open_form(device, quiz_url(quiz))
    republish(quiz)
    newer = open_form(new_client_like(device), quiz_url(quiz))
    save_draft(device, quiz, page, q2=page.options["q2"][1])

    response = save_draft(device, quiz, newer, q1=newer.options["q1"][3], q2=newer.options["q2"][0])

    assert response.json()["stored"] == {"q1": page.options["q1"][3]}
    assert "left_out" in response.json()
    assert open_form(device, quiz_url(quiz)).ticked == {"q1": page.options["q1"][3], "q2": page.options["q2"][1]}


def new_client_like(device):
    """A further tab: a browser with the same cookies."""
    tab = new_client()
    tab.cookies = device.cookies
    return tab


def test_draft_after_reading_gives_way_to_the_versions_of_the_answers_before(device, quiz):
    page = open_form(device, quiz_url(quiz, "post"))
    save_draft(device, quiz, page, phase="post", q2=page.options["q2"][1])
    republish(quiz)
    answer_all(device, quiz_url(quiz))

    again = open_form(device, quiz_url(quiz, "post"))
    saved = save_draft(device, quiz, again, phase="post", q2=again.options["q2"][0])

    assert (again.ticked, again.options["q2"] == page.options["q2"]) == ({}, False)
    assert saved.json() == {"stored": {"q2": again.options["q2"][0]}}
    answer_all(device, quiz_url(quiz, "post"))
    versions = [attempt.article_version.number for attempt in Attempt.objects.all()]
    assert versions == [2, 2]


def test_account_finds_its_draft_on_another_device(dan, device, quiz):
    device.login(username=dan.email, password=PASSWORD)
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q1=page.options["q1"][2])
    other = new_client()
    other.login(username=dan.email, password=PASSWORD)

    assert open_form(other, quiz_url(quiz)).ticked == {"q1": page.options["q1"][2]}
    assert LearnerLink.objects.get(account_mac=account_mac(dan.pk)).learner_id == Draft.objects.get().learner_id


def test_form_of_another_account_saves_nothing(ada, dan, device, quiz):
    device.login(username=ada.email, password=PASSWORD)
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q1=page.options["q1"][0])
    device.cookies.clear()
    device.login(username=dan.email, password=PASSWORD)
    token = open_form(device, quiz_url(quiz)).hidden["csrfmiddlewaretoken"]

    response = device.post(draft_url(quiz), page.sent(q1=page.options["q1"][3]) | {"csrfmiddlewaretoken": token})

    assert response.status_code == 422
    assert response.json()["problem"].startswith("This form was opened under a different account.")
    assert open_form(device, quiz_url(quiz)).ticked == {}


def test_draft_that_an_account_has_begun_stands_before_that_of_a_further_device(dan, quiz):
    account, anonymous = new_client(), new_client()
    account.login(username=dan.email, password=PASSWORD)
    first = open_form(account, quiz_url(quiz))
    save_draft(account, quiz, first, q1=first.options["q1"][0])
    second = open_form(anonymous, quiz_url(quiz))
    save_draft(anonymous, quiz, second, q1=second.options["q1"][3])
    account.cookies["lid"] = anonymous.cookies["lid"].value

    again = open_form(account, quiz_url(quiz))
    save_draft(account, quiz, again, q2=again.options["q2"][1])

    kept = {"q1": first.options["q1"][0], "q2": again.options["q2"][1]}
    assert open_form(account, quiz_url(quiz)).ticked == kept
    assert Draft.objects.count() == 1


def two_drafts(dan, quiz, between=lambda: None):
    """An account that has ticked the first question, and a device on which nobody signed in that ticked the others."""
    account, anonymous = new_client(), new_client()
    account.login(username=dan.email, password=PASSWORD)
    first = open_form(account, quiz_url(quiz))
    save_draft(account, quiz, first, q1=first.options["q1"][0])
    between()
    second = open_form(anonymous, quiz_url(quiz))
    chosen = {"q1": second.options["q1"][3], "q2": second.options["q2"][1], "q3": second.options["q3"][2]}
    save_draft(anonymous, quiz, second, q1_confidence="5", **chosen)
    account.cookies["lid"] = anonymous.cookies["lid"].value
    return account, {"q1": first.options["q1"][0]}, chosen


def test_account_takes_from_the_draft_of_a_device_what_its_own_leaves_open(dan, quiz):
    account, own, of_device = two_drafts(dan, quiz)

    account.post("/accounts/password/change/", {})

    assert open_form(account, quiz_url(quiz)).ticked == of_device | own
    assert Draft.objects.count() == 1


def test_draft_of_a_device_that_answers_another_version_gives_nothing(dan, quiz):
    account, own, _of_device = two_drafts(dan, quiz, between=lambda: republish(quiz))

    account.post("/accounts/password/change/", {})

    assert open_form(account, quiz_url(quiz)).ticked == own
    assert Draft.objects.count() == 1
