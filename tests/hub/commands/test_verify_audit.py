import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from hub import audit
from hub.models import AuditEvent
from tests.tampering import tampering


def test_whole_chain_is_confirmed(paul, capsys):
    audit.record(actor=paul, verb="publish", subject="article a")

    call_command("verify_audit")

    assert capsys.readouterr().out == "1 events, chain whole.\n"


def test_broken_chain_is_named(paul):
    event = audit.record(actor=paul, verb="publish", subject="article a")
    with tampering(AuditEvent):
        QuerySet(AuditEvent).filter(pk=event.pk).update(subject="article b")

    with pytest.raises(CommandError, match=f"broken at event {event.pk}"):
        call_command("verify_audit")
