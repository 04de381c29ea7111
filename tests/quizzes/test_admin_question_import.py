"""The pages that import questions: a text, what it would do, and only then a change."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quizzes.models import Question
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "external_id,stem,option_1,option_2,option_3,key,rationale\n"
IMPORT = "admin:quizzes_question_import"


def send(client, **data):
    return client.post(reverse(IMPORT), data)


@pytest.fixture
def writer(client, ada):
    client.force_login(ada)
    return client


def test_file_is_shown_then_stored_as_shown(writer):
    content = (HEADER + "q1,Ünü?,A,B,,b,\n").encode("utf-16")

    page = send(writer, text="", file=SimpleUploadedFile("q.csv", content))
    assert (page.status_code, Question.objects.count()) == (200, 0)
    answer = send(writer, sealed=page.context["sealed"])

    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["1 question was added."]
    assert Question.objects.get().stem == "Ünü?"


def test_guessed_encoding_is_told(writer):
    page = send(writer, text="", file=SimpleUploadedFile("q.csv", (HEADER + "q1,Ünü?,A,B,,b,\n").encode("cp1252")))

    assert "It was read as Windows-1252" in page.content.decode()
    assert page.context["plan"].entries[0].given.stem == "Ünü?"


def test_problems_are_named_and_nothing_can_be_stored(writer):
    page = send(writer, text=HEADER + "q1,One?,A,B,,b,\nq2,Two?,A,B,,Z,\n")

    assert (page.status_code, page.context.get("sealed")) == (422, None)
    assert "q2,Two?" in page.context["form"]["text"].value()
    assert page.context["problems"] == [
        ("Row 3", "key", "“Z” is not the number or the letter of an option of this question.")
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Paste the questions or choose a file: one of the two."),
        ({"text": "x" * 1_000_001}, "1,000 kB are more than the 1,000 kB that are read at once."),
        ({"text": "nonsense"}, "The header lacks stem, option_1, option_2, key."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_text(writer, data, sentence):
    page = send(writer, **{"text": ""} | data)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert page.context["form"]["text"].value() == data.get("text", "")


def test_a_changed_seal_is_refused(writer):
    page = send(writer, text=HEADER + "q1,One?,A,B,,b,\n")

    answer = send(writer, sealed=page.context["sealed"][:-1] + "x")

    assert answer.url == reverse(IMPORT)
    assert Question.objects.count() == 0


def test_stale_page_shows_what_would_be_done_now(writer):
    page = send(writer, text=HEADER + "q1,One?,A,B,,b,\n")
    factories.make_question(external_id="q1")

    again = send(writer, sealed=page.context["sealed"])

    assert again.status_code == 422
    assert again.context["plan"].entries[0].state == "changed"
    assert send(writer, sealed=again.context["sealed"]).status_code == 302
    assert Question.objects.get().stem == "One?"


def test_chosen_questions_are_exported(writer):
    chosen, _other = factories.make_question(stem="Chosen?"), factories.make_question(stem="Other?")

    answer = writer.post(
        reverse("admin:quizzes_question_changelist"), {"action": "export_chosen", "_selected_action": [chosen.pk]}
    )

    text = answer.content.decode()
    assert "Chosen?" in text
    assert "Other?" not in text
