"""Two sponsor managers at one moment."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from sponsors.actions import confirm_agreement
from sponsors.models import Agreement
from tests import factories
from tests.factories import make_agreement


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="not run: threads share one connection on SQLite in memory"
)
@pytest.mark.django_db(transaction=True)
def test_of_two_overlapping_agreements_confirmed_at_once_one_is_refused(transactional_db):
    hub, manager = factories.make_hub(), factories.make_staff("sue", "sponsor manager")
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    drafts = [make_agreement(number=number, scope="hub", hub=hub, status="draft", **year) for number in ("A", "B")]
    start, refused = Barrier(2), []

    def confirm(agreement):
        start.wait()
        try:
            confirm_agreement(agreement=agreement, manager=manager)
        except ValidationError as error:
            refused.extend(error.messages)
        connection.close()

    threads = [Thread(target=confirm, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Agreement.objects.confirmed().count() == 1
    assert [
        sentence.startswith("The period overlaps the confirmed agreement Sample Pharma") for sentence in refused
    ] == [True]
