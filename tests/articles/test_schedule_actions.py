"""A publisher takes a version off the schedule, as long as no reader can see it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.actions import Refused
from articles.models import Article, ArticleVersion, Unscheduling, UnschedulingMail
from articles.schedule_actions import take_off_schedule
from tests import factories
from tests.factories import NOW
from tests.scheduling import DUE, make_agreement, make_sponsored, schedule

Cause = Unscheduling.Cause
SECOND = timedelta(seconds=1)


@pytest.fixture
def article(db):
    return make_sponsored(factories.make_hub(time_zone="Europe/Berlin"), make_agreement())


@pytest.fixture
def version(article, rhea, paul):
    return schedule(article, rhea, paul)


def shown_at(*moments) -> list[int | None]:
    """The number of the version that readers see at each moment."""
    return [ArticleVersion.objects.seen(moment).values_list("number", flat=True).first() for moment in moments]


def test_a_publisher_takes_it_off(version, article, paul):
    stop = take_off_schedule(article=article, publisher=paul, reason=" A number changed. ", now=DUE - SECOND)

    assert (stop.version, stop.cause, stop.reason, stop.actor) == (version, Cause.HAND, "A number changed.", paul)
    assert UnschedulingMail.objects.count() == 0
    assert shown_at(DUE) == [None]


@pytest.mark.parametrize("after", [timedelta(0), SECOND])
def test_from_its_moment_on_it_cannot_be_taken_off(version, article, paul, after):
    with pytest.raises(Refused, match="can only be taken down"):
        take_off_schedule(article=article, publisher=paul, reason="Too late.", now=DUE + after)

    assert shown_at(DUE) == [1]


def test_the_database_refuses_a_stop_after_the_moment(version):
    with pytest.raises(IntegrityError, match="unscheduling_before_live"), transaction.atomic():
        Unscheduling.objects.create(version=version, at=DUE, cause=Cause.HAND, reason="x")


def test_it_is_taken_off_once(version, article, paul):
    take_off_schedule(article=article, publisher=paul, reason="First.", now=NOW)

    with pytest.raises(Refused, match="Nothing of this article is scheduled"):
        take_off_schedule(article=article, publisher=paul, reason="Second.", now=NOW)


@pytest.mark.parametrize("reason", ["", "  "])
def test_taking_off_needs_a_reason(version, article, paul, reason):
    with pytest.raises(Refused, match="Give a reason"):
        take_off_schedule(article=article, publisher=paul, reason=reason, now=NOW)


@pytest.mark.parametrize("role", ["writer", "reviewer", "analyst", "sponsor manager"])
def test_only_a_publisher_takes_it_off(version, article, role):
    with pytest.raises(Refused, match="does not hold the role publisher"):
        take_off_schedule(article=article, publisher=factories.make_staff("other", role), reason="x", now=NOW)


def test_the_number_is_not_used_again_and_the_first_publication_is_still_to_come(version, article, rhea, paul):
    take_off_schedule(article=article, publisher=paul, reason="x", now=NOW)
    Article.objects.filter(pk=article.pk).update(published_on=NOW.date())
    article.refresh_from_db()

    again = schedule(article, rhea, paul)

    assert (again.number, shown_at(DUE)) == (2, [2])


def test_what_a_publisher_took_off_waits_for_nobody(version, article, paul):
    take_off_schedule(article=article, publisher=paul, reason="x", now=NOW)

    assert Unscheduling.objects.unanswered().count() == 0
