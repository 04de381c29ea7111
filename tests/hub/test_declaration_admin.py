"""Declarations of interests in the admin: entering, declaring anew, review, withdrawal, and the list of people."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from hub import roles
from hub.declaration_actions import review_declaration, withdraw_declaration
from hub.models import AuditEvent, Declaration
from tests import factories
from tests.desk import Desk, as_shown, errors
from tests.factories import declare

pytestmark = pytest.mark.django_db
GIVEN = {"declared_on": "2025-04-20", "collected_as": "email"}


@pytest.fixture
def person():
    return factories.make_person(slug="ann", name="Ann")


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


def deed(name, declaration):
    return reverse(f"admin:hub_declaration_{name}", args=[declaration.pk])


def test_new_declaration_asks_for_the_months_that_the_hub_asks_for(desk, hub, person):
    hub.declaration_look_back_months = 36
    hub.save()

    assert as_shown(desk.open("hub.declaration"))["look_back_months"] == "36"


def test_interest_is_entered_with_days_and_icmje_answers(desk, person):
    row = {
        "entity": "Company C",
        "nature": "other",
        "nature_note": "expert testimony",
        "starts_on": "2024-03-01",
        "ends_on": "2025-02-28",
        "covers_this_work": "on",
        "paid_to": "institution",
    }
    desk.save("hub.declaration", person=person.pk, rows={"interests": [row]}, **GIVEN)

    declaration = Declaration.objects.get()
    assert (declaration.collected_as, declaration.look_back_months) == ("email", 24)
    columns = ("entity", "nature", "nature_note", "starts_on", "ends_on", "is_ongoing", "covers_this_work", "paid_to")
    assert declaration.interests.values_list(*columns).get() == (
        "Company C", "other", "expert testimony", date(2024, 3, 1), date(2025, 2, 28), False, True, "institution"
    )  # fmt: skip
    assert AuditEvent.objects.get().verb == "record declaration"


@pytest.mark.parametrize(
    ("changes", "row", "sentence"),
    [
        ({}, None, "List at least one interest, or tick that there is nothing to declare."),
        (
            {"has_nothing_to_declare": "on"},
            {},
            "Either the person has nothing to declare, or there are interests: take one of them away.",
        ),
        (
            {"declared_on": "2999-01-01"},
            {},
            "This day has not come yet. Enter the day of the declaration.",
        ),
        (
            {},
            {"starts_on": "2025-02-01", "ends_on": "2025-01-01"},
            "The relationship ends before it starts: exchange the two days.",
        ),
        ({}, {"is_ongoing": "on", "ends_on": "2025-01-01"}, "An ongoing relationship has no last day."),
        ({}, {"nature": "other"}, "Say what kind of relationship it is."),
        ({}, {"period": "2025-2024"}, "This period ends before it starts."),
        ({"look_back_months": "601"}, {}, "A declaration covers 1 to 600 months."),
    ],
)
def test_what_cannot_be_declared_gets_a_sentence_and_nothing_is_stored(desk, person, changes, row, sentence):
    rows = [] if row is None else [{"entity": "Company C", "nature": "honoraria"} | row]

    answer = desk.send("hub.declaration", person=person.pk, rows={"interests": rows}, **(GIVEN | changes))

    assert sentence in errors(answer)
    assert (Declaration.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_declaration_nobody_looked_at_can_be_corrected(desk, person):
    declaration = declare(person, date(2025, 4, 20), ["Wrong", "Right"])

    desk.save("hub.declaration", declaration.pk, **{"interests-0-DELETE": "on", "interests-1-period": "2024"})

    interest = declaration.interests.get()
    assert (interest.entity, interest.starts_on, interest.ends_on) == ("Right", date(2024, 1, 1), date(2024, 12, 31))
    desk.save("hub.declaration", declaration.pk, **{"interests-0-period": "since 2023"})
    interest.refresh_from_db()
    assert (interest.starts_on, interest.ends_on, interest.is_ongoing) == (date(2023, 1, 1), None, True)


def test_removing_the_last_interest_needs_the_tick(desk, person):
    declaration = declare(person, date(2025, 4, 20), ["Wrong"])
    without = {"interests-0-DELETE": "on"}

    answer = desk.send("hub.declaration", declaration.pk, **without)

    assert errors(answer) == ["List at least one interest, or tick that there is nothing to declare."]
    desk.save("hub.declaration", declaration.pk, has_nothing_to_declare="on", **without)
    assert declaration.interests.count() == 0


def test_reviewed_declaration_is_shown_and_not_changed(desk, person, rhea):
    declaration = declare(person, date(2025, 4, 20), ["Company C"])
    review_declaration(declaration=declaration, reviewer=rhea, mitigation="Checked.")

    page = desk.open("hub.declaration", declaration.pk)

    assert (page.context["has_change_permission"], "interests-0-entity" in as_shown(page)) == (False, False)
    assert "It stays as it is; for anything new, declare anew." in page.content.decode()
    answer = desk.client.post(page.request["PATH_INFO"], {"declared_on": "2020-01-01"})
    assert answer.status_code == 403


def test_declaring_anew_begins_with_what_was_declared(desk, person, rhea):
    last = declare(person, date(2025, 4, 20), ["Company C", "Company D"])
    review_declaration(declaration=last, reviewer=rhea, mitigation="Checked.")
    query = f"?person={person.pk}&anew={last.pk}"

    shown = as_shown(desk.open("hub.declaration", query=query))
    desk.save("hub.declaration", query=query, declared_on="2026-04-20", collected_as="form")

    assert (shown["interests-0-entity"], shown["interests-1-entity"], shown["declared_on"]) == (
        "Company C", "Company D", ""
    )  # fmt: skip
    anew = Declaration.objects.get(declared_on="2026-04-20")
    assert (anew.is_reviewed, [one.entity for one in anew.interests.all()]) == (False, ["Company C", "Company D"])
    assert last.interests.count() == 2


@pytest.mark.parametrize("anew", ["0", "x", "99999999999999999999999"])
def test_made_up_address_of_a_last_declaration_opens_a_blank_page(desk, person, anew):
    shown = as_shown(desk.open("hub.declaration", query=f"?anew={anew}"))

    assert shown["interests-TOTAL_FORMS"] == "0"


def test_declarations_are_never_deleted(client, person):
    declaration = declare(person)
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))

    answer = client.post(reverse("admin:hub_declaration_delete", args=[declaration.pk]), {"post": "yes"})

    assert (answer.status_code, Declaration.objects.count()) == (403, 1)


@pytest.mark.parametrize("role", [roles.REVIEWER, roles.PUBLISHER])
def test_review_has_a_page_with_what_was_declared(client, person, role):
    declaration = declare(person, date(2025, 4, 20), ["Company C"])
    desk = Desk(client, factories.make_staff("staff", role))
    address = deed("review", declaration)

    assert f'href="{address}"' in desk.open("hub.declaration", declaration.pk).content.decode()
    assert "Company C: honoraria" in client.get(address).content.decode()
    refused = client.post(address, {"text": ""})
    assert (refused.status_code, refused.context["refused"]) == (
        409, "Say how the relationships were kept from shaping the content."
    )  # fmt: skip
    done = client.post(address, {"text": "Checked by Rhea."})

    declaration.refresh_from_db()
    assert (done.status_code, declaration.mitigation) == (302, "Checked by Rhea.")
    assert [str(one) for one in get_messages(done.wsgi_request)] == ["The declaration is reviewed."]


def test_own_declaration_offers_no_review_and_refuses_it(client, person, rhea):
    person.user = rhea
    person.save()
    declaration = declare(person)
    desk = Desk(client, rhea)

    page = desk.open("hub.declaration", declaration.pk).content.decode()
    answer = client.post(deed("review", declaration), {"text": ""})

    assert deed("review", declaration) not in page
    assert answer.context["refused"] == "Nobody reviews their own declaration. Ask another reviewer or publisher."


def test_pages_of_a_declaration_are_closed_to_other_roles(client, person):
    declaration = declare(person)
    found = {}
    for role in roles.ROLES:
        client.force_login(factories.make_staff(f"a-{role.replace(' ', '-')}", role))
        found[role] = [client.get(deed(name, declaration)).status_code for name in ("review", "withdraw")]

    assert found == {
        roles.WRITER: [403, 200],
        roles.REVIEWER: [200, 403],
        roles.PUBLISHER: [200, 200],
        roles.ANALYST: [403, 403],
        roles.SPONSOR_MANAGER: [403, 403],
    }


def test_withdrawing_needs_a_reason_and_is_said_on_the_page(desk, person):
    declaration = declare(person)
    address = deed("withdraw", declaration)

    blank = desk.client.post(address, {"text": " "})
    desk.client.post(address, {"text": "Entered for somebody else."})
    again = desk.client.post(address, {"text": "again"})

    assert blank.context["form"].errors["text"] == ["Give a reason."]
    assert again.context["refused"] == "This declaration has been withdrawn already."
    page = desk.open("hub.declaration", declaration.pk).content.decode()
    assert "Entered for somebody else." in page
    assert address not in page


def test_page_that_can_do_nothing_says_why_and_asks_for_nothing(desk, person, ada):
    declaration = declare(person)
    withdraw_declaration(declaration=declaration, actor=ada, reason="wrong")

    page = desk.client.get(deed("withdraw", declaration))

    assert (page.status_code, page.context["refused"]) == (200, "This declaration has been withdrawn already.")
    assert 'name="text"' not in page.content.decode()


def test_declarations_are_listed_by_their_standing(client, person, rhea, ada):
    entered, reviewed, withdrawn = (declare(person, date(2025, 4, day)) for day in (1, 2, 3))
    review_declaration(declaration=reviewed, reviewer=rhea)
    withdraw_declaration(declaration=withdrawn, actor=ada, reason="wrong")
    client.force_login(ada)

    def listed(state):
        page = client.get(reverse("admin:hub_declaration_changelist"), {"standing": state})
        return list(page.context["cl"].result_list)

    assert (listed("open"), listed("reviewed"), listed("withdrawn")) == ([entered], [reviewed], [withdrawn])
    assert len(listed("made-up")) == 3


def test_deeds_of_no_declaration_are_not_found(desk):
    assert desk.client.get("/admin/hub/declaration/999/withdraw/").status_code == 404


def test_people_are_listed_by_their_declaration(client, hub, ada):
    today = timezone.localdate()
    ages = {"fresh": 10, "soon": 340, "old": 400}
    for name, days in ages.items():
        declare(factories.make_person(slug=name, name=name), today - timedelta(days=days))
    taken_back = declare(factories.make_person(slug="none", name="none"), today)
    withdraw_declaration(declaration=taken_back, actor=ada, reason="wrong")
    client.force_login(ada)

    def listed(state):
        page = client.get(reverse("admin:hub_person_changelist"), {"declaration": state})
        return sorted(row.name for row in page.context["cl"].result_list)

    assert {state: listed(state) for state in ("none", "current", "soon", "expired")} == {
        "none": ["none"],
        "current": ["fresh", "soon"],
        "soon": ["soon"],
        "expired": ["old"],
    }
    hub.declaration_valid_months = 24
    hub.save()
    assert (listed("expired"), listed("current")) == ([], ["fresh", "old", "soon"])


def test_list_of_people_keeps_its_queries(client, ada, django_assert_num_queries):
    client.force_login(ada)
    counts = []
    for n_more in (1, 2):
        for _number in range(n_more):
            declare(factories.make_person(), date(2025, 4, 20))
        with django_assert_num_queries(counts[0] if counts else 7, exact=bool(counts)) as found:
            client.get(reverse("admin:hub_person_changelist"))
        counts.append(len(found))

    assert counts[0] == counts[1]
