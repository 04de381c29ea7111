"""Server processes are killed, reloaded and migrated beneath while learners answer."""

import random
import signal
import time

import pytest

from tests.faults.consoles import ROOT
from tests.faults.learners import assert_nothing_lost, learners_coming
from tests.faults.sites import LONG

pytestmark = pytest.mark.faults

N_KILLS = 60 if LONG else 30
N_RELOADS = 3
SECONDS_A_RELOAD = 4 if LONG else 2
LONGEST_WAIT = 3
"""Seconds that a learner may wait for a migration."""

MIGRATION = (ROOT / "tests" / "faults" / "additive_migration.py").read_text()


@pytest.fixture(scope="module")
def _quizzes(site):
    site.add_quizzes("kills", "reloads", "migration")


@pytest.mark.usefixtures("_quizzes")
def test_killed_workers_lose_nothing(site):
    """B5: SIGKILL of a worker every 0.15 to 0.5 s; 20 learners at once."""
    with learners_coming(site.host, "kills", n_threads=20) as load:
        site.kill_workers(N_KILLS, random.Random(5))

    assert len(load.takes) >= N_KILLS
    assert_nothing_lost(site, "kills", load.takes)


@pytest.mark.usefixtures("_quizzes")
def test_migration_under_load_holds_nobody_up(site):
    """B12: a nullable column, an index built beside the traffic, and a backfill in batches."""
    with learners_coming(site.host, "migration") as load:
        time.sleep(1)
        done = site.ask(MIGRATION)
        time.sleep(1)

    assert "migrated" in done
    assert load.n_server_errors == 0
    assert load.longest_wait < LONGEST_WAIT
    assert_nothing_lost(site, "migration", load.takes)


@pytest.mark.usefixtures("_quizzes")
def test_reloads_are_not_noticed(site):
    """B11: a deployment sends HUP; new processes start, old ones finish what they began."""
    site.restart(preload=False)

    with learners_coming(site.host, "reloads") as load:
        for _ in range(N_RELOADS):
            time.sleep(SECONDS_A_RELOAD)
            before = set(site.workers())
            site.server.send_signal(signal.SIGHUP)
            _wait_until_gone(site, before)

    assert load.n_server_errors == 0
    assert_nothing_lost(site, "reloads", load.takes)


def _wait_until_gone(site, workers: set[int]) -> None:
    deadline = time.monotonic() + 40
    while workers & set(site.workers()):
        assert time.monotonic() < deadline, "the old processes did not end"
        time.sleep(0.1)
