"""Articles that are scheduled, made as publishers make them."""

from datetime import UTC, date, datetime

import pytest

from articles.actions import approve, publish
from articles.models import Article, ArticleVersion
from hub.models import Declaration
from sponsors.models import Agreement
from tests import factories
from tests.factories import NOW

DUE = datetime(2026, 4, 1, 22, 30, tzinfo=UTC)
"""In a hub of Berlin half past midnight, so on April 2."""


def make_sponsored(hub, *agreements: Agreement, **fields) -> Article:
    """A working copy that passes preflight, with this support."""
    article = factories.make_ready_article(hub, **fields)
    factories.support_article(article, *agreements)
    return article


def schedule(article: Article, reviewer, publisher, live_from: datetime = DUE, now: datetime = NOW) -> ArticleVersion:
    """Approve the content as it stands, and schedule it."""
    approve(article=article, reviewer=reviewer, now=now)
    return publish(article=article, publisher=publisher, reason="planned", now=now, live_from=live_from)


def make_agreement(name: str = "Sample Pharma", ends_on: date | None = date(2026, 4, 2), **fields) -> Agreement:
    """A confirmed agreement that still holds on the day of DUE in Berlin, and no longer."""
    return factories.make_agreement(name, number=f"{name} 1", ends_on=ends_on, **fields)


@pytest.fixture
def hub(db):
    return factories.make_hub(time_zone="Europe/Berlin")


@pytest.fixture
def agreement(hub):
    return make_agreement()


@pytest.fixture
def article(hub, agreement):
    return make_sponsored(hub, agreement, slug="planned")


@pytest.fixture
def version(article, rhea, paul):
    return schedule(article, rhea, paul)


def declaration_of(article) -> Declaration:
    return Declaration.objects.get(person=article.people.get())


def withdraw(article) -> None:
    """As `withdraw_declaration` stores it, without its look at what is scheduled."""
    declaration = declaration_of(article)
    declaration.withdrawn_at, declaration.withdrawn_reason = NOW, "The person asked."
    declaration.save()
