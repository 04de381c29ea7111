"""/articles/ and /topics/<slug>/."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Topic
from tests import factories


def publish(hub, title, day, **fields):
    article = factories.make_article(hub, **fields)
    return factories.make_version(article, title=title, published_on=day)


def titles(response):
    return [version.title for version in response.context["page"]]


def test_list_shows_the_newest_version_of_each_article_latest_first(client, hub):
    old = publish(hub, "Old", date(2026, 1, 1))
    publish(hub, "New", date(2026, 2, 1))
    factories.make_version(old.article, title="Old, revised", published_on=date(2026, 1, 1))

    assert titles(client.get("/articles/")) == ["New", "Old, revised"]


def test_list_leaves_out_drafts_scheduled_taken_down_and_other_hubs(client, hub):
    factories.make_article(hub, title="Draft")
    factories.make_version(factories.make_article(hub), title="Scheduled", live_from=timezone.now() + timedelta(days=1))
    publish(hub, "Taken down", date(2026, 1, 1), taken_down_at=timezone.now())
    publish(factories.make_hub(is_default=False), "Elsewhere", date(2026, 1, 1))
    publish(hub, "Public", date(2026, 1, 1))

    response = client.get("/articles/")

    assert titles(response) == ["Public"]
    assert not {"Draft", "Scheduled", "Taken down", "Elsewhere"} & set(response.content.decode().split("<"))


@pytest.mark.parametrize("n_articles", [1, 3])
def test_list_keeps_its_queries(client, hub, n_articles, django_assert_num_queries):
    for number in range(n_articles):
        publish(hub, f"Article {number}", date(2026, 1, 1))

    with django_assert_num_queries(5):
        client.get("/articles/")


def test_list_has_pages(client, hub):
    for number in range(21):
        publish(hub, f"Article {number}", date(2026, 1, 1) + timedelta(days=number))

    first, second, beyond = (client.get(f"/articles/?page={page}") for page in (1, 2, "nonsense"))

    assert (len(titles(first)), titles(second), titles(beyond)) == (20, ["Article 0"], titles(first))


def test_empty_list_says_so(client, hub):
    assert "Nothing has been published here yet." in client.get("/articles/").content.decode()


def test_topic_lists_its_articles(client, hub):
    topic = Topic.objects.create(hub=hub, name="Smoldering disease", slug="smoldering")
    inside = publish(hub, "Inside", date(2026, 1, 1))
    inside.article.topic_lines.create(topic=topic)
    publish(hub, "Outside", date(2026, 1, 1))

    assert titles(client.get("/topics/smoldering/")) == ["Inside"]


def test_topic_of_another_hub_is_missing(client, hub):
    Topic.objects.create(hub=factories.make_hub(is_default=False), name="T", slug="t")

    assert client.get("/topics/t/").status_code == 404
