import csv
import io

import pytest
from django.db import connection

from hub import pdf
from hub.models import Learner
from quizzes.models import Phase
from tests.answered import make_responses
from tests.factories import make_article, make_attempt, make_published_quiz, make_published_survey
from tests.mine import device_of, link, make_note, signed_in
from tests.taking import new_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(db):
    return Learner.objects.create(profession="nurse")


@pytest.fixture
def quiz(hub, learner):
    quiz = make_published_quiz(questions=1, article=make_article(slug="anti-cd38", title="Anti-CD38"))
    make_attempt(quiz, Phase.POST, [0], learner)
    make_responses(make_published_survey(quiz.article), 4, "not applicable", learners=[learner])
    make_note(learner, quiz.article, "=HYPERLINK(1)")
    quiz.article.title = "What the next version will be called"
    quiz.article.save()
    return quiz


def test_json_holds_all_that_is_stored(quiz, learner):
    response = device_of(learner).get("/me/record.json")
    record = response.json()

    assert response["Content-Disposition"] == 'attachment; filename="learning-record.json"'
    assert response["Cache-Control"] == "private, no-store"
    assert set(record) == {"format", "made_at", "learners", "attempts", "drafts", "surveys", "notes"}
    assert [(row["id"], row["profession"]) for row in record["learners"]] == [(str(learner.pk), "nurse")]
    (attempt,) = record["attempts"]
    assert (attempt["article"], attempt["phase"], attempt["version"], attempt["language"]) == (
        "anti-cd38",
        "post",
        1,
        "en",
    )
    assert attempt["answers"] == [
        {
            "question": "Question 1?",
            "options": ["A Alpha", "B Beta", "C Gamma", "D Delta"],
            "chosen": "A Alpha",
            "correct": False,
            "confidence": None,
        }
    ]
    assert record["surveys"][0]["answers"] == [
        {"statement": "The content was clear", "answer": "Agree", "value": 4},
        {"statement": "I learned something", "answer": "Not applicable", "value": None},
    ]
    assert [(note["article"], note["title"], note["text"]) for note in record["notes"]] == [
        ("anti-cd38", "Anti-CD38", "=HYPERLINK(1)")
    ]


def test_json_of_an_account_holds_the_account(quiz, learner, dan):
    link(dan, learner)

    record = signed_in(dan).get("/me/record.json").json()

    assert (record["account"]["email"], record["account"]["name"]) == ("dan@example.org", "Dan")
    assert [row["email"] for row in record["email_addresses"]] == ["dan@example.org"]
    assert len(record["signed_in_devices"]) == 1
    assert not {"session_key", "data"} & set(record["signed_in_devices"][0])
    assert len(record["attempts"]) == 1


def test_json_holds_learners_that_were_merged(quiz, learner):
    heir = Learner.objects.create()
    Learner.objects.filter(pk=learner.pk).update(merged_into=heir)

    assert len(device_of(heir).get("/me/record.json").json()["attempts"]) == 1


def test_csv_has_a_line_for_each_answer_and_no_formula(quiz, learner):
    text = device_of(learner).get("/me/record.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [(row["kind"], row["article"], row["prompt"], row["reply"], row["correct"]) for row in rows] == [
        ("quiz", "anti-cd38", "Question 1?", "A Alpha", "no"),
        ("survey", "anti-cd38", "The content was clear", "Agree", ""),
        ("survey", "anti-cd38", "I learned something", "Not applicable", ""),
        ("note", "anti-cd38", "", "'=HYPERLINK(1)", ""),
    ]
    assert {row["title"] for row in rows} == {"Anti-CD38"}


def test_pdf_is_a_download_of_the_overview(quiz, learner):
    response = device_of(learner).get("/me/record.pdf")

    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response["Content-Disposition"] == 'attachment; filename="learning-record.pdf"'
    assert response["Cache-Control"] == "private, no-store"


def test_pdf_gets_scores_and_days_in_words(quiz, learner, monkeypatch):
    seen = {}
    monkeypatch.setattr(pdf, "render", lambda name, data, made_at: seen.update(data) or b"%PDF-")

    device_of(learner).get("/me/record.pdf")

    assert seen["owner"] == "Held by this device, without an account"
    assert seen["entries"] == [
        {
            "title": "Anti-CD38",
            "day": "March 2, 2026",
            "before": [],
            "after": ["0 of 1", "March 2, 2026"],
            "follow_up": [],
            "survey": "March 2, 2026",
            "note": "=HYPERLINK(1)",
        }
    ]


def test_pdf_that_fails_is_told_in_a_sentence(quiz, learner, monkeypatch):
    def fail(*args, **kwargs):
        raise pdf.PdfError("no fonts")

    monkeypatch.setattr(pdf, "render", fail)

    response = device_of(learner).get("/me/record.pdf")

    assert response.status_code == 503
    assert "only the PDF could not be made" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_pdf_is_set_outside_of_a_transaction(transactional_db, learner, quiz, monkeypatch):
    seen = []
    monkeypatch.setattr(pdf, "render", lambda *args, **kwargs: seen.append(connection.in_atomic_block) or b"%PDF-")

    device_of(learner).get("/me/record.pdf")

    assert seen == [False]


@pytest.mark.parametrize("suffix", ["json", "csv", "pdf"])
def test_unknown_device_gets_an_empty_record(quiz, suffix):
    response = new_client().get(f"/me/record.{suffix}")

    assert response.status_code == 200
    assert b"anti-cd38" not in response.content
    assert not response.cookies
