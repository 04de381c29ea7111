"""What falls due by the clock. Run it from cron every few minutes; runs may overlap."""

from collections.abc import Callable
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes.follow_up_mails import send_due


def follow_up_mails(now: datetime) -> tuple[str, bool]:
    outcome = send_due(now)
    return f"{outcome.sent} sent, {outcome.failed} failed", not outcome.failed


JOBS: dict[str, Callable[[datetime], tuple[str, bool]]] = {"follow-up mails": follow_up_mails}
"""Name to work. Each says what it did, and whether all of it succeeded."""


class Command(BaseCommand):
    help = (
        "Do what is due now: follow-up mails. Meant for cron every few minutes; runs may overlap, and nothing is sent "
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
