"""Reports over many answers: every standard page through the whole stack, beside the naive query of the same numbers.

Goal 8: median <= 100 ms and maximum <= 200 ms with at most one cohort filter. Goal 9: folding <= 20 microseconds an answer
and table, no cell other than a recount. Goal 10: tables of sums <= 0.20 of the answers with their indexes. Needs
DATABASE_URL of an empty database; BENCH_ANSWERS sets how many answers (1,000,000; 10,000,000 for the full size).
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

import django

import benchmarks.production  # noqa: F401 -- settings first

django.setup()

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, Min
from django.test import Client, override_settings
from django.utils import timezone

from articles.models import Article, ArticleTopic, Topic
from benchmarks.answers import N_QUESTIONS, N_QUIZZES, make_answers
from benchmarks.content import make_quizzes
from hub.models import Hub, User
from hub.reports.scopes import scopes
from quizzes.counts import Timing
from quizzes.models import Answer, Attempt, Contribution, Quiz
from quizzes.pairing import paired_answers
from quizzes.rollups.contributing import recounting
from quizzes.rollups.folding import fold_all
from quizzes.rollups.pooling import take_pooled
from quizzes.rollups.states import Scope
from quizzes.rollups.sums import ROLLUPS
from quizzes.rollups.verifying import differences, rebuild

N_ANSWERS = int(os.environ.get("BENCH_ANSWERS", "1000000"))
ROUNDS = 9
N_IN_TOPIC = 40


def said(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def prepare() -> Client:
    call_command("migrate", verbosity=0)
    make_quizzes(N_QUIZZES, N_QUESTIONS)
    topic = Topic.objects.create(hub=Hub.objects.get(), slug="topic", name="Topic")
    members = Article.objects.order_by("pk")[:N_IN_TOPIC]
    ArticleTopic.objects.bulk_create(ArticleTopic(article=article, topic=topic, order=0) for article in members)
    seconds = milliseconds(lambda: make_answers(N_ANSWERS)) / 1000
    said(
        f"\n{connection.vendor}: {Answer.objects.count():,} answers, {N_QUIZZES * N_QUESTIONS:,} questions, made in {seconds:.0f} s"
    )
    said(f"  recount of everything: {milliseconds(rebuild) / 1000:.0f} s")
    said(
        f"  nightly sums over several quizzes: {milliseconds(lambda: take_pooled(scopes(), timezone.now())) / 1000:.0f} s"
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    analyst = User.objects.create_user("analyst@example.org", "not-a-password", name="Analyst", is_staff=True)
    analyst.groups.add(Group.objects.get(name="analyst"))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
    return client


def reports() -> dict[str, str]:
    """The standard pages: what each shows, and its address."""
    by_size = list(Attempt.objects.order_by().values("quiz").annotate(n=Count("pk")).order_by("n"))
    median, largest = by_size[len(by_size) // 2]["quiz"], by_size[-1]["quiz"]
    question = Quiz.objects.get(pk=largest).pins.aggregate(first=Min("question_version__question"))["first"]
    quiz = f"/staff/reports/quizzes/{largest}/"
    return {
        "overview of all quizzes": "/staff/reports/",
        "the same, one specialty": "/staff/reports/?specialty=Haematology",
        "the same, one country in one year": "/staff/reports/?country=AF&from=2025-01-01&to=2025-12-31",
        "the same, from a day in a month on": "/staff/reports/?from=2024-05-17",
        "median quiz": f"/staff/reports/quizzes/{median}/",
        "largest quiz": quiz,
        "largest quiz, one specialty": f"{quiz}?specialty=Haematology",
        "largest quiz, one language": f"{quiz}?language=en",
        "topic of 40 quizzes": "/staff/reports/topics/topic/",
        "topic, one country": "/staff/reports/topics/topic/?country=AF",
        "hub of 500 quizzes": "/staff/reports/hubs/bench/",
        "groups by specialty, hub": "/staff/reports/cohorts/?hub=bench",
        "groups by country, one topic and year": "/staff/reports/cohorts/?by=country&topic=topic&from=2025-01-01",
        "question": f"/staff/reports/questions/{question}/",
        "worklist": "/staff/reports/worklist/",
        "Moore levels": "/staff/reports/levels/?hub=bench",
    }


def naive(quizzes: list[int] | None) -> int:
    """The same cells by joining the answers of each learner before and after reading."""
    cells = (
        paired_answers(quizzes)
        .filter(timing=Timing.MATCHED.value)
        .order_by()
        .values("question_version__question", "question_version__series", "right_before", "right_after")
        .annotate(n=Count("pk"))
    )
    return len(list(cells))


def measure_pages(client: Client) -> None:
    said(f"  {'page':<42}{'median ms':>10}{'max ms':>9}")
    medians, highest = [], 0.0
    for name, path in reports().items():
        response = client.get(path)
        if response.status_code != 200:
            raise AssertionError(f"{path} answers {response.status_code}")
        times = [milliseconds(lambda path=path: client.get(path)) for _ in range(ROUNDS)]
        medians.append(statistics.median(times))
        highest = max(highest, *times)
        said(
            f"  {name:<42}{medians[-1]:>10.1f}{max(times):>9.1f}{' too slow' if 'takes too long' in response.content.decode() else ''}"
        )
    said(f"  {'all pages: goal 100 and 200':<42}{statistics.median(medians):>10.1f}{highest:>9.1f}")


def measure_naive(client: Client) -> None:
    quizzes = list(Quiz.objects.order_by("pk").values_list("pk", flat=True))
    paths = {
        "one quiz": (quizzes[:1], f"/staff/reports/quizzes/{quizzes[0]}/"),
        "40 quizzes": (quizzes[:40], "/staff/reports/topics/topic/"),
        "all quizzes": (None, "/staff/reports/hubs/bench/"),
    }
    for name, (chosen, path) in paths.items():
        ratios, plain = [], []
        for _ in range(3):
            page = milliseconds(lambda path=path: client.get(path))
            plain.append(milliseconds(lambda chosen=chosen: naive(chosen)))
            ratios.append(plain[-1] / page)
        said(
            f"  naive query of {name}: {statistics.median(plain):.0f} ms, {statistics.median(ratios):.1f} times our whole page"
        )


def measure_folding() -> None:
    """Contributions as submissions write them: one a learner and question, taken back and given anew."""
    learners = list(Attempt.objects.order_by("nonce").values_list("learner", flat=True)[:5000])
    with transaction.atomic(), recounting(Scope.of(learners=learners)), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE hub_learner SET country = 'ZW' WHERE id IN (SELECT learner_id FROM quizzes_attempt ORDER BY nonce LIMIT 5000)"
        )
    n = Contribution.objects.count()
    seconds = milliseconds(fold_all) / 1000
    said(
        f"  folding {n:,} contributions into {len(ROLLUPS)} tables: {seconds / n / len(ROLLUPS) * 1e6:.1f} microseconds each and table (goal 20)"
    )
    wrong = sum(found.differing for found in differences())
    said(f"  cells other than a recount: {wrong} (goal 0)")


def measure_disk() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        sizes = {}
        for table in ("quizzes_answer", "quizzes_attempt", *(rollup.table for rollup in ROLLUPS)):
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
            sizes[table] = cursor.fetchone()[0]
    sums = sum(sizes[rollup.table] for rollup in ROLLUPS)
    said(
        f"  tables of sums: {sums / 1e6:.0f} MB, {sums / sizes['quizzes_answer']:.2f} of the answers with their indexes (goal 0.20)"
    )


@override_settings(STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}})
def main() -> None:
    """Files for browsers go by their plain names, so that none has to be collected first."""
    client = prepare()
    measure_pages(client)
    measure_naive(client)
    measure_folding()
    measure_disk()


if __name__ == "__main__":
    main()
