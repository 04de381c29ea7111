from datetime import date, timedelta

import pytest

from sponsors.models import Agreement
from sponsors.reports import Waiting, waiting_for_manager
from tests.desk import Desk
from tests.factories import make_agreement
from tests.giving import make_contribution

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def test_waiting_are_agreements_that_end_drafts_and_pledges(hub, django_assert_num_queries):
    last, soon = (make_agreement(number=f"A-{days}", ends_on=TODAY + timedelta(days=days)) for days in (90, 0))
    for days in (-1, 91):
        make_agreement(number=f"B-{days}", ends_on=TODAY + timedelta(days=days))
    make_agreement(number="C", status=Agreement.Status.DRAFT, ends_on=TODAY)
    make_contribution(hub)

    with django_assert_num_queries(3):
        found = waiting_for_manager(TODAY)

    assert found == Waiting(ending=(soon, last), n_drafts=1, n_pledges=1)


def test_desk_says_what_waits_to_sponsor_managers_alone(client, hub, sue, paul):
    make_agreement(number="C", status=Agreement.Status.DRAFT)

    page = Desk(client, sue).client.get("/staff/").content.decode()

    assert "No confirmed agreement ends within 90 days." in page
    assert 'href="/admin/sponsors/agreement/?status__exact=draft">1 draft of an agreement to confirm</a>' in page
    assert "What waits for you" not in Desk(client, paul).client.get("/staff/").content.decode()
