"""`make bench`: measures on SQLite, and on PostgreSQL where a server is named, and prints ratios.

BENCH_DATABASE_URL or TEST_DATABASE_URL names the PostgreSQL server; each run makes a database of its own and drops it.
"""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg

MEASUREMENTS = ("benchmarks.pages", "benchmarks.submissions", "benchmarks.reports")


@contextmanager
def sqlite_file() -> Iterator[str]:
    """Address of a new SQLite file."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


@contextmanager
def postgresql_database(server: str) -> Iterator[str]:
    """Address of a new database on the server that the address names."""
    base, name = server.rsplit("/", 1)[0], f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(f"{base}/postgres", autocommit=True, connect_timeout=5) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{base}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def measure(new_database: Callable[[], AbstractContextManager[str]]) -> None:
    """Every measurement in a process of its own, on an empty database each."""
    for module in MEASUREMENTS:
        with new_database() as url:
            environment = os.environ | {"DATABASE_URL": url}
            subprocess.run([sys.executable, "-m", module], env=environment, check=True)  # noqa: S603 -- our own modules


def main() -> None:
    measure(sqlite_file)
    server = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        sys.stdout.write("\nPostgreSQL: not run (BENCH_DATABASE_URL is not set).\n")
        return
    try:
        measure(lambda: postgresql_database(server))
    except psycopg.OperationalError as error:
        sys.stdout.write(f"\nPostgreSQL: not run ({error}).\n")


if __name__ == "__main__":
    main()
