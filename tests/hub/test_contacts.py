"""The private address of a person: seen by the desk alone, told and erased as personal data."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.bundle.dumping import dump, to_json
from hub import retention
from hub.models import Contact, DeclarationReminder, ErasedPerson
from hub.person_addresses import Reach, reach_of, stop_reminders
from tests.declaring import declared, make_reminder, used_person
from tests.desk import Desk
from tests.factories import NOW, make_article, make_person, make_user

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


@pytest.fixture
def person(hub):
    return used_person("Ada Adler", make_article(slug="draft"), "Ada@Example.org ")


@pytest.fixture
def desk(client):
    return Desk(client, make_user("root", is_staff=True, is_superuser=True))


def test_address_is_folded_and_never_in_a_bundle(person):
    assert (person.contact.email, reach_of([person.pk])) == (ADA, {person.pk: Reach(ADA, False)})
    assert ADA not in to_json(dump(person.articles.get()))


def test_line_without_an_address_is_refused(hub):
    empty = Contact(person=make_person())

    with pytest.raises(ValidationError, match="Write the address, or remove the line"):
        empty.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        empty.save()


def test_desk_enters_and_removes_the_address(desk):
    person = make_person()

    desk.save("hub.person", person.pk, rows={"contact": [{"email": "New@Example.org"}]})
    entered = Contact.objects.get().email
    desk.save("hub.person", person.pk, **{"contact-0-DELETE": "on"})

    assert (entered, Contact.objects.count()) == ("new@example.org", 0)


def test_desk_cannot_remove_that_mails_were_stopped(desk, person):
    stop_reminders(person=person, on=NOW.date())

    desk.save("hub.person", person.pk, **{"contact-0-DELETE": "on"})
    desk.save("hub.person", person.pk, **{"contact-0-email": ""})

    assert [(one.email, one.stopped_on) for one in Contact.objects.all()] == [("", NOW.date())]


def test_first_day_of_stopping_stands(person):
    for days in range(2):
        stop_reminders(person=person, on=NOW.date() + timedelta(days=days))

    assert Contact.objects.get().stopped_on == NOW.date()


def test_export_tells_the_address_and_the_mails(person, hub, capsys):
    make_reminder(declared(person, 20), hub)
    make_reminder(declared(person, 30), hub, sent_at=None)

    call_command("person_export", "ADA@example.org")

    (row,) = json.loads(capsys.readouterr().out)["contacts"]
    assert row == {
        "email": ADA, "person": "Ada Adler", "entered_at": person.contact.entered_at.isoformat(), "stopped_on": None,
        "reminders": [{"notice": "days_60", "sent_at": NOW.isoformat()}],
    }  # fmt: skip


def test_erasing_takes_the_address_and_keeps_that_mails_were_stopped(person):
    other = make_person()
    Contact.objects.create(person=other, email=ADA, stopped_on=NOW.date())

    call_command("person_erase", ADA, yes=True)

    assert [(one.person, one.email, one.stopped_on) for one in Contact.objects.all()] == [(other, "", NOW.date())]


def test_replay_erases_again_what_a_backup_brought_back(person, capsys):
    call_command("person_erase", ADA, yes=True)
    Contact.objects.create(person=person, email=ADA)
    Contact.objects.update(entered_at=timezone.now() - timedelta(days=3))
    assert ErasedPerson.objects.count() == 1

    call_command("person_erase", "--replay", "/dev/null")

    assert Contact.objects.count() == 0


def test_mails_are_forgotten_after_three_years(person, hub):
    make_reminder(declared(person, 20), hub)

    for days in (3 * 365, 3 * 365 + 1):
        outcomes = {one.rule.key: one.removed for one in retention.run(now=NOW + timedelta(days=days), is_dry=False)}

    assert (outcomes["reminders of declarations"], DeclarationReminder.objects.count()) == (1, 0)
