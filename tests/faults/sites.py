"""Real server processes on databases of their own."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO

import pytest

from tests.faults.consoles import ROOT, Console

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
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
VERIFY = """
from django.core.management import call_command
call_command("verify_answers", "--json", "--quiz", "{slug}")
"""


@dataclass
class Site:
    """A server that can be stopped and started on one address and one database."""

    host: str
    database_url: str
    environment: dict[str, str]
    log: IO[str]
    server: subprocess.Popen | None = None
    console: Console | None = None

    @property
    def database_file(self) -> Path:
        """Of a site on SQLite."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def is_on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    def start(
        self,
        *,
        workers: int = 3,
        threads: int = 4,
        preload: bool = True,
        application: str = "hub.wsgi",
        **environment: str,
    ) -> None:
        """So many processes of so many threads. preload: a killed process is back at once; a reload needs it off.

        environment: added for the server alone.
        """
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", application, "--bind", self.host, "--no-control-socket"),
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

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        if self.console:
            self.console.close()

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

    def processes(self) -> list[int]:
        """Process ids of the server and its workers."""
        return [self.server.pid, *self.workers()]

    def kill_workers(self, n_kills: int, dice: random.Random) -> None:
        """SIGKILL, so many times, every 0.15 to 0.5 s, each time for one of those alive."""
        n_killed = 0
        while n_killed < n_kills:
            time.sleep(dice.uniform(0.15, 0.5))
            if workers := self.workers():
                with suppress(ProcessLookupError):
                    os.kill(dice.choice(workers), signal.SIGKILL)
                    n_killed += 1

    def ask(self, question: str) -> str:
        """What a piece of Python prints with the models of the site at hand; it runs outside the server."""
        self.console = self.console or Console(self.environment)
        return self.console.ask(question)

    def verified(self, slug: str) -> dict:
        """What verify_answers counts for a quiz; it fails where anything is incomplete or stored twice."""
        return json.loads(self.ask(VERIFY.format(slug=slug)))

    def add_quizzes(self, *slugs: str) -> None:
        """Published articles, each with a quiz of three questions and a survey."""
        self.ask(SEED.format(slugs=list(slugs)))


def free_address() -> str:
    """Host and port on loopback where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def new_site(database_url: str, folder: Path, *, is_migrated: bool = False, **how) -> Iterator[Site]:
    """A running site, closed at the end of the block. is_migrated: or else its database is empty. how: see `Site.start`."""
    pytest.importorskip("gunicorn", reason="not run: gunicorn is not installed")
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "CONN_MAX_AGE": "60",
    }
    environment.pop("TEST_DATABASE_URL", None)
    with (folder / "server.log").open("w+") as log:
        here = Site(free_address(), database_url, environment, log)
        try:
            if not is_migrated:
                here.ask(MIGRATE)
            here.start(**how)
            yield here
        finally:
            here.close()


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
