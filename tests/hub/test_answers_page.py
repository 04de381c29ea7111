"""Answers of learners as files: who gets them, what they hold, what the audit log says."""

import hashlib
import json

import pytest
from django.urls import reverse

from articles.models import Contributor
from hub.models import AuditEvent, Learner
from hub.views import report_exports
from tests.answered import KEY, WRONG, make_answers
from tests.downloads import day, read_csv, read_xlsx
from tests.factories import NOW, make_article, make_person, make_published_quiz


@pytest.fixture
def quiz(hub):
    quiz = make_published_quiz(article=make_article(hub, title="=Anti-CD38"), options=("=1+1", "B", "C", "D"))
    make_answers(quiz, 6, [WRONG], [KEY], specialty="+Haematology")
    make_answers(make_published_quiz(article=make_article(hub)), 2, [KEY])
    return quiz


def addresses(quiz):
    return [
        reverse("staff:answers"),
        reverse("staff:answers_csv"),
        reverse("staff:answers_xlsx"),
        reverse("staff:quiz_answers", args=[quiz.pk]),
        reverse("staff:quiz_answers_csv", args=[quiz.pk]),
        reverse("staff:quiz_answers_xlsx", args=[quiz.pk]),
    ]


def test_writer_of_the_article_gets_its_report_and_no_answers(client, quiz, ada):
    Contributor.objects.create(article=quiz.article, person=make_person(user=ada))
    client.force_login(ada)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk]))

    assert page.status_code == 200 and reverse("staff:quiz_answers", args=[quiz.pk]) not in page.content.decode()
    assert [client.get(address).status_code for address in addresses(quiz)] == [403] * 6
    assert AuditEvent.objects.count() == 0


def test_page_says_what_is_inside_and_records_nothing(client, quiz, ben):
    client.force_login(ben)

    page = client.get(addresses(quiz)[3]).content.decode()

    assert "Taking this file is logged" in page and "fewer than 5 learners" in page
    assert addresses(quiz)[4] in page and addresses(quiz)[5] in page
    assert addresses(quiz)[1] in client.get(addresses(quiz)[0]).content.decode()
    assert AuditEvent.objects.count() == 0


def test_report_and_list_lead_there(client, quiz, ben):
    client.force_login(ben)

    assert addresses(quiz)[3] in client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()
    assert addresses(quiz)[0] in client.get(reverse("staff:reports")).content.decode()


def test_csv_holds_the_answers_safe_and_is_logged_with_its_checksum(client, quiz, ben):
    client.force_login(ben)

    response = client.get(addresses(quiz)[4])

    body = b"".join(response)
    rows = read_csv([body])
    assert response["Content-Disposition"] == f'attachment; filename="quiz-{quiz.pk}-answers.csv"'
    assert len(rows) == 12 and len({row["learner"] for row in rows}) == 6
    before = next(row for row in rows if row["phase"] == "pre")
    known = {
        "article": "'=Anti-CD38",
        "text": "'=1+1",
        "specialty": "'+Haematology",
        "option": "A",
        "day": "2026-03-02",
    }
    assert {name: before[name] for name in known} == known
    began, ended = AuditEvent.objects.order_by("pk")
    assert (began.actor, began.verb, json.loads(began.detail)["rows"]) == (ben, "export answers", 12)
    assert json.loads(ended.detail) == {
        "export": began.pk,
        "is_whole": True,
        "rows": 12,
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def test_workbook_holds_the_same_and_is_logged_with_its_checksum(client, quiz, ben):
    client.force_login(ben)

    response = client.get(addresses(quiz)[2])
    body = b"".join(response)

    header, *rows = read_xlsx([body])["Data"].rows
    assert len(rows) == 14
    first = dict(zip(header, rows[0], strict=False))
    assert (first["article"], day(first["day"]), first["simulated"]) == ("'=Anti-CD38", NOW.date(), "no")
    ended = AuditEvent.objects.order_by("pk").last()
    assert json.loads(ended.detail)["sha256"] == hashlib.sha256(body).hexdigest()
    assert json.loads(ended.detail)["rows"] == 14


def test_no_file_holds_a_learner(client, quiz, ben):
    client.force_login(ben)
    said = b"".join(client.get(addresses(quiz)[1])).decode()
    said += "".join(sheet.xml for sheet in read_xlsx(client.get(addresses(quiz)[2])).values())

    assert [one for one in Learner.objects.all() if str(one.pk) in said or one.pk.hex in said] == []
    assert "12:00" not in said


def test_too_many_rows_for_a_workbook_get_a_sentence_and_no_event(client, quiz, ben, monkeypatch):
    monkeypatch.setattr(report_exports, "MOST_ROWS", 13)
    client.force_login(ben)

    answer = client.get(addresses(quiz)[2])

    assert answer.status_code == 400
    assert "This table has 14 rows" in answer.content.decode()
    assert AuditEvent.objects.count() == 0
    assert client.get(addresses(quiz)[5]).status_code == 200


def test_nothing_but_get_takes_answers(client, quiz, ben):
    client.force_login(ben)

    assert [client.head(addresses(quiz)[4]).status_code, client.post(addresses(quiz)[4]).status_code] == [405, 405]
    assert AuditEvent.objects.count() == 0


def test_quiz_without_answers_gives_a_file_with_a_header(client, hub, ben):
    quiz = make_published_quiz()
    client.force_login(ben)

    assert read_csv(client.get(addresses(quiz)[4])) == []
    assert len(read_xlsx(client.get(addresses(quiz)[5]))["Data"].rows) == 1


def test_unknown_quiz_is_not_found(client, hub, ben):
    client.force_login(ben)

    assert client.get("/staff/reports/quizzes/999999/answers.csv").status_code == 404
    assert client.get(f"/staff/reports/quizzes/{10**30}/answers/").status_code == 404
