import re
from datetime import timedelta

import pytest
from django.test import Client

from articles.models import ReaderNote
from hub.models import Learner, LearnerLink
from quizzes.models import Phase
from tests.answered import make_responses
from tests.factories import NOW, PASSWORD, make_article, make_attempt, make_published_quiz, make_published_survey
from tests.mine import device_of, link, make_note, signed_in
from tests.taking import new_client, open_form, read_form, result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def learner(db):
    return Learner.objects.create()


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def main(response) -> str:
    return re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]


# The record


def test_record_tells_scores_days_survey_and_note(quiz, learner):
    survey = make_published_survey(quiz.article)
    make_attempt(quiz, Phase.PRE, [0, 2], learner)
    post = make_attempt(quiz, Phase.POST, [2, 2], learner, submitted_at=NOW + timedelta(days=1))
    make_attempt(quiz, Phase.FOLLOW_UP, [2, 0], learner, submitted_at=NOW + timedelta(days=50))
    make_responses(survey, 4, 5, learners=[learner])
    make_note(learner, quiz.article, "Ask about dosing.\n<b>Twice</b>")

    response = device_of(learner).get("/me/")

    assert (
        f"April 21, 2026 {quiz.article.title} Before reading 1 of 2 right, March 2, 2026 "
        "After reading 2 of 2 right, March 3, 2026 Follow-up 1 of 2 right, April 21, 2026 "
        "Survey answered on March 2, 2026"
    ) in words(response)
    assert "<p>Ask about dosing.<br>&lt;b&gt;Twice&lt;/b&gt;</p>" in response.content.decode()
    assert f'href="{result_url(post)}"' in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_score_before_reading_is_kept_back_until_after_reading(quiz, learner):
    make_attempt(quiz, Phase.PRE, [2, 2], learner)
    device = device_of(learner)

    assert "Before reading answered on March 2, 2026 Your score appears once" in words(device.get("/me/"))
    assert {answer["correct"] for answer in device.get("/me/record.json").json()["attempts"][0]["answers"]} == {None}
    assert ",yes," not in device.get("/me/record.csv").content.decode()

    make_attempt(quiz, Phase.POST, [2, 0], learner, submitted_at=NOW + timedelta(days=1))

    assert "Before reading 2 of 2 right" in words(device.get("/me/"))
    told = [
        answer["correct"]
        for attempt in device.get("/me/record.json").json()["attempts"]
        for answer in attempt["answers"]
    ]
    assert told == [True, True, True, False]


def test_unknown_device_reads_what_appears_here_and_gets_no_cookie(hub):
    response = new_client().get("/me/")

    assert "Every article whose questions you answer appears here" in words(response)
    assert "Kept for this device only: your other devices do not show it. Sign in to keep it" in words(response)
    assert not response.cookies
    assert Learner.objects.count() == 0


def test_record_of_others_is_not_shown(quiz, learner, dan):
    make_attempt(quiz, Phase.POST, [2, 2], learner)
    make_note(learner, quiz.article)
    other = Client()
    other.force_login(dan, backend="django.contrib.auth.backends.ModelBackend")

    for client in (new_client(), device_of(Learner.objects.create()), other):
        assert "Ask about dosing" not in words(client.get("/me/"))
        assert quiz.article.title not in main(client.get("/me/"))


def test_account_sees_its_record_on_any_device(quiz, learner, dan):
    make_attempt(quiz, Phase.POST, [2, 2], learner)
    link(dan, learner)

    response = signed_in(dan).get("/me/")

    assert "Kept with your account dan@example.org" in words(response)
    assert "After reading 2 of 2 right" in words(response)


def test_account_finds_its_settings_and_the_way_out(quiz, learner, dan):
    assert "/accounts/" not in device_of(learner).get("/me/").content.decode().replace("/accounts/login/", "")

    html = signed_in(dan).get("/me/").content.decode()

    assert '<a href="/accounts/email/">Your account</a><a href="/accounts/logout/">Sign out</a>' in html


def test_accounts_learner_counts_where_the_device_answered_too(quiz, learner, dan):
    mine = Learner.objects.create()
    link(dan, mine)
    make_attempt(quiz, Phase.POST, [2, 2], mine)
    make_attempt(quiz, Phase.POST, [0, 0], learner)
    client = device_of(learner)
    client.login(username=dan.email, password=PASSWORD)

    assert "After reading 2 of 2 right" in words(client.get("/me/"))


def test_article_taken_down_is_named_without_a_link(quiz, learner):
    make_attempt(quiz, Phase.POST, [2, 2], learner)
    quiz.article.taken_down_at = NOW
    quiz.article.save()

    page = main(device_of(learner).get("/me/"))

    assert quiz.article.title in page
    assert f"/articles/{quiz.article.slug}/" not in page


def test_profile_is_told_back(learner):
    Learner.objects.filter(pk=learner.pk).update(profession="nurse", country="DE")

    assert "You told us: profession Nurse, specialty –, country DE." in words(device_of(learner).get("/me/"))


@pytest.mark.parametrize("n", [1, 3])
def test_record_takes_a_fixed_number_of_queries(hub, learner, n, django_assert_num_queries):
    for _ in range(n):
        quiz = make_published_quiz(questions=2, article=make_article())
        make_attempt(quiz, Phase.PRE, [0, 0], learner)
        make_attempt(quiz, Phase.POST, [2, 2], learner)
        make_responses(make_published_survey(quiz.article), 4, 5, learners=[learner])
        make_note(learner, quiz.article)
    device = device_of(learner)
    device.get("/me/")

    # Attempts, their answers, surveys, notes, versions; the learner; the hub.
    with django_assert_num_queries(7):
        device.get("/me/")


@pytest.mark.parametrize(
    "path", ["x.css", "record.js", "record.css", "record.json/x.css", "erase/x.css", "notes/a/x.css", "index.html"]
)
def test_unknown_suffix_is_not_found_and_not_kept(hub, learner, path):
    response = device_of(learner).get(f"/me/{path}")

    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")


# Notes


def note_url(article) -> str:
    return f"/me/notes/{article.slug}/"


def save(client, article, text: str, form=None):
    form = form or read_form(client.get(note_url(article)))
    return client.post(note_url(article), form.sent(text=text))


def test_note_is_saved_changed_and_removed(quiz, learner):
    device = device_of(learner)

    assert "Your note is saved." in words(save(device, quiz.article, "First\r\nline"))
    assert list(ReaderNote.objects.values_list("text", flat=True)) == ["First\nline"]
    save(device, quiz.article, "Second")
    assert list(ReaderNote.objects.values_list("text", flat=True)) == ["Second"]
    assert "There is no note now." in words(save(device, quiz.article, "  "))
    assert not ReaderNote.objects.exists()


def test_opening_a_note_writes_nothing(quiz):
    device = device_of(Learner())

    assert device.get(note_url(quiz.article)).status_code == 200
    assert (Learner.objects.count(), ReaderNote.objects.count()) == (0, 0)


def test_last_writer_wins_and_sees_what_stood_there(quiz, learner):
    device = device_of(learner)
    early, late = (read_form(device.get(note_url(quiz.article))) for _ in range(2))
    save(device, quiz.article, "From the other tab", early)

    response = save(device, quiz.article, "Mine", late)

    assert ReaderNote.objects.get().text == "Mine"
    assert "this stood there before: From the other tab" in words(response)
    assert "From the other tab" not in words(save(device, quiz.article, "Mine again"))


def test_note_that_is_too_long_is_handed_back(quiz, learner):
    response = save(device_of(learner), quiz.article, "é" * 4_001)

    assert response.status_code == 422
    assert "A note holds at most 4000 characters, yours has 4001." in words(response)
    assert "é" * 4_001 in response.content.decode()
    assert not ReaderNote.objects.exists()
    assert save(device_of(learner), quiz.article, "é" * 4_000).status_code == 200


def test_note_with_a_character_that_cannot_be_stored_is_handed_back(quiz, learner):
    device = device_of(learner)
    path = f"/me/notes/{quiz.article.slug}/"
    page = open_form(device, path)

    response = device.post(path, page.sent(text="Ask\x00 about dosing."))

    again = read_form(response)
    assert (response.status_code, again.hidden["text"]) == (400, "Ask about dosing.")
    assert device.post(path, again.sent()).status_code == 200
    assert ReaderNote.objects.get().text == "Ask about dosing."


def test_note_without_a_token_is_handed_back(quiz, learner):
    response = device_of(learner).post(note_url(quiz.article), {"text": "Kept text", "seen": ""})

    assert response.status_code == 403
    assert "Your text is still here: save it again." in words(response)
    assert "Kept text" in response.content.decode()
    assert not ReaderNote.objects.exists()


def test_unknown_device_is_told_how_to_be_known(quiz):
    client = Client()

    assert "Answer the questions of an article on this device first" in words(client.get(note_url(quiz.article)))
    response = client.post(note_url(quiz.article), {"text": "Lost?"})
    assert (response.status_code, "Lost?" in words(response)) == (403, True)
    assert not Learner.objects.exists()


def test_first_note_of_an_account_makes_its_learner(quiz, dan):
    client = signed_in(dan)

    save(client, quiz.article, "Mine")

    assert ReaderNote.objects.get().learner == LearnerLink.objects.get().learner
    assert "Mine" in words(signed_in(dan).get("/me/"))


def test_note_on_an_unpublished_article_is_not_found(hub, learner):
    assert device_of(learner).get(note_url(make_article())).status_code == 404
