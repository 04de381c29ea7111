"""Removes what is over its time."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from hub import retention


class Command(BaseCommand):
    help = (
        "Remove what is over its time, and list what a person has to decide on. Removed: expired sessions; notes of "
        "devices without an account after 24 months; accounts of learners that nobody signed in to for 24 months, 30 "
        "days after a warning by mail (answers stay without any link). Listed and never removed: answers older than 5 "
        "years, which may go only once totals are kept apart from them; audit events older than 3 years, because each "
        "carries the hash of the one before. Staff accounts are closed by hand. Meant to run once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count only; change nothing and send nothing")

    def handle(self, *, dry_run, **options):
        for outcome in retention.run(now=timezone.now(), is_dry=dry_run):
            if outcome.is_listed:
                told = f"{outcome.due} (listed only)"
            elif dry_run:
                told = f"{outcome.due} due"
            else:
                told = f"{outcome.removed} of {outcome.due} done"
            self.stdout.write(f"{outcome.rule.words}: {told}")
