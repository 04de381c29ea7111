"""The notice of an older article: which later articles show one of its trials."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.newer_data import newer_articles
from tests import factories, trials

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


@pytest.fixture
def trial(hub):
    return trials.make_trial("ALPHA")


@pytest.fixture
def older(hub, trial):
    return trials.publish(hub, trial, title="Older", on=JANUARY, slug="older")


def named(version):
    return [article.title for article in newer_articles(version)]


def test_older_article_names_the_newer_one_and_the_trial(client, hub, trial, older):
    trials.publish(hub, trial, title="Newer <1>", on=FEBRUARY, slug="newer")

    page = client.get("/articles/older/").content.decode()

    notice = page[page.index("<aside") : page.index("</aside>")]
    assert "<strong>Newer data published</strong>" in notice
    assert '<a href="/trials/alpha/" translate="no">ALPHA</a>: <a href="/articles/newer/">Newer &lt;1&gt;</a>' in notice
    assert '<time datetime="2026-02-01">' in notice
    assert page.index("</aside>") < page.index("<p>Body</p>")
    assert "Newer data published" not in client.get("/articles/newer/").content.decode()


def test_article_with_several_of_the_trials_is_named_once(hub, trial, older):
    beta = trials.show(older, trials.make_trial("BETA")).shown_trials.last().trial
    trials.publish(hub, beta, trial, trials.make_trial("GAMMA"), title="Newer", on=FEBRUARY)

    (newer,) = newer_articles(older)

    assert [(link.acronym, link.url) for link in newer.trials] == [
        ("ALPHA", "/trials/alpha/"),
        ("BETA", "/trials/beta/"),
    ]


def test_newest_three_are_named(hub, trial, older):
    for day in range(2, 7):
        trials.publish(hub, trial, title=f"Day {day}", on=date(2026, 2, day))

    assert named(older) == ["Day 6", "Day 5", "Day 4"]


@pytest.mark.parametrize(
    "why",
    ["same day", "earlier", "scheduled", "taken down", "dropped", "another hub", "another language", "another trial"],
)
def test_what_is_not_newer_for_these_readers_is_not_named(hub, trial, older, why):
    match why:
        case "same day":
            trials.publish(hub, trial, on=JANUARY)
        case "earlier":
            trials.publish(hub, trial, on=JANUARY - timedelta(days=1))
        case "scheduled":
            trials.publish(hub, trial, on=MARCH, live_from=timezone.now() + timedelta(days=1))
        case "taken down":
            trials.publish(hub, trial, on=MARCH, taken_down_at=timezone.now())
        case "dropped":
            factories.make_version(trials.publish(hub, trial, on=MARCH).article, published_on=MARCH)
        case "another hub":
            trials.publish(factories.make_hub(is_default=False), trial, on=MARCH)
        case "another language":
            trials.publish(hub, trial, on=MARCH, language="de")
        case "another trial":
            trials.publish(hub, trials.make_trial("BETA"), on=MARCH)

    assert named(older) == []


def test_later_version_of_the_same_article_is_not_newer_than_itself(hub, trial, older):
    current = trials.show(factories.make_version(older.article, published_on=MARCH), trial)

    assert (named(older), named(current)) == ([], [])


def test_earlier_version_carries_no_notice_of_newer_data(client, hub, trial, older):
    trials.show(factories.make_version(older.article, published_on=JANUARY), trial)
    trials.publish(hub, trial, on=FEBRUARY)

    pages = [client.get(f"/articles/older/versions/{number}/").content.decode() for number in (1, 2)]

    assert ["Newer data published" in page for page in pages] == [False, True]


@pytest.mark.parametrize("n", [0, 1, 3])
def test_notice_takes_one_query(hub, trial, older, n, django_assert_num_queries):
    for number in range(n):
        trials.publish(hub, trial, title=f"Newer {number}", on=FEBRUARY)

    with django_assert_num_queries(1):
        assert len(newer_articles(older)) == n
