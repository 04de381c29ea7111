"""What is written when: around changes of the strip, at midnight, with publications."""

import json
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from articles.bundle.loading import load_bundle
from hub.canonical import payload_hash
from hub.models import AuditEvent
from sponsors.actions import add_notice, apply_levels, change_funder, confirm_agreement, correct_agreement
from sponsors.models import Agreement, BandTier, DisclosureSnapshot, Notice
from sponsors.snapshot_actions import catch_up, from_difference, recording, timeline
from sponsors.strip_history import State, midnight
from tests import factories
from tests.desk import Desk
from tests.factories import NOW, make_agreement, make_funder

DAY = timedelta(days=1)


def draft(hub, name="Funder F", level=2, **fields):
    return make_agreement(name, level, scope="hub", hub=hub, status="draft", **fields)


def named(hub):
    """Instant and funders of each snapshot of the strip, in the order of writing."""
    return [
        (row.shown_from, [name for level in row.words["levels"] for name in level["names"]])
        for row in DisclosureSnapshot.objects.filter(hub=hub, article=None)
    ]


def test_confirmation_writes_one_snapshot_whose_hash_stands_in_its_event(hub, sue):
    confirm_agreement(agreement=draft(hub), manager=sue, now=NOW)

    row = DisclosureSnapshot.objects.select_related("event").get()
    assert row.words == {
        "kind": "site",
        "language": "en",
        "opening": "Example Hub is an independent medical education platform.",
        "lead_in": "It is supported at",
        "levels": [{"label": "level 2", "names": ["Funder F"]}],
        "closing": "The order of levels reflects the amount given.",
        "is_nameless": False,
    }
    assert (row.shown_from, row.payload_hash) == (NOW, payload_hash(row.payload))
    assert (row.event.verb, row.event.subject) == ("show disclosure", f"hub {hub.slug}")
    assert json.loads(row.event.detail) == {
        "of": f"hub {hub.pk}",
        "payload": row.payload_hash,
        "shown_from": NOW.isoformat(),
    }


@pytest.fixture
def shown(hub, sue):
    """A hub with one funder, whose strip is on record since NOW."""
    confirm_agreement(agreement=draft(hub, starts_on=date(2026, 1, 1)), manager=sue, now=NOW)
    return hub


def rename(hub, sue, root, now):
    funder = Agreement.objects.get().funder
    funder.name = "Renamed"
    change_funder(funder=funder, actor=sue, now=now)


def move_levels(hub, sue, root, now):
    BandTier.objects.create(hub=hub, band="100k-250k", tier=1)
    apply_levels(hub=hub, actor=sue, now=now)


def word_strip(hub, sue, root, now):
    add_notice(notice=Notice(hub=hub, kind="strip", text="Own words.", valid_from=now.date()), actor=sue, now=now)


def shorten(hub, sue, root, now):
    agreement = Agreement.objects.get()
    agreement.ends_on = now.date() - DAY
    correct_agreement(agreement=agreement, actor=sue, reason="ended", now=now)


def import_other_name(hub, sue, root, now):
    bundle = {
        "format": "hub-article/1",
        "article": {"slug": "a", "title": "A", "body": []},
        "support": {"funders": [{"funder": "FUNDER F"}]},
    }
    load_bundle(bundle, hub=hub, overwrite=True)


def save_hub(field, value):
    def save(hub, sue, root, now):
        Desk(Client(), root).save("hub.hub", hub.pk, **{field: value})

    return save


CHANGES = [
    rename, move_levels, word_strip, shorten, import_other_name, save_hub("name", "Other Hub"),
    save_hub("has_strict_placement", "on"),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_the_strip_writes_one_snapshot(shown, sue, change):
    root = factories.make_user("root", is_staff=True, is_superuser=True)

    change(shown, sue, root, NOW + DAY)

    first, second = DisclosureSnapshot.objects.filter(hub=shown)
    assert first.payload != second.payload
    assert second.shown_from >= NOW + DAY


def change_purpose(hub, sue, now):
    agreement = Agreement.objects.get()
    agreement.purpose = "another"
    correct_agreement(agreement=agreement, actor=sue, reason="a word", now=now)


def rename_stranger(hub, sue, now):
    change_funder(funder=make_funder("Stranger"), actor=sue, now=now)


def confirm_for_article(hub, sue, now):
    confirm_agreement(agreement=make_agreement("Another", 1, status="draft"), manager=sue, now=now)


@pytest.mark.parametrize("change", [change_purpose, rename_stranger, confirm_for_article])
def test_what_readers_do_not_see_writes_nothing(shown, sue, change):
    change(shown, sue, NOW + DAY)

    assert DisclosureSnapshot.objects.count() == 1


def test_midnight_that_nobody_recorded_comes_before_the_change(shown, sue):
    agreement = Agreement.objects.get()
    agreement.ends_on = date(2026, 3, 10)
    correct_agreement(agreement=agreement, actor=sue, reason="it ends", now=NOW)
    agreement.ends_on = date(2026, 3, 31)
    later = datetime(2026, 3, 12, 9, tzinfo=UTC)

    correct_agreement(agreement=agreement, actor=sue, reason="it goes on", now=later)

    assert named(shown) == [
        (NOW, ["Funder F"]),
        (datetime(2026, 3, 11, tzinfo=UTC), []),
        (later, ["Funder F"]),
    ]


def test_catching_up_again_writes_nothing(shown):
    Agreement.objects.update(ends_on=date(2026, 3, 10))
    later = NOW + 30 * DAY

    assert [catch_up(shown, now=later), catch_up(shown, now=later), catch_up(shown, now=later + DAY)] == [1, 0, 0]


def test_block_inside_another_leaves_the_writing_to_it(hub, sue):
    with recording([hub.pk], now=NOW):
        for name in ("A", "B"):
            confirm_agreement(agreement=draft(hub, name), manager=sue, now=NOW)

    assert named(hub) == [(NOW, ["A", "B"])]


def test_refused_change_writes_nothing_and_the_next_one_does(hub, sue):
    make_agreement("A", 1, scope="hub", hub=hub)
    with pytest.raises(ValidationError):
        confirm_agreement(agreement=draft(hub, "A"), manager=sue, now=NOW)
    assert DisclosureSnapshot.objects.count() == 0

    confirm_agreement(agreement=draft(hub, "B", 1), manager=sue, now=NOW)
    assert named(hub) == [(NOW, ["A", "B"])]


def test_changes_at_one_instant_keep_their_order(hub, sue):
    for name in ("A", "B"):
        confirm_agreement(agreement=draft(hub, name), manager=sue, now=NOW)

    assert named(hub) == [(NOW, ["A"]), (NOW + timedelta(microseconds=1), ["A", "B"])]


def test_new_hub_begins_its_record(client, db):
    root = factories.make_user("root", is_staff=True, is_superuser=True)
    names = {"name": "New Hub", "short_name": "New", "slug": "new", "publisher": "Publisher"}

    Desk(client, root).save("hub.hub", **names)

    assert [row.words["opening"] for row in DisclosureSnapshot.objects.all()] == [
        "New Hub is an independent medical education platform."
    ]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("Europe/Berlin", date(2026, 3, 30), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        # Here the clock is set forward at midnight: the day begins at one o'clock.
        ("America/Sao_Paulo", date(2018, 11, 4), datetime(2018, 11, 4, 3, tzinfo=UTC)),
        # Here it is set back at one o'clock: midnight comes twice, and the first one begins the day.
        ("America/Havana", date(2026, 11, 1), datetime(2026, 11, 1, 4, tzinfo=UTC)),
    ],
)
def test_day_begins_at_its_first_instant(zone, day, expected):
    assert midnight(day, ZoneInfo(zone)) == expected
    assert expected.astimezone(ZoneInfo(zone)).date() == day
    assert (expected - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date() == day - DAY


def at(hours, payload):
    return State(NOW + timedelta(hours=hours), payload)


def test_later_written_row_takes_over_from_its_instant_on():
    assert timeline([at(0, "a"), at(5, "b"), at(3, "c")]) == [at(0, "a"), at(3, "c")]


@pytest.mark.parametrize(
    ("known", "planned", "expected"),
    [
        ([], [at(0, "a")], [0]),
        ([at(-5, "a")], [at(0, "a")], []),
        ([at(-5, "a")], [at(0, "a"), at(5, "b")], [5]),
        ([at(-5, "a"), at(5, "b")], [at(0, "a"), at(5, "b")], []),
        # Taken off the schedule: a row says what stays instead.
        ([at(-5, "a"), at(5, "b")], [at(0, "a")], [5]),
        # A change now overrides what stood ahead, so that it is written again.
        ([at(-5, "a"), at(5, "b")], [at(0, "c"), at(5, "b")], [0, 5]),
    ],
)
def test_rows_are_written_from_the_first_difference_on(known, planned, expected):
    assert from_difference(known, planned) == [NOW + timedelta(hours=hours) for hours in expected]


def test_nothing_public_and_nothing_on_record_are_alike():
    assert from_difference([], [at(0, '{"kind":"nothing"}')]) == []


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="not run: threads share one connection on SQLite in memory"
)
@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_no_equal_snapshots(transactional_db):
    hub, manager = factories.make_hub(), factories.make_staff("sue", "sponsor manager")
    drafts = [draft(hub, name) for name in ("A", "B", "C", "D")]
    start = Barrier(len(drafts))

    def confirm(agreement):
        start.wait()
        confirm_agreement(agreement=agreement, manager=manager)
        catch_up(hub, now=datetime.now(UTC))
        connection.close()

    threads = [Thread(target=confirm, args=[agreement]) for agreement in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [len(names) for _at, names in named(hub)] == [1, 2, 3, 4]
    assert AuditEvent.objects.filter(verb="show disclosure").count() == 4
