"""/articles/<slug>/ and its versions, as an anonymous reader gets them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Reach, Unscheduling
from articles.reach import count_reach
from sponsors.models import Notice
from tests import factories


@pytest.fixture
def article(hub):
    return factories.make_article(hub, slug="anti-cd38")


@pytest.fixture
def version(article):
    return factories.make_version(article, title="A published title", body_html="<article>The body</article>")


def test_page_shows_the_live_version(client, version):
    response = client.get("/articles/anti-cd38/")

    assert response.status_code == 200
    assert "<article>The body</article>" in response.content.decode()
    assert "<title>A published title – ex Hub</title>" in response.content.decode()


def test_page_needs_four_queries_whatever_stands_around(client, version, hub, django_assert_num_queries):
    for number in range(3):
        factories.make_agreement(f"Funder {number}", scope="hub", hub=hub)
        Notice.objects.create(hub=hub, kind=list(Notice.Kind)[number], text="x", valid_from="2020-01-01")

    with django_assert_num_queries(4):  # the version with its hub, newer articles on its trials, strip, notices
        client.get("/articles/anti-cd38/")


def test_page_at_the_domain_of_its_hub_needs_no_more_queries(client, version, hub, settings, django_assert_num_queries):
    settings.ALLOWED_HOSTS = ["*"]
    hub.domain = "mm.example.org"
    hub.save()

    with django_assert_num_queries(4):
        client.get("/articles/anti-cd38/", headers={"host": "mm.example.org"})


def test_earlier_version_needs_as_many_queries(client, article, version, django_assert_num_queries):
    factories.make_version(article, live_from=timezone.now(), body_html="second")

    with django_assert_num_queries(4):  # the version with its hub, which one is current, strip, notices
        client.get("/articles/anti-cd38/versions/1/")


def test_page_is_the_same_bytes_for_everybody(client, version, admin_client):
    anonymous, staff = (
        client.get("/articles/anti-cd38/"),
        admin_client.get("/articles/anti-cd38/", HTTP_ACCEPT_LANGUAGE="de"),
    )

    assert anonymous.content == staff.content
    assert anonymous.cookies == {}
    assert "csrf" not in anonymous.content.decode()
    assert anonymous.get("Vary", "") == ""
    assert anonymous["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300"


def test_page_answers_304_to_its_own_etag(client, version):
    etag = client.get("/articles/anti-cd38/")["ETag"]

    again = client.get("/articles/anti-cd38/", HTTP_IF_NONE_MATCH=etag)

    assert (again.status_code, again.content) == (304, b"")


def test_etag_changes_with_the_strip(client, version, hub):
    before = client.get("/articles/anti-cd38/")["ETag"]
    factories.make_agreement(scope="hub", hub=hub)

    assert client.get("/articles/anti-cd38/")["ETag"] != before


@pytest.mark.parametrize("hide", ["draft", "future", "taken down"])
def test_what_is_not_public_looks_like_what_does_not_exist(client, article, hide):
    if hide != "draft":
        factories.make_version(
            article, live_from=timezone.now() + timedelta(days=1) if hide == "future" else factories.NOW
        )
    if hide == "taken down":
        article.taken_down_at = timezone.now()
        article.save()

    hidden, missing = client.get("/articles/anti-cd38/"), client.get("/articles/anti-cd39/")

    assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_scheduled_version_replaces_the_live_one_when_its_time_comes(client, article, version):
    factories.make_version(article, live_from=timezone.now() + timedelta(seconds=-1), body_html="second")
    factories.make_version(article, live_from=timezone.now() + timedelta(hours=1), body_html="third")

    page = client.get("/articles/anti-cd38/").content.decode()

    assert ("second" in page, "third" in page) == (True, False)


@pytest.fixture
def stopped(article, version):
    """A second version, whose moment is over, and which was taken off the schedule before it."""
    second = factories.make_version(article, title="Second", live_from=timezone.now() - timedelta(hours=1))
    Unscheduling.objects.create(
        version=second, at=second.live_from - timedelta(hours=1), cause=Unscheduling.Cause.CONDITION, reason="x"
    )
    return second


def test_version_that_was_taken_off_the_schedule_is_nowhere(client, stopped):
    pages = ["/articles/anti-cd38/", "/articles/", "/", "/feeds/articles.atom", "/articles/anti-cd38/versions/1/"]

    assert client.get("/articles/anti-cd38/versions/2/").status_code == 404
    assert ["Second" in client.get(page).content.decode() for page in pages] == [False] * len(pages)
    assert "not the current one" not in client.get("/articles/anti-cd38/versions/1/").content.decode()
    assert (reach_of(1), reach_of(2)) == (1, 0)


def reach_of(number: int) -> int:
    """How many views are counted once a page of this version says it was opened."""
    count_reach(slug="anti-cd38", number=str(number), event="view", now=timezone.now())
    return Reach.objects.filter(version__number=number).count()


def test_page_beside_a_stopped_version_needs_four_queries(client, stopped, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/articles/anti-cd38/")


def test_earlier_version_says_so_and_stays_out_of_search_engines(client, article, version):
    factories.make_version(article, live_from=timezone.now(), body_html="second")

    earlier = client.get("/articles/anti-cd38/versions/1/").content.decode()
    current = client.get("/articles/anti-cd38/versions/2/").content.decode()

    assert ("This is version 1 of the article" in earlier, 'content="noindex"' in earlier) == (True, True)
    assert ("not the current one" in current, 'content="noindex"' in current) == (False, False)


def test_review_overdue_is_shown(client, article):
    factories.make_version(article, review_by=timezone.localdate() - timedelta(days=1))

    assert "has been due for review since" in client.get("/articles/anti-cd38/").content.decode()


def test_article_of_another_hub_is_sent_to_its_domain(client, version, hub, settings):
    settings.ALLOWED_HOSTS = ["*"]
    hub.domain = "mm.example.org"
    hub.save()
    factories.make_hub(slug="aml", is_default=False, domain="aml.example.org")

    response = client.get("/articles/anti-cd38/", headers={"host": "aml.example.org"})

    assert (response.status_code, response["Location"]) == (301, "http://mm.example.org/articles/anti-cd38/")
    assert client.get("/articles/anti-cd38/", headers={"host": "mm.example.org"}).status_code == 200


def test_strip_names_funders_by_level(client, version, hub):
    for number, tier in enumerate([2, 1, 1]):
        factories.make_agreement(f"Funder {number}", tier, scope="hub", hub=hub, signatories="secret")

    page = client.get("/articles/anti-cd38/").content.decode()

    assert "<dt>level 1</dt> <dd>Funder 1, Funder 2</dd></div><div><dt>level 2</dt> <dd>Funder 0</dd>" in page
    assert not any(secret in page for secret in ("secret", "100k", "250k", "100,000", "250,000"))


def test_own_notices_replace_the_built_in_words(client, version, hub):
    Notice.objects.create(hub=hub, kind="translation", text="Ask {publisher}.", valid_from="2020-01-01")

    page = client.get("/articles/anti-cd38/").content.decode()

    assert ("Ask Example Publisher." in page, "made by your browser" in page) == (True, False)


def test_contribution_banner_stands_outside_the_article(client, version, hub):
    page = client.get("/articles/anti-cd38/").content.decode()
    hub.takes_contributions = False
    hub.save()
    without = client.get("/articles/anti-cd38/").content.decode()

    assert "banner" not in without
    assert page.index("</main>") < page.index('class="banner"')
