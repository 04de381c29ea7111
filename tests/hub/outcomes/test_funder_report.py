"""The pages and files of a report for a funder: same numbers everywhere, logged, nothing of drafts, bad input in words."""

import hashlib
import io
import json
import re
import zipfile
import zlib
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.urls import reverse

from hub import pdf
from hub.models import AuditEvent, FrozenReport
from quizzes.models import QuestionVersion
from tests.answered import KEY, WRONG, make_answers, make_sixty_pairs
from tests.downloads import read_csv
from tests.factories import make_agreement, make_funder, make_ready_article, support_article
from tests.supported import make_funder_edition, make_supported_quiz

LATER = datetime(2026, 4, 1, 12, tzinfo=UTC)
ENDINGS = ("pdf", "csv", "json")
FILES = (*ENDINGS, "xlsx")


@pytest.fixture
def quiz(hub):
    quiz = make_supported_quiz(title="Anti-CD38 <b>antibodies</b>")
    make_sixty_pairs(quiz)
    return quiz


@pytest.fixture
def funder(quiz):
    return make_funder("Sample Pharma")


@pytest.fixture
def edition(funder):
    """Before April; its audit event is not what these tests are about."""
    edition = make_funder_edition(funder)
    assert AuditEvent.objects.count() == 1
    return edition


def made():
    return AuditEvent.objects.filter(verb="make outcomes report")


def address(name, funder):
    return reverse(f"staff:{name}", args=[funder.pk])


def test_page_shows_the_edition_and_offers_its_files(client, funder, edition, sue):
    client.force_login(sue)

    page = client.get(address("funder_report", funder), {"until": "2026-04"}).content.decode()

    assert edition.content_hash in page
    assert "Correct answers rose from 43% (95% CI 32 to 56) to 67% (54 to 77) among 60 learners" in page
    assert "Anti-CD38 &lt;b&gt;antibodies" in page and "<b>antibodies" not in page
    assert f"{address('funder_pdf', funder)}?until=2026-04" in page


def test_list_names_funders_of_published_articles_alone(client, funder, hub, ben):
    draft = make_ready_article(hub)
    support_article(draft, make_agreement("Draft Pharma"))
    client.force_login(ben)

    page = client.get(reverse("staff:funder_reports")).content.decode()

    assert ("Sample Pharma" in page, "Draft Pharma" in page) == (True, False)
    assert client.get(address("funder_report", make_funder("Draft Pharma"))).status_code == 404


def test_list_without_funders_says_so(client, hub, ben):
    client.force_login(ben)

    assert "No published article names a funder yet." in client.get(reverse("staff:funder_reports")).content.decode()


@pytest.mark.parametrize("ending", ["report", *FILES])
@pytest.mark.parametrize(("until", "status"), [("2026-13", 400), ("soon", 400), ("2999-01", 404), ("2026-03", 404)])
def test_month_without_an_edition_gets_a_sentence(client, funder, edition, ben, ending, until, status):
    client.force_login(ben)

    response = client.get(address(f"funder_{ending}", funder), {"until": until})

    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()
    assert not made().exists()


def test_page_before_the_first_edition_offers_to_make_it(client, funder, sue):
    client.force_login(sue)
    page = client.get(address("funder_report", funder))
    assert (page.status_code, "Make this edition" in page.content.decode()) == (200, True)

    answer = client.post(address("funder_edition", funder))
    again = client.post(address("funder_edition", funder))

    edition = FrozenReport.objects.get()
    assert answer["Location"] == again["Location"] == f"{address('funder_report', funder)}?until={edition.cutoff:%Y-%m}"
    assert edition.event.actor == sue
    page = client.get(answer["Location"]).content.decode()
    assert (edition.content_hash in page, "Make this edition" in page) == (True, False)


def test_edition_of_an_earlier_month_stays_open(client, funder, edition, ben):
    client.force_login(ben)
    client.post(address("funder_edition", funder))

    newest = client.get(address("funder_report", funder)).content.decode()
    earlier = client.get(address("funder_report", funder), {"until": "2026-04"}).content.decode()

    assert (edition.content_hash in newest, edition.content_hash in earlier) == (False, True)


def test_unknown_table_is_not_found(client, funder, edition, ben):
    client.force_login(ben)

    assert client.get(address("funder_csv", funder), {"table": "learners"}).status_code == 404


@pytest.mark.parametrize("ending", ENDINGS)
def test_file_is_the_same_whenever_it_is_made_and_logged_with_its_hash(client, quiz, funder, edition, ben, ending):
    client.force_login(ben)

    first = client.get(address(f"funder_{ending}", funder), {"until": "2026-04"})
    make_answers(quiz, 30, [WRONG], [KEY], before_at=LATER, after_at=LATER)
    second = client.get(address(f"funder_{ending}", funder), {"until": "2026-04"})

    assert first.content == second.content
    events = list(made().values_list("verb", "actor", "subject"))
    table = "-questions" if ending == "csv" else ""
    assert events == [("make outcomes report", ben.pk, f"outcomes-sample-pharma-2026-04{table}.{ending}")] * 2
    detail = json.loads(made().first().detail)
    assert (detail["funder"], detail["cutoff"], detail["content"]) == (
        "Sample Pharma",
        "2026-04-01",
        edition.content_hash,
    )
    assert detail["file"] == hashlib.sha256(first.content).hexdigest()


def test_json_is_what_the_checksum_of_every_page_is_of(client, quiz, funder, edition, ben):
    client.force_login(ben)

    content = client.get(address("funder_json", funder), {"until": "2026-04"}).content
    page = client.get(address("funder_report", funder), {"until": "2026-04"}).content.decode()

    assert hashlib.sha256(content).hexdigest() in page
    question = QuestionVersion.objects.get().question_id
    assert [(row["key"], row["n"]) for row in json.loads(content)["questions"]["rows"]] == [
        ([quiz.article.slug, str(question), "1"], 60)
    ]


def test_csv_has_the_numbers_of_the_page(client, funder, edition, ben):
    client.force_login(ben)

    question, whole = read_csv(client.get(address("funder_csv", funder), {"until": "2026-04"}))

    assert (question["learners"], question["change_points"], question["change_lower"], question["change_upper"]) == (
        "60",
        "23.3333",
        whole["change_lower"],
        whole["change_upper"],
    )
    assert (question["retained"], question["learned"], question["never"], question["unlearned"]) == (
        "22",
        "18",
        "16",
        "4",
    )


def test_pdf_is_tagged_and_dated_by_its_cut_off(client, funder, edition, ben):
    client.force_login(ben)

    content = client.get(address("funder_pdf", funder), {"until": "2026-04"}).content

    for sign in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid:part", b"2026-04-01", b"/Alt"):
        assert sign in content or sign in _unpacked(content)


def _unpacked(content: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    found = b""
    for stream in streams:
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            continue
    return found


def test_pdf_that_cannot_be_set_is_said_and_not_logged(client, funder, edition, ben):
    client.force_login(ben)

    with patch.object(pdf, "render", side_effect=pdf.PdfError("no")):
        response = client.get(address("funder_pdf", funder), {"until": "2026-04"})

    assert (response.status_code, AuditEvent.objects.count()) == (503, 1)
    assert "No PDF could be made" in response.content.decode()


@pytest.mark.parametrize("name", ["funder_report", "funder_pdf", "funder_csv", "funder_xlsx", "funder_json"])
def test_writers_reviewers_and_accounts_without_a_role_make_none(client, funder, edition, ada, rhea, dan, name):
    for user in (ada, rhea, dan):
        client.force_login(user)
        assert client.get(address(name, funder)).status_code == 403
    client.logout()
    assert client.get(address(name, funder)).status_code == 302
    assert AuditEvent.objects.count() == 1


def test_desk_links_the_reports_for_who_may_make_them(client, hub, sue, ada):
    linked = {}
    for user in (sue, ada):
        client.force_login(user)
        linked[user.name] = reverse("staff:funder_reports") in client.get(reverse("staff:desk")).content.decode()

    assert linked == {"Sue": True, "Ada": False}


def test_working_copy_of_a_supported_article_is_in_no_report(client, quiz, funder, edition, sue):
    quiz.article.title = "Quokka draft"
    quiz.article.save()
    client.force_login(sue)

    for name in ("funder_report", "funder_csv", "funder_json"):
        content = b"".join(client.get(address(name, funder), {"until": "2026-04"}))
        assert b"Quokka" not in content


def test_workbook_opens_with_its_dictionary(client, funder, edition, ben):
    client.force_login(ben)

    content = client.get(address("funder_xlsx", funder), {"until": "2026-04", "table": "reach"}).content

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= set(book.namelist())
