"""Sites for tests of what happens between processes: a server of three processes, on SQLite and on PostgreSQL."""

import os
import secrets
from collections.abc import Iterator

import psycopg
import pytest

from tests.faults.sites import Site, new_site


def pytest_configure(config):
    config.addinivalue_line("markers", "faults: needs server processes; run by `make test-faults`")


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
def site(database_url, tmp_path_factory) -> Iterator[Site]:
    """Three processes of four threads on a free port, and a migrated database; each module brings quizzes of its own."""
    here = new_site(database_url, tmp_path_factory.mktemp("server"))
    try:
        here.start()
        yield here
    finally:
        here.stop()
