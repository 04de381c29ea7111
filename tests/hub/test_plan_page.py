"""The page of an outcome plan and its CSV."""

from datetime import UTC, datetime
from json import dumps

import pytest
from django.urls import reverse

from hub.models import AuditEvent
from quizzes.models import PinnedQuestion
from tests.downloads import read_csv
from tests.factories import (
    freeze_question,
    make_article,
    make_published_quiz,
    make_published_survey,
    make_question,
    make_version,
)

SECOND = datetime(2026, 3, 5, 12, tzinfo=UTC)


def content(**objectives: str) -> str:
    return dumps({"article": {"objectives": [{"id": key, "text": text} for key, text in objectives.items()]}})


@pytest.fixture
def article(hub):
    article = make_article(hub, title="Anti-CD38 antibodies")
    make_version(article, content=content(LO1="recall the trials", LO2="select a regimen"))
    places = [
        {"objective_key": "LO1", "objective": "recall the trials", "moore": 3, "bloom": "remember"},
        {"objective_key": "LO1", "objective": "recall the trials", "moore": 3, "bloom": "apply"},
    ]
    make_published_quiz(2, article, places=places)
    make_published_survey(article, places=[{"moore": 2}, {"moore": 4}])
    return article


def publish_changes(article) -> None:
    """Version 2 moves the first question to LO2, drops the second, and adds a third; its survey is gone."""
    first, _second = article.quiz.pins.order_by("order")
    later = make_version(article, content=content(LO1="recall all trials", LO2="select a regimen"), live_from=SECOND)
    moved = {"objective_key": "LO2", "objective": "select a regimen", "moore": 3, "bloom": "remember"}
    added = freeze_question(make_question("Added?"))
    for order, (version, place) in enumerate(((first.question_version, moved), (added, {"moore": 4}))):
        PinnedQuestion.objects.create(
            article_version=later, quiz=article.quiz, question_version=version, order=order, **place
        )


def page_of(client, article) -> str:
    return client.get(reverse("staff:plan", args=[article.pk])).content.decode()


def test_plan_lists_items_by_objective_with_their_levels(client, article, ben):
    client.force_login(ben)

    page = page_of(client, article)

    assert "The plan is what version 1 of Feb. 1, 2026 laid down; later versions change nothing of it." in page
    assert "Everything is asked as planned." in page
    assert f'<a href="/staff/reports/objectives/{article.pk}/LO1/">LO1: recall the trials</a>' in page
    assert "No planned question tests it." in page  # LO2
    assert page.count('<th scope="row">Question') == 2
    assert [page.count(f"<td>{level}</td>") for level in ("3A", "3B", "2", "4")] == [1, 1, 1, 1]
    assert "Nothing has been added to the plan, and no objective or level has changed." in page
    assert page.count(">planned</span>") == 4


def test_later_additions_and_changed_objectives_are_post_hoc_in_the_page(client, article, ben):
    publish_changes(article)
    client.force_login(ben)

    page = page_of(client, article)

    assert "2 items are post hoc." in page
    post_hoc = page[page.index('id="post-hoc"') : page.index('id="changes"')]
    assert post_hoc.count("since version 2, March 5, 2026") == 2
    assert ("Question 1?" in post_hoc, "Added?" in post_hoc, "Question 2?" in post_hoc) == (True, True, False)
    changes = page[page.index('id="changes"') : page.index('id="record"')]
    assert "objective changed from LO1 to LO2" in changes
    assert changes.count(">removed<") == 3  # the second question and both statements
    assert changes.count(">added<") == 1
    assert "removed by version 2, March 5, 2026" in page
    assert "Its words were first: “recall the trials”." in page


def test_csv_holds_what_is_planned_and_what_is_post_hoc(client, article, ben):
    publish_changes(article)
    client.force_login(ben)

    rows = read_csv(client.get(reverse("staff:plan_csv", args=[article.pk])))

    columns = ("kind", "text", "objective", "level", "planned_objective", "planned_level", "status")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("question", "Question 1?", "LO2", "3A", "LO1", "3A", "post hoc"),
        ("question", "Question 2?", "LO1", "3B", "LO1", "3B", "planned"),
        ("statement", "The content was clear", "", "2", "", "2", "planned"),
        ("statement", "I learned something", "", "4", "", "4", "planned"),
        ("question", "Added?", "", "4", "", "", "post hoc"),
    ]
    assert [row["post_hoc_since"] for row in rows] == ["2026-03-05", "", "", "", "2026-03-05"]
    assert [row["removed_in_version"] for row in rows] == ["", "2", "2", "2", ""]
    assert {(row["plan_version"], row["plan_locked_on"]) for row in rows} == {("1", "2026-02-01")}
    assert {len(row["plan_sha256"]) for row in rows} == {64}
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject) == ("export report", f"plan-{article.pk}")


def test_article_without_questions_has_no_plan_yet(client, hub, ben):
    article = make_article(hub)
    make_version(article)
    client.force_login(ben)

    page = page_of(client, article)

    assert "No version with a question or a statement has been published: there is no plan yet." in page
    assert "CSV" not in page


@pytest.mark.parametrize("n", [1, 4])
def test_page_keeps_its_queries(client, hub, ben, n, django_assert_num_queries):
    article = make_article(hub)
    make_published_quiz(n, article)
    for _ in range(n - 1):
        make_version(article)
    client.force_login(ben)
    page_of(client, article)

    # hub, session, account, roles; article, readable; versions, questions, statements
    with django_assert_num_queries(9):
        page_of(client, article)
