"""What the desk of an article sees of its support."""

import json
from datetime import date

import pytest
from django.urls import reverse

from hub.models import AuditEvent
from sponsors.models import ArticleSupport
from tests import factories
from tests.desk import Desk, as_shown, errors
from tests.factories import make_agreement, make_funder, support_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return factories.make_article()


@pytest.fixture
def agreement(db):
    return make_agreement(
        number="A-1", purpose="education", starts_on=date(2025, 1, 1), ends_on=date(2199, 12, 31), band="50k-100k",
        tier_override=7, override_reason="first of its kind", signatories="Signatory",
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
    support_article(article, agreement)
    pages = {}
    for user in (ada, rhea, paul, factories.make_user("root", is_staff=True, is_superuser=True)):
        client.force_login(user)
        for page in ("change", "export"):
            answer = client.get(reverse(f"admin:articles_article_{page}", args=[article.pk]))
            pages[user.email, page] = answer.content.decode()

    assert all("Sample Pharma" in page for page in pages.values())
    secrets = ("50k", "50,000", "first of its kind", "Signatory", '"tier"', "evel 7", "Level: 7", 'value="7"')
    assert not [secret for page in pages.values() for secret in secrets if secret in page]


def test_writer_sees_the_support_and_cannot_change_it(client, ada, article, agreement):
    support_article(article, agreement)
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


def test_agreements_of_other_hubs_topics_and_years_are_not_offered(client, paul, article):
    elsewhere = factories.make_hub(is_default=False)
    make_agreement(number="other-hub", scope="hub", hub=elsewhere)
    make_agreement(number="long-ended", ends_on=date(2020, 1, 1))
    make_agreement(make_funder("Gone", retired_at=factories.NOW), number="retired")
    make_agreement(number="own-hub", scope="hub", hub=article.hub)
    make_agreement(number="any-article")

    page = Desk(client, paul).open("articles.article", article.pk).content.decode()

    numbers = ("other-hub", "long-ended", "retired", "own-hub", "any-article")
    assert [number for number in numbers if number in page] == ["own-hub", "any-article"]


@pytest.mark.parametrize("highest", ["Alpha", "Beta", "Gamma"])
def test_order_of_the_picker_tells_nothing_of_levels(client, paul, article, highest):
    agreements = [make_agreement(name, 1 if name == highest else 5) for name in ("Gamma", "Alpha", "Beta")]
    support_article(article, *agreements)

    page = Desk(client, paul).open("articles.article", article.pk).content.decode()

    assert page.index("Alpha") < page.index("Beta") < page.index("Gamma")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "Sample Pharma kindly paid.",
            "A statement of support praises nobody and claims nothing. Take out: kindly.",
        ),
        (
            "Somebody paid.",
            "The own wording does not name Sample Pharma. Name every funder, or leave the wording empty.",
        ),
    ],
)
def test_own_wording_that_praises_or_hides_gets_a_sentence(client, paul, article, agreement, statement, sentence):
    row = {"funding": "external", "chosen": [agreement.pk], "statement": statement}

    answer = Desk(client, paul).send("articles.article", article.pk, rows={"support": [row]})

    assert errors(answer) == [sentence]
    assert as_shown(answer)["support-0-statement"] == statement
    assert not ArticleSupport.objects.exists()


def test_changes_of_support_are_kept_without_amounts(client, paul, article, agreement):
    desk = Desk(client, paul)
    desk.save("articles.article", article.pk, rows={"support": [{"funding": "none"}]})
    desk.save("articles.article", article.pk, **{"support-0-funding": "external", "support-0-chosen": [agreement.pk]})
    desk.save("articles.article", article.pk)

    events = list(AuditEvent.objects.filter(verb="change support"))
    named = {"statement": "", "products": {}}
    none, some = named | {"agreements": []}, named | {"agreements": ["Sample Pharma A-1 2025-01-01 to 2199-12-31"]}
    assert [json.loads(event.detail) for event in events] == [
        {"before": None, "after": none}, {"before": none, "after": some}
    ]  # fmt: skip
    assert {(event.subject, event.actor) for event in events} == {(f"article {article.slug}", paul)}
