"""Pages of the sample hub in this process: CPU time and queries of a request, as ratios.

Cases are interleaved A B A B over several rounds in one run; each number is the median CPU time of a request. Absolute
times do not travel between machines, the ratios do. Needs DATABASE_URL of an empty database.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.utils import timezone

from articles.bundle.dumping import dump
from articles.checks import content_findings
from articles.models import Article

ROUNDS, REQUESTS = 7, 40


def cpu_ms(call: Callable[[], object]) -> float:
    """CPU milliseconds (user and system) of one call, the mean over REQUESTS calls."""
    start = time.process_time()
    for _ in range(REQUESTS):
        call()
    return (time.process_time() - start) * 1000 / REQUESTS


def measure(cases: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The median over ROUNDS of each case, the cases interleaved."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for call in cases.values():
        call()
    for _ in range(ROUNDS):
        for name, call in cases.items():
            times[name].append(cpu_ms(call))
    return {name: statistics.median(values) for name, values in times.items()}


def n_queries(call: Callable[[], object]) -> int:
    connection.force_debug_cursor = True
    reset_queries()
    call()
    connection.force_debug_cursor = False
    return len(connection.queries)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo", learners=0, force=True, stdout=open(os.devnull, "w"))  # noqa: SIM115 - silences the log-ins
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    article = Article.objects.get(slug="anti-cd38-antibodies-in-multiple-myeloma")
    content = dump(article)
    cases = {
        "constant view with all middleware": lambda: Client().get("/healthz"),
        "anonymous article, no page cache": lambda: Client().get(article.get_absolute_url()),
        "front page": lambda: Client().get("/"),
        "quiz form": lambda: Client().get(f"/quizzes/{article.slug}/pre/"),
        "checks of the article, as each save waits for them": lambda: content_findings(content, timezone.localdate()),
    }
    queries = {name: n_queries(call) for name, call in cases.items()}
    medians = measure(cases)
    base = medians["constant view with all middleware"]
    out = sys.stdout
    out.write(f"{connection.vendor}, {ROUNDS} rounds of {REQUESTS} requests\n\n")
    out.write(f"{'case':52}{'queries':>8}{'CPU ms':>9}{'ratio':>8}\n")
    for name, value in medians.items():
        out.write(f"{name:52}{queries[name]:>8}{value:>9.2f}{value / base:>8.1f}\n")


if __name__ == "__main__":
    main()
