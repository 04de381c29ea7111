"""Adds what answers changed up into the sums that reports read."""

from django.core.management.base import BaseCommand

from quizzes.rollups.folding import fold_all


class Command(BaseCommand):
    help = (
        "Fold the queue of contributions into the sums behind reports. Reports are exact without it, and slower. Safe to "
        "run at any time and several times at once; `run_due` does it too."
    )

    def handle(self, **options):
        self.stdout.write(f"{fold_all()} contributions folded.")
