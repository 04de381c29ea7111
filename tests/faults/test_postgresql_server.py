"""The PostgreSQL server goes away under load, and comes back."""

import time

import psycopg
import pytest

from tests.faults.learners import assert_nothing_lost, learners_coming
from tests.faults.sites import LONG

pytestmark = pytest.mark.faults

DOWN_FOR = 2
"""Seconds."""
SECONDS_OF_CUTS = 8 if LONG else 4
SERVED_WITHIN = 30
FEWEST_CUTS = 30
N_ERRORS_TOLERATED = 2


@pytest.fixture(scope="module")
def site(cluster_site):
    cluster_site.add_quizzes("restart", "cuts")
    return cluster_site


def test_server_restarted_at_once_loses_nothing(site, cluster):
    """B8: an immediate stop, two seconds without a database, a start with recovery."""
    with learners_coming(site.host, "restart") as load:
        time.sleep(2)
        cluster.stop()
        time.sleep(DOWN_FOR)
        cluster.start()
        time.sleep(2)

    assert set(load.statuses) <= {200, 303, 503}
    assert load.statuses[503] > 0
    assert_nothing_lost(site, "restart", load.takes)


def test_cut_connections_are_hardly_noticed(site, cluster):
    """B9: every connection of the server is ended, again and again, each time after learners were served as before."""
    n_cut = 0
    with psycopg.connect(cluster.url(), autocommit=True) as connection, learners_coming(site.host, "cuts") as load:
        ends = time.monotonic() + SECONDS_OF_CUTS
        while time.monotonic() < ends or n_cut < FEWEST_CUTS:
            n_cut += connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()[0]
            _wait_for_learners(load)

    assert load.n_server_errors <= N_ERRORS_TOLERATED
    assert_nothing_lost(site, "cuts", load.takes)


def _wait_for_learners(load) -> None:
    """At least 0.25 s, and until eight more are served: on a busy machine cuts follow each other as slowly as answers."""
    n_served, deadline = len(load.takes), time.monotonic() + SERVED_WITHIN
    time.sleep(0.25)
    while len(load.takes) < n_served + 8:
        assert time.monotonic() < deadline, "learners are not served between two cuts"
        time.sleep(0.02)
