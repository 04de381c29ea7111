"""What stands under an e-mail address without an account: told, erased, kept no longer than needed."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Suggestion
from hub import retention
from hub.models import AuditEvent, ErasedPerson
from hub.personal_data import personal_record
from sponsors.contributions.actions import set_status
from sponsors.contributions.subscriptions import ask_for_updates, confirm, stop
from sponsors.models import Contribution, ContributionStatus, UpdateSubscription
from tests.accounts import make_member
from tests.factories import NOW
from tests.giving import make_contribution, make_suggestion

pytestmark = pytest.mark.django_db
GRACE = "grace@example.org"


@pytest.fixture
def given(hub):
    """All three kinds under the address, and under another one."""
    long_ago = timezone.now() - timedelta(days=20)
    for email in (GRACE, "other@example.org"):
        suggestion = make_suggestion(hub, "Words to writers", email=email, now=long_ago)
        make_contribution(hub, email=email, gift="For my teacher", shows_name=True, suggestion=suggestion, now=long_ago)
        ask_for_updates(hub=hub, email=email, now=long_ago)


def stored(email: str) -> tuple[int, int, int]:
    return tuple(model.objects.filter(email=email).count() for model in (Suggestion, Contribution, UpdateSubscription))


def test_export_holds_all_of_the_address(given, capsys):
    call_command("person_export", "Grace@Example.org")

    record = json.loads(capsys.readouterr().out)
    assert [row["text"] for row in record["suggestions"]] == ["Words to writers"]
    assert [(row["name"], row["amount"]) for row in record["contributions"]] == [("Grace Giver", "25.00")]
    assert [row["email"] for row in record["subscriptions_to_updates"]] == [GRACE]
    assert "account" not in record
    with pytest.raises(CommandError, match="No account"):
        call_command("person_export", "nobody@example.org")


def test_account_is_told_what_stands_under_its_verified_addresses_alone(given, hub):
    eve = make_member("eve")
    eve.emailaddress_set.create(email=GRACE, verified=False)
    grace = make_member("grace")

    records = [personal_record(account=one, learner_ids=(), now=NOW) for one in (eve, grace)]

    assert [len(record["contributions"]) for record in records] == [0, 1]


def test_erasing_takes_the_person_away_and_keeps_the_books(given, capsys):
    for _ in range(2):
        call_command("person_erase", GRACE, yes=True)

    assert capsys.readouterr().out.splitlines() == [
        "No account has this e-mail address. Rows deleted or emptied: contributions 1, "
        "subscriptions_to_updates 1, suggestions 1.",
        "No account has this e-mail address: there is nothing to erase.",
    ]
    assert (stored(GRACE), stored("other@example.org")) == ((0, 0, 0), (1, 1, 1))
    erased = Contribution.objects.get(email="")
    assert (erased.name, erased.gift, erased.shows_name, str(erased.amount)) == ("", "", False, "25.00")
    assert Suggestion.objects.get(email="").text == "Words to writers"
    assert [(event.verb, GRACE in event.detail + event.subject) for event in AuditEvent.objects.all()] == [
        ("erase person", False)
    ]


def test_erasing_an_account_erases_under_its_verified_addresses(given):
    eve = make_member("eve")
    eve.emailaddress_set.create(email=GRACE, verified=False)
    call_command("person_erase", eve.email, yes=True)
    assert stored(GRACE) == (1, 1, 1)

    call_command("person_erase", make_member("grace").email, yes=True)

    assert stored(GRACE) == (0, 0, 0)


def test_replay_erases_again_what_a_backup_brought_back(given, hub, capsys):
    call_command("person_erase", GRACE, yes=True)
    make_contribution(hub, email=GRACE, now=timezone.now() - timedelta(days=3))
    late = make_contribution(hub, email=GRACE, now=timezone.now() + timedelta(seconds=5))
    Contribution.objects.filter(pk=late.pk).update(email="came-back@example.org")
    capsys.readouterr()
    path_rows = ErasedPerson.objects.count()

    call_command("person_erase", "--replay", "/dev/null")

    assert (capsys.readouterr().out, path_rows, stored(GRACE)) == ("1 erased again.\n", 1, (0, 0, 0))


def removed(now) -> dict[str, int]:
    return {outcome.rule.key: outcome.removed for outcome in retention.run(now=now, is_dry=False) if outcome.removed}


def test_suggestions_lose_text_and_address_after_two_years(hub):
    suggestion = make_suggestion(hub, email=GRACE)

    assert [removed(NOW + timedelta(days=days)) for days in (730, 731, 732)] == [{}, {"suggestions": 1}, {}]
    suggestion.refresh_from_db()
    assert (suggestion.text, suggestion.email, suggestion.state) == ("", "", "new")


def test_donors_are_forgotten_after_one_year_unpaid_or_ten_years(hub, sue):
    unpaid, paid = make_contribution(hub), make_contribution(hub)
    set_status(contribution=paid, status=ContributionStatus.PAID, on=NOW.date(), by=sue, now=NOW)

    def left() -> list[str]:
        return [Contribution.objects.get(pk=one.pk).name for one in (unpaid, paid)]

    assert (removed(NOW + timedelta(days=365)), left()) == ({}, ["Grace Giver", "Grace Giver"])
    assert (removed(NOW + timedelta(days=366)), left()) == ({"donors": 1}, ["", "Grace Giver"])
    removed(NOW + timedelta(days=3654))
    assert left() == ["", ""]


def test_subscriptions_go_when_unconfirmed_or_stopped_long_ago(hub):
    ask_for_updates(hub=hub, email="unconfirmed@example.org", now=NOW)
    for email in ("stopped@example.org", "running@example.org"):
        wish = ask_for_updates(hub=hub, email=email, now=NOW)
        confirm(wish, now=NOW)
        if email.startswith("stopped"):
            stop(wish, now=NOW)

    removed(NOW + timedelta(days=31))
    after_a_month = set(UpdateSubscription.objects.values_list("email", flat=True))
    removed(NOW + timedelta(days=1096))

    assert after_a_month == {"stopped@example.org", "running@example.org"}
    assert list(UpdateSubscription.objects.values_list("email", flat=True)) == ["running@example.org"]
