"""Scheduling, and what breaks a condition, at one moment: whoever comes second behind the lock sees the first."""

from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from articles import actions
from articles.actions import Refused, approve, publish
from articles.models import ArticleVersion, Unscheduling
from articles.schedule_actions import take_off_schedule
from sponsors.actions import correct_agreement
from tests import factories
from tests.factories import NOW
from tests.scheduling import DUE, make_agreement, make_sponsored

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="not run: threads share one connection on SQLite in memory"
    ),
    pytest.mark.django_db(transaction=True),
]
WAIT = 20


@pytest.fixture
def scene(transactional_db, monkeypatch):
    """An approved article with its agreement, a publisher and a sponsor manager."""
    monkeypatch.setattr("articles.scheduling.timezone.now", lambda: NOW)
    hub, agreement = factories.make_hub(time_zone="Europe/Berlin"), make_agreement()
    article = make_sponsored(hub, agreement)
    approve(article=article, reviewer=factories.make_staff("rhea", "reviewer"), now=NOW)
    return article, agreement, factories.make_staff("paul", "publisher"), factories.make_staff("sue", "sponsor manager")


def beside(work) -> tuple[Thread, list]:
    """The work in a thread of its own, and what came of it."""
    outcome = []

    def run():
        try:
            outcome.append(work())
        except Refused as refused:
            outcome.append(str(refused))
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread, outcome


def shorten(agreement, sue) -> int:
    agreement.ends_on = date(2026, 4, 1)
    return correct_agreement(agreement=agreement, actor=sue, reason="ended early")


def test_a_publication_waits_for_the_shortening_and_refuses_itself(scene, monkeypatch):
    article, agreement, paul, sue = scene
    stored = Event()
    monkeypatch.setattr(actions, "list_named", lambda version: stored.set())
    with transaction.atomic():
        shorten(agreement, sue)
        publication, outcome = beside(lambda: publish(article=article, publisher=paul, now=NOW, live_from=DUE))
        assert stored.wait(WAIT)  # all its checks saw the agreement as it was
        publication.join(0.5)
        still_waits = publication.is_alive()
    publication.join(WAIT)

    assert still_waits
    assert [str(sentence).split(" is not active")[0] for sentence in outcome] == [
        "The version cannot go live then. The agreement Sample Pharma Sample Pharma 1 to 2026-04-01"
    ]
    assert ArticleVersion.objects.count() == 0


def test_a_shortening_waits_for_the_publication_and_stops_it(scene, monkeypatch):
    article, agreement, paul, sue = scene
    stored, go_on = Event(), Event()
    conditions_of = actions.broken

    def hold(version):
        found = conditions_of(version)
        stored.set()
        go_on.wait(WAIT)
        return found

    monkeypatch.setattr(actions, "broken", hold)
    publication, published = beside(lambda: publish(article=article, publisher=paul, now=NOW, live_from=DUE))
    assert stored.wait(WAIT)
    shortening, n_stopped = beside(lambda: shorten(agreement, sue))
    shortening.join(0.5)
    still_waits = shortening.is_alive()
    go_on.set()
    publication.join(WAIT)
    shortening.join(WAIT)

    assert (still_waits, len(published), n_stopped) == (True, 1, [1])
    assert list(ArticleVersion.objects.scheduled(NOW)) == []


def test_two_publishers_at_once_stop_it_once(scene):
    article, _agreement, paul, _sue = scene
    version = publish(article=article, publisher=paul, now=NOW, live_from=DUE)
    petra = factories.make_staff("petra", "publisher")

    threads = [
        beside(lambda who=who: take_off_schedule(article=article, publisher=who, reason="x", now=NOW))
        for who in (paul, petra)
    ]
    for thread, _outcome in threads:
        thread.join(WAIT)

    assert [stop.version for stop in Unscheduling.objects.all()] == [version]
    assert sorted(type(result).__name__ for _thread, (result,) in threads) == ["Unscheduling", "str"]


def test_of_two_publishers_who_schedule_at_once_one_is_refused(scene):
    article, _agreement, paul, _sue = scene
    petra = factories.make_staff("petra", "publisher")

    threads = [
        beside(lambda who=who: publish(article=article, publisher=who, now=NOW, live_from=DUE)) for who in (paul, petra)
    ]
    for thread, _outcome in threads:
        thread.join(WAIT)

    assert ArticleVersion.objects.count() == 1
    assert sorted(type(result).__name__ for _thread, (result,) in threads) == ["ArticleVersion", "str"]
