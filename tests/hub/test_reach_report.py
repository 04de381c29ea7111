"""How far an article reached, beside who answered its quiz."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from articles.models import Reach
from hub.reports.reach import ArticleReach, ReachRow, article_reach, reach_rows
from quizzes.models import AttemptFlag, Phase
from tests.answered import KEY, WRONG, make_answers, store_attempts
from tests.downloads import read_csv
from tests.factories import NOW, flag, make_article, make_hub, make_published_quiz, make_version

LATE = datetime(2026, 3, 2, 16, tzinfo=UTC)
"""The next day in Tokyo, where the hub of these tests lies."""


@pytest.fixture
def quiz(db):
    quiz = make_published_quiz(article=make_article(make_hub(time_zone="Asia/Tokyo")))
    first = quiz.article.versions.get()
    make_answers(quiz, 4, before=[WRONG], before_at=NOW)
    make_answers(quiz, 3, before=[WRONG], after=[KEY], before_at=NOW, after_at=LATE)
    staff = make_answers(quiz, 2)
    for attempt in store_attempts(quiz, Phase.PRE, staff, [KEY]):
        flag(attempt, AttemptFlag.Kind.STAFF)
    second = make_version(quiz.article)
    Reach.objects.create(version=first, day=date(2026, 3, 2), views=40, reads=9)
    Reach.objects.create(version=first, day=date(2026, 3, 1), views=2, reads=0)
    Reach.objects.create(version=second, day=date(2026, 3, 2), views=5, reads=1)
    Reach.objects.create(version=make_version(make_article(quiz.article.hub)), day=date(2026, 3, 1), views=99)
    return quiz


ROWS = [
    ReachRow(date(2026, 3, 1), 1, views=2, reads=0, answered_before=0, answered_after=0),
    ReachRow(date(2026, 3, 2), 1, views=40, reads=9, answered_before=7, answered_after=0),
    ReachRow(date(2026, 3, 2), 2, views=5, reads=1, answered_before=0, answered_after=0),
    ReachRow(date(2026, 3, 3), 1, views=0, reads=0, answered_before=0, answered_after=3),
]


def test_reach_sums_the_versions_of_the_article(quiz):
    assert article_reach(quiz) == ArticleReach(views=47, reads=10, since=date(2026, 3, 1))
    assert article_reach(make_published_quiz(article=make_article(quiz.article.hub))) == ArticleReach(0, 0, None)


def test_rows_stand_by_day_and_version(quiz, django_assert_num_queries):
    with django_assert_num_queries(2):
        rows = list(reach_rows(quiz))

    assert rows == ROWS


def test_page_and_csv_show_it_with_its_definitions(client, quiz, ben):
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()
    rows = read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": "reach"}))

    assert "<li><b>47</b>views<small>page loads</small></li><li><b>10</b>reads" in page
    assert "Views and reads are counted since March 1, 2026." in page
    assert "staff who read the article are among them" in page
    assert [list(row.values()) for row in rows] == [
        ["2026-03-01", "1", "2", "0", "0", "0"],
        ["2026-03-02", "1", "40", "9", "7", "0"],
        ["2026-03-02", "2", "5", "1", "0", "0"],
        ["2026-03-03", "1", "0", "0", "0", "3"],
    ]


def test_page_says_that_nothing_is_counted_yet(client, hub, ben):
    quiz = make_published_quiz()
    client.force_login(ben)

    assert "No view has been counted yet." in client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()


def test_reach_follows_the_days(quiz):
    first, last = date(2026, 3, 2), date(2026, 3, 2)

    assert article_reach(quiz, first, last) == ArticleReach(views=45, reads=10, since=date(2026, 3, 2))
    assert list(reach_rows(quiz, first, last)) == ROWS[1:3]
    assert list(reach_rows(quiz, first=date(2026, 3, 3))) == ROWS[3:]
