"""What is scheduled goes live by the clock alone, and is stopped by whatever breaks one of its conditions before."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from articles.actions import Refused, approve, publish, take_down
from articles.models import ArticleVersion, Unscheduling, UnschedulingMail
from articles.scheduling import broken, recheck
from hub import conditions
from hub.models import AuditEvent
from sponsors.actions import correct_agreement
from sponsors.models import Agreement
from tests import factories
from tests.factories import NOW, declare
from tests.scheduling import (
    DUE,
    agreement,
    article,
    hub,
    make_agreement,
    make_sponsored,
    schedule,
    version,
    withdraw,
)

__all__ = ["agreement", "article", "hub", "version"]

Cause = Unscheduling.Cause
SECOND = timedelta(seconds=1)


def last_event() -> tuple:
    event = AuditEvent.objects.latest("pk")
    return event.actor, event.verb, event.subject, json.loads(event.detail)


def shown_at(*moments) -> list[int | None]:
    """The number of the version that readers see at each moment."""
    return [ArticleVersion.objects.seen(moment).values_list("number", flat=True).first() for moment in moments]


def test_it_goes_live_at_its_moment_and_nothing_runs_then(version):
    assert shown_at(NOW, DUE - SECOND, DUE, DUE + SECOND) == [None, None, 1, 1]
    assert version.published_on == date(2026, 4, 2)  # the day in Berlin


def test_scheduling_is_refused_for_the_past(article, rhea, paul):
    with pytest.raises(Refused, match=r"^March 2, 2026, 12:59 \(Europe/Berlin\) has passed\.$"):
        schedule(article, rhea, paul, live_from=NOW - timedelta(minutes=1))


def test_embargo_holds_what_is_scheduled_too(hub, agreement, rhea, paul):
    article = make_sponsored(hub, agreement, embargo_until=DUE)

    with pytest.raises(Refused, match=r"^The embargo ends on April 2, 2026, 00:30 \(Europe/Berlin\)\.$"):
        schedule(article, rhea, paul, live_from=DUE - SECOND)


def test_conditions_are_those_of_the_day_it_goes_live(article, rhea, paul):
    approve(article=article, reviewer=rhea, now=NOW)

    with pytest.raises(Refused) as refusal:
        publish(article=article, publisher=paul, now=NOW, live_from=DUE + timedelta(days=1))

    assert [finding.rule for finding in refusal.value.findings] == ["FUND-EXPIRED"]


def test_a_stated_publication_date_does_not_change_that_day(hub, agreement, rhea, paul):
    article = make_sponsored(hub, agreement, published_on=NOW.date())
    approve(article=article, reviewer=rhea, now=NOW)

    with pytest.raises(Refused, match="not ready"):
        publish(article=article, publisher=paul, now=NOW, live_from=DUE + timedelta(days=1))


def test_an_agreement_that_begins_by_then_counts(hub, rhea, paul):
    article = make_sponsored(hub, make_agreement(starts_on=date(2026, 4, 2), ends_on=None))
    article.published_on = date(2026, 4, 2)  # approval asks for the stated day
    article.save()

    version = schedule(article, rhea, paul)

    assert version.shown["support"]["funders"] == ["Sample Pharma"]


def test_a_draft_agreement_is_not_scheduled_whatever_the_reason(hub, rhea, paul):
    article = make_sponsored(hub, make_agreement(status=Agreement.Status.DRAFT))

    with pytest.raises(Refused, match="is a draft that no sponsor manager has confirmed"):
        schedule(article, rhea, paul)

    assert ArticleVersion.objects.count() == 0


@pytest.mark.parametrize("again", [{}, {"live_from": DUE + timedelta(days=-1)}])
def test_nothing_is_published_beside_what_is_scheduled(version, article, paul, again):
    with pytest.raises(Refused, match=r"Version 1 goes live on April 2, 2026, 00:30 \(Europe/Berlin\)\. Take it off"):
        publish(article=article, publisher=paul, now=NOW, **again)


def test_once_it_is_live_the_next_is_published(version, article, rhea, paul):
    later = DUE + timedelta(minutes=1)
    approve(article=article, reviewer=rhea, now=later)

    assert publish(article=article, publisher=paul, now=later).number == 2


def test_an_article_that_is_taken_down_is_not_scheduled(article, rhea, paul):
    approve(article=article, reviewer=rhea, now=NOW)
    publish(article=article, publisher=paul, now=NOW)
    take_down(article=article, publisher=paul, reason="legal", now=NOW)
    article.refresh_from_db()

    with pytest.raises(Refused, match="it cannot be scheduled"):
        schedule(article, rhea, paul)

    assert shown_at(NOW, DUE) == [None, None]


def test_taking_down_stops_what_is_scheduled(article, rhea, paul):
    approve(article=article, reviewer=rhea, now=NOW)
    publish(article=article, publisher=paul, now=NOW)
    schedule(article, rhea, paul)

    take_down(article=article, publisher=paul, reason="legal", now=NOW)

    stop = Unscheduling.objects.get()
    assert (stop.version.number, stop.cause, stop.reason, stop.actor) == (2, Cause.TAKE_DOWN, "legal", paul)
    article.refresh_from_db()
    approve(article=article, reviewer=rhea, now=NOW)
    assert publish(article=article, publisher=paul, now=NOW).number == 3
    assert shown_at(NOW, DUE) == [3, 3]


def test_taking_down_what_is_scheduled_alone_is_refused(version, article, paul):
    with pytest.raises(Refused, match="not public"):
        take_down(article=article, publisher=paul, reason="legal", now=NOW)


def test_a_shortened_agreement_stops_it_in_the_same_transaction(version, agreement, sue, paul, monkeypatch):
    monkeypatch.setattr("articles.scheduling.timezone.now", lambda: NOW)
    agreement.ends_on = date(2026, 4, 1)

    n_stopped = correct_agreement(agreement=agreement, actor=sue, reason="ended early")

    stop = Unscheduling.objects.get()
    reason = (
        "The agreement Sample Pharma Sample Pharma 1 to 2026-04-01 is not active on 2026-04-02. "
        "What changed: The agreement Sample Pharma Sample Pharma 1 to 2026-04-01 was changed."
    )
    assert n_stopped == 1
    assert (stop.version, stop.at, stop.was_due, stop.cause, stop.reason, stop.actor) == (
        version, NOW, DUE, Cause.CONDITION, reason, sue,
    )  # fmt: skip
    assert last_event() == (
        sue,
        "unschedule",
        "article planned",
        {"version": 1, "was_due": "2026-04-01T22:30:00+00:00", "cause": "condition", "reason": reason},
    )
    assert shown_at(NOW, DUE, DUE + SECOND) == [None, None, None]


def test_a_change_that_leaves_the_day_covered_stops_nothing(version, agreement, sue, monkeypatch):
    monkeypatch.setattr("articles.scheduling.timezone.now", lambda: NOW)
    agreement.starts_on = date(2026, 4, 2)

    assert correct_agreement(agreement=agreement, actor=sue, reason="began late") == 0
    assert shown_at(DUE) == [1]


def test_stopping_and_the_change_stand_or_fall_together(version, agreement, sue, monkeypatch):
    monkeypatch.setattr("articles.scheduling.timezone.now", lambda: NOW)
    agreement.ends_on = date(2026, 4, 1)

    with transaction.atomic():
        correct_agreement(agreement=agreement, actor=sue, reason="ended early")
        transaction.set_rollback(True)

    assert (Unscheduling.objects.count(), UnschedulingMail.objects.count(), shown_at(DUE)) == (0, 0, [1])


def test_a_longer_embargo_stops_it(version, article):
    article.embargo_until = DUE + SECOND
    article.save()
    version.article.refresh_from_db()

    assert broken(version) == ["The embargo ends on April 2, 2026, 00:30 (Europe/Berlin)."]


def test_strict_placement_stops_a_title_that_names_a_funder(hub, agreement, rhea, paul):
    article = make_sponsored(hub, agreement, title="What Sample Pharma knows")
    version = schedule(article, rhea, paul)
    hub.has_strict_placement = True
    hub.save()
    version.article.hub.refresh_from_db()

    assert broken(version) == ["This hub names funders in the statement only, and the title names: Sample Pharma."]


def test_whatever_changes_looks_at_all_that_is_scheduled(version, article, hub, rhea, paul, monkeypatch):
    monkeypatch.setattr("articles.scheduling.timezone.now", lambda: NOW)
    whole = schedule(make_sponsored(hub), rhea, paul)
    withdraw(article)

    stopped = conditions.changed(actor=None, reason="a declaration was withdrawn")

    assert stopped == [f"“{article.title}”, version 1, was taken off the schedule."]
    assert [stop.actor for stop in Unscheduling.objects.all()] == [None]
    assert list(ArticleVersion.objects.scheduled(NOW)) == [whole]


def test_looking_again_asks_one_question_where_nothing_is_scheduled(hub, django_assert_num_queries):
    n_locks = connection.vendor == "postgresql"

    with transaction.atomic(), django_assert_num_queries(3 + n_locks):  # of which two set and release a savepoint
        assert recheck(None, "x") == []


def test_a_stop_is_told_to_every_publisher_and_to_nobody_else(version, article, paul, rhea, sue):
    second = factories.make_staff("petra", "publisher")
    gone = factories.make_staff("gone", "publisher")
    gone.is_active = False
    gone.save()
    withdraw(article)

    recheck(sue, "x", NOW)

    assert [mail.user for mail in UnschedulingMail.objects.order_by("user")] == [paul, second]


def test_what_is_live_already_is_not_stopped(version, article):
    withdraw(article)

    assert recheck(None, "x", DUE) == []
    assert shown_at(DUE) == [1]


def test_unanswered_until_something_is_scheduled_again(version, article, rhea, paul):
    withdraw(article)
    recheck(None, "x", NOW)
    before = Unscheduling.objects.unanswered().count()
    declare(article.people.get())

    schedule(article, rhea, paul)

    assert (before, Unscheduling.objects.unanswered().count()) == (1, 0)
