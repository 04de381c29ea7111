import smtplib
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import ReaderNote
from hub import retention
from hub.models import AuditEvent, Learner, User
from quizzes.models import Attempt, Phase
from tests.factories import make_attempt, make_published_quiz, make_user
from tests.mine import link, make_note

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def unused_for(days: int, name: str = "dan", **fields) -> User:
    user = make_user(name, **fields)
    User.objects.filter(pk=user.pk).update(date_joined=NOW - (days + 10) * DAY, last_login=NOW - days * DAY)
    return user


def run(now=NOW, is_dry=False) -> dict[str, tuple[int, int]]:
    """Due and removed by rule, without the rules that found nothing."""
    found = {outcome.rule.key: (outcome.due, outcome.removed) for outcome in retention.run(now=now, is_dry=is_dry)}
    return {key: counts for key, counts in found.items() if counts != (0, 0)}


def test_unused_account_is_warned_then_erased(hub, mailoutbox):
    account = unused_for(731)

    assert run() == {"unused accounts warned": (1, 1)}
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["dan@example.org"], "Your account at Example Hub will be erased")
    assert "To keep it, sign in before that day." in mail.body
    assert run(NOW + 30 * DAY) == {}
    assert run(NOW + 31 * DAY) == {"unused accounts erased": (1, 1)}
    assert not User.objects.filter(pk=account.pk).exists()
    assert '"reason": "retention"' in AuditEvent.objects.get(verb="erase person").detail
    assert len(mailoutbox) == 1


def test_signing_in_after_the_warning_keeps_the_account(hub, mailoutbox):
    account = unused_for(731)
    run()
    User.objects.filter(pk=account.pk).update(last_login=NOW + DAY)

    assert run(NOW + 40 * DAY) == {}


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True}, {"is_active": False}])
def test_staff_and_closed_accounts_are_left_to_people(hub, mailoutbox, fields):
    unused_for(2_000, **fields)

    assert (run(), mailoutbox) == ({}, [])


def test_account_used_within_two_years_stays(hub, mailoutbox):
    unused_for(729)

    assert (run(), mailoutbox) == ({}, [])


def test_mail_that_fails_leaves_the_account_unwarned(hub, monkeypatch):
    account = unused_for(731)

    def refuse(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(retention, "send_mail", refuse)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        run()
    account.refresh_from_db()
    assert account.warned_unused_at is None


def test_old_notes_go_where_nobody_can_read_them_any_more(hub, dan):
    article = make_published_quiz().article
    mine, lost, fresh = (Learner.objects.create() for _ in range(3))
    link(dan, mine)
    for learner, days in ((mine, 800), (lost, 731), (fresh, 729)):
        make_note(learner, article, updated_at=NOW - days * DAY)

    assert run() == {"notes": (1, 1)}

    assert set(ReaderNote.objects.values_list("learner", flat=True)) == {mine.pk, fresh.pk}
    assert AuditEvent.objects.get().subject == "notes"


def test_old_answers_are_listed_and_stay(hub):
    make_attempt(make_published_quiz(), Phase.POST, [0], submitted_at=NOW - 6 * 365 * DAY)

    assert run() == {"attempts": (1, 0)}
    assert Attempt.objects.count() == 1


def test_dry_run_counts_and_does_nothing(hub, mailoutbox, capsys):
    account = unused_for(731)

    call_command("retention_run", "--dry-run")

    out = capsys.readouterr().out
    assert "Accounts unused for 24 months, to be warned by mail: 1 due\n" in out
    assert "Quiz attempts older than 5 years: 0 (listed only)\n" in out
    account.refresh_from_db()
    assert (mailoutbox, account.warned_unused_at) == ([], None)


def test_rows_of_history_expire_only_under_the_reason(hub):
    """What an app registers in one line works for append-only rows too, each time with an audit event."""
    make_attempt(make_published_quiz(questions=0), Phase.POST, [], submitted_at=NOW - 40 * DAY, n_shown=1)
    rule = retention.expiring("sheets", "Sheets", "quizzes.Attempt", "submitted_at", days=30)

    assert (rule.find(NOW).count(), rule.remove(NOW), Attempt.objects.count()) == (1, 1, 0)
    assert AuditEvent.objects.get().detail == '{"rows": 1}'
