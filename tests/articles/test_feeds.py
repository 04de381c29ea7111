"""/feeds/articles.atom and /feeds/topics/<slug>.atom."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Topic
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


def publish(hub, title="Title", topic=None, **fields):
    taken_down_at = fields.pop("taken_down_at", None)
    article = factories.make_article(hub, slug=fields.pop("slug", None) or title.lower(), taken_down_at=taken_down_at)
    if topic:
        article.topic_lines.create(topic=topic)
    return factories.make_version(article, title=title, **fields)


@pytest.fixture
def topic(hub):
    return Topic.objects.create(hub=hub, name="In use", slug="in-use")


def read(response):
    """The feed as nested tuples: name, attributes, text, children. Fails where the file is not XML."""

    def tree(element):
        children = [tree(child) for child in element]
        return element.tag.removeprefix(ATOM), element.attrib, element.text if not children else None, children

    return tree(ElementTree.fromstring(response.content))


def titles(response):
    entries = ElementTree.fromstring(response.content).iter(f"{ATOM}entry")
    return [entry.findtext(f"{ATOM}title") for entry in entries]


def test_feed_of_one_article(client, hub, topic):
    hub.time_zone = "Europe/Zurich"
    hub.save()
    publish(
        hub,
        "Is A < B & C?",
        slug="sample",
        topic=topic,
        summary="<em>A</em> &lt; B",
        byline=["Wendy Writer", "Rob van Reviewer"],
        published_on=date(2026, 2, 1),
        live_from=datetime(2026, 2, 3, 9, 30, tzinfo=UTC),
    )

    assert read(client.get("/feeds/articles.atom")) == (
        "feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"}, None, [
            ("title", {}, "Example Hub", []),
            ("link", {"rel": "alternate", "href": "http://testserver/articles/"}, None, []),
            ("link", {"rel": "self", "href": "http://testserver/feeds/articles.atom"}, None, []),
            ("id", {}, "http://testserver/articles/", []),
            ("updated", {}, "2026-02-03T09:30:00+00:00", []),
            ("author", {}, None, [("name", {}, "Example Publisher", [])]),
            ("subtitle", {}, "Articles, newest first", []),
            ("entry", {}, None, [
                ("title", {}, "Is A < B & C?", []),
                ("link", {"href": "http://testserver/articles/sample/", "rel": "alternate"}, None, []),
                ("published", {}, "2026-02-01T00:00:00+01:00", []),
                ("updated", {}, "2026-02-03T09:30:00+00:00", []),
                ("id", {}, "http://testserver/articles/sample/", []),
                ("summary", {"type": "html"}, "A &lt; B", []),
                ("category", {"term": "In use"}, None, []),
                ("author", {}, None, [("name", {}, "Wendy Writer", [])]),
                ("author", {}, None, [("name", {}, "Rob van Reviewer", [])]),
            ]),
        ],
    )  # fmt: skip


def test_newest_versions_come_first_and_only_what_readers_may_see(client, hub):
    publish(factories.make_hub(is_default=False), "Elsewhere")
    publish(hub, "Future", live_from=timezone.now() + timedelta(days=1))
    publish(hub, "Gone", taken_down_at=timezone.now())
    factories.make_article(hub, title="Draft")
    old = publish(hub, "Old", published_on=date(2026, 1, 1))
    factories.make_version(old.article, title="Old, revised", published_on=date(2026, 1, 1))
    publish(hub, "New", published_on=date(2026, 2, 1))

    assert titles(client.get("/feeds/articles.atom")) == ["New", "Old, revised"]


def test_feed_of_a_topic_holds_its_articles(client, hub, topic):
    publish(hub, "Inside", topic=topic)
    publish(hub, "Outside")

    name, _attributes, _text, children = read(client.get("/feeds/topics/in-use.atom"))

    assert (name, children[0][2], children[1][1]["href"]) == (
        "feed", "In use – Example Hub", "http://testserver/topics/in-use/",
    )  # fmt: skip
    assert titles(client.get("/feeds/topics/in-use.atom")) == ["Inside"]


def test_topic_without_articles_or_of_another_hub(client, hub, topic):
    Topic.objects.create(hub=factories.make_hub(is_default=False), name="Other", slug="other")

    assert titles(client.get("/feeds/topics/in-use.atom")) == []
    assert [client.get(f"/feeds/topics/{slug}.atom").status_code for slug in ("other", "missing")] == [404, 404]


def test_each_hub_has_its_own_feed(client, hub, settings):
    settings.ALLOWED_HOSTS = ["*"]
    publish(hub, "Here")
    publish(factories.make_hub(slug="aml", is_default=False, domain="aml.example.org"), "There")

    elsewhere = client.get("/feeds/articles.atom", headers={"host": "aml.example.org"}, secure=True)

    assert (titles(client.get("/feeds/articles.atom")), titles(elsewhere)) == (["Here"], ["There"])
    assert b'href="https://aml.example.org/articles/there/"' in elsewhere.content


@pytest.mark.parametrize("n_articles", [1, 3])
@pytest.mark.parametrize(("path", "n_queries"), [("/feeds/articles.atom", 3), ("/feeds/topics/in-use.atom", 4)])
def test_feed_keeps_its_queries(client, hub, topic, path, n_queries, n_articles, django_assert_num_queries):
    for number in range(n_articles):
        publish(hub, f"Article-{number}", topic=topic, byline=["A", "B"])

    with django_assert_num_queries(n_queries):
        client.get(path)


@pytest.mark.parametrize("n_articles", [0, 2])
def test_feed_is_the_same_bytes_for_everybody_at_any_time(client, hub, admin_client, monkeypatch, n_articles):
    for number in range(n_articles):
        publish(hub, f"Article-{number}")

    first = client.get("/feeds/articles.atom")
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    second = admin_client.get("/feeds/articles.atom", headers={"accept-language": "de"})
    again = client.get("/feeds/articles.atom", headers={"if-none-match": first["ETag"]})

    assert (first.content, first.cookies, first.get("Vary", "")) == (second.content, {}, "")
    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert first["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300"
    assert (again.status_code, again.content) == (304, b"")


def test_characters_that_xml_does_not_know_are_left_out(client, hub, topic):
    hub.publisher = "Pub\x0blisher"
    hub.save()
    topic.name = "In\x0c use"
    topic.save()
    publish(hub, "Line\x0bbreak", slug="sample", topic=topic, summary="A\x08B", byline=["Wen\x1fdy"])

    feed = read(client.get("/feeds/articles.atom"))
    entry = {name: text for name, _attributes, text, _children in feed[3][-1][3]}

    assert (entry["title"], entry["summary"], feed[3][5][3][0][2]) == ("Linebreak", "AB", "Publisher")
    assert ("author", {}, None, [("name", {}, "Wendy", [])]) in feed[3][-1][3]
    assert ("category", {"term": "In use"}, None, []) in feed[3][-1][3]


def test_pages_of_the_hub_name_their_feeds(client, hub, topic):
    publish(hub, "Inside", topic=topic)
    link = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'
    of_hub = link.format("Example Hub", "/feeds/articles.atom")
    of_topic = link.format("In use", "/feeds/topics/in-use.atom")

    named = {
        path: tuple(one in client.get(path).content.decode() for one in (of_hub, of_topic))
        for path in ("/", "/articles/", "/articles/inside/", "/topics/in-use/")
    }

    assert named == {
        "/": (True, False),
        "/articles/": (True, False),
        "/articles/inside/": (True, False),
        "/topics/in-use/": (True, True),
    }
