"""/contribute/: pledging, the private page of a pledge, and the mailed links about updates."""

from decimal import Decimal

import pytest

from articles.models import Suggestion
from hub.models import AuditEvent
from sponsors.contributions.actions import set_status
from sponsors.contributions.links import Purpose, link_token
from sponsors.contributions.subscriptions import ask_for_updates
from sponsors.models import Contribution, ContributionStatus, ImpactUpdate, UpdateSubscription
from tests.factories import NOW, make_hub
from tests.giving import make_contribution, make_suggestion, written
from tests.taking import new_client, read_form

pytestmark = pytest.mark.django_db
URL = "/contribute/"
GIVEN = {"amount": "25.50", "currency": "EUR", "name": "Grace Giver", "email": "Grace@example.org"}


def page_of(contribution: Contribution) -> str:
    return f"{URL}{link_token(contribution, Purpose.CONTRIBUTION)}/"


def test_pledge_is_recorded_once_and_leads_to_its_page(hub):
    device = new_client()
    sent = written(device, URL, **GIVEN, gift="In memory of my teacher")

    answers = [device.post(URL, sent) for _ in range(2)]

    (stored,) = Contribution.objects.all()
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, page_of(stored))] * 2
    assert (stored.amount, stored.currency, stored.name, stored.email, stored.shows_name, stored.suggestion) == (
        Decimal("25.50"), "EUR", "Grace Giver", "grace@example.org", False, None,
    )  # fmt: skip
    page = new_client().get(page_of(stored))
    text = page.content.decode()
    assert (page.status_code, page["Cache-Control"], page["X-Robots-Tag"]) == (200, "private, no-store", "noindex")
    assert all(one in text for one in (stored.number, "EUR 25.50", "In memory of my teacher", "will write to you"))
    assert "grace@example.org" not in text
    assert "lid" not in device.cookies


def test_suggestion_goes_along_and_does_not_tell_who_paid(hub):
    device = new_client()

    device.post(URL, written(device, URL, **GIVEN, suggestion="Write about sequencing.", wants_updates="on"))

    contribution, suggestion = Contribution.objects.get(), Suggestion.objects.get()
    plain = make_suggestion(hub, "Write about sequencing.", email="grace@example.org")
    assert contribution.suggestion == suggestion
    differing = {
        field.name
        for field in Suggestion._meta.concrete_fields
        if getattr(suggestion, field.attname) != getattr(plain, field.attname)
    }
    assert differing == {"id", "nonce", "submitted_at"}
    assert Contribution not in {relation.related_model for relation in Suggestion._meta.related_objects}
    assert not AuditEvent.objects.exists()
    assert UpdateSubscription.objects.get().email == "grace@example.org"
    assert "/suggest/" in new_client().get(page_of(contribution)).content.decode()


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"amount": ""}, "Write the amount."),
        ({"amount": "25,50"}, "with a point before the cents"),
        ({"amount": "0"}, "The smallest amount is 1."),
        ({"amount": "-5"}, "The smallest amount is 1."),
        ({"amount": "2000000"}, "Write to us about amounts above 1000000."),
        ({"amount": "1.005"}, "at most two digits"),
        ({"amount": "NaN"}, "with a point before the cents"),
        ({"currency": "QQQ"}, "Select a valid choice."),
        ({"name": ""}, "Write the name"),
        ({"email": "nowhere"}, "Enter a valid email address."),
        ({"gift": "4111 1111 1111 1111"}, "This looks like the number of a card."),
        ({"suggestion": "http://a.b " * 50}, "This text holds 50 links"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_rest(hub, entered, sentence):
    device = new_client()

    answer = device.post(URL, written(device, URL, **GIVEN | entered))

    page = answer.content.decode()
    assert (answer.status_code, Contribution.objects.count(), Suggestion.objects.count()) == (422, 0, 0)
    assert sentence in page
    assert read_form(answer).title.startswith("Error:")
    kept = (GIVEN | entered)["name" if "name" not in entered else "amount"]
    assert f'value="{kept}"' in page


def test_currencies_come_from_the_settings(hub, settings):
    settings.CONTRIBUTION_CURRENCIES = ["JPY"]
    device = new_client()

    refused = device.post(URL, written(device, URL, **GIVEN | {"currency": "JPY"}))
    taken = device.post(URL, written(device, URL, **GIVEN | {"currency": "JPY", "amount": "3000"}))

    assert (refused.status_code, "Amounts in JPY have no cents." in refused.content.decode()) == (422, True)
    assert (taken.status_code, Contribution.objects.get().currency) == (303, "JPY")


def test_failed_csrf_check_keeps_what_was_written(hub):
    sent = written(new_client(), URL, **GIVEN)

    answer = new_client().post(URL, sent)

    assert (answer.status_code, Contribution.objects.count()) == (403, 0)
    assert 'value="Grace Giver"' in answer.content.decode()


def test_hub_that_takes_none_has_no_page(hub):
    hub.takes_contributions = False
    hub.save()

    assert new_client().get(URL).status_code == 404
    assert "/contribute/" not in new_client().get("/").content.decode()


def test_page_tells_status_and_where_to_pay(hub, sue):
    hub.contribution_url = "https://pay.example.org/"
    hub.save()
    contribution = make_contribution(hub)

    def shown() -> str:
        return new_client().get(page_of(contribution)).content.decode()

    assert 'href="https://pay.example.org/"' in shown()
    set_status(contribution=contribution, status=ContributionStatus.PAID, on=NOW.date(), by=sue, now=NOW)
    assert "has arrived" in shown()
    assert "pay.example.org" not in shown()
    assert "Sue" not in shown()


def test_forged_link_is_no_page(hub):
    token = link_token(make_contribution(hub), Purpose.CONTRIBUTION)

    answers = [new_client().get(f"{URL}{one}/") for one in ("x", token[:-1], token.replace(":", "0:", 1))]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert all("Copy the whole address" in answer.content.decode() for answer in answers)


def test_last_released_update_stands_above_the_form(hub, sue):
    numbers = {"articles": 3, "learners": None, "gain": None}
    fields = {"hub": hub, "text": "Two new reviews.", "numbers": numbers, "made_at": NOW, "made_by": sue}
    ImpactUpdate.objects.create(starts_on="2026-01-01", ends_on="2026-03-31", **fields)
    assert "Two new reviews." not in new_client().get(URL).content.decode()

    ImpactUpdate.objects.update(released_at=NOW, released_by=sue)

    page = new_client().get(URL).content.decode()
    assert ("Two new reviews." in page, "3 articles published" in page, "fewer than 10" in page) == (True, True, True)


@pytest.fixture
def wish(hub):
    return ask_for_updates(hub=hub, email="eva@example.org", now=NOW)


def test_updates_begin_with_a_post_alone(wish):
    url = f"/mail/updates/{link_token(wish, Purpose.CONFIRM)}/"
    device = new_client()

    page = device.get(url)
    wish.refresh_from_db()
    before = wish.confirmed_at
    answer = device.post(url, {"csrfmiddlewaretoken": read_form_token(page)})

    wish.refresh_from_db()
    assert (page.status_code, before, answer.status_code, wish.confirmed_at is not None) == (200, None, 200, True)
    assert "Confirmed." in answer.content.decode()
    assert new_client().post(url).status_code == 403


def read_form_token(page) -> str:
    return page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_updates_stop_with_one_click_and_stay_stopped(wish):
    url = f"/mail/updates/{link_token(wish, Purpose.STOP)}/stop/"

    assert new_client().get(url).status_code == 200
    wish.refresh_from_db()
    assert wish.stopped_at is None
    answers = [new_client().post(url, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    wish.refresh_from_db()
    assert ([answer.status_code for answer in answers], wish.stopped_at is not None) == ([200, 200], True)
    confirming = new_client().get(f"/mail/updates/{link_token(wish, Purpose.CONFIRM)}/")
    assert "they stay stopped" in confirming.content.decode()


@pytest.mark.parametrize("purpose", [Purpose.CONFIRM, Purpose.STOP])
def test_link_for_one_thing_opens_no_other(wish, purpose):
    end = {Purpose.CONFIRM: "", Purpose.STOP: "stop/"}[purpose]
    other = Purpose.STOP if purpose == Purpose.CONFIRM else Purpose.CONFIRM

    answers = [new_client().get(f"/mail/updates/{one}/{end}") for one in (link_token(wish, other), "x")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_contribution_speaks_as_its_hub(hub):
    other = make_hub(slug="other", name="Other Hub", is_default=False)

    assert "Other Hub" in new_client().get(page_of(make_contribution(other))).content.decode()
