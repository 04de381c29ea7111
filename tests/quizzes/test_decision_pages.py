"""The admin pages "Correct the key" and "Withdraw", and what saving an answered question asks."""

import re

import pytest
from django.urls import reverse

from hub import roles
from hub.models import Learner
from quizzes.models import KeyCorrection, Phase, Question, Withdrawal
from tests import factories
from tests.desk import Desk, errors

pytestmark = pytest.mark.django_db
PAGES = ("correct-key", "withdraw")


@pytest.fixture
def question(hub):
    quiz = factories.make_published_quiz()
    factories.make_attempt(quiz, Phase.PRE, [0])
    return quiz.questions.get()


def address(page, question) -> str:
    return reverse(f"admin:quizzes_question_{page}", args=[question.pk])


@pytest.mark.parametrize("role", roles.ROLES)
def test_pages_open_to_reviewers_and_publishers_alone(client, question, role):
    client.force_login(factories.make_staff("staff", role))

    statuses = {client.get(address(page, question)).status_code for page in PAGES}
    sent = {client.post(address(page, question), {"deed": "correct"}).status_code for page in PAGES}

    may = role in (roles.REVIEWER, roles.PUBLISHER)
    assert (statuses, sent) == (({200}, {200}) if may else ({403}, {403}))


def test_reviewer_corrects_the_key_and_undoes_it(client, question, rhea):
    client.force_login(rhea)
    page = client.get(address("correct-key", question)).content.decode()
    assert "What each key makes of the 1 answer to this series" in page

    data = {"deed": "correct", "slot": "1", "reason": "Wrong key", "seen": 0}
    corrected = client.post(address("correct-key", question), data)
    undone = client.post(address("correct-key", question), {"deed": "undo", "reason": "It was right", "seen": 1})

    assert (corrected.status_code, undone.status_code) == (302, 302)
    page = client.get(address("correct-key", question)).content.decode()
    assert re.findall(r"series 1: (.*?) “(.*?)”", page) == [
        ("C. Gamma instead of A. Alpha.", "It was right"),
        ("A. Alpha instead of C. Gamma.", "Wrong key"),
    ]
    assert list(KeyCorrection.objects.order_by("number").values_list("slot", "reason")) == [
        ("1", "Wrong key"),
        ("3", "It was right"),
    ]


def test_outlook_says_when_simulated_learners_are_in_it(client, question, rhea):
    client.force_login(rhea)
    quiz = question.quizzes.get()
    flagged = factories.make_attempt(quiz, Phase.POST, [1], Learner.objects.create(is_simulated=True))
    factories.flag(flagged, "too_fast")
    pages = [client.get(address("correct-key", question)).content.decode()]
    factories.make_attempt(quiz, Phase.PRE, [1], Learner.objects.create(is_simulated=True))
    pages.append(client.get(address("correct-key", question)).content.decode())

    assert ["Includes simulated learners." in page for page in pages] == [False, True]


def test_second_correction_keeps_its_reason_and_tells_of_the_first(client, question, rhea, paul):
    client.force_login(rhea)
    data = {"deed": "correct", "slot": "1", "reason": "Wrong key", "seen": 0}
    client.post(address("correct-key", question), data)
    client.force_login(paul)

    answer = client.post(address("correct-key", question), data | {"slot": "2", "reason": "My own reason"})

    page = answer.content.decode()
    assert (answer.status_code, KeyCorrection.objects.count()) == (409, 1)
    assert "Rhea corrected the key: “Wrong key”" in page
    assert "My own reason" in page
    assert 'name="seen" value="1"' in page


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("correct-key", {"deed": "correct"}),
        ("correct-key", {"deed": "correct", "slot": "99", "reason": "a", "seen": "0"}),
        ("correct-key", {"deed": "undo", "reason": "a", "seen": "7"}),
        ("correct-key", {"deed": "nonsense"}),
        ("withdraw", {"deed": "restore", "reason": "a", "seen": "3"}),
        ("withdraw", {"deed": "withdraw", "reason": "a" * 301, "seen": "0"}),
    ],
)
def test_odd_posts_get_the_page_again_and_store_nothing(client, question, rhea, page, data):
    client.force_login(rhea)

    answer = client.post(address(page, question), data)

    assert answer.status_code in (200, 409)
    assert not KeyCorrection.objects.exists() and not Withdrawal.objects.exists()


def test_pages_of_a_question_that_was_never_published_say_so(client, hub, rhea):
    client.force_login(rhea)
    fresh = factories.make_question()

    for page in PAGES:
        assert "This question was never published." in client.get(address(page, fresh)).content.decode()
    assert client.get(address("withdraw", fresh) + "?series=4").status_code == 404


def test_answered_question_asks_what_changed(client, ada, question):
    desk = Desk(client, ada)

    silent = desk.send("quizzes.question", question.pk, stem="Which trial exactly?")

    sentence = "Say what you changed: learners have answered the words as they stood."
    assert errors(silent) == [sentence, sentence]
    desk.save("quizzes.question", question.pk, stem="Which trial exactly?", what_changed="wording")
    assert Question.objects.values_list("stem", "change").get() == ("Which trial exactly?", "wording")
    page = desk.open("quizzes.question", question.pk).content.decode()
    assert "What did you change since version 1? (1 answer)" in page
    assert "Said so far: Wording only" in page


def test_saving_without_new_words_keeps_what_was_said(client, ada, question):
    desk = Desk(client, ada)
    desk.save("quizzes.question", question.pk, **{"options-0-text": "Alpha trial", "what_changed": "wording"})

    desk.save("quizzes.question", question.pk, bloom="apply")

    assert Question.objects.get().change == "wording"


def test_another_key_is_more_than_wording(client, ada, question):
    desk = Desk(client, ada)
    moved = {"options-0-is_key": "on", "options-2-is_key": ""}

    refused = desk.send("quizzes.question", question.pk, **moved, what_changed="wording")

    assert all("more than wording" in sentence for sentence in errors(refused)) and errors(refused)
    desk.save("quizzes.question", question.pk, **moved)


def test_unanswered_question_asks_nothing(client, ada, hub):
    question = factories.make_published_quiz().questions.get()
    desk = Desk(client, ada)

    assert "What did you change" not in desk.open("quizzes.question", question.pk).content.decode()
    desk.save("quizzes.question", question.pk, stem="Other words?")
