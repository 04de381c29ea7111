"""Real server processes on databases of their own, for tests of what happens between processes."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 30
"""Seconds."""


def pytest_configure(config):
    config.addinivalue_line("markers", "faults: needs server processes; run by `make test-faults`")


@dataclass(frozen=True)
class Site:
    """A running server: its host and port, and the environment in which commands reach its database."""

    host: str
    database_url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Standard output of a management command. Raises CalledProcessError when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True, timeout=120
        )
        return done.stdout

    def verified(self, slug: str) -> dict:
        """What verify_answers counts for a quiz; it fails where anything is incomplete or stored twice."""
        return json.loads(self.manage("verify_answers", "--json", "--quiz", slug))

    def ask(self, question: str) -> str:
        """What a piece of Python prints with the models of the site at hand."""
        code = f"import django; django.setup(); {question}"
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True, timeout=120
        )
        return done.stdout


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
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


@pytest.fixture(scope="module")
def site(database_url, tmp_path_factory) -> Iterator[Site]:
    """Three gunicorn processes of four threads on a free port, with an empty migrated database behind them."""
    pytest.importorskip("gunicorn", reason="not run: gunicorn is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "CONN_MAX_AGE": "60",
    }
    environment.pop("TEST_DATABASE_URL", None)
    here = Site(address, database_url, environment)
    here.manage("migrate", "-v0")
    log = (tmp_path_factory.mktemp("server") / "log").open("w+")
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "hub.wsgi", "--bind", address, "--no-control-socket"),
            *("--workers", "3", "--threads", "4", "--log-level", "warning"),
        ],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(f"http://{address}/healthz", server, log)
        yield here
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(url: str, server: subprocess.Popen, log) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise AssertionError(f"The server did not start:\n{log.read()}")
