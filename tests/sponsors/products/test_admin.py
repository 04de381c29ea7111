"""The register in the admin: what is stored, what is refused, what the audit log keeps."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub import conditions
from hub.models import AuditEvent
from sponsors.models import Company, CompanyName, Product, ProductOwner
from tests import factories
from tests.desk import Desk, errors

pytestmark = pytest.mark.django_db
SOURCE = {"source": "Product information", "checked_on": "2026-03-01"}


@pytest.fixture
def desk(client, sue):
    return Desk(client, sue)


@pytest.fixture
def sanofi():
    return Company.objects.create(name="Sanofi")


def events() -> list[tuple[str, dict]]:
    return [(event.subject, json.loads(event.detail)) for event in AuditEvent.objects.filter(verb="change register")]


def test_product_is_added_with_owner_and_spelling(desk, sanofi):
    desk.save(
        "sponsors.product",
        name="Isatuximab",
        rows={"owners": [SOURCE | {"company": sanofi.pk}], "spellings": [{"text": "Sarclisa"}]},
    )

    (event,) = events()
    said = {
        "name": "isatuximab",
        "spellings": ["Sarclisa"],
        "owners": [
            {
                "company": "Sanofi", "role": "holder", "from": "", "to": "", "source": "Product information",
                "address": "", "checked": "2026-03-01",
            }
        ],
    }  # fmt: skip
    assert event == ("product isatuximab", {"before": None, "after": said})


def test_saving_without_a_change_leaves_no_event(desk):
    owner = factories.make_owner("isatuximab", "Sanofi")

    desk.save("sponsors.product", owner.product_id)
    desk.save("sponsors.company", owner.company_id)

    assert events() == []


def test_company_takes_other_names_and_its_funder(desk, sanofi):
    funder = factories.make_funder("Sanofi Hub Support")

    desk.save("sponsors.company", sanofi.pk, funder=funder.pk, rows={"other_names": [{"name": "Genzyme"}]})

    (event,) = events()
    assert event[1]["after"] == {"name": "Sanofi", "other names": ["Genzyme"], "funder": "Sanofi Hub Support"}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [SOURCE, SOURCE | {"starts_on": "2026-01-01"}],
            "Sanofi stands here twice for the same day. End one period before the other begins.",
        ),
        ([SOURCE | {"source": ""}], "This field is required."),
        ([SOURCE | {"source_url": "ftp://example.org/"}], "The address of the source begins with https://."),
        ([SOURCE | {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}], "The period ends before it starts."),
    ],
)
def test_owners_that_cannot_be_get_a_sentence(desk, sanofi, rows, sentence):
    answer = desk.send(
        "sponsors.product", name="isatuximab", rows={"owners": [row | {"company": sanofi.pk} for row in rows]}
    )

    assert sentence in errors(answer)
    assert not Product.objects.exists()


def test_periods_that_follow_each_other_are_two_owners(desk, sanofi):
    rows = [SOURCE | {"ends_on": "2025-12-31"}, SOURCE | {"starts_on": "2026-01-01"}]

    desk.save("sponsors.product", name="isatuximab", rows={"owners": [row | {"company": sanofi.pk} for row in rows]})

    assert ProductOwner.objects.count() == 2


def test_one_name_in_two_cases_gets_a_sentence(desk, sanofi):
    spellings = desk.send("sponsors.product", name="x1", rows={"spellings": [{"text": "Isa"}, {"text": "ISA"}]})
    names = desk.send("sponsors.company", sanofi.pk, rows={"other_names": [{"name": "G"}, {"name": "g"}]})

    assert "This stands here twice." in errors(spellings)
    assert "This stands here twice." in errors(names)


def test_deleting_is_kept_in_the_audit_log(desk, client):
    product = factories.make_owner("isatuximab", "Sanofi").product

    client.post(reverse("admin:sponsors_product_delete", args=[product.pk]), {"post": "yes"})

    (event,) = events()
    assert (event[0], event[1]["after"]) == ("product isatuximab", None)
    assert not Product.objects.exists()


def test_several_products_are_deleted_with_an_event_each(desk, client):
    keys = [factories.make_owner(name, "Sanofi").product_id for name in ("x1", "x2")]

    client.post(
        reverse("admin:sponsors_product_changelist"),
        {"action": "delete_selected", "_selected_action": keys, "post": "yes"},
    )

    assert [subject for subject, _detail in events()] == ["product x1", "product x2"]


def test_what_rests_on_the_register_is_looked_at_again(desk, sanofi, monkeypatch):
    monkeypatch.setitem(conditions._rechecks, "test", lambda actor, reason: [f"Stopped: {reason}"])

    answer = desk.client.post(
        reverse("admin:sponsors_company_change", args=[sanofi.pk]),
        {"name": "Sanofi SA", "other_names-TOTAL_FORMS": 0, "other_names-INITIAL_FORMS": 0},
        follow=True,
    )

    assert "Stopped: The register of products changed: Sanofi SA." in answer.content.decode()


def test_writer_reads_the_register_and_changes_nothing(client, ada):
    owner = factories.make_owner("isatuximab", "Sanofi")
    CompanyName.objects.create(company=owner.company, name="Genzyme")
    client.force_login(ada)
    address = reverse("admin:sponsors_product_change", args=[owner.product_id])

    assert "Product information" in client.get(address).content.decode()
    assert client.post(address, {"name": "x"}).status_code == 403


@pytest.mark.parametrize("model", ["product", "company"])
def test_lists_ask_as_often_for_more_rows(desk, model):
    def n_queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.client.get(reverse(f"admin:sponsors_{model}_changelist"))
        return len(asked)

    factories.make_owner("product-1", "Company 1")
    n_queries()  # fills what the session caches
    of_one = n_queries()
    for n in range(2, 5):
        factories.make_owner(f"product-{n}", f"Company {n}")

    assert n_queries() == of_one
