"""/sitemap.xml and /robots.txt, and what they leave to a page's own word."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Topic
from quizzes.models import Phase
from tests import factories, trials

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STANDING = [
    "/", "/articles/", "/trials/", "/funders/", "/disclosures/", "/committee/", "/about/", "/privacy/",
    "/accessibility/",
]  # fmt: skip


def entries(response):
    """Address and day of the last change of every entry."""
    root = ElementTree.fromstring(response.content)
    return [(url.findtext(f"{MAP}loc"), url.findtext(f"{MAP}lastmod")) for url in root.iter(f"{MAP}url")]


def publish(hub, slug, **fields):
    return factories.make_version(factories.make_article(hub, slug=slug), **fields)


def test_sitemap_lists_standing_pages_live_articles_and_their_topics(client, hub):
    topic = Topic.objects.create(hub=hub, name="In use", slug="in-use")
    Topic.objects.create(hub=hub, name="Not in use", slug="not-in-use")
    version = publish(hub, "sample", live_from=datetime(2026, 2, 3, tzinfo=UTC))
    version.article.topic_lines.create(topic=topic)
    newest = factories.make_version(version.article, live_from=datetime(2026, 2, 5, tzinfo=UTC))
    trials.show(newest, trials.make_trial("ALPHA"))
    trials.make_trial("BETA")
    publish(hub, "future", live_from=timezone.now() + timedelta(days=1))
    factories.make_article(hub, slug="draft")
    gone = publish(hub, "gone").article
    gone.taken_down_at = timezone.now()
    gone.save()

    assert entries(client.get("/sitemap.xml")) == [
        *((f"http://testserver{path}", None) for path in STANDING),
        ("http://testserver/articles/sample/", "2026-02-05"),
        ("http://testserver/topics/in-use/", None),
        ("http://testserver/trials/alpha/", None),
    ]


def test_every_address_of_the_sitemap_opens(client, hub):
    publish(hub, "sample")
    addresses = [address for address, _day in entries(client.get("/sitemap.xml"))]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_each_hub_has_its_own_sitemap_and_scheme(client, hub, settings):
    settings.ALLOWED_HOSTS = ["*"]
    publish(hub, "here")
    publish(factories.make_hub(slug="aml", is_default=False, domain="aml.example.org"), "there")

    elsewhere = client.get("/sitemap.xml", headers={"host": "aml.example.org"}, secure=True)

    assert [address for address, _day in entries(elsewhere)] == [
        *(f"https://aml.example.org{path}" for path in STANDING),
        "https://aml.example.org/articles/there/",
    ]
    assert b"/articles/there/" not in client.get("/sitemap.xml").content


@pytest.mark.parametrize("n_articles", [1, 3])
def test_sitemap_keeps_its_queries(client, hub, n_articles, django_assert_num_queries):
    topic = Topic.objects.create(hub=hub, name="In use", slug="in-use")
    for number in range(n_articles):
        publish(hub, f"article-{number}").article.topic_lines.create(topic=topic)

    with django_assert_num_queries(7):
        client.get("/sitemap.xml")


@pytest.mark.parametrize("number", ["2", "nonsense"])
def test_sitemap_has_one_page(client, hub, number):
    assert client.get(f"/sitemap.xml?p={number}").status_code == 404


def test_robots_names_the_sitemap_and_keeps_the_staff_pages_out(client, hub):
    assert client.get("/robots.txt", secure=True).content.decode() == (
        "User-agent: *\n"
        "Disallow: /admin/\n"
        "Disallow: /staff/\n"
        "Disallow: /accounts/\n"
        "\n"
        "Sitemap: https://testserver/sitemap.xml\n"
    )


@pytest.mark.django_db
def test_robots_without_a_hub_names_no_sitemap(client):
    assert "Sitemap" not in client.get("/robots.txt").content.decode()


def test_quiz_and_survey_answers_are_not_for_search_engines(client, hub):
    quiz = factories.make_published_quiz()
    factories.make_published_survey(quiz.article)
    attempt = factories.make_attempt(quiz, Phase.POST, [2])
    slug = quiz.article.slug

    answers = {
        path: client.get(path).get("X-Robots-Tag", "")
        for path in (
            f"/quizzes/{slug}/pre/",
            f"/quizzes/{slug}/post/",
            f"/quizzes/attempts/{attempt.pk}/",
            f"/surveys/{slug}/",
            "/quizzes/missing/pre/",
            f"/articles/{slug}/",
            "/",
        )
    }

    assert list(answers.values()) == ["noindex"] * 5 + [""] * 2
