"""A hub that names funders on their own page and in the statement only: every public page, and the change of the switch."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import approve, publish
from tests import factories
from tests.desk import Desk
from tests.factories import make_agreement, support_article
from tests.hub.test_discovery import STANDING

pytestmark = pytest.mark.django_db
SITE, OWN = "Zealandia Pharma", "Ultima Biotech"


@pytest.fixture
def article(hub):
    """A published article with its own funder, in a topic and in a hub that has another one."""
    article = factories.make_ready_article(hub, slug="supported")
    for person in article.people.all():
        factories.declare(person, timezone.localdate())
    article.topics.add(hub.topics.create(slug="mm", name="Multiple myeloma"))
    make_agreement(SITE, 1, scope="hub", hub=hub)
    support_article(article, make_agreement(OWN))
    return article


def release(article, rhea, paul):
    approve(article=article, reviewer=rhea)
    publish(article=article, publisher=paul, reason="first", now=timezone.now() - timedelta(minutes=1))


PAGES = [*STANDING, "/articles/supported/", "/articles/supported/versions/1/", "/topics/mm/", "/feeds/articles.atom"]


def named_on(client) -> dict[str, set[str]]:
    """The funders that each public page names."""
    answers = {address: client.get(address) for address in PAGES}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {
        address: names
        for address, answer in answers.items()
        if (names := {name for name in (SITE, OWN) if name in answer.content.decode()})
    }


def without_statement(page: str) -> str:
    """The article without the box at its end and without what machines read of it."""
    start = page.index('aria-labelledby="support"')
    end = page.index("</section>", start)
    return page[:start] + page[end : page.index('<script type="application/ld+json">')]


def test_strict_hub_names_funders_on_their_page_and_in_the_statement(client, hub, article, rhea, paul):
    hub.has_strict_placement = True
    hub.save()
    article.hub.refresh_from_db()
    release(article, rhea, paul)

    assert named_on(client) == {
        "/funders/": {SITE, OWN},
        "/articles/supported/": {OWN},
        "/articles/supported/versions/1/": {OWN},
    }
    page = client.get("/articles/supported/").content.decode()
    assert page.count(OWN) > without_statement(page).count(OWN) == 0
    assert '"funder":[{"@type":"Organization","name":"Ultima Biotech"}]' in page


def test_other_hubs_name_the_site_funders_everywhere(client, hub, article, rhea, paul):
    release(article, rhea, paul)

    named = named_on(client)

    assert {address for address, names in named.items() if SITE in names} == set(PAGES) - {"/feeds/articles.atom"}
    assert OWN in without_statement(client.get("/articles/supported/").content.decode())


def test_published_articles_follow_the_switch(client, hub, article, rhea, paul, django_capture_on_commit_callbacks):
    release(article, rhea, paul)
    root = factories.make_user("root", is_staff=True, is_superuser=True)

    with django_capture_on_commit_callbacks(execute=True):
        Desk(client, root).save("hub.hub", hub.pk, has_strict_placement="on")
    strict = article.versions.get().body_html
    with django_capture_on_commit_callbacks(execute=True):
        Desk(client, root).save("hub.hub", hub.pk, has_strict_placement=[])
    usual = article.versions.get().body_html

    line = f"Independently supported by {OWN}."
    assert (line in strict, line in usual, OWN in without_statement(strict)) == (False, True, False)
