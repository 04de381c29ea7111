"""manage.py verify_audit: each kind of breaking the log, done on purpose behind the back of models and triggers."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet

from articles.actions import approve, publish
from articles.models import Approval, ArticleVersion
from hub import audit
from hub.models import AuditEvent
from quizzes.models import PinnedQuestion
from sponsors.actions import confirm_agreement
from sponsors.models import Agreement, AgreementChange
from tests.factories import NOW, make_agreement, make_ready_article, make_user, make_version
from tests.tampering import tampering

pytestmark = pytest.mark.django_db
GONE = "events were removed, inserted or exchanged here"
ALTERED = "its content and its hash differ"


@pytest.fixture
def events(paul) -> list[AuditEvent]:
    return [audit.record(actor=paul, verb="take down", subject=f"article {letter}", reason="old") for letter in "abcd"]


def verified(**options) -> str:
    """The sentences of a run that finds something, "" for one that does not."""
    try:
        call_command("verify_audit", **options)
    except CommandError as error:
        return str(error)
    return ""


def change(model, pk, **columns) -> None:
    with tampering(model):
        QuerySet(model).filter(pk=pk).update(**columns)


def remove(event: AuditEvent) -> None:
    with tampering(AuditEvent):
        QuerySet(AuditEvent).filter(pk=event.pk).delete()


def insert(pk: int, event: AuditEvent, **columns) -> None:
    """A row of the attacker's making, with a hash that fits its content."""
    row = AuditEvent(pk=pk, at=event.at, actor=event.actor, verb="publish", subject="article x", **columns)
    row.hash = row.computed_hash()
    QuerySet(AuditEvent).bulk_create([row])


def test_whole_log_is_confirmed_with_its_head(events, capsys):
    call_command("verify_audit", head=events[1].hash)

    assert capsys.readouterr().out.splitlines()[:2] == [
        "4 events, chain whole; 0 rows as their events say.",
        f"Head: {events[3].hash}",
    ]


@pytest.mark.parametrize(
    "columns",
    [
        {"detail": '{"reason": "new"}'},
        {"subject": "article z"},
        {"verb": "publish"},
        {"at": NOW},
        {"actor": None},
        {"hash": "f" * 64},
    ],
    ids=lambda columns: next(iter(columns)),
)
def test_changed_event_is_named(events, columns):
    change(AuditEvent, events[1].pk, **columns)

    said = verified()

    assert said.startswith(f"The chain is broken at event {events[1].pk} of ")
    assert ALTERED in said


def test_event_given_to_somebody_else_is_named(events):
    change(AuditEvent, events[2].pk, actor=make_user("mallory"))

    assert f"at event {events[2].pk} " in verified()


def test_event_changed_with_its_hash_is_found_at_the_next(events):
    forged = AuditEvent.objects.get(pk=events[1].pk)
    forged.subject = "article z"
    change(AuditEvent, forged.pk, subject=forged.subject, hash=forged.computed_hash())

    said = verified()

    assert (f"at event {events[2].pk} " in said, GONE in said) == (True, True)


def test_event_missing_in_the_middle_is_found(events):
    remove(events[1])

    said = verified()

    assert (f"at event {events[2].pk} " in said, GONE in said) == (True, True)


def test_missing_first_event_is_found(events):
    remove(events[0])

    assert f"at event {events[1].pk} " in verified()


def test_missing_tail_is_found_by_the_noted_head_alone(events):
    remove(events[3])

    assert verified() == ""
    assert verified(head=events[2].hash) == ""
    assert verified(head=events[3].hash) == (
        f"No event has the hash {events[3].hash}: the events from there on were removed or written anew."
    )


def test_chain_written_anew_is_found_by_the_noted_head(events, paul):
    with tampering(AuditEvent):
        QuerySet(AuditEvent).delete()
    audit.record(actor=paul, verb="take down", subject="article a", reason="other")

    assert verified() == ""
    assert events[3].hash in verified(head=events[3].hash)


def test_exchanged_events_are_found(events):
    first, second = events[1:3]
    spare = 1 + events[3].pk
    for old, new in ((first.pk, spare), (second.pk, first.pk), (spare, second.pk)):
        with tampering(AuditEvent), connection.cursor() as cursor:
            cursor.execute("UPDATE hub_auditevent SET id = %s WHERE id = %s", [new, old])

    said = verified()

    assert (f"at event {first.pk} " in said, GONE in said) == (True, True)


def test_event_put_at_the_end_under_a_wrong_predecessor_is_found(events):
    insert(events[3].pk + 1, events[3], previous_hash="0" * 63 + "1")

    assert f"at event {events[3].pk + 1} " in verified()


def test_event_put_in_between_is_found(events):
    gap = events[3].pk
    with tampering(AuditEvent), connection.cursor() as cursor:
        cursor.execute("UPDATE hub_auditevent SET id = %s WHERE id = %s", [gap + 1, gap])
    insert(gap, events[3], previous_hash="e" * 64)

    assert f"at event {gap} " in verified()


def test_clock_set_back_is_remarked_and_breaks_nothing(events, paul, capsys):
    later = AuditEvent(
        at=events[3].at + timedelta(hours=1), actor=paul, verb="log in", subject="b", previous_hash=events[3].hash
    )
    later.hash = later.computed_hash()
    later.save()
    after = audit.record(actor=paul, verb="take down", subject="article e")

    assert verified() == ""
    assert capsys.readouterr().err == f"Event {after.pk} is older than event {later.pk}: a clock was set back.\n"


@pytest.mark.parametrize("head", ["abc", "z" * 64])
def test_head_that_is_none_gets_a_sentence(events, head):
    assert verified(head=head) == "A head has 64 hexadecimal digits, as verify_audit prints it."


@pytest.fixture
def version(hub, rhea, paul) -> ArticleVersion:
    article = make_ready_article(hub)
    approve(article=article, reviewer=rhea, now=NOW)
    return publish(article=article, publisher=paul, reason="first", now=NOW)


@pytest.fixture
def agreement_change(hub, sue) -> AgreementChange:
    agreement = make_agreement(hub=hub, scope="hub", level=2, status=Agreement.Status.DRAFT, starts_on=NOW.date())
    confirm_agreement(agreement=agreement, manager=sue)
    return AgreementChange.objects.get()


def test_rows_that_events_speak_of_are_compared(version, agreement_change, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out.splitlines()[0] == "5 events, chain whole; 6 rows as their events say."


@pytest.mark.parametrize("columns", [{"content": "{}"}, {"content_hash": "0" * 64}], ids=["content", "hash"])
def test_changed_version_is_named(version, columns):
    change(ArticleVersion, version.pk, **columns)

    event = AuditEvent.objects.get(verb="publish")
    assert verified() == (
        f"Version 1 of the article {version.article.slug} is not what event {event.pk} says: its hash differs."
    )


def test_changed_objective_of_a_published_question_is_named(version):
    change(PinnedQuestion, version.pinned_questions.get().pk, objective_key="LO9")

    event = AuditEvent.objects.get(verb="publish")
    assert verified() == (
        f"Outcome plan of version 1 of the article {version.article.slug} is not what event {event.pk} says: its hash "
        "differs."
    )


def test_version_survives_another_slug_of_its_article(version):
    version.article.slug = "renamed"
    version.article.save()

    assert verified() == ""


def test_version_without_its_event_is_named(version):
    slipped_in = make_version(version.article)

    assert verified().splitlines()[0] == f"No audit event speaks of version 2 of the article {slipped_in.article.slug}."


def test_version_that_its_event_outlived_is_named(version, paul):
    event = audit.record(actor=paul, verb="publish", subject="article x", row=version.pk + 9, content="0" * 64)

    assert verified() == f"Event {event.pk} speaks of a version, which is gone."


def test_approval_given_to_another_reviewer_is_named(version, paul):
    change(Approval, version.approval_id, reviewer=paul)

    assert verified().startswith(f"Approval {version.approval_id} of the article ")


def test_changed_amount_of_an_agreement_is_named(agreement_change):
    change(AgreementChange, agreement_change.pk, payload='{"changed": {}}')

    assert verified() == (
        f"Change of an agreement {agreement_change.pk} is not what event {agreement_change.event_id} says: "
        "its hash differs."
    )
