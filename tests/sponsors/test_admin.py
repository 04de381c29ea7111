"""Agreements for sponsor managers, and what everybody else sees of them on the article screen."""

from datetime import date

import pytest
from django.urls import reverse

from hub.models import AuditEvent
from sponsors.models import Agreement, ArticleSupport, Funder
from tests import factories
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db
SECRET = "over 900 thousand"


@pytest.fixture
def funder():
    return Funder.objects.create(slug="sample-pharma", name="Sample Pharma")


@pytest.fixture
def article():
    return factories.make_article()


@pytest.fixture
def agreement(funder):
    return Agreement.objects.create(
        funder=funder, number="A-1", purpose="education", starts_on=date(2025, 1, 1), ends_on=date(2199, 12, 31),
        band=SECRET, tier=7, status="confirmed",
    )  # fmt: skip


def attached(article) -> list[str]:
    return [line.agreement.number for line in article.support.lines.all()]


def test_publisher_picks_agreements_by_funder_number_period_and_purpose(client, paul, article, agreement):
    desk = Desk(client, paul)

    page = desk.open("articles.article", article.pk).content.decode()
    assert "Sample Pharma · A-1 · 2025-01-01 to 2199-12-31 · education" in page
    desk.save("articles.article", article.pk, rows={"support": [{"funding": "external", "chosen": [agreement.pk]}]})

    assert attached(article) == ["A-1"]
    assert as_shown(desk.open("articles.article", article.pk))["support-0-chosen"] == [str(agreement.pk)]


def test_no_page_of_an_article_shows_band_or_level(client, ada, rhea, paul, article, agreement):
    ArticleSupport.objects.create(article=article).lines.create(agreement=agreement)
    pages = {}
    for user in (ada, rhea, paul, factories.make_user("root", is_staff=True, is_superuser=True)):
        client.force_login(user)
        for page in ("change", "export"):
            answer = client.get(reverse(f"admin:articles_article_{page}", args=[article.pk]))
            pages[user.email, page] = answer.content.decode()

    assert all("Sample Pharma" in page for page in pages.values())
    assert not any(SECRET in page or '"tier"' in page or "Level: 7" in page for page in pages.values())


def test_writer_sees_the_support_and_cannot_change_it(client, ada, article, agreement):
    ArticleSupport.objects.create(article=article).lines.create(agreement=agreement)
    desk = Desk(client, ada)

    assert "Sample Pharma A-1 2025-01-01 to 2199-12-31" in desk.open("articles.article", article.pk).content.decode()
    desk.save("articles.article", article.pk, **{"support-0-funding": "none", "support-0-chosen": []})

    assert attached(article) == ["A-1"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({}, "Say whether the article has external funding."),
        ({"funding": "external"}, "Tick the agreement, or choose “No external funding”."),
        (
            {"funding": "none", "products": "isatuximab"},
            "“isatuximab” lacks a drug or its owner. Write isatuximab: Sanofi.",
        ),
    ],
)
def test_support_half_stated_gets_a_sentence(client, paul, article, agreement, row, sentence):
    answer = Desk(client, paul).send("articles.article", article.pk, rows={"support": [row]})

    assert errors(answer) == [sentence]
    assert not ArticleSupport.objects.exists()


def test_agreements_and_none_at_once_get_a_sentence(client, paul, article, agreement):
    row = {"funding": "none", "chosen": [agreement.pk]}

    answer = Desk(client, paul).send("articles.article", article.pk, rows={"support": [row]})

    assert errors(answer) == ["Agreements are ticked below. Untick them, or choose “Supported”."]


def test_no_external_funding_is_a_record_without_agreements(client, paul, article):
    Desk(client, paul).save(
        "articles.article", article.pk, rows={"support": [{"funding": "none", "products": "isatuximab: Sanofi"}]}
    )

    assert attached(article) == []
    assert article.support.products == {"isatuximab": "Sanofi"}


def test_agreements_of_other_hubs_topics_and_years_are_not_offered(client, paul, article, funder):
    elsewhere = factories.make_hub(is_default=False)
    Agreement.objects.create(funder=funder, number="other-hub", scope="hub", hub=elsewhere)
    Agreement.objects.create(funder=funder, number="long-ended", ends_on=date(2020, 1, 1))
    Agreement.objects.create(funder=funder, number="own-hub", scope="hub", hub=article.hub)
    Agreement.objects.create(funder=funder, number="any-article")

    page = Desk(client, paul).open("articles.article", article.pk).content.decode()

    offered = [number for number in ("other-hub", "long-ended", "own-hub", "any-article") if number in page]
    assert offered == ["own-hub", "any-article"]


def test_sponsor_manager_enters_amounts_and_confirms(client, sue, funder):
    desk = Desk(client, sue)

    desk.save("sponsors.agreement", funder=funder.pk, number="B-2", band=SECRET, tier="2", status="confirmed")

    agreement = Agreement.objects.get()
    assert (agreement.band, agreement.tier, agreement.status) == (SECRET, 2, "confirmed")
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor) == ("confirm agreement", "agreement B-2", sue)
    assert SECRET in desk.open("sponsors.agreement", agreement.pk).content.decode()


def test_superuser_without_the_role_sees_no_amounts_and_cannot_confirm(client, agreement):
    Agreement.objects.update(status="draft")
    desk = Desk(client, factories.make_user("root", is_staff=True, is_superuser=True))

    page = desk.open("sponsors.agreement", agreement.pk)
    desk.save("sponsors.agreement", agreement.pk, status="confirmed", band="", tier="", purpose="new purpose")

    agreement.refresh_from_db()
    assert SECRET not in page.content.decode()
    assert (agreement.purpose, agreement.band, agreement.tier, agreement.status) == ("new purpose", SECRET, 7, "draft")


def test_overlap_with_a_confirmed_agreement_gets_a_sentence(client, sue, agreement, funder, hub):
    Agreement.objects.update(scope="hub", hub=hub)

    answer = Desk(client, sue).send(
        "sponsors.agreement",
        funder=funder.pk, scope="hub", hub=hub.pk, starts_on="2025-06-01", ends_on="2026-01-01", status="confirmed",
    )  # fmt: skip

    assert errors(answer) == [
        "The period overlaps the confirmed agreement Sample Pharma A-1 2025-01-01 to 2199-12-31. Change the dates, or "
        "leave this one a draft."
    ]


def test_agreement_that_supports_an_article_is_not_deleted(client, sue, article, agreement):
    ArticleSupport.objects.create(article=article).lines.create(agreement=agreement)
    client.force_login(sue)

    assert (
        client.post(reverse("admin:sponsors_agreement_delete", args=[agreement.pk]), {"post": "yes"}).status_code == 403
    )
    page = client.get(reverse("admin:sponsors_agreement_change", args=[agreement.pk])).content.decode()
    assert article.title not in page
