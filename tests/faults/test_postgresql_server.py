"""The PostgreSQL server goes away under load, and comes back."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.faults.learners import assert_nothing_lost, learners_coming
from tests.faults.sites import LONG, free_address, new_site

pytestmark = pytest.mark.faults

DOWN_FOR = 2
"""Seconds."""
SECONDS_OF_CUTS = 8 if LONG else 4
N_ERRORS_TOLERATED = 2


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server of our own, thrown away afterwards. user: prefix that makes a command run as its owner."""

    binaries: Path
    folder: Path
    address: str
    user: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"postgres://postgres@{self.address}/postgres"

    def run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [*self.user, str(self.binaries / name), "-D", str(self.folder / "data"), *arguments],
            cwd=self.folder,
            check=True,
            timeout=60,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        host, port = self.address.split(":")
        options = f"-c listen_addresses={host} -c port={port} -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """As a crash does it: without a checkpoint."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("not run: no initdb under /usr/lib/postgresql")
    user: tuple[str, ...] = ()
    folder = Path(tempfile.mkdtemp(prefix="faults-cluster-"))
    try:
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            runuser = shutil.which("runuser")
            names = {entry.pw_name for entry in pwd.getpwall()}
            if not runuser or "postgres" not in names:
                pytest.skip("not run: root needs runuser and a user postgres to start a server")
            user = (runuser, "-u", "postgres", "--")
            shutil.chown(folder, "postgres")
        here = Cluster(found[-1].parent, folder, free_address(), user)
        here.run("initdb", "-U", "postgres", "-A", "trust", "--no-sync")
        here.start()
        try:
            yield here
        finally:
            here.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def site(cluster, tmp_path_factory):
    here = new_site(cluster.url, tmp_path_factory.mktemp("server"))
    try:
        here.start()
        here.add_quizzes("restart", "cuts")
        yield here
    finally:
        here.stop()


def test_server_restarted_at_once_loses_nothing(site, cluster):
    """B8: an immediate stop, two seconds without a database, a start with recovery."""
    with learners_coming(site.host, "restart") as load:
        time.sleep(2)
        cluster.stop()
        time.sleep(DOWN_FOR)
        cluster.start()
        time.sleep(2)

    assert set(load.statuses) <= {200, 303, 503}
    assert load.statuses[503] > 0
    assert_nothing_lost(site, "restart", load.takes)


def test_cut_connections_are_hardly_noticed(site, cluster):
    """B9: every connection of the server is ended, again and again."""
    n_cut = 0
    with psycopg.connect(cluster.url, autocommit=True) as connection, learners_coming(site.host, "cuts") as load:
        ends = time.monotonic() + SECONDS_OF_CUTS
        while time.monotonic() < ends:
            time.sleep(0.25)
            n_cut += connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()[0]

    assert n_cut >= 30
    assert load.n_server_errors <= N_ERRORS_TOLERATED
    assert_nothing_lost(site, "cuts", load.takes)
