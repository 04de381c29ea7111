"""Agreements on the screens of sponsor managers."""

import hashlib
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hub.models import AuditEvent
from sponsors.models import Agreement, AgreementChange
from tests import factories
from tests.desk import Desk, errors
from tests.factories import make_agreement, make_funder, support_article

pytestmark = pytest.mark.django_db
MODEL = "sponsors.agreement"
SIGNATORY = "Secret Signatory"
CONFIRMED = {"status": "confirmed", "has_independence_clause": "on"}


@pytest.fixture
def agreement(db):
    return make_agreement(
        number="A-1", purpose="education", starts_on=date(2025, 1, 1), ends_on=date(2199, 12, 31), level=3,
        signatories=SIGNATORY,
    )  # fmt: skip


def page_of(client, page: str, *args):
    return client.get(reverse(f"admin:sponsors_agreement_{page}", args=args))


def test_sponsor_manager_enters_amounts_and_confirms(client, sue):
    desk = Desk(client, sue)

    desk.save(MODEL, funder=make_funder().pk, number="B-2", band="100k-250k", **CONFIRMED)

    agreement = Agreement.objects.get()
    assert (agreement.band, agreement.tier, agreement.status) == ("100k-250k", 2, "confirmed")
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor) == ("confirm agreement", "agreement B-2", sue)
    assert "100k" not in event.detail
    assert json.loads(event.detail)["payload"] == AgreementChange.objects.get().payload_hash


def test_confirming_says_what_an_audit_will_ask_for(client, sue):
    answer = Desk(client, sue).send(MODEL, funder=make_funder().pk, number="B-2", **CONFIRMED)

    page = client.get(answer["Location"]).content.decode()
    assert "An audit will also ask for: purpose, from, to, signed on, signatories, SHA-256 of the document." in page


def test_confirming_without_the_independence_clause_gets_a_sentence(client, sue):
    answer = Desk(client, sue).send(MODEL, funder=make_funder().pk, status="confirmed")

    assert errors(answer) == [
        "Confirm that the document holds the independence clause, or leave the agreement a draft."
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"tier_override": "1", "override_reason": "why"},
            "A level follows from the amount band. Choose the band first.",
        ),
        (
            {"band": "0-10k", "tier_override": "1"},
            "Another level than that of the table needs its reason, and a reason a level.",
        ),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "The agreement ends before it starts."),
        ({"is_financial": []}, "An agreement gives money, something in kind, or both. Say what is given."),
    ],
)
def test_bad_input_gets_a_sentence_and_stores_nothing(client, sue, given, sentence):
    answer = Desk(client, sue).send(MODEL, funder=make_funder().pk, **given)

    assert errors(answer) == [sentence]
    assert not Agreement.objects.exists()


def test_overlap_with_a_confirmed_agreement_gets_a_sentence(client, sue, agreement, hub):
    Agreement.objects.update(scope="hub", hub=hub)

    answer = Desk(client, sue).send(
        MODEL, funder=agreement.funder_id, scope="hub", hub=hub.pk, starts_on="2025-06-01", ends_on="2026-01-01",
        **CONFIRMED,
    )  # fmt: skip

    assert errors(answer) == [
        "The period overlaps the confirmed agreement Sample Pharma A-1 2025-01-01 to 2199-12-31. Change the dates, or "
        "leave this one a draft."
    ]


def test_document_leaves_its_hash_and_nothing_else(client, sue, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = SimpleUploadedFile("agreement.pdf", b"signed", "application/pdf")

    Desk(client, sue).save(MODEL, funder=make_funder().pk, document=document)

    assert Agreement.objects.get().document_hash == hashlib.sha256(b"signed").hexdigest()
    assert list(tmp_path.iterdir()) == []


def test_correction_of_a_confirmed_agreement_keeps_before_after_and_reason(client, sue, agreement):
    Desk(client, sue).save(MODEL, agreement.pk, ends_on="2026-06-30", reason="ended by both")

    detail = json.loads(AuditEvent.objects.get().detail)
    assert (detail["changed"], detail["reason"]) == ({"ends_on": ["2199-12-31", "2026-06-30"]}, "ended by both")


def test_correction_of_the_amount_tells_the_audit_log_neither_amount_nor_reason(client, sue, agreement):
    Desk(client, sue).save(MODEL, agreement.pk, band="250k+", purpose="new", reason="raised to 300k")

    detail = json.loads(AuditEvent.objects.get().detail)
    change = AgreementChange.objects.get()
    payload = json.loads(change.payload)
    assert (detail["changed"], detail["reason"]) == ({"purpose": ["education", "new"]}, "")
    assert detail["payload"] == change.payload_hash
    assert (payload["changed"]["band"], payload["changed"]["tier"]) == (["50k-100k", "250k+"], [3, 1])
    assert payload["reason"] == "raised to 300k"
    page = page_of(client, "change", agreement.pk).content.decode()
    assert "Amount band: 50k-100k → 250k+" in page and "raised to 300k" in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"purpose": "other"}, "Give the reason for changing a confirmed agreement."),
        ({"purpose": "other", "reason": "  "}, "Give the reason for changing a confirmed agreement."),
        (
            {"status": "draft", "reason": "why"},
            "A confirmed agreement stays confirmed. Set its last day, and make a new one.",
        ),
    ],
)
def test_silent_correction_is_refused(client, sue, agreement, given, sentence):
    answer = Desk(client, sue).send(MODEL, agreement.pk, **given)

    agreement.refresh_from_db()
    assert errors(answer) == [sentence]
    assert (agreement.purpose, agreement.status) == ("education", "confirmed")
    assert not AuditEvent.objects.exists()


def test_saving_a_confirmed_agreement_unchanged_asks_for_nothing(client, sue, agreement):
    Desk(client, sue).save(MODEL, agreement.pk)

    assert not AuditEvent.objects.exists()


def test_funder_of_a_confirmed_agreement_is_fixed(client, sue, agreement):
    Desk(client, sue).save(MODEL, agreement.pk, funder=make_funder("Other").pk)

    agreement.refresh_from_db()
    assert agreement.funder.name == "Sample Pharma"


def test_superuser_without_the_role_sees_no_amounts_and_cannot_confirm(client, agreement):
    Agreement.objects.update(status="draft")
    desk = Desk(client, factories.make_user("root", is_staff=True, is_superuser=True))

    page = desk.open(MODEL, agreement.pk).content.decode()
    desk.save(MODEL, agreement.pk, status="confirmed", band="", signatories="", purpose="new purpose")

    agreement.refresh_from_db()
    assert not any(secret in page for secret in ("50k-100k", SIGNATORY))
    assert (agreement.purpose, agreement.band, agreement.tier, agreement.status) == (
        "new purpose",
        "50k-100k",
        3,
        "draft",
    )


@pytest.mark.parametrize("lookup", ["band=50k-100k", "tier__gte=1", "signatories__contains=S"])
def test_nobody_else_filters_by_amounts(client, sue, agreement, lookup):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))
    address = f"{reverse('admin:sponsors_agreement_changelist')}?{lookup}"

    assert client.get(address).status_code == 400
    client.force_login(sue)
    assert client.get(address).status_code == 200


def test_history_with_amounts_is_for_sponsor_managers(client, sue, agreement):
    Desk(client, sue).save(MODEL, agreement.pk, band="250k+", reason="raised")
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))

    page = page_of(client, "change", agreement.pk).content.decode()

    assert "250k" not in page and "raised" not in page


def test_agreement_with_history_is_not_deleted_and_the_page_names_no_draft(client, sue, agreement):
    article = factories.make_article(title="Secret draft")
    support_article(article, agreement)
    client.force_login(sue)

    answer = client.post(reverse("admin:sponsors_agreement_delete", args=[agreement.pk]), {"post": "yes"})

    assert answer.status_code == 409
    assert "Set the last day of its period instead." in answer.content.decode()
    assert "Secret draft" not in answer.content.decode() + page_of(client, "change", agreement.pk).content.decode()
    assert Agreement.objects.exists()
