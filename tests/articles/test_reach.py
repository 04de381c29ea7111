"""What is counted as a view or a read of an article."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection

from articles.models import Reach
from articles.reach import count_reach, is_robot
from tests.factories import make_article, make_hub, make_version

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.fixture
def version():
    hub = make_hub(time_zone="Asia/Tokyo")
    return make_version(make_article(hub, slug="sample"))


def count(number="1", event="view", now=NOW, slug="sample"):
    return count_reach(slug=slug, number=number, event=event, now=now)


def counts():
    return list(Reach.objects.values_list("version__number", "day", "views", "reads"))


def test_views_and_reads_count_on_the_day_of_the_hub(version):
    assert all([count(), count(), count(event="read"), count(now=NOW - timedelta(hours=8))])

    assert counts() == [(1, date(2026, 3, 2), 1, 0), (1, date(2026, 3, 3), 2, 1)]


@pytest.mark.parametrize(
    "told",
    [
        {"number": "2"},
        {"number": ""},
        {"number": "1.0"},
        {"number": "9" * 400},
        {"event": "click"},
        {"event": ""},
        {"slug": "other"},
        {"now": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_what_readers_cannot_see_or_do_is_not_counted(version, told):
    assert (count(**told), counts()) == (False, [])


def test_replaced_version_counts_for_a_day(version):
    make_version(version.article, live_from=NOW)

    told = [
        count("1", now=NOW + timedelta(hours=24)),
        count("1", now=NOW + timedelta(hours=25)),
        count("2", now=NOW + timedelta(hours=25)),
        count("2", now=NOW - timedelta(hours=1)),
    ]

    assert told == [True, False, True, False]


def test_article_taken_down_is_not_counted(version):
    version.article.taken_down_at = NOW
    version.article.save()

    assert (count(now=NOW + timedelta(minutes=1)), counts()) == (False, [])


def test_counting_takes_two_statements_from_the_second_on(version, django_assert_num_queries):
    count()

    with django_assert_num_queries(2 + 2):  # the version; the count between the ends of its transaction
        count()


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="not run: threads share one connection on SQLite in memory"
)
@pytest.mark.django_db(transaction=True)
def test_readers_at_the_same_moment_are_all_counted(transactional_db):
    make_version(make_article(slug="sample"))

    def read_twenty():
        for _ in range(20):
            count()
        connection.close()

    threads = [Thread(target=read_twenty) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [views for _number, _day, views, _reads in counts()] == [120]


@pytest.mark.parametrize(
    ("user_agent", "robot"),
    [
        (CHROME, False),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
            False,
        ),
        ("Mozilla/5.0 (Linux; Android 14; CUBOT X30) Chrome/140.0 Mobile Safari/537.36", False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("facebookexternalhit/1.1", True),
        ("curl/8.5.0", True),
        ("", True),
    ],
)
def test_robots_say_what_they_are(user_agent, robot):
    assert is_robot(user_agent) is robot


def tell(client, data, **headers):
    return client.post("/articles/sample/reach/", data, headers={"user-agent": CHROME} | headers)


def test_beacon_counts_and_sets_no_cookie(client, version):
    answers = [tell(client, {"version": 1, "event": event}) for event in ("view", "read")]

    assert [(answer.status_code, answer.content, answer.cookies) for answer in answers] == [(204, b"", {})] * 2
    assert answers[0]["Cache-Control"] == "private, no-store"
    assert [(views, reads) for _number, _day, views, reads in counts()] == [(1, 1)]


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({}, {}),
        ({"version": "one", "event": "view"}, {}),
        ({"version": "1", "event": "view"}, {"user-agent": "Googlebot/2.1"}),
        ({"version": "1", "event": "view"}, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_beacon_passes_over_what_is_no_reader(client, version, data, headers):
    assert (tell(client, data, **headers).status_code, counts()) == (204, [])


def test_beacon_takes_posts_alone(client, version):
    assert client.get("/articles/sample/reach/").status_code == 405


def test_beacon_beyond_the_limit_is_refused(client, version, settings):
    settings.RATE_LIMIT_PER_ADDRESS = 2

    answers = [tell(client, {"version": 1, "event": "view"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [204, 204, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_only_the_current_version_tells(client, version):
    make_version(version.article, body_html="<p>Newer</p>")

    current, earlier = (client.get(f"/articles/sample/{path}").content.decode() for path in ("", "versions/1/"))

    assert 'data-reach="/articles/sample/reach/" data-version="2"' in current
    assert "reach.js" not in earlier
