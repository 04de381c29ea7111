"""Quiz answers: our POST against a plain Django form, and everybody on one quiz against the same over many.

Goal 6: at least 2.5 times the requests a second of the plain form with a database session, one worker.
Goal 7: at least 0.9 times the throughput of the same load over 500 quizzes, several workers at once.
The cases are interleaved A B A B; a ratio is the median of the ratios within a round. Needs DATABASE_URL of an empty
database; BENCH_POSTS sets how many POSTs a case sends in a round.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import django

import benchmarks.production  # noqa: F401 -- settings first

django.setup()

from django.core.management import call_command
from django.db import connection

from benchmarks.content import make_quizzes

PLAIN = "benchmarks.plain.settings"
ROUNDS = 7
N_POSTS = int(os.environ.get("BENCH_POSTS", "300"))
N_QUIZZES = 500
N_WORKERS = 4


@dataclass(frozen=True)
class Spent:
    """Of one request: milliseconds on the clock, and of CPU time in the server's process."""

    wall: float
    cpu: float


class Poster:
    """A server process that posts to itself when told to."""

    def __init__(self, settings: str) -> None:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.poster"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Poster":
        return self

    def __exit__(self, *_error) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def tell(self, words: str) -> None:
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        if not (line := self.process.stdout.readline()):
            raise AssertionError("The server process ended.")
        return line


def run(posters: Sequence[Poster], n_quizzes: int) -> Spent:
    """All posters at once, each N_POSTS requests; per request of one of them."""
    for poster in posters:
        poster.tell(f"{N_POSTS} {n_quizzes}")
    for poster in posters:
        poster.hear()
    for poster in posters:
        poster.tell("go")
    spent = [json.loads(poster.hear()) for poster in posters]
    return Spent(
        wall=max(one["wall"] for one in spent) * 1000 / N_POSTS,
        cpu=statistics.mean(one["cpu"] for one in spent) * 1000 / N_POSTS,
    )


def compare(title: str, cases: dict[str, tuple[Sequence[Poster], int]], goal: float) -> None:
    """Print both cases and how many times faster the first is. cases: the one judged, then what it is judged by."""
    rounds: dict[str, list[Spent]] = {name: [] for name in cases}
    for posters, n_quizzes in cases.values():
        run(posters, n_quizzes)
    for _ in range(ROUNDS):
        for name, (posters, n_quizzes) in cases.items():
            rounds[name].append(run(posters, n_quizzes))
    out = sys.stdout
    out.write(f"\n{title}: {connection.vendor}, {ROUNDS} rounds of {N_POSTS} POSTs a worker\n")
    out.write(f"{'case':44}{'workers':>8}{'wall ms':>9}{'CPU ms':>9}{'POSTs/s':>9}\n")
    for name, (posters, _n_quizzes) in cases.items():
        wall, cpu = (statistics.median(getattr(one, kind) for one in rounds[name]) for kind in ("wall", "cpu"))
        out.write(f"{name:44}{len(posters):>8}{wall:>9.2f}{cpu:>9.2f}{len(posters) * 1000 / wall:>9.0f}\n")
    ours, theirs = rounds.values()
    wall, cpu = (
        statistics.median(getattr(there, kind) / getattr(here, kind) for here, there in zip(ours, theirs, strict=True))
        for kind in ("wall", "cpu")
    )
    verdict = "reached" if wall >= goal else "missed"
    out.write(f"ratio of throughput {wall:.2f} (of CPU time {cpu:.2f}); goal {goal}: {verdict}\n")
    out.flush()


def make_plain_tables() -> None:
    """Tables of the plain project's own models, in this database."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": PLAIN}
    command = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity=0"]
    subprocess.run(command, env=environment, check=True)  # noqa: S603 -- our own project


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    make_plain_tables()
    make_quizzes(N_QUIZZES)
    connection.close()
    with ExitStack() as stack:
        ours = [stack.enter_context(Poster("hub.settings")) for _ in range(N_WORKERS)]
        plain = stack.enter_context(Poster(PLAIN))
        compare("Goal 6", {"quiz POST": (ours[:1], 1), "plain form, database session": ([plain], 1)}, goal=2.5)
        compare(
            "Goal 7", {"everybody on one quiz": (ours, 1), f"over {N_QUIZZES} quizzes": (ours, N_QUIZZES)}, goal=0.9
        )


if __name__ == "__main__":
    main()
