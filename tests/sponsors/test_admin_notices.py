"""Notices on the screens of sponsor managers."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from hub.models import AppendOnlyError
from sponsors.models import Notice
from tests.desk import Desk, errors
from tests.factories import make_funder

pytestmark = pytest.mark.django_db
MODEL = "sponsors.notice"
LOOKED_AT = {"_looked_at": "1"}


def enter(client, user, hub, kind, text, **given):
    return Desk(client, user).send(MODEL, hub=hub.pk, kind=kind, text=text, **given)


def test_notice_is_looked_at_before_it_is_kept(client, sue, hub):
    answer = enter(client, sue, hub, "statement_one", "{funders} paid {publisher} for {hub} <b>.")

    page = answer.content.decode()
    assert "Sample Funder A paid Example Publisher for Example Hub &lt;b&gt;." in page
    assert 'name="text" value="{funders} paid {publisher} for {hub} &lt;b&gt;."' in page
    assert not Notice.objects.exists()


def test_notice_that_was_looked_at_is_kept(client, sue, hub):
    answer = enter(client, sue, hub, "gate", "For professionals.", **LOOKED_AT)

    notice = Notice.objects.get()
    assert (answer.status_code, notice.text, notice.valid_from) == (302, "For professionals.", timezone.localdate())


def test_page_to_change_it_again_holds_what_was_sent(client, sue, hub):
    answer = enter(client, sue, hub, "gate", "For {hub} & all.")

    page = client.get(answer.context["edit_url"]).content.decode()

    assert "For {hub} &amp; all." in page


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("strip", "{funder}", "This notice does not know {funder}. It knows {hub}, {publisher}."),
        ("quiz_intro", "By {funders}", "This notice does not know {funders}. It knows {hub}, {publisher}."),
        ("gate", "By {funders}", "This notice does not know {funders}. It knows {hub}, {publisher}."),
        (
            "statement_in_kind",
            "{what}: {in_kind}",
            "This notice does not know {what}. It knows {hub}, {publisher}, {funders}, {in_kind}.",
        ),
        ("statement_one", "Paid.", "A support statement names the funders: write {funders} where they stand."),
        (
            "quiz_intro",
            "A quiz of sample pharma.",
            "Take out Sample Pharma: funders are named from their agreements, never in a notice.",
        ),
        (
            "statement_many",
            "Thanks to {funders}.",
            "A statement of support praises nobody and claims nothing. Take out: Thanks.",
        ),
    ],
)
def test_bad_text_gets_a_sentence_and_stores_nothing(client, sue, hub, kind, text, sentence):
    make_funder("Sample Pharma")

    for looked_at in ({}, LOOKED_AT):
        assert errors(enter(client, sue, hub, kind, text, **looked_at)) == [sentence]
    assert not Notice.objects.exists()


def test_notice_does_not_begin_in_the_past(client, sue, hub):
    yesterday = timezone.localdate() - timedelta(days=1)

    answer = enter(client, sue, hub, "gate", "x", valid_from=yesterday.isoformat())

    assert errors(answer) == ["A notice begins today or later: what readers were shown before stays on record."]


def test_kept_notice_is_neither_changed_nor_deleted(client, sue, hub):
    notice = Notice.objects.create(hub=hub, kind="gate", text="Old", valid_from="2026-01-01")
    client.force_login(sue)
    change, delete = (reverse(f"admin:sponsors_notice_{page}", args=[notice.pk]) for page in ("change", "delete"))

    page = client.get(change).content.decode()
    statuses = [client.post(change, {"text": "New"}).status_code, client.post(delete, {"post": "yes"}).status_code]

    assert ("Write the next version" in page, statuses) == (True, [403, 403])
    notice.text = "New"
    for forbidden in (notice.save, notice.delete, Notice.objects.all().delete):
        with pytest.raises((AppendOnlyError, ProtectedError)):
            forbidden()


def test_page_shows_what_readers_see(client, sue, hub):
    notice = Notice.objects.create(hub=hub, kind="statement_many", text="By {funders}.", valid_from="2026-01-01")

    page = Desk(client, sue).open(MODEL, notice.pk).content.decode()

    assert "By Sample Funder A and Sample Funder B." in page
