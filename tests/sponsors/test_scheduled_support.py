"""The support of what is scheduled: its words are those of its day, and what is stopped stands nowhere."""

from datetime import UTC, date, datetime

import pytest

from articles.models import Unscheduling
from sponsors.models import Agreement, Notice, VersionSupport
from sponsors.public import fundings
from sponsors.publication import freeze
from tests import factories
from tests.factories import NOW
from tests.scheduling import DUE, make_agreement, make_sponsored


@pytest.fixture
def hub(db):
    return factories.make_hub(time_zone="Europe/Berlin")


def notice(hub, text: str, valid_from: date) -> None:
    Notice.objects.create(hub=hub, kind=Notice.Kind.STATEMENT_NONE, text=text, valid_from=valid_from)


def test_the_words_are_those_valid_on_its_day_at_the_hub(hub):
    article = make_sponsored(hub)
    notice(hub, "Nobody paid, as we said then.", date(2026, 1, 1))
    notice(hub, "Nobody paid.", date(2026, 4, 2))

    shown = [
        freeze(article, None, NOW, live_from).shown["statement"]
        for live_from in (NOW, datetime(2026, 4, 1, 21, 59, tzinfo=UTC), DUE)
    ]

    assert shown == ["Nobody paid, as we said then.", "Nobody paid, as we said then.", "Nobody paid."]


def test_independence_is_that_of_its_day_whatever_publication_date_is_stated(hub):
    ending = make_agreement(ends_on=date(2026, 4, 1))
    article = make_sponsored(hub, ending, published_on=NOW.date())

    assert bool(freeze(article, None, NOW).shown["independence"])
    assert freeze(article, None, NOW, DUE).shown["independence"] == ""


@pytest.mark.parametrize("is_stopped", [False, True])
def test_an_agreement_behind_a_stopped_version_is_not_public(hub, is_stopped):
    agreement = make_agreement()
    version = factories.make_version(factories.make_article(hub, title="Planned"), live_from=DUE)
    VersionSupport.objects.create(version=version, agreement=agreement)
    if is_stopped:
        Unscheduling.objects.create(version=version, at=NOW, cause=Unscheduling.Cause.CONDITION, reason="x")
    listed = [[place.name for one in fundings(hub, at) for place in one.places] for at in (NOW, DUE)]

    assert listed == [[], [] if is_stopped else ["Planned"]]
    assert Agreement.objects.visible_in(hub, DUE).exists() is not is_stopped
