"""Funders and the table of levels on the screens of sponsor managers."""

import json

import pytest
from django.urls import reverse

from hub.models import AuditEvent
from sponsors.models import BandTier, Funder
from tests.desk import Desk, errors
from tests.factories import make_agreement, make_funder

pytestmark = pytest.mark.django_db


def test_change_of_a_funder_is_kept(client, sue):
    funder = make_funder("Old name", slug="f")

    Desk(client, sue).save("sponsors.funder", funder.pk, name="New name", website="https://f.example.org")

    event = AuditEvent.objects.get()
    assert (event.verb, event.subject) == ("change funder", "funder f")
    assert json.loads(event.detail)["changed"] == {
        "name": ["Old name", "New name"],
        "website": ["", "https://f.example.org"],
    }


def test_country_in_words_gets_a_sentence(client, sue):
    answer = Desk(client, sue).send("sponsors.funder", name="F", slug="f", country="de")

    assert errors(answer) == ["Write the country as two capital letters, such as DE."]


def test_funder_with_agreements_is_retired_instead_of_deleted(client, sue):
    funder = make_agreement().funder
    client.force_login(sue)

    refused = client.post(reverse("admin:sponsors_funder_delete", args=[funder.pk]), {"post": "yes"})
    client.post(
        reverse("admin:sponsors_funder_changelist"), {"action": "retire", "_selected_action": [funder.pk]}, follow=True
    )

    funder.refresh_from_db()
    page = refused.content.decode()
    assert (refused.status_code, "Retire it instead" in page, 'value="Retire it"' in page) == (409, True, True)
    assert (funder.is_active, Funder.objects.active().count()) == (False, 0)
    assert AuditEvent.objects.get().subject == "funder sample-pharma"


def test_retired_funder_comes_back(client, sue):
    funder = make_funder(retired_at="2026-01-01T00:00Z")
    client.force_login(sue)

    client.post(reverse("admin:sponsors_funder_changelist"), {"action": "restore", "_selected_action": [funder.pk]})

    assert Funder.objects.active().get() == funder


def test_level_of_a_band_moves_running_agreements_at_once(client, sue, hub):
    site = {"scope": "hub", "hub": hub, "level": 3}
    running = make_agreement("Running", **site)
    ended = make_agreement("Ended", ends_on="2020-01-01", **site)
    chosen = make_agreement("Chosen", tier_override=1, override_reason="first", **site)
    draft = make_agreement("Draft", status="draft", **site)

    Desk(client, sue).save("sponsors.bandtier", hub=hub.pk, band="50k-100k", tier="2")

    tiers = [type(row).objects.values_list("tier", flat=True).get(pk=row.pk) for row in (running, ended, chosen, draft)]
    assert tiers == [2, 3, 1, 2]
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == [
        "change levels",
        "correct agreement",
        "show disclosure",
    ]
    assert not any(
        "50k" in detail or "tier" in detail for detail in AuditEvent.objects.values_list("detail", flat=True)
    )


def test_deleting_a_row_brings_the_usual_level_back(client, sue, hub):
    row = BandTier.objects.create(hub=hub, band="50k-100k", tier=2)
    agreement = make_agreement(scope="hub", hub=hub, level=3)
    client.force_login(sue)

    client.post(reverse("admin:sponsors_bandtier_delete", args=[row.pk]), {"post": "yes"})

    agreement.refresh_from_db()
    assert (agreement.tier, BandTier.objects.exists()) == (3, False)


def test_level_that_ranks_more_money_lower_gets_a_sentence(client, sue, hub):
    answer = Desk(client, sue).send("sponsors.bandtier", hub=hub.pk, band="250k+", tier="9")

    assert errors(answer) == [
        "“250,000 and more” would then stand below “100,000 to 250,000”. More money never gives a lower level."
    ]
