"""A record that somebody changed behind its back is found."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from hub.audit import verify
from hub.canonical import payload_hash
from sponsors.actions import confirm_agreement
from sponsors.models import DisclosureSnapshot
from tests.factories import NOW, make_agreement
from tests.tampering import tampering


@pytest.fixture
def rows(hub, sue):
    for day, name in enumerate(("A", "B")):
        agreement = make_agreement(name, 2, scope="hub", hub=hub, status="draft")
        confirm_agreement(agreement=agreement, manager=sue, now=NOW + timedelta(days=day))
    return list(DisclosureSnapshot.objects.order_by("pk"))


def change(row, **columns):
    with tampering(DisclosureSnapshot):
        QuerySet(DisclosureSnapshot).filter(pk=row.pk).update(**columns)


def says(row) -> str:
    return f"Disclosure {row.pk} is not what event {row.event_id} says: its hash differs."


def test_untouched_record_is_whole(rows):
    verdict = verify()

    assert (verdict.problems, verdict.n_payloads) == ([], len(rows) * 2)


def test_changed_words_are_found(rows):
    change(rows[1], payload=rows[1].payload.replace("B", "X"))

    assert verify().problems == [says(rows[1])]


def test_changed_words_with_a_fitting_hash_are_found_by_the_event(rows):
    payload = rows[0].payload.replace("A", "X")
    change(rows[0], payload=payload, payload_hash=payload_hash(payload))

    assert verify().problems == [says(rows[0])]


@pytest.mark.parametrize(
    "columns", [{"shown_from": NOW - timedelta(days=9)}, {"subject": "hub 999"}, {"payload_hash": "0" * 64}]
)
def test_changed_instant_subject_or_hash_is_found(rows, columns):
    change(rows[0], **columns)

    assert verify().problems == [says(rows[0])]


def test_deleted_row_is_found(rows):
    with tampering(DisclosureSnapshot):
        QuerySet(DisclosureSnapshot).filter(pk=rows[0].pk)._raw_delete("default")

    assert verify().problems == [f"Event {rows[0].event_id} speaks of a disclosure, which is gone."]
