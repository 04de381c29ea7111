"""Sites for tests of what happens between processes: a server of three processes, on SQLite and on PostgreSQL."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.faults import register
from tests.faults.clusters import Cluster, new_cluster
from tests.faults.disks import small_disk
from tests.faults.sites import Site, new_site


def pytest_configure(config):
    config.addinivalue_line("markers", "faults: needs server processes; run by `make test-faults`")
    if problem := register.mismatch():
        raise pytest.UsageError(problem)


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("faults")
    for line in register.outcomes(terminalreporter.stats):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request, tmp_path_factory) -> Iterator[str]:
    """A new empty database: a file, and where TEST_DATABASE_URL names a server, one on that server."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('faults') / 'site.sqlite3'}"
        return
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        pytest.skip("not run on PostgreSQL: TEST_DATABASE_URL is not set")
    name = f"faults_{secrets.token_hex(4)}"
    base = server.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"{base}/{name}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory) -> Path:
    """A migrated SQLite database to copy."""
    folder = tmp_path_factory.mktemp("migrated")
    with new_site(f"sqlite:///{folder / 'site.sqlite3'}", folder) as here:
        return here.database_file


@pytest.fixture(scope="session")
def site(database_url, tmp_path_factory) -> Iterator[Site]:
    """Three processes of four threads on a free port, and a migrated database; each module brings quizzes of its own."""
    with new_site(database_url, tmp_path_factory.mktemp("server")) as here:
        yield here


@pytest.fixture(scope="session")
def small_disks() -> Iterator[dict[str, Path]]:
    """For the tables and the log of `cluster`; empty where none can be mounted."""
    with small_disk("96m") as tables, small_disk("96m") as log:
        yield {"tables": tables, "log": log} if tables and log else {}


@pytest.fixture(scope="session")
def cluster(small_disks) -> Iterator[Cluster]:
    """A PostgreSQL server of our own. Each segment of its log takes new room: a server that reuses them fills no disk."""
    with new_cluster(log_on=small_disks.get("log"), options="-c wal_recycle=off -c max_wal_size=1GB") as here:
        yield here


@pytest.fixture(scope="session")
def cluster_site(cluster, small_disks, tmp_path_factory) -> Iterator[Site]:
    """A site on that server, its tables on the small disk."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        if tables := small_disks.get("tables"):
            connection.execute(f"CREATE TABLESPACE small LOCATION '{cluster.own(tables / 'space')}'")
        connection.execute(f"CREATE DATABASE hub TABLESPACE {'small' if tables else 'pg_default'}")
    with new_site(cluster.url("hub"), tmp_path_factory.mktemp("cluster-server")) as here:
        yield here
