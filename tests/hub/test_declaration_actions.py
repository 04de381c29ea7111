"""Recording, reviewing and withdrawing declarations of interests."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.actions import approve, publish
from hub import conditions
from hub.declaration_actions import record_declaration, review_declaration, withdraw_declaration
from hub.models import AuditEvent, Declaration, Interest
from tests import factories
from tests.factories import NOW, declare

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.make_person(slug="ann", name="Ann")


@pytest.fixture
def heard(monkeypatch):
    """The reasons of changed conditions."""
    reasons = []
    monkeypatch.setattr(conditions, "_rechecks", {"test": lambda actor, reason: reasons.append(reason) or ["Stopped."]})
    return reasons


def new(person, **fields):
    given = {"declared_on": date(2026, 2, 1), "look_back_months": 24, "collected_as": "form"}
    return Declaration(person=person, **given | fields)


def honoraria(**fields):
    return Interest(**{"entity": "Company C", "nature": "honoraria"} | fields)


def refused(action, **given):
    with pytest.raises(ValidationError) as error:
        action(**given)
    return error.value.messages


def test_declaration_is_stored_with_its_interests_and_recorded(person, ada, heard):
    interests = [honoraria(period="2024-2025"), honoraria(entity="B", nature="stock", is_ongoing=True)]

    declaration = record_declaration(declaration=new(person), interests=interests, actor=ada, now=NOW)

    rows = declaration.interests.values_list("entity", "starts_on", "ends_on", "is_ongoing", "order")
    assert list(rows) == [
        ("Company C", date(2024, 1, 1), date(2025, 12, 31), False, 0),
        ("B", None, None, True, 1),
    ]
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject) == ("record declaration", "declaration ann 2026-02-01")
    assert json.loads(event.detail)["interests"] == [
        "Company C: honoraria, 2024-2025, 2024-01-01, 2025-12-31",
        "B: stock, ongoing",
    ]
    assert heard == ["Ann declared interests anew."]


@pytest.mark.parametrize(
    ("fields", "interests", "sentence"),
    [
        (
            {"declared_on": date(2026, 3, 4)},
            [honoraria()],
            "This day has not come yet. Enter the day of the declaration.",
        ),
        ({}, [], "List at least one interest, or tick that there is nothing to declare."),
        (
            {"has_nothing_to_declare": True},
            [honoraria()],
            "Either the person has nothing to declare, or there are interests: take one of them away.",
        ),
        (
            {},
            [honoraria(starts_on=date(2025, 2, 1), ends_on=date(2025, 1, 1))],
            "The relationship ends before it starts: exchange the two days.",
        ),
        ({}, [honoraria(period="2025-2024")], "This period ends before it starts."),
        ({}, [honoraria(is_ongoing=True, ends_on=date(2025, 1, 1))], "An ongoing relationship has no last day."),
        ({}, [honoraria(nature="other")], "Say what kind of relationship it is."),
        ({"look_back_months": 0}, [honoraria()], "A declaration covers 1 to 600 months."),
    ],
)
def test_declaration_that_cannot_be_gets_a_sentence_and_nothing_is_written(person, ada, fields, interests, sentence):
    found = refused(record_declaration, declaration=new(person, **fields), interests=interests, actor=ada, now=NOW)

    assert sentence in found
    assert (Declaration.objects.count(), AuditEvent.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"withdrawn_reason": "Without a day"},
        {"reviewed_on": date(2026, 2, 1)},
        {"look_back_months": 601},
    ],
)
def test_database_refuses_half_a_declaration(person, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        new(person, **fields).save()


def test_declaration_nobody_looked_at_is_corrected_with_a_trace(person, ada, heard):
    declaration = declare(person, interests=["Wrong name"])
    (wrong,) = declaration.interests.all()

    record_declaration(declaration=declaration, interests=[honoraria()], removed=[wrong], actor=ada, now=NOW)
    record_declaration(
        declaration=declaration, interests=list(declaration.interests.all()), actor=ada, now=NOW
    )  # unchanged

    assert [one.entity for one in declaration.interests.all()] == ["Company C"]
    (event,) = AuditEvent.objects.all()
    told = json.loads(event.detail)
    assert (event.verb, told["before"]["interests"], told["after"]["interests"]) == (
        "change declaration",
        ["Wrong name: honoraria"],
        ["Company C: honoraria"],
    )
    assert len(heard) == 1


def test_reviewed_and_published_declarations_are_history(hub, rhea, paul, ada):
    article = factories.make_ready_article(hub)
    published = Declaration.objects.get()
    approve(article=article, reviewer=rhea, now=NOW)
    publish(article=article, publisher=paul, now=NOW)
    reviewed = review_declaration(declaration=declare(factories.make_person()), reviewer=rhea, now=NOW)

    for declaration in (published, reviewed):
        found = refused(record_declaration, declaration=declaration, interests=[honoraria()], actor=ada, now=NOW)
        assert found == ["This declaration is history and stays as it is. Declare anew instead."]
    assert Interest.objects.count() == 0


def test_review_is_noted_with_reviewer_day_and_mitigation(person, rhea):
    declaration = declare(person, interests=["Company C"])

    review_declaration(declaration=declaration, reviewer=rhea, mitigation=" Numbers checked by Rhea. ", now=NOW)

    declaration.refresh_from_db()
    assert (declaration.reviewed_by, declaration.reviewed_on) == (rhea, NOW.date())
    assert declaration.mitigation == "Numbers checked by Rhea."
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject) == (rhea, "review declaration", "declaration ann 2026-03-02")


def test_review_that_may_not_be_gets_a_sentence(person, rhea, ada):
    declaration = declare(person, interests=["Company C"])
    nothing = declare(factories.make_person())

    def told(**changes):
        given = {"declaration": declaration, "reviewer": rhea, "mitigation": "Checked.", "now": NOW} | changes
        return refused(review_declaration, **given)

    assert told(reviewer=ada) == ["Only a reviewer or a publisher reviews declarations."]
    assert told(mitigation=" ") == ["Say how the relationships were kept from shaping the content."]
    assert told(declaration=nothing) == ["There is nothing to mitigate: the declaration names no interest."]
    assert told(now=NOW - timedelta(days=1)) == ["A declaration is reviewed on its day or later, not before."]
    person.user = rhea
    person.save()
    assert told() == ["Nobody reviews their own declaration. Ask another reviewer or publisher."]
    person.user = None
    person.save()
    review_declaration(declaration=declaration, reviewer=rhea, mitigation="Checked.", now=NOW)
    assert told() == ["This declaration has been reviewed already. To review again, declare anew."]
    withdraw_declaration(declaration=declaration, actor=rhea, reason="wrong", now=NOW)
    assert told() == ["This declaration was withdrawn."]


def test_withdrawn_declaration_is_kept_and_stops_what_rests_on_it(person, ada, heard):
    declaration = declare(person)

    stopped = withdraw_declaration(declaration=declaration, actor=ada, reason=" Asked for by Ann. ", now=NOW)

    declaration.refresh_from_db()
    assert (declaration.withdrawn_at, declaration.withdrawn_reason) == (NOW, "Asked for by Ann.")
    assert (stopped, heard) == (["Stopped."], ["The declaration of Ann from 2026-03-02 was withdrawn."])
    assert AuditEvent.objects.get().verb == "withdraw declaration"
    assert list(Declaration.objects.counting()) == []
    declare(person)  # a new one of the same day may follow


def test_withdrawing_needs_a_reason_and_happens_once(person, ada):
    declaration = declare(person)

    assert refused(withdraw_declaration, declaration=declaration, actor=ada, reason=" ") == [
        "Give the reason for withdrawing the declaration."
    ]
    withdraw_declaration(declaration=declaration, actor=ada, reason="wrong")
    assert refused(withdraw_declaration, declaration=declaration, actor=ada, reason="again") == [
        "This declaration has been withdrawn already."
    ]
