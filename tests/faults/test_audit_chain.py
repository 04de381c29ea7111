"""Many processes write to the one chain of the audit log."""

import json
import subprocess
import sys

import pytest

from tests.faults.consoles import ROOT

pytestmark = pytest.mark.faults

N_WRITERS, N_EVENTS = 8, 25
WRITE = """
import os, random, sys, time
import django
django.setup()
from django.db import transaction
from hub import audit
from hub.models import Hub

name, n_events, n_deadly = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
dice = random.Random(name)
print("ready", flush=True)
sys.stdin.readline()
for number in range(n_events):
    if number % 2:
        audit.record(actor=None, verb="retention", subject=f"{name} {number}", rows=number)
        continue
    with transaction.atomic():
        Hub.objects.count()
        audit.record(actor=None, verb="retention", subject=f"{name} {number}", rows=number)
        time.sleep(dice.uniform(0, 0.01))
if n_deadly:
    try:
        with transaction.atomic():
            audit.record(actor=None, verb="retention", subject=f"{name} rolled back")
            raise ValueError
    except ValueError:
        pass
    with transaction.atomic():
        audit.record(actor=None, verb="retention", subject=f"{name} killed")
        os.kill(os.getpid(), 9)
"""
READ = """
import json
from hub import audit
from hub.models import AuditEvent
events = AuditEvent.objects.filter(subject__startswith="{start}").order_by("pk")
# The chain alone: the articles of other tests were stored without an event of their publication.
broken = audit.first_broken_event()
print(json.dumps([list(events.values_list("subject", flat=True)), [str(broken)] if broken else []]))
"""


def write_at_once(site, start: str, *, n_deadly: int) -> list[int]:
    """Exit codes of the writers; they begin together. n_deadly: how many of them die at their end."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, f"{start}-{number}", str(N_EVENTS), str(int(number < n_deadly))],
            cwd=ROOT,
            env=site.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(N_WRITERS)
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
    return [writer.returncode for writer in writers]


def written(site, start: str) -> tuple[list[str], list[str]]:
    """Subjects in the order of the chain, and what verifying it finds."""
    subjects, problems = json.loads(site.ask(READ.format(start=start)))
    return subjects, problems


def expected(start: str) -> list[str]:
    return sorted(f"{start}-{writer} {number}" for writer in range(N_WRITERS) for number in range(N_EVENTS))


def test_writers_at_once_never_fork_the_audit_chain(site):
    """D1: every event is there, once, each after those that its writer wrote before; the links hold."""
    codes = write_at_once(site, "race", n_deadly=0)

    subjects, problems = written(site, "race")
    assert (codes, problems, sorted(subjects)) == ([0] * N_WRITERS, [], expected("race"))
    for writer in range(N_WRITERS):
        own = [subject for subject in subjects if subject.startswith(f"race-{writer} ")]
        assert own == [f"race-{writer} {number}" for number in range(N_EVENTS)]


def test_writers_that_die_leave_the_audit_chain_whole(site):
    """D2: SIGKILL between the event and the end of its transaction."""
    codes = write_at_once(site, "deadly", n_deadly=4)

    subjects, problems = written(site, "deadly")
    assert (codes, problems, sorted(subjects)) == ([-9] * 4 + [0] * 4, [], expected("deadly"))
