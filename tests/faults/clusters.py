"""A PostgreSQL server of our own, which can be stopped, started and starved without hurting anybody else's."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.sites import free_address

OWNER = "postgres"
NOT_RUNNING = 3
"""What `pg_ctl status` exits with."""


@dataclass(frozen=True)
class Cluster:
    """Thrown away afterwards. user: prefix that makes a command run as its owner. options: settings of the server."""

    binaries: Path
    folder: Path
    address: str
    user: tuple[str, ...]
    options: str

    def url(self, database: str = "postgres") -> str:
        return f"postgres://postgres@{self.address}/{database}"

    @property
    def is_running(self) -> bool:
        return self.run("pg_ctl", "status", is_checked=False) != NOT_RUNNING

    def run(self, name: str, *arguments: str, is_checked: bool = True) -> int:
        """The exit code. Raises CalledProcessError where it is checked and not 0."""
        return subprocess.run(
            [*self.user, str(self.binaries / name), "-D", str(self.folder / "data"), *arguments],
            cwd=self.folder,
            check=is_checked,
            timeout=60,
            stdout=subprocess.DEVNULL,
        ).returncode

    def start(self) -> None:
        host, port = self.address.split(":")
        options = f"-c listen_addresses={host} -c port={port} -c unix_socket_directories={self.folder} {self.options}"
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """As a crash does it: without a checkpoint."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def own(self, folder: Path) -> Path:
        """Make a new folder that belongs to the server."""
        folder.mkdir()
        if self.user:
            shutil.chown(folder, OWNER)
        return folder


@contextmanager
def new_cluster(*, log_on: Path | None = None, options: str = "") -> Iterator[Cluster]:
    """A running server, or the test is skipped. log_on: where its write-ahead log lies, in segments of 1 MB, else with the data."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("not run: no initdb under /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="faults-cluster-"))
    try:
        user = _user()
        if user:
            shutil.chown(folder, OWNER)
        here = Cluster(found[-1].parent, folder, free_address(), user, options)
        log = ["-X", str(here.own(log_on / "log")), "--wal-segsize=1"] if log_on else []
        here.run("initdb", "-U", "postgres", "-A", "trust", "--no-sync", *log)
        here.start()
        try:
            yield here
        finally:
            if here.is_running:
                here.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return ()
    runuser = shutil.which("runuser")
    if not runuser or OWNER not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip(f"not run: root needs runuser and a user {OWNER} to start a server")
    return (runuser, "-u", OWNER, "--")
