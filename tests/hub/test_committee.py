"""Terms of office: periods, what has begun, what was declared when, and the admin of it."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from hub.committee import declaration_gap, declared_in_office, record_term, withdraw_term
from hub.models import AuditEvent, CommitteeTerm
from tests import factories
from tests.desk import Desk, RefusedInput

pytestmark = pytest.mark.django_db
START, END = date(2024, 1, 1), date(2024, 12, 31)
DAY = timedelta(days=1)


@pytest.fixture
def person(hub):
    return factories.make_person(name="Mia Member", slug="mia")


def make_term(hub, person, starts_on=START, ends_on=None, **fields):
    return CommitteeTerm.objects.create(hub=hub, person=person, starts_on=starts_on, ends_on=ends_on, **fields)


def declare(person, *days):
    for day in days:
        factories.declare(person, day)


@pytest.mark.parametrize(
    ("on", "in_office"),
    [(START - DAY, False), (START, True), (END, True), (END + DAY, False)],
)
def test_term_counts_from_its_first_day_to_its_last(hub, person, on, in_office):
    term = make_term(hub, person, ends_on=END)

    assert CommitteeTerm.objects.in_office(on).exists() is in_office
    assert term.is_in_office(on) is in_office


def test_open_term_goes_on(hub, person):
    assert make_term(hub, person).is_in_office(date(2099, 1, 1))


def test_database_refuses_a_term_that_ends_before_it_starts(hub, person):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(hub, person, ends_on=START - DAY)


def test_database_refuses_two_open_terms_of_one_person(hub, person):
    make_term(hub, person)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(hub, person, starts_on=END)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_refused"),
    [
        (START - 9 * DAY, START - DAY, False),
        (START - 9 * DAY, START, True),
        (END, None, True),
        (END + DAY, None, False),
        (START + DAY, START + 2 * DAY, True),
        (START - DAY, None, True),
    ],
)
def test_terms_of_one_person_in_one_hub_do_not_overlap(hub, person, ada, starts_on, ends_on, is_refused):
    make_term(hub, person, ends_on=END)
    term = CommitteeTerm(hub=hub, person=person, starts_on=starts_on, ends_on=ends_on)

    if is_refused:
        with pytest.raises(
            ValidationError, match="overlaps the term Mia Member, Member, from 2024-01-01 to 2024-12-31"
        ):
            record_term(term=term, actor=ada)
    else:
        record_term(term=term, actor=ada)

    assert CommitteeTerm.objects.count() == (1 if is_refused else 2)
    assert AuditEvent.objects.exists() is not is_refused


def test_open_term_leaves_no_later_day_free(hub, person, ada):
    make_term(hub, person)

    with pytest.raises(ValidationError, match="overlaps the term Mia Member, Member, from 2024-01-01"):
        record_term(term=CommitteeTerm(hub=hub, person=person, starts_on=END, ends_on=END + DAY), actor=ada)


def test_same_days_in_another_hub_or_of_another_person_are_free(hub, person, ada):
    make_term(hub, person)

    record_term(term=CommitteeTerm(hub=factories.make_hub(is_default=False), person=person, starts_on=START), actor=ada)
    record_term(term=CommitteeTerm(hub=hub, person=factories.make_person(), starts_on=START), actor=ada)

    assert CommitteeTerm.objects.count() == 3


def test_record_leaves_an_event_with_what_it_was_before(hub, person, ada):
    term = record_term(term=CommitteeTerm(hub=hub, person=person, starts_on=START), actor=ada)
    term.ends_on = END
    record_term(term=term, actor=ada)
    record_term(term=term, actor=ada)

    details = [json.loads(event.detail) for event in AuditEvent.objects.order_by("pk")]
    assert [(one["person"], one["ends_on"], one["before"].get("ends_on", "")) for one in details] == [
        ("mia", None, ""),
        ("mia", "2024-12-31", None),
    ]


@pytest.mark.parametrize("change", [{"starts_on": START + DAY}, {"role": "chair"}])
def test_term_that_has_begun_keeps_its_role_and_first_day(hub, person, ada, change):
    term = make_term(hub, person)
    for name, value in change.items():
        setattr(term, name, value)

    with pytest.raises(ValidationError, match="The term has begun"):
        record_term(term=term, actor=ada)


def test_term_that_has_begun_is_not_deleted(hub, person, ada):
    term = make_term(hub, person, starts_on=timezone.localdate())

    for delete in (term.delete, CommitteeTerm.objects.all().delete, lambda: withdraw_term(term=term, actor=ada)):
        with pytest.raises(ProtectedError, match="Set its last day instead"):
            delete()
    assert CommitteeTerm.objects.exists()


def test_term_to_come_can_be_withdrawn(hub, person, ada):
    withdraw_term(term=make_term(hub, person, starts_on=timezone.localdate() + 2 * DAY), actor=ada)

    assert (CommitteeTerm.objects.count(), AuditEvent.objects.get().verb) == (0, "withdraw committee term")


def test_beginning_follows_the_day_of_the_hub(hub, person):
    """A term that begins tomorrow by the server has begun where tomorrow is today already."""
    here, there = hub, factories.make_hub(is_default=False, time_zone="Pacific/Kiritimati")
    today = {one: timezone.localdate(timezone=one.zone) for one in (here, there)}
    for one in today:
        make_term(one, person, starts_on=max(today.values()))

    assert set(CommitteeTerm.objects.all().kept().values_list("hub", flat=True)) == {
        one.pk for one in today if today[one] == max(today.values())
    }


def test_person_with_a_term_cannot_be_deleted(hub, person):
    make_term(hub, person)

    with pytest.raises(ProtectedError):
        person.delete()


@pytest.mark.parametrize(
    ("days", "on", "gap"),
    [
        ((), START, "No declaration."),
        ((START + DAY,), START + 2 * DAY, "First declared on Jan. 2, 2024, after taking office."),
        ((START,), START + DAY, ""),
        ((START - DAY,), START + 30 * DAY, ""),
        ((START - DAY, START + 200 * DAY), START + 500 * DAY, ""),
        ((START - DAY,), START + 500 * DAY, "Last declared on Dec. 31, 2023, more than 12 months ago."),
    ],
)
def test_gap_says_what_a_declaration_lacks(hub, person, days, on, gap):
    declare(person, *days)

    assert declaration_gap(make_term(hub, person), on) == gap


def test_old_declaration_of_a_former_member_is_no_gap(hub, person):
    declare(person, START - DAY)

    assert declaration_gap(make_term(hub, person, ends_on=END), END + 500 * DAY) == ""


def test_declarations_in_office_are_those_that_stood_on_a_day_of_a_term(hub, person):
    declare(person, date(2020, 1, 1), date(2023, 6, 1), date(2024, 6, 1), date(2025, 6, 1), date(2098, 1, 1))
    term = make_term(hub, person, ends_on=END)

    days = [one.declared_on for one in declared_in_office(person, [term], date(2026, 1, 1))]

    assert days == [date(2024, 6, 1), date(2023, 6, 1)]


def add(client, user, hub, person, **fields):
    desk = Desk(client, user)
    sent = {"hub": hub.pk, "person": person.pk, "role": "member", "starts_on": "2024-01-01"} | fields
    desk.save("hub.committeeterm", **sent)


def test_publisher_enters_and_ends_a_term(client, hub, person, paul):
    add(client, paul, hub, person, title="patient representative")
    term = CommitteeTerm.objects.get()

    Desk(client, paul).save("hub.committeeterm", term.pk, ends_on="2024-12-31")

    term.refresh_from_db()
    assert (term.title, term.starts_on, term.ends_on) == ("patient representative", START, END)
    assert [(event.verb, event.actor) for event in AuditEvent.objects.all()] == [("record committee term", paul)] * 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_on": "2023-12-31"}, "The term ends before it starts."),
        ({"starts_on": "2024-06-01"}, "overlaps the term"),
        ({"starts_on": "nonsense"}, "Enter a valid date."),
        ({"role": "king"}, "Select a valid choice"),
    ],
)
def test_bad_term_gets_a_sentence_and_nothing_is_written(client, hub, person, paul, fields, sentence):
    make_term(hub, person, ends_on=END)

    with pytest.raises(RefusedInput, match=sentence):
        add(client, paul, hub, person, **fields)

    assert (CommitteeTerm.objects.count(), AuditEvent.objects.count()) == (1, 0)


def test_page_of_a_begun_term_offers_its_end_alone(client, hub, person, paul):
    page = Desk(client, paul).open("hub.committeeterm", make_term(hub, person).pk).content.decode()

    shown = {name: f'name="{name}"' in page for name in ("hub", "person", "role", "starts_on", "ends_on", "title")}
    assert [name for name, is_open in shown.items() if is_open] == ["ends_on", "title"]


def test_delete_page_of_a_begun_term_says_what_to_do(client, hub, person, paul):
    term = make_term(hub, person)
    Desk(client, paul)

    answer = client.post(reverse("admin:hub_committeeterm_delete", args=[term.pk]), {"post": "yes"})

    assert (answer.status_code, "Set its last day instead" in answer.content.decode()) == (409, True)


def test_writer_looks_and_changes_nothing(client, hub, person, ada):
    term = make_term(hub, person)
    Desk(client, ada)

    answer = client.post(reverse("admin:hub_committeeterm_change", args=[term.pk]), {"ends_on": "2024-12-31"})

    assert client.get(reverse("admin:hub_committeeterm_changelist")).status_code == 200
    assert (answer.status_code, CommitteeTerm.objects.get().ends_on) == (403, None)


@pytest.mark.parametrize("n", [1, 3])
def test_list_says_what_is_wrong_in_a_fixed_number_of_queries(client, hub, paul, n, django_assert_num_queries):
    for _number in range(n):
        late = factories.make_person()
        declare(late, END)
        make_term(hub, late)
    Desk(client, paul)

    with django_assert_num_queries(9):
        page = client.get(reverse("admin:hub_committeeterm_changelist")).content.decode()

    assert page.count("First declared on Dec. 31, 2024, after taking office.") == n


@pytest.mark.parametrize(("office", "found"), [("now", 1), ("ended", 1), ("ahead", 1), ("", 3)])
def test_list_is_filtered_by_office(client, hub, paul, office, found):
    today = timezone.localdate()
    for starts_on, ends_on in [(START, None), (START, END), (today + 9 * DAY, None)]:
        make_term(hub, factories.make_person(), starts_on, ends_on)
    Desk(client, paul)

    page = client.get(reverse("admin:hub_committeeterm_changelist"), {"office": office} if office else {})

    assert page.context["cl"].result_count == found
