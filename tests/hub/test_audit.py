import pytest
from django.db.models import QuerySet

from hub import audit
from hub.models import AppendOnlyError, AuditEvent
from tests.tampering import tampering


def test_record_chains_each_event_to_the_one_before(paul):
    first = audit.record(actor=paul, verb="publish", subject="article a", version=1)
    second = audit.record(actor=None, verb="export", subject="quiz 3")

    assert (first.previous_hash, second.previous_hash) == (audit.GENESIS, first.hash)
    assert AuditEvent.objects.get(pk=first.pk).detail == '{"version": 1}'
    assert audit.first_broken_event() is None


def test_first_broken_event_finds_a_changed_row(paul):
    audit.record(actor=paul, verb="publish", subject="article a")
    changed = audit.record(actor=paul, verb="publish", subject="article b")
    audit.record(actor=paul, verb="publish", subject="article c")
    with tampering(AuditEvent):
        QuerySet(AuditEvent).filter(pk=changed.pk).update(subject="article z")

    assert audit.first_broken_event() == changed


def test_first_broken_event_finds_a_missing_row(paul):
    audit.record(actor=paul, verb="publish", subject="article a")
    missing = audit.record(actor=paul, verb="publish", subject="article b")
    last = audit.record(actor=paul, verb="publish", subject="article c")
    with tampering(AuditEvent):
        QuerySet(AuditEvent).filter(pk=missing.pk).delete()

    assert audit.first_broken_event() == last


def test_event_refuses_change_and_deletion(paul):
    event = audit.record(actor=paul, verb="publish", subject="article a")

    for act in (event.save, event.delete, AuditEvent.objects.all().delete, lambda: AuditEvent.objects.update(verb="x")):
        with pytest.raises(AppendOnlyError):
            act()


def test_record_refuses_detail_that_is_not_json(paul):
    with pytest.raises(TypeError):
        audit.record(actor=paul, verb="publish", subject="article a", moment=object())

    assert AuditEvent.objects.count() == 0
