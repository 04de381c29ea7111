"""Real server processes on databases of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 90
"""Seconds."""
LONG = os.environ.get("FAULTS", "long") != "short"
"""Whether the load lasts as long as the promises say, or as short as a fault needs to happen."""
SEED = """
from itertools import count
from articles.models import Article
from hub.models import Hub
from tests import factories
from tests.factories import make_article, make_hub, make_published_quiz, make_published_survey
# Each process counts from 1: begin behind the rows of the others.
factories._number = count(1_000 * (1 + Article.objects.count()))
Hub.objects.exists() or make_hub()
for slug in {slugs}:
    make_published_survey(make_published_quiz(questions=3, article=make_article(slug=slug)).article)
"""


@dataclass
class Site:
    """A server that can be stopped and started on one address and one database."""

    host: str
    database_url: str
    environment: dict[str, str]
    log: IO[str]
    server: subprocess.Popen | None = None

    @property
    def database_file(self) -> Path:
        """Of a site on SQLite."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def is_on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    def start(self, *, workers: int = 3, threads: int = 4, preload: bool = True, **environment: str) -> None:
        """So many processes of so many threads. preload: a killed process is back at once; a reload needs it off.

        environment: added for the server alone.
        """
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "hub.wsgi", "--bind", self.host, "--no-control-socket"),
                *("--workers", str(workers), "--threads", str(threads), "--log-level", "warning"),
                *(["--preload"] if preload else []),
            ],
            cwd=ROOT,
            env=self.environment | environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        _wait_for(f"http://{self.host}/healthz", self.server, self.log)

    def stop(self) -> None:
        """Waits for the process to end, or the next start could not bind."""
        if self.server is None:
            return
        self.server.terminate()
        try:
            self.server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            for worker in self.workers():
                os.kill(worker, signal.SIGKILL)
            self.server.kill()
            self.server.wait()
        self.server = None

    def restart(self, **how) -> None:
        self.stop()
        self.start(**how)

    def server_clock(self) -> float:
        """Seconds by which the server's clock is ahead, by the date in its answers."""
        with urllib.request.urlopen(f"http://{self.host}/healthz", timeout=10) as answer:
            return parsedate_to_datetime(answer.headers["Date"]).timestamp() - time.time()

    def workers(self) -> list[int]:
        """Process ids of the workers alive now."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def manage(self, *arguments: str) -> str:
        """Standard output of a management command. Raises CalledProcessError when it fails."""
        return self._run("manage.py", *arguments)

    def ask(self, question: str) -> str:
        """What a piece of Python prints with the models of the site at hand."""
        return self._run("-c", f"import django; django.setup()\n{question}")

    def verified(self, slug: str) -> dict:
        """What verify_answers counts for a quiz; it fails where anything is incomplete or stored twice."""
        return json.loads(self.manage("verify_answers", "--json", "--quiz", slug))

    def add_quizzes(self, *slugs: str) -> None:
        """Published articles, each with a quiz of three questions and a survey."""
        self.ask(SEED.format(slugs=list(slugs)))

    def _run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def free_address() -> str:
    """Host and port on loopback where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def new_site(database_url: str, folder: Path) -> Site:
    """A site with an empty migrated database; its server is not started yet."""
    pytest.importorskip("gunicorn", reason="not run: gunicorn is not installed")
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "CONN_MAX_AGE": "60",
    }
    environment.pop("TEST_DATABASE_URL", None)
    here = Site(free_address(), database_url, environment, (folder / "server.log").open("w+"))
    here.manage("migrate", "-v0")
    return here


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
