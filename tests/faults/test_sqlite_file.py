"""What befalls a SQLite file under load: another writer, a checkpoint, a full disk."""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.faults.learners import Device, Take, assert_nothing_lost, learners_coming
from tests.faults.sites import LONG, new_site

pytestmark = pytest.mark.faults
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")

LOCKED_FOR = 4
BEYOND_THE_LIMIT = 24
"""Seconds; the settings let SQLite wait for 20."""
FULL_FOR = 4
N_CHECKPOINTS = 6 if LONG else 3
DISK = "6m"


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
        # Constraints use the function that Django brings along.
        reader.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, text)))
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


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a few megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run([mount, "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], capture_output=True)
    if not done or done.returncode:
        pytest.skip("not run: a small file system cannot be mounted here (needs root)")
    yield folder
    # Lazily: a process that was killed may still be letting go of its files.
    subprocess.run(["umount", "--lazy", folder], check=True, timeout=30)


def test_full_disk_loses_nothing_and_heals(small_disk, tmp_path):
    """B10: no byte is left for four seconds; what was acknowledged before stays, and the site recovers by itself."""
    site = new_site(f"sqlite:///{small_disk / 'site.sqlite3'}", tmp_path)
    ballast = small_disk / "ballast"
    try:
        site.start()
        site.add_quizzes("full")
        with learners_coming(site.host, "full") as load:
            time.sleep(1)
            _fill(ballast)
            time.sleep(FULL_FOR)
            ballast.unlink()
            time.sleep(2)

        assert set(load.statuses) <= {200, 303, 503}
        assert load.statuses[503] > 0
        assert_nothing_lost(site, "full", load.takes)
        assert faults_of(site.database_file) == []
    finally:
        site.stop()


def _fill(ballast) -> None:
    """Take all space that is left."""
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096):
            try:
                while True:
                    file.write(os.urandom(size))
            except OSError:
                continue
