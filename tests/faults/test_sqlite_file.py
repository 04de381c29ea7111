"""What befalls a SQLite file under load: another writer, a checkpoint."""

import random
import sqlite3
import time
from contextlib import contextmanager

import pytest
from django.db.backends.sqlite3._functions import register

from tests.faults.learners import Device, Take, assert_nothing_lost, learners_coming
from tests.faults.sites import LONG

pytestmark = pytest.mark.faults
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")

LOCKED_FOR = 4
BEYOND_THE_LIMIT = 24
"""Seconds; the settings let SQLite wait for 20."""
N_CHECKPOINTS = 6 if LONG else 3


@pytest.fixture(scope="module")
def _quizzes(site):
    site.add_quizzes("write-lock", "refused", "checkpoints")


@contextmanager
def write_lock(file):
    """Held by someone else for the length of a block."""
    writer = sqlite3.connect(file, isolation_level=None, timeout=20)
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        writer.execute("ROLLBACK")
        writer.close()


def faults_of(file) -> list:
    """What SQLite finds wrong in a file."""
    with sqlite3.connect(file) as reader:
        # Constraints use functions that Django brings along.
        register(reader)
        checked = [row for [row] in reader.execute("PRAGMA integrity_check")]
        return [row for row in checked if row != "ok"] + list(reader.execute("PRAGMA foreign_key_check"))


@on_sqlite
@pytest.mark.usefixtures("_quizzes")
def test_write_lock_of_four_seconds_makes_learners_wait(site):
    """B6: nobody sees an error."""
    with learners_coming(site.host, "write-lock") as load:
        time.sleep(1)
        with write_lock(site.database_file):
            time.sleep(LOCKED_FOR)
        time.sleep(1)

    assert set(load.statuses) == {200, 303}
    assert LOCKED_FOR - 1 < load.longest_wait < LOCKED_FOR + 8
    assert_nothing_lost(site, "write-lock", load.takes)


@on_sqlite
@pytest.mark.usefixtures("_quizzes")
def test_write_lock_beyond_the_limit_hands_the_ticks_back(site):
    """B6: 503 with Retry-After and the form as it was filled in; sent again it is stored."""
    take = Take(Device(site.host), "/quizzes/refused/pre/").open(random.Random(6))

    with write_lock(site.database_file):
        began = time.monotonic()
        status, _location, html = take.device.send(take.path, take.form.sent)
        waited = time.monotonic() - began

    assert (status, waited < BEYOND_THE_LIMIT) == (503, True)
    assert type(take.form).of(html).sheet == take.form.sheet
    assert_nothing_lost(site, "refused", [take.send()])


@on_sqlite
@pytest.mark.usefixtures("_quizzes")
def test_checkpoints_under_load_lose_nothing(site):
    """B7: the write-ahead log is folded into the file and cut to nothing, again and again."""
    with learners_coming(site.host, "checkpoints") as load:
        for _ in range(N_CHECKPOINTS):
            time.sleep(0.5)
            with sqlite3.connect(site.database_file, timeout=20) as other:
                other.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert set(load.statuses) == {200, 303}
    assert_nothing_lost(site, "checkpoints", load.takes)
    assert faults_of(site.database_file) == []
