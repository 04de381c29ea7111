"""Contributions and updates in the admin: who sees donors, and what every look leaves behind."""

import json
from datetime import date

import pytest
from django.urls import reverse

from articles.models import SuggestionState
from articles.suggestion_actions import decide
from hub.models import AuditEvent
from sponsors.models import Contribution, ImpactUpdate
from tests.factories import NOW, make_article, make_hub, make_staff, make_user
from tests.giving import make_contribution, make_suggestion

pytestmark = pytest.mark.django_db
LIST = "/admin/sponsors/contribution/"
UPDATES = "/admin/sponsors/impactupdate/"


@pytest.fixture
def manager(client, sue):
    client.force_login(sue)
    return client


@pytest.fixture
def contribution(hub):
    return make_contribution(hub, gift="In memory of my teacher")


def page_of(row) -> str:
    return reverse(f"admin:sponsors_{row._meta.model_name}_change", args=[row.pk])


def sent(**fields) -> dict:
    return {"status": "pledged", "on": "2026-03-02", "reference": "", "steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0"} | fields  # fmt: skip


def events() -> list[tuple]:
    return [
        (event.verb, event.subject, json.loads(event.detail), event.actor.name)
        for event in AuditEvent.objects.order_by("pk")
    ]


def test_list_names_no_donor_and_leaves_no_event(manager, contribution):
    page = manager.get(LIST).content.decode()

    assert (contribution.number in page, "EUR 25.00" in page, "Grace" in page) == (True, True, False)
    assert events() == []


@pytest.mark.parametrize("n", [1, 3])
def test_list_takes_a_fixed_number_of_queries(manager, hub, n, django_assert_num_queries):
    for _ in range(n):
        make_contribution(hub)
    manager.get(LIST)

    with django_assert_num_queries(12):
        manager.get(LIST)


def test_every_look_at_a_donor_is_logged(manager, contribution):
    page = manager.get(page_of(contribution)).content.decode()

    assert all(one in page for one in ("Grace Giver", "grace@example.org", "In memory of my teacher"))
    assert events() == [("view donor", f"contribution {contribution.number}", {}, "Sue")]


def test_search_is_logged_without_its_words(manager, contribution):
    page = manager.get(f"{LIST}?q=grace").content.decode()

    assert contribution.number in page
    assert events() == [("search donors", "contributions", {"found": 1}, "Sue")]


def test_export_is_logged_and_safe_for_spreadsheets(manager, hub):
    contribution = make_contribution(hub, name="=cmd()")

    answer = manager.post(LIST, {"action": "export", "_selected_action": [str(contribution.pk)]})

    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[:4] == ["number", "pledged_on", "name", "email"]
    assert lines[1].split(",")[:4] == [contribution.number, "2026-03-02", "'=cmd()", "grace@example.org"]
    assert events() == [("export donors", "contributions", {"rows": 1, "numbers": [contribution.number]}, "Sue")]


def test_status_is_set_with_its_day(manager, contribution, sue):
    answer = manager.post(page_of(contribution), sent(status="paid", on="2026-03-04", reference="B-77"))

    contribution.refresh_from_db()
    assert (answer.status_code, contribution.status, contribution.reference) == (302, "paid", "B-77")
    assert [(step.status, step.on, step.by) for step in contribution.steps.all()][1:] == [
        ("paid", date(2026, 3, 4), sue)
    ]
    (shown,) = manager.get(page_of(contribution)).context["inline_admin_formsets"]
    assert [form.instance.status for form in shown.formset.forms] == ["pledged", "paid"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "refunded"}, "Select a valid choice."),
        ({"status": "paid", "on": "2030-01-01"}, "This day is still to come."),
        ({"status": "paid", "on": "2020-01-01"}, "The last status is of 2026-03-02."),
        ({"status": "paid", "on": ""}, "This field is required."),
        ({"reference": "4111111111111111"}, "This looks like the number of a card."),
    ],
)
def test_contradiction_gets_a_sentence(manager, contribution, fields, sentence):
    answer = manager.post(page_of(contribution), sent(**fields))

    contribution.refresh_from_db()
    assert (answer.status_code, contribution.status, contribution.reference) == (200, "pledged", "")
    assert sentence in answer.content.decode()


def test_manager_sees_how_far_a_suggestion_is_and_no_draft(manager, hub, ada):
    suggestion = make_suggestion(hub, "Words for editors")
    decide(
        suggestion=suggestion,
        state=SuggestionState.ACCEPTED,
        article=make_article(hub, title="Secret draft"),
        by=ada,
        now=NOW,
    )

    page = manager.get(page_of(make_contribution(hub, suggestion=suggestion))).content.decode()

    assert ("Accepted" in page, "Secret draft" in page, "Words for editors" in page) == (True, False, False)


@pytest.mark.parametrize("role", ["writer", "reviewer", "publisher", "analyst", "superuser"])
def test_nobody_else_sees_a_donor(client, contribution, role):
    root = {"is_staff": True, "is_superuser": True}
    client.force_login(make_user("root", **root) if role == "superuser" else make_staff("staff", role))

    answers = [
        client.get(LIST),
        client.get(f"{LIST}?q=grace"),
        client.get(page_of(contribution)),
        client.get(f"{page_of(contribution)[:-7]}history/"),
        client.post(page_of(contribution), sent(status="paid")),
        client.post(LIST, {"action": "export", "_selected_action": [str(contribution.pk)]}),
        client.get(f"{LIST}add/"),
        client.get(f"{page_of(contribution)[:-7]}delete/"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 8
    assert not any(b"Grace" in answer.content for answer in answers)
    assert (Contribution.objects.get().status, events()) == ("pledged", [])


UPDATE = {"starts_on": "2026-01-01", "ends_on": "2026-02-28", "text": "Two new reviews."}


@pytest.mark.parametrize("role", ["sponsor manager", "publisher"])
def test_update_freezes_its_numbers_and_is_released_once(client, hub, role):
    client.force_login(make_staff("staff", role))
    client.post(f"{UPDATES}add/", UPDATE | {"hub": str(hub.pk)})
    update = ImpactUpdate.objects.get()
    made = update.numbers

    client.post(page_of(update), {"text": "Three new reviews."})
    client.post(page_of(update), {"text": "Three new reviews.", "is_released": "on"})
    page = client.get(page_of(update)).content.decode()
    client.post(page_of(update), {"text": "Rewritten."})

    update.refresh_from_db()
    none = {"learners": None, "gain": None, "gain_learners": None, "gain_answers": None}
    assert update.numbers == made == {"articles": 0} | none
    assert (update.text, update.released_by.name) == ("Three new reviews.", "Staff")
    assert ("0 articles published" in page, 'name="text"' in page) == (True, False)
    assert [event[0] for event in events()] == ["release impact update"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_on": "2025-12-31"}, "The period ends before it starts."),
        ({"ends_on": "2099-12-31"}, "The period is still running"),
        ({"text": ""}, "This field is required."),
        ({"hub": "other"}, "There is an update on this period already."),
    ],
)
def test_update_that_cannot_be_gets_a_sentence(manager, hub, sue, fields, sentence):
    other = make_hub(slug="other", is_default=False)
    ImpactUpdate.objects.create(hub=other, made_at=NOW, made_by=sue, **UPDATE)

    answer = manager.post(
        f"{UPDATES}add/", UPDATE | {"hub": str(hub.pk)} | fields | ({"hub": str(other.pk)} if "hub" in fields else {})
    )

    assert (answer.status_code, ImpactUpdate.objects.count()) == (200, 1)
    assert sentence in answer.content.decode()
