"""Counts all answers again and compares the sums behind reports with the result."""

from django.core.management.base import BaseCommand, CommandError

from quizzes.rollups import verifying


class Command(BaseCommand):
    help = (
        "Recount all answers and compare every sum behind reports, the queue included. Exit status 1 where one differs. "
        "With --rebuild the sums are counted anew first, while nobody can answer."
    )

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="throw the sums away and count them anew")

    def handle(self, *, rebuild: bool, **options):
        if rebuild:
            verifying.rebuild()
        wrong = 0
        for found in verifying.differences():
            self.stdout.write(f"{found.table}: {found.rows} rows, {found.differing} differ")
            wrong += found.differing
        if wrong:
            raise CommandError(f"{wrong} rows differ from a recount. Run verify_rollups --rebuild, and report it.")
