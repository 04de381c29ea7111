"""Addresses of lists of the admin that ask for what no page shows: each is refused, whatever the guess."""

import pytest

from hub.roles import PUBLISHER, SPONSOR_MANAGER, WRITER
from tests.permissions.asking import quiet, rows
from tests.permissions.outcomes import ADMINISTRATOR
from tests.permissions.rows import DRAFT, SENDER

__all__ = ["quiet", "rows"]
pytestmark = pytest.mark.django_db

GUESSES = [
    # Amounts, from what content roles and administrators may list
    (WRITER, "/admin/articles/article/?support__agreements__band=100k-250k"),
    (PUBLISHER, "/admin/articles/article/?support__lines__agreement__tier=7"),
    (WRITER, "/admin/hub/hub/?agreements__band=100k-250k"),
    (WRITER, "/admin/hub/hub/?agreements={agreement}"),
    (PUBLISHER, "/admin/sponsors/impactupdate/?hub__agreements__signatories__contains=Atory"),
    (ADMINISTRATOR, "/admin/sponsors/agreement/?band=100k-250k"),
    (ADMINISTRATOR, "/admin/sponsors/agreement/?signatories__contains=Atory"),
    (ADMINISTRATOR, "/admin/sponsors/agreement/?changes__payload__contains=Walrus"),
    (ADMINISTRATOR, "/admin/sponsors/funder/?agreements__tier=7"),
    # Donors and senders
    (WRITER, f"/admin/articles/suggestion/?email__startswith={SENDER[:3]}"),
    (PUBLISHER, f"/admin/articles/suggestion/?email={SENDER}"),
    (WRITER, "/admin/hub/hub/?contributions={contribution}"),
    (WRITER, "/admin/hub/hub/?update_subscriptions__email__contains=reader"),
    # Drafts, from what sponsor managers may list
    (SPONSOR_MANAGER, "/admin/hub/hub/?articles__title__startswith=" + DRAFT),
    (SPONSOR_MANAGER, "/admin/hub/hub/?articles={article}"),
    (SPONSOR_MANAGER, "/admin/sponsors/agreement/?lines__support__article__title__startswith=" + DRAFT),
    (SPONSOR_MANAGER, "/admin/sponsors/agreement/?supported={article}"),
    (SPONSOR_MANAGER, "/admin/sponsors/contribution/?suggestion__article__title__startswith=" + DRAFT),
    (SPONSOR_MANAGER, "/admin/sponsors/contribution/?suggestion={suggestion}"),
]


@pytest.mark.parametrize(("visitor", "address"), GUESSES)
def test_list_is_not_filtered_by_what_it_does_not_offer(rows, visitor, address):
    answer = rows.client_of(visitor).get(address.format(**rows.names))

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("visitor", "address"),
    [
        (WRITER, "/admin/articles/article/?hub__id__exact={hub}"),
        (WRITER, "/admin/articles/article/?attention=registry"),
        (WRITER, "/admin/articles/suggestion/?submitted_at__year=2026&standing=new"),
        (SPONSOR_MANAGER, "/admin/sponsors/funder/?retired_at__isempty=1"),
        (SPONSOR_MANAGER, "/admin/sponsors/agreement/?status__exact=draft"),
        (WRITER, "/admin/articles/finding/?article__id__exact={article}"),
    ],
)
def test_what_the_list_offers_filters_it(rows, visitor, address):
    assert rows.client_of(visitor).get(address.format(**rows.names)).status_code == 200


@pytest.mark.parametrize(
    "query", ["o=1", "o=-7", "_to_field=email", "_popup=1&_to_field=nonce", "q=sender@example.net"]
)
def test_list_of_suggestions_tells_no_sender(rows, query):
    answer = rows.client_of(WRITER).get(f"/admin/articles/suggestion/?{query}")

    assert (SENDER in answer.content.decode().replace(query, "").replace('value="sender@example.net"', "")) is False
