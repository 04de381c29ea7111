"""What falls due by the clock. Run it from cron every few minutes; runs may overlap."""

from collections.abc import Callable
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import declaration_mails, suggestion_mails, unscheduling_mails
from hub.mail_queue import Sent
from hub.reports import published
from hub.reports.freezing import freeze_due
from hub.reports.outcomes import editions
from hub.reports.scopes import take_if_due
from quizzes import follow_up_mails
from quizzes.rollups.folding import fold_all
from sponsors.contributions import mails as contribution_mails
from sponsors.snapshot_actions import catch_up_all


def _mailing(send: Callable[[datetime], Sent]) -> Callable[[datetime], tuple[str, bool]]:
    def work(now: datetime) -> tuple[str, bool]:
        outcome = send(now)
        return f"{outcome.sent} sent, {outcome.failed} failed", not outcome.failed

    return work


def _recording(now: datetime) -> tuple[str, bool]:
    return f"{catch_up_all(now)} recorded", True


def _freezing(now: datetime) -> tuple[str, bool]:
    outcome = freeze_due(now)
    return f"{outcome.written} frozen, {outcome.failed} failed", not outcome.failed


for report in editions.REPORTS:
    published.register(report)

JOBS: dict[str, Callable[[datetime], tuple[str, bool]]] = {
    "follow-up mails": _mailing(follow_up_mails.send_due),
    "stopped publications": _mailing(unscheduling_mails.send_due),
    "news of suggestions": _mailing(suggestion_mails.send_due),
    "receipts": _mailing(contribution_mails.send_receipts),
    "subscriptions to confirm": _mailing(contribution_mails.send_confirmations),
    "impact updates": _mailing(contribution_mails.send_updates),
    "disclosures as shown": _recording,
    "declaration reminders": _mailing(declaration_mails.send_due),
    "sums over quizzes": lambda now: (take_if_due(now), True),
    "sums of answers": lambda now: (f"{fold_all()} contributions folded", True),
    "published figures": _freezing,
}
"""Name to work. Each says what it did, and whether all of it succeeded."""


class Command(BaseCommand):
    help = (
        f"Do what is due now: {', '.join(JOBS)}. Meant for cron every few minutes; runs may overlap, and nothing is sent "
        "twice but after a crash. Exit status 1 where something failed; it is tried again by a later run."
    )

    def handle(self, **options):
        failed = []
        for name, work in JOBS.items():
            words, is_whole = work(timezone.now())
            self.stdout.write(f"{name}: {words}")
            if not is_whole:
                failed.append(name)
        if failed:
            raise CommandError(
                f"Not everything was done: {', '.join(failed)}. The log says why; a later run tries again."
            )
