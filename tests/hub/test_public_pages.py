"""The front page and the hub's standing pages."""

import re
from datetime import date

import pytest
from allauth.usersessions.models import UserSession

from articles.models import Topic
from sponsors.models import Notice
from tests import factories
from tests.mine import signed_in

PAGES = ["/", "/articles/", "/trials/", "/funders/", "/committee/", "/about/", "/privacy/", "/accessibility/"]
FILES = {
    "/trials/trials.csv": "text/csv; charset=utf-8",
    "/feeds/articles.atom": "application/atom+xml; charset=utf-8",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain; charset=utf-8",
}


def test_front_page_shows_articles_and_topics_with_articles(client, hub):
    version = factories.make_version(factories.make_article(hub), title="Newest")
    version.article.topic_lines.create(topic=Topic.objects.create(hub=hub, name="In use", slug="in-use"))
    Topic.objects.create(hub=hub, name="Not in use", slug="not-in-use")

    page = client.get("/").content.decode()

    assert ("Newest" in page, "In use" in page, "Not in use" in page) == (True, True, False)


def test_privacy_page_tells_what_signing_in_leaves(client, hub, dan):
    signed_in(dan)

    assert list(UserSession.objects.values_list("user", "ip")) == [(dan.pk, "127.0.0.1")]
    told = "the name of the browser and its address on the network are kept with the account"
    assert told in client.get("/privacy/").content.decode()


def test_front_page_without_articles_says_so(client, hub):
    assert "The first article will stand here." in client.get("/").content.decode()


@pytest.mark.django_db
def test_front_page_without_a_hub_says_how_to_begin(client):
    response = client.get("/")

    assert (response.status_code, "There is no hub here yet" in response.content.decode()) == (200, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", [*PAGES[1:], "/trials/trials.csv", "/feeds/articles.atom", "/feeds/topics/t.atom", "/sitemap.xml"]
)
def test_other_pages_without_a_hub_are_missing(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "content_type"), [*((path, "text/html; charset=utf-8") for path in PAGES), *FILES.items()]
)
def test_pages_are_public_and_set_no_cookie(client, hub, path, content_type):
    response = client.get(path)

    assert (response.status_code, response.cookies, response.get("Vary", "")) == (200, {}, "")
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"].startswith("public")
    assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", PAGES)
def test_links_of_every_page_lead_somewhere(client, hub, path):
    factories.make_version(factories.make_article(hub), published_on=date(2026, 1, 1))
    page = client.get(path).content.decode()
    local = {link for link in re.findall(r'href="/([^"]*)"', page) if not link.startswith("static/")}

    assert {link: client.get(f"/{link}").status_code for link in local} == dict.fromkeys(local, 200)


def test_hub_is_chosen_by_host(client, hub, settings):
    settings.ALLOWED_HOSTS = ["*"]
    factories.make_hub(slug="aml", name="AML Hub", is_default=False, domain="aml.example.org")

    named = {
        host: "AML Hub" in client.get("/", headers={"host": host}).content.decode()
        for host in ("aml.example.org", "aml.localhost:8000", "127.0.0.1", "other.example.org")
    }

    assert named == {
        "aml.example.org": True,
        "aml.localhost:8000": True,
        "127.0.0.1": False,
        "other.example.org": False,
    }


@pytest.mark.django_db
def test_foreign_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example.com"}).status_code == 400


@pytest.mark.django_db
def test_probes_answer(client):
    assert [(client.get(path).status_code, client.get(path).content) for path in ("/healthz", "/readyz")] == [
        (200, b"ok\n"),
        (200, b"ready\n"),
    ]


@pytest.mark.parametrize(
    ("kind", "built_in"),
    [
        ("gate", "It informs health professionals and does not replace clinical judgement."),
        ("strip", "Example Hub is an independent medical education platform."),
        ("levels", "The order of levels reflects the amount given."),
    ],
)
def test_hub_words_its_frame(client, hub, kind, built_in):
    factories.make_agreement(level=1, scope="hub", hub=hub)
    before = client.get("/").content.decode()
    Notice.objects.create(hub=hub, kind=kind, text="Own words of {hub} & {publisher}.", valid_from="2026-01-01")

    after = client.get("/").content.decode()

    own = "Own words of Example Hub &amp; Example Publisher."
    assert [(built_in in page, own in page) for page in (before, after)] == [(True, False), (False, True)]
