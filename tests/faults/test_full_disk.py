"""B10: no room is left for four seconds or more. What was acknowledged before stays, and the site recovers by itself."""

import shutil
import time
from contextlib import contextmanager, suppress

import psycopg
import pytest

from tests.faults.disks import NOT_MOUNTED, filled, small_disk
from tests.faults.learners import assert_nothing_lost, learners_coming
from tests.faults.sites import new_site
from tests.faults.test_sqlite_file import faults_of

pytestmark = pytest.mark.faults

FULL_FOR = 4
FELT_WITHIN = 30
"""Seconds."""


def assert_full_and_healed(site, slug: str, fill) -> None:
    """Learners come before, while and after `fill` leaves no room: they get 503 with their ticks, and then all is stored."""
    site.add_quizzes(slug)

    with learners_coming(site.host, slug) as load:
        time.sleep(1)
        with fill:
            time.sleep(FULL_FOR)
            _wait_until_felt(load)
        time.sleep(2)

    assert set(load.statuses) <= {200, 303, 503}
    assert load.n_handed_back > 0
    assert_nothing_lost(site, slug, load.takes)


def _wait_until_felt(load) -> None:
    """What is written fits into the pages there are for a while, the longer the less is written."""
    deadline = time.monotonic() + FELT_WITHIN
    while not load.n_handed_back and time.monotonic() < deadline:
        time.sleep(0.1)


def test_full_disk_under_sqlite(empty_file, tmp_path):
    with small_disk("8m") as disk:
        if not disk:
            pytest.skip(NOT_MOUNTED)
        file = shutil.copy(empty_file, disk / "site.sqlite3")
        with new_site(f"sqlite:///{file}", tmp_path, is_migrated=True) as site:
            assert_full_and_healed(site, "full-disk", filled(disk))

            assert faults_of(file) == []


@contextmanager
def no_more_pages(file):
    """See limited_wsgi."""
    flag = file.with_name("full")
    flag.touch()
    yield
    flag.unlink()


def test_sqlite_file_that_may_not_grow(empty_file, tmp_path):
    """`max_page_count`: SQLite says that it is full, whatever the disk says. Needs no rights."""
    file = shutil.copy(empty_file, tmp_path / "site.sqlite3")
    with new_site(f"sqlite:///{file}", tmp_path, is_migrated=True, application="tests.faults.limited_wsgi") as site:
        assert_full_and_healed(site, "no-pages", no_more_pages(file))

        assert faults_of(file) == []


def test_full_disk_under_the_tables_of_postgresql(small_disks, cluster_site):
    """A tablespace without room; the server itself goes on."""
    if not small_disks:
        pytest.skip(NOT_MOUNTED)

    assert_full_and_healed(cluster_site, "full-tables", filled(small_disks["tables"]))


@contextmanager
def no_more_log(cluster, disk):
    """Segments are begun until there is no room for another one: the server panics, and seldom recovers before there is."""
    with filled(disk):
        with suppress(psycopg.OperationalError), psycopg.connect(cluster.url(), autocommit=True) as connection:
            while True:
                connection.execute("SELECT pg_switch_wal()")
                time.sleep(0.02)
        yield
    if not cluster.is_running:
        cluster.start()


def test_full_disk_under_the_log_of_postgresql(small_disks, cluster, cluster_site):
    """The write-ahead log without room: the server gives up, and is started by hand once there is room again."""
    if not small_disks:
        pytest.skip(NOT_MOUNTED)

    assert_full_and_healed(cluster_site, "full-log", no_more_log(cluster, small_disks["log"]))
