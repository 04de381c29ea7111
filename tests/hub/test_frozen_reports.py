"""Published figures: frozen once a month, carried on where they would give few learners away, and proven."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from hub import __version__
from hub.audit import verify
from hub.canonical import payload_hash
from hub.models import AuditEvent, FrozenReport
from hub.reports import published
from hub.reports.freezing import CannotFreeze, Frozen, freeze, freeze_due
from hub.reports.published import PublishedReport, Subject, newest
from tests.tampering import tampering

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))
NOW = datetime(2026, 5, 20, tzinfo=UTC)
BERLIN = Subject("article 1", "article one", ZoneInfo("Europe/Berlin"), "one")


def reporting(*editions, subjects=(BERLIN,), kind="outcomes"):
    """A report whose editions have these learners by question, in the order of the months from March on."""

    def build(row, cutoff):
        learners = editions[cutoff.month - 3]
        return {"title": f"Of {row}", "questions": {"rows": [{"key": [key], "n": n} for key, n in learners.items()]}}

    return PublishedReport(kind, lambda: subjects, build)


def frozen(report, cutoff, by=None):
    return freeze(report=report, subject=BERLIN, cutoff=cutoff, by=by, now=NOW)


def figures(edition):
    return {row["key"][0]: (row["n"], row["as_of"]) for row in edition.values["questions"]["rows"]}


def test_edition_is_stored_with_its_hash_and_told_to_the_audit_log(ben):
    edition = frozen(reporting({"q1": 12}), MARCH, by=ben)

    content = '{"questions":{"rows":[{"as_of":"2026-03-01","key":["q1"],"n":12}]},"title":"Of one"}'
    assert (edition.kind, edition.subject, edition.cutoff, edition.frozen_at) == ("outcomes", "article 1", MARCH, NOW)
    assert (edition.content, edition.content_hash) == (content, payload_hash(content))
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor, edition.event) == ("freeze report", "article one", ben, event)
    assert json.loads(event.detail) == {
        "report": "outcomes", "of": "article 1", "cutoff": "2026-03-01", "content": payload_hash(content),
        "software": __version__,
    }  # fmt: skip


def test_figures_that_would_give_few_learners_away_stand(hub):
    report = reporting({"q1": 12, "q2": 40}, {"q1": 21, "q2": 50}, {"q1": 22, "q2": 50})

    editions = [frozen(report, month) for month in (MARCH, APRIL, MAY)]

    assert [figures(edition) for edition in editions] == [
        {"q1": (12, "2026-03-01"), "q2": (40, "2026-03-01")},
        {"q1": (12, "2026-03-01"), "q2": (50, "2026-04-01")},
        # Set beside what was printed in March, not what was counted in April.
        {"q1": (22, "2026-05-01"), "q2": (50, "2026-05-01")},
    ]


def test_edition_stays_as_it_is(django_assert_num_queries):
    edition = frozen(reporting({"q1": 12}), MARCH)

    with django_assert_num_queries(1):
        again = frozen(reporting({"q1": 99}), MARCH)

    assert (again.pk, again.content) == (edition.pk, edition.content)
    assert AuditEvent.objects.count() == 1


def test_editions_of_others_are_no_editions_before():
    other = Subject("article 2", "article two", BERLIN.zone, "two")
    freeze(report=reporting({"q1": 12}), subject=other, cutoff=MARCH, by=None, now=NOW)
    frozen(reporting({"q1": 12}, kind="other"), MARCH)

    assert figures(frozen(reporting({}, {"q1": 13}), APRIL)) == {"q1": (13, "2026-04-01")}


@pytest.mark.parametrize("cutoff", [date(2026, 4, 2), date(2026, 6, 1)])
def test_only_months_that_have_begun_are_frozen(cutoff):
    with pytest.raises(CannotFreeze, match="not the first day of a month that has begun"):
        frozen(reporting({}, {}, {}, {}), cutoff)

    assert not FrozenReport.objects.exists()


def test_the_month_begins_in_the_zone_of_the_hub():
    evening = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)

    assert BERLIN.cutoff(evening) == MAY
    assert Subject("a", "a", ZoneInfo("America/New_York"), "").cutoff(evening) == APRIL


def test_editions_are_written_forwards():
    frozen(reporting({}, {"q1": 12}), APRIL)

    with pytest.raises(CannotFreeze, match="2026-04-01 is there already"):
        frozen(reporting({"q1": 10}), MARCH)


def test_figures_on_few_learners_are_refused():
    def build(row, cutoff):
        few, many = {"key": ["few", "nurse"], "n": 9}, {"key": ["many"], "n": 10}
        return {
            "cohorts": {"rows": [few, many], "total": {"n": 3}},
            "quizzes": {"one": {"rows": [few]}, "two": {"rows": []}},
        }

    with pytest.raises(CannotFreeze) as refused:
        frozen(PublishedReport("outcomes", lambda: [], build), MARCH)

    assert str(refused.value) == (
        "Figures on fewer than 10 learners: cohorts: few nurse; cohorts: total; quizzes, one: few nurse."
    )


@pytest.mark.parametrize(
    "columns", [{"cutoff": date(2026, 3, 2)}, {"content_hash": "0" * 63}, {"content_hash": "X" * 64}]
)
def test_database_refuses_other_days_and_hashes(columns):
    edition = frozen(reporting({"q1": 12}), MARCH)

    with pytest.raises(IntegrityError), transaction.atomic(), tampering(FrozenReport):
        QuerySet(FrozenReport).filter(pk=edition.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"content": "{}"},
        {"content": "{}", "content_hash": payload_hash("{}")},
        {"cutoff": APRIL},
        {"subject": "article 2"},
        {"kind": "other"},
    ],
)
def test_changed_edition_is_found(columns):
    edition = frozen(reporting({"q1": 12}), MARCH)
    assert (verify().problems, verify().n_payloads) == ([], 1)

    with tampering(FrozenReport):
        QuerySet(FrozenReport).filter(pk=edition.pk).update(**columns)

    changed = FrozenReport.objects.get()
    assert verify().problems == [
        f"Frozen report {edition.pk} ({changed}) is not what event {edition.event_id} says: its hash differs."
    ]


def test_edition_that_is_gone_is_missed():
    edition = frozen(reporting({"q1": 12}), MARCH)

    with tampering(FrozenReport):
        QuerySet(FrozenReport).filter(pk=edition.pk)._raw_delete("default")

    assert verify().problems == [f"Event {edition.event_id} speaks of a frozen report, which is gone."]


@pytest.fixture
def registered(monkeypatch):
    """Registers reports for one test."""
    monkeypatch.setattr(published, "_reports", {})
    return published.register


def test_run_freezes_what_is_due_and_nothing_twice(registered, django_assert_num_queries):
    subjects = [BERLIN, Subject("article 2", "article two", ZoneInfo("America/New_York"), "two")]
    registered(reporting({"q1": 12}, {"q1": 30}, {"q1": 31}, subjects=subjects))
    month_ends = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)

    assert freeze_due(month_ends) == Frozen(written=2)
    assert sorted(FrozenReport.objects.values_list("subject", "cutoff")) == [("article 1", MAY), ("article 2", APRIL)]
    with django_assert_num_queries(1):
        assert freeze_due(month_ends) == Frozen()
    assert freeze_due(NOW) == Frozen(written=1)
    assert newest("outcomes", "article 2").cutoff == MAY
    assert newest("outcomes", "article 3") is None


def test_a_report_that_fails_stops_no_other(registered, caplog, capsys):
    registered(PublishedReport("broken", lambda: [BERLIN], lambda row, cutoff: 1 / 0))
    registered(PublishedReport("outcomes", lambda: [BERLIN], lambda row, cutoff: {"title": "None yet"}))

    assert freeze_due(NOW) == Frozen(written=1, failed=1)
    assert "broken of article one before 2026-05-01 could not be frozen." in caplog.text
    with pytest.raises(CommandError, match="published figures"):
        call_command("run_due")
    assert "published figures: 1 frozen, 1 failed" in capsys.readouterr().out
