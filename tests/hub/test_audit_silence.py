"""What no audit event may hold, over everything that knows it: learners' numbers, amounts, donors, addresses."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from hub.audit_verbs import VERBS
from hub.models import AuditEvent, Learner
from quizzes.models import Phase
from sponsors.actions import apply_levels, confirm_agreement, correct_agreement
from sponsors.contributions.actions import Pledge, enter_contribution, set_status
from sponsors.models import Agreement, Band, BandTier, ContributionStatus
from tests.accounts import DEVICE, device_of, link, make_member, sign_in
from tests.factories import NOW, make_agreement, make_attempt, make_published_quiz
from tests.giving import make_contribution

pytestmark = pytest.mark.django_db
DONOR = {"name": "Grace Giver", "email": "grace@example.org", "amount": Decimal("4217.00"), "gift": "In memory of Ada"}
SECRETS = (
    "grace",
    "giver",
    "4217",
    "in memory of",
    "cara@example.org",
    "@",
    Band.FROM_250K.value,
    Band.FROM_100K.value,
)


def give(client, hub, sue) -> None:
    """Pledge, payment, refund, entry, look, search and export."""
    contribution = make_contribution(hub, **DONOR)
    client.force_login(sue)
    client.get(f"/admin/sponsors/contribution/{contribution.pk}/change/")
    client.get("/admin/sponsors/contribution/?q=grace@example.org")
    client.post("/admin/sponsors/contribution/", {"action": "export", "_selected_action": [str(contribution.pk)]})
    for status in (ContributionStatus.PAID, ContributionStatus.REFUNDED):
        set_status(contribution=contribution, status=status, on=NOW.date(), reference="4217", by=sue, now=NOW)
    given = Pledge(shows_name=True, currency="EUR", **DONOR)
    enter_contribution(hub=hub, given=given, on=NOW.date(), reference="4217", nonce="n", by=sue, now=NOW)


def agree(hub, sue) -> None:
    """An agreement whose amount is confirmed, corrected for a telling reason, and levelled anew."""
    fields = {"hub": hub, "scope": "hub", "starts_on": date(2026, 1, 1), "status": Agreement.Status.DRAFT}
    agreement = make_agreement(**fields, band=Band.FROM_100K)
    confirm_agreement(agreement=agreement, manager=sue)
    agreement.band = Band.FROM_250K
    correct_agreement(agreement=agreement, actor=sue, reason="The invoice says 4217 and not less.")
    BandTier.objects.update_or_create(hub=hub, band=Band.FROM_250K, defaults={"tier": 5})
    apply_levels(hub=hub, actor=sue, now=NOW)


def answer(quiz) -> list:
    """A device of a reader and one of somebody on the staff sign in; the reader is told all and erased. Their learners."""
    cara, eva = make_member("cara"), make_member("eva", is_staff=True)
    of_account, of_staff = link(cara), Learner.objects.create()
    for learner in (Learner.objects.create(pk=DEVICE), of_staff):
        make_attempt(quiz, Phase.PRE, [0], learner)
    sign_in(device_of(), cara)
    sign_in(device_of(of_staff.pk), eva)
    call_command("person_export", cara.email)
    call_command("person_erase", cara.email, "--with-answers", "--yes")
    return [DEVICE, of_account.pk, of_staff.pk]


def test_events_tell_no_learner_no_amount_and_no_donor(client, hub, sue, capsys):
    give(client, hub, sue)
    agree(hub, sue)
    learners = answer(make_published_quiz())

    events = list(AuditEvent.objects.order_by("pk"))
    told = "\n".join(f"{event.subject} {event.detail}" for event in events).casefold()
    numbers = [form for pk in learners for form in (str(pk), pk.hex)]
    assert [secret for secret in (*SECRETS, *numbers) if secret.casefold() in told] == []
    assert {event.verb for event in events} - VERBS.keys() == set()
    assert {event.verb for event in events} >= {
        "view donor", "search donors", "export donors", "set contribution status", "enter contribution",
        "confirm agreement", "correct agreement", "change levels", "adopt learner", "flag staff", "log in",
        "export person", "erase person",
    }  # fmt: skip
