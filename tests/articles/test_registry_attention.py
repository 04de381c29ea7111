"""The registry has moved on since readers got their version: what staff see, and what readers do not."""

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from articles.bundle.dumping import dump, to_json
from articles.bundle.loading import load_bundle
from articles.models import Article, Comparison, Finding, RegulatoryEvent, Result, Trial
from articles.preflight import findings
from articles.reports import changes_since_publication
from tests import factories

pytestmark = pytest.mark.django_db

SAMPLE = json.loads((Path(__file__).parents[2] / "hub/demo/anti-cd38.json").read_text(encoding="utf-8"))
DEMO = {key: SAMPLE[key] for key in ("format", "article", "trials", "references")}
DEMO["article"]["body"][3]["findings"][2] = {"text": DEMO["article"]["body"][3]["findings"][2], "result": "pfs-54"}
DEMO["trials"][1]["results"][1]["key"] = "pfs-54"


def bundle(slug: str) -> dict:
    copy = deepcopy(DEMO)
    copy["article"]["slug"] = slug
    return copy


@pytest.fixture
def make_live(hub):
    """Import the sample article under a slug and let readers see it."""

    def make(slug: str = "live") -> Article:
        article = load_bundle(bundle(slug), hub=hub).article
        release(article)
        return article

    return make


def release(article):
    return factories.make_version(article, content=to_json(dump(article)))


def change_hazard_ratio(value="0.58"):
    comparison = Comparison.objects.get(result__key="pfs-54")
    comparison.value = value
    comparison.save()


def test_unchanged_registry_says_nothing(make_live):
    make_live()

    assert changes_since_publication() == {}


def test_change_is_told_to_staff_and_publication_clears_it(make_live, client, ada):
    article = make_live()
    body = article.live_version().body_html
    change_hazard_ratio()
    client.force_login(ada)

    screen = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

    assert [change.text for change in changes_since_publication()[article.pk]] == [
        "CEPHEUS, PFS at 54 months: HR 0.57 → 0.58"
    ]
    assert "The registry changed since publication" in screen
    assert "HR <del>0.57</del> → <strong>0.58</strong>" in screen
    assert "pinned by a finding" in screen
    assert article.live_version().body_html == body
    release(article)
    assert changes_since_publication() == {}
    assert "The registry changed" not in client.get(screen_of(article)).content.decode()


def screen_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_preflight_tells_what_readers_see_and_what_the_text_still_says(make_live):
    article = make_live()
    change_hazard_ratio("0.75")

    found = [(one.rule, one.severity, one.message) for one in findings(article, date(2025, 5, 5))]

    assert (
        "STAT-PIN",
        "info",
        "The registry changed since version 1 was published: CEPHEUS, PFS at 54 months: HR 0.57 → 0.75.",
    ) in found
    assert ("STAT-PIN", "warning", "The pinned result says HR 0.75, the text says 0.57.") in found


def test_draft_and_article_that_was_taken_down_need_no_attention(make_live, hub):
    article = make_live()
    load_bundle(bundle("draft"), hub=hub)
    article.taken_down_at = factories.NOW
    article.save()
    change_hazard_ratio()

    assert changes_since_publication() == {}


def test_list_shows_and_filters_articles_that_need_attention(make_live, client, ada, hub):
    article = make_live()
    factories.make_article(hub, title="Quiet draft")
    RegulatoryEvent.objects.create(
        trial=Trial.objects.get(slug="aquila"), agency="FDA", action="approval", date="2025-11"
    )
    client.force_login(ada)
    address = reverse("admin:articles_article_changelist")

    whole = client.get(address).content.decode()
    filtered = client.get(address, {"attention": "registry"}).content.decode()

    assert ("Quiet draft" in whole, "Registry changed (1)" in whole) == (True, True)
    assert ("Quiet draft" in filtered, article.title in filtered) == (False, True)


@pytest.mark.parametrize("query", [{}, {"attention": "registry"}])
def test_list_asks_as_often_for_one_article_as_for_three(make_live, client, ada, query, django_assert_num_queries):
    client.force_login(ada)
    address = reverse("admin:articles_article_changelist")
    make_live("first")
    change_hazard_ratio()
    client.get(address, query)
    n_queries = 33 if query else 21

    with django_assert_num_queries(n_queries):
        client.get(address, query)
    change_hazard_ratio("0.57")
    for slug in ("second", "third"):
        make_live(slug)
    change_hazard_ratio()
    with django_assert_num_queries(n_queries):
        client.get(address, query)


def test_screens_of_trial_and_result_name_the_articles_that_use_them(make_live, client, ada):
    article = make_live()
    client.force_login(ada)
    link = f'<a href="{screen_of(article)}">'

    trial = client.get(reverse("admin:articles_trial_change", args=[Trial.objects.get(slug="cepheus").pk]))
    result = client.get(reverse("admin:articles_result_change", args=[Result.objects.get(key="pfs-54").pk]))

    assert [link in page.content.decode() for page in (trial, result)] == [True, True]


def test_overview_of_findings_is_filtered(make_live, client, rhea):
    make_live()
    client.force_login(rhea)
    address = reverse("admin:articles_finding_changelist")

    page = client.get(address, {"time_sensitive__exact": "1"}).content.decode()
    cepheus = client.get(address, {"trial__id__exact": Trial.objects.get(slug="cepheus").pk}).content.decode()

    assert ("Part 2, a second randomization" in page, "AQUILA gave" in page) == (True, False)
    assert ("pfs-54" in cepheus, "Part 2, a second randomization" in cepheus) == (True, False)


@pytest.mark.parametrize("n_articles", [1, 3])
def test_overview_of_findings_asks_as_often_for_one_article_as_for_three(
    hub, client, rhea, n_articles, django_assert_num_queries
):
    for number in range(n_articles):
        load_bundle(bundle(f"article-{number}"), hub=hub)
    client.force_login(rhea)

    with django_assert_num_queries(9):
        client.get(reverse("admin:articles_finding_changelist"))


def test_nobody_edits_a_finding(hub, client, paul):
    load_bundle(bundle("one"), hub=hub)
    client.force_login(paul)
    address = reverse("admin:articles_finding_change", args=[Finding.objects.first().pk])

    assert (client.get(address).status_code, client.post(address, {"text": "x"}).status_code) == (200, 403)
