"""What is scheduled, and what its contributors and reviewers declare afterwards."""

from datetime import date, timedelta

from articles.actions import approve, publish
from articles.bundle.dumping import dump
from articles.bundle.loading import load_bundle
from articles.models import Unscheduling
from articles.scheduling import broken
from hub.models import Declaration
from tests import factories
from tests.factories import NOW, declare
from tests.scheduling import (
    DUE,
    agreement,
    article,
    declaration_of,
    hub,
    make_sponsored,
    schedule,
    version,
    withdraw,
)

__all__ = ["agreement", "article", "hub", "version"]

Cause = Unscheduling.Cause
SECOND = timedelta(seconds=1)


def test_a_declaration_that_is_gone_stops_it(version, article):
    name = article.people.get().name
    withdraw(article)

    assert broken(version) == [f"{name} has no declaration of interests on record."]


def test_a_declaration_made_anew_stops_it(version, article):
    person = article.people.get()
    declare(person, date(2026, 3, 20))

    assert broken(version) == [f"{person.name} has another declaration of interests than the version shows."]


def test_an_interest_added_to_the_declaration_stops_it(version, article):
    declaration_of(article).interests.create(entity="Sample Pharma", nature="honoraria")

    assert len(broken(version)) == 1


def test_a_declaration_that_is_too_old_by_then_stops_it(hub, rhea, paul):
    article = make_sponsored(hub)
    version = schedule(article, rhea, paul, DUE + timedelta(days=1))
    hub.declaration_valid_months = 1
    hub.save()
    version.article.hub.refresh_from_db()

    assert broken(version) == [
        f"The declaration of {article.people.get().name} is from 2026-03-02, more than 1 months before 2026-04-03."
    ]


def test_a_review_of_the_interests_that_comes_later_stops_nothing(hub, agreement, rhea, paul):
    article = make_sponsored(hub, agreement)
    declaration_of(article).interests.create(entity="Sample Biotech", nature="consulting")
    Declaration.objects.update(has_nothing_to_declare=False)
    version = schedule(article, rhea, paul)
    Declaration.objects.update(reviewed_by=rhea, reviewed_on=NOW.date(), mitigation="Another reviewer.")

    assert broken(version) == []


def test_interests_that_stand_as_shown_stop_nothing(hub, agreement, rhea, paul):
    article = make_sponsored(hub, agreement)
    declaration_of(article).interests.create(entity="Sample Biotech", nature="consulting")
    Declaration.objects.update(has_nothing_to_declare=False)

    assert broken(schedule(article, rhea, paul)) == []


def test_an_import_with_another_declaration_stops_it(hub, agreement, rhea, paul, monkeypatch):
    monkeypatch.setattr("articles.scheduling.timezone.now", lambda: NOW)
    article = make_sponsored(hub, agreement)
    schedule(article, rhea, paul)
    bundle = dump(article)
    bundle["article"]["byline"][0]["disclosed_on"] = "2026-03-20"

    load_bundle(bundle, overwrite=True, now=DUE - SECOND)

    assert Unscheduling.objects.get().reason.endswith(
        f"What changed: People declared interests in the imported article {article.slug}."
    )


def test_a_reviewer_who_declares_an_interest_in_a_supporter_with_a_stake_stops_it(hub, agreement, paul):
    article = make_sponsored(hub, agreement, title="Isatuximab in first line")
    factories.make_owner("isatuximab", "Sample Pharma")
    reviewers = [factories.make_staff(name, "reviewer") for name in ("one", "two")]
    for reviewer in reviewers:
        declare(factories.make_person(user=reviewer))
        approve(article=article, reviewer=reviewer, now=NOW)
    version = publish(article=article, publisher=paul, reason="planned", now=NOW, live_from=DUE)
    assert broken(version) == []

    declare(reviewers[0].person, date(2026, 3, 20), ["Sample Pharma"])

    (sentence,) = broken(version)
    assert sentence.startswith(
        "Needs one more approval of this content, by reviewers without interests in Sample Pharma;"
    )
