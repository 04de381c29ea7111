"""The reports as CSV, and what the audit chain says of it."""

import pytest
from django.urls import reverse

from hub.audit import first_broken_event
from hub.models import AuditEvent
from tests.answered import KEY, WRONG, make_answers, make_sixty_pairs
from tests.downloads import read_csv, read_xlsx
from tests.factories import (
    make_article,
    make_published_quiz,
    make_published_survey,
)


@pytest.fixture
def quiz(hub):
    quiz = make_published_quiz(article=make_article(hub, title="Anti-CD38 antibodies"))
    make_published_survey(quiz.article)
    return quiz


def test_unknown_table_is_not_found_and_not_recorded(client, quiz, ben):
    client.force_login(ben)

    assert client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": "answers"}).status_code == 404
    assert AuditEvent.objects.count() == 0


def test_question_csv_holds_the_numbers_and_is_recorded(client, quiz, ben):
    make_sixty_pairs(quiz)
    client.force_login(ben)

    response = client.get(reverse("staff:quiz_csv", args=[quiz.pk]))

    assert response["Content-Disposition"] == f'attachment; filename="quiz-{quiz.pk}-questions.csv"'
    question, whole = read_csv(response)
    known = {
        "number": "1",
        "matched_learners": "60",
        "matched_before_pct": "43.3333",
        "matched_after_pct": "66.6667",
        "right_both_times": "22",
        "right_then_wrong": "4",
        "wrong_then_right": "18",
        "wrong_both_times": "16",
        "change_points": "23.3333",
        "odds_ratio": "4.5",
        "guessing_pct": "25.0",
        "cluster_p": "",
        "includes_simulated": "no",
    }
    assert {name: question[name] for name in known} == known
    assert float(question["exact_p"]) == pytest.approx(0.00434, abs=5e-6)
    assert float(question["cohen_h"]) == pytest.approx(0.4736, abs=5e-5)
    assert (whole["number"], whole["question"], whole["change_points"]) == ("", "All questions", "23.3333")
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject) == (ben, "export report", f"quiz-{quiz.pk}-questions")
    assert event.detail == '{"format": "csv", "rows": 2, "title": "Anti-CD38 antibodies"}'
    assert first_broken_event() is None


@pytest.mark.parametrize(
    ("n", "shown"), [(9, {"guessing_pct"}), (19, {"guessing_pct", "all_after_pct", "all_before_pct"})]
)
def test_csv_prints_no_estimate_from_few_learners(client, quiz, ben, n, shown):
    make_answers(quiz, n, [WRONG], [KEY])
    client.force_login(ben)

    question, whole = read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk])))

    estimates = ("_pct", "_points", "_p", "_g", "_h", "change_lower", "newly_right_lower", "odds_ratio")
    assert {name for name in question if name.endswith(estimates) and question[name]} == shown
    assert {name for name in whole if name.endswith((*estimates, "_upper")) and whole[name]} == set()


def test_files_of_a_report_are_linked_with_what_was_chosen(client, quiz, ben):
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk]), {"from": "2026-01-01"}).content.decode()

    for ending in ("csv", "xlsx"):
        path = reverse(f"staff:quiz_{ending}", args=[quiz.pk])
        assert f'"{path}?table=options&amp;from=2026-01-01"' in page
        assert f'"{path}?table=reach&amp;from=2026-01-01"' in page
    assert f'"{reverse("staff:dictionary")}#quiz-questions"' in page


def test_workbook_holds_the_numbers_of_the_csv(client, quiz, ben):
    make_sixty_pairs(quiz)
    client.force_login(ben)

    path = reverse("staff:quiz_xlsx", args=[quiz.pk])
    data = read_xlsx(client.get(path, {"table": "options"}))["Data"]
    told = read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": "options"}))

    header, *rows = data.rows
    assert header == list(told[0])
    for row, line in zip(rows, told, strict=True):
        cells = row + [None] * (len(header) - len(row))
        assert [
            float(text) if isinstance(cell, float) else text for cell, text in zip(cells, line.values(), strict=True)
        ] == ["" if cell is None else cell for cell in cells]
    event = AuditEvent.objects.order_by("pk").first()
    assert event.detail == '{"format": "xlsx", "rows": 4, "title": "Anti-CD38 antibodies"}'


def test_option_and_transition_csv(client, quiz, ben):
    make_sixty_pairs(quiz)
    client.force_login(ben)
    path = reverse("staff:quiz_csv", args=[quiz.pk])

    options = read_csv(client.get(path, {"table": "options"}))
    moves = read_csv(client.get(path, {"table": "transitions"}))

    assert [
        (row["option"], row["is_key"], row["before"], row["after"], row["under_5_pct_before"]) for row in options
    ] == [
        ("A", "no", "34", "4", "no"),
        ("B", "no", "0", "16", "yes"),
        ("C", "yes", "26", "40", "no"),
        ("D", "no", "0", "0", "yes"),
    ]
    assert len(moves) == 16
    counted = {(row["option_before"], row["option_after"]): row["learners"] for row in moves if row["learners"] != "0"}
    assert counted == {("A", "B"): "16", ("A", "C"): "18", ("C", "A"): "4", ("C", "C"): "22"}
