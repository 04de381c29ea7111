"""The audit log as CSV: who took it, and that its reader can recompute the chain without us."""

import csv
import hashlib
import json
import subprocess
import sys

import pytest

from hub import audit
from hub.models import AuditEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db
URL = "/admin/hub/auditevent/export.csv"


@pytest.fixture
def reader(client, paul):
    client.force_login(paul)
    return client


def exported(client, query: str = "") -> list[dict[str, str]]:
    text = client.get(URL + query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


INDEPENDENT = """
import csv, hashlib, io, json, sys

previous = "0" * 64
for line in csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"), newline="")):
    subject = line["subject"][1:] if line["subject"][:2] in ("'=", "'+", "'-", "'@") else line["subject"]
    actor = int(line["actor_number"]) if line["actor_number"] else None
    text = json.dumps([line["previous_hash"], line["at"], actor, line["verb"], subject, line["detail"]])
    is_whole = hashlib.sha256(text.encode("utf-8")).hexdigest() == line["hash"] and line["previous_hash"] == previous
    print(line["number"], "whole" if is_whole else "broken")
    previous = line["hash"]
"""


def recomputed(text: bytes) -> list[str]:
    """What the recipe of docs/audit.md says of each line, in a process that knows nothing of this project."""
    run = subprocess.run([sys.executable, "-I", "-c", INDEPENDENT], input=text, capture_output=True, check=True)
    return run.stdout.decode().splitlines()


def test_stranger_recomputes_the_chain_from_the_file(reader, paul, ada):
    audit.record(actor=ada, verb="take down", subject="article ä–x", reason='Größe ≥ 5, "so" \\ =x')
    audit.record(actor=None, verb="retention", subject="donors", rows=3)
    audit.record(actor=paul, verb="change hub", subject="=1+1", changed={"name": [None, "–\u2028 \n tab\t"]})
    whole = reader.get(URL).getvalue()
    numbers = list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))

    assert recomputed(whole) == [f"{number} whole" for number in numbers]
    assert recomputed(whole.replace(b"donors", b"owners")) == [
        f"{number} {'broken' if number == numbers[1] else 'whole'}" for number in numbers
    ]


def test_export_is_logged_before_it_is_sent_and_is_its_last_line(reader, paul):
    audit.record(actor=None, verb="retention", subject="donors", rows=3)

    answer = reader.get(f"{URL}?group=readers&q=donors")
    own = AuditEvent.objects.get(verb="export audit log")

    assert (own.actor, own.subject, json.loads(own.detail)) == (
        paul,
        "audit log",
        {"filters": {"group": "readers", "searched": "yes"}, "rows": 1},
    )
    assert answer["Content-Disposition"] == f'attachment; filename="audit-log-{own.at:%Y-%m-%d}.csv"'
    assert answer.streaming
    assert [line["verb"] for line in exported(reader)] == ["retention", "export audit log", "export audit log"]


def test_columns_and_cells(reader, ada):
    event = audit.record(actor=ada, verb="take down", subject="article a", reason="=cmd()")

    line = exported(reader, "?group=publication")[0]

    assert line == {
        "number": str(event.pk),
        "at": event.at.isoformat(),
        "actor_number": str(ada.pk),
        "actor": "Ada",
        "verb": "take down",
        "subject": "article a",
        "detail": '{"reason": "=cmd()"}',
        "previous_hash": "0" * 64,
        "hash": hashlib.sha256(
            json.dumps(["0" * 64, event.at.isoformat(), ada.pk, "take down", "article a", event.detail]).encode()
        ).hexdigest(),
    }


def test_name_that_is_a_formula_is_made_safe(reader):
    mallory = make_user("mallory", is_staff=True)
    mallory.name = "=cmd()"
    mallory.save()
    audit.record(actor=mallory, verb="take down", subject="article a")

    assert exported(reader)[0]["actor"] == "'=cmd()"


@pytest.mark.parametrize("role", ["ada", "rhea", "ben", "sue", "dan"])
def test_nobody_else_takes_it(client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get(URL).status_code in (302, 403)
    assert not AuditEvent.objects.exists()


def test_query_that_is_none_leads_back_to_the_list(reader):
    answer = reader.get(f"{URL}?subject__nonsense=1")

    assert (answer.status_code, AuditEvent.objects.count()) == (302, 0)
