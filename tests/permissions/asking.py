"""Asking for a page of the matrix as a visitor, and what its answer must not hold."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from hub.roles import ANALYST, PUBLISHER, REVIEWER, SPONSOR_MANAGER, WRITER
from tests.permissions.outcomes import ADMINISTRATOR, Page
from tests.permissions.rows import AMOUNTS, DONOR, DRAFT, FUNDER, LEARNER, SENDER, SITE_FUNDER, Rows, make_rows

NAMES_NO_FUNDER = {"pages of learners", "accounts", "addresses with a key"}
READ_DRAFTS = {WRITER, REVIEWER, PUBLISHER, ADMINISTRATOR}
READ_LEARNERS = {PUBLISHER, ANALYST, ADMINISTRATOR}


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker) -> Iterator[Rows]:
    """The rows of all tests of a module: made once, and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_rows()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Refusals are what is tested; writing down their tracebacks takes longer than the pages."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def ask(rows: Rows, visitor: str, page: Page):
    """The answer to one request. What a POST stores is taken back."""
    client, address = rows.client_of(visitor), page.address.format(**rows.names)
    if page.sent is None:
        return client.get(address)
    with transaction.atomic():
        answer = client.post(address, {name: value.format(**rows.names) for name, value in page.sent.items()})
        transaction.set_rollback(True)
    return answer


def secrets_kept_from(rows: Rows, visitor: str, area: str) -> dict[str, str]:
    """What no answer of this area may hold for this visitor, by what it is."""
    kept = {"sender of a suggestion": SENDER}
    if visitor != SPONSOR_MANAGER:
        kept |= {} if area == "sponsors.bandtier" else AMOUNTS
        # Whoever has the private link of a contribution is its donor.
        kept |= {} if area == "addresses with a key" else DONOR
    if visitor not in READ_DRAFTS | {ANALYST}:
        kept |= {"draft": DRAFT}
    if visitor not in READ_LEARNERS:
        kept |= {"learner": str(rows.names["learner"]), "words of a learner": LEARNER}
    # The record that a sponsor manager takes away lists what this account did, agreements included.
    if area in NAMES_NO_FUNDER and visitor != SPONSOR_MANAGER:
        kept |= {"funder": FUNDER, "funder of the site": SITE_FUNDER}
    return kept


def found_in(answer, secrets: dict[str, str]) -> set[str]:
    """Which of them the answer holds, in its body or in the address it leads to."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = f"{answer.headers.get('Location', '')}\n{body.decode(errors='replace')}"
    return {name for name, secret in secrets.items() if secret in said}
