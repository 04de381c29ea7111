"""Judging the writing of all questions anew."""

from django.core.management.base import BaseCommand
from django.db import transaction

from quizzes.judging import judge_all


class Command(BaseCommand):
    help = (
        "Judge the writing of all working questions anew, for the filter of the question bank. Needed after an update that "
        "changes the rules, or after rows were written by hand; saving a question judges it anyway."
    )

    @transaction.atomic
    def handle(self, **options):
        self.stdout.write(f"The remarks on {judge_all()} questions changed.")
