"""Check that stored attempts are whole, and count them."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from quizzes.integrity import stored_answers
from quizzes.models import Attempt, Quiz


class Command(BaseCommand):
    help = (
        "Count stored attempts and answers, flagged ones included. Exits with status 1 when an attempt has fewer "
        "answers than questions shown, or when a learner has two attempts in one phase of a quiz."
    )

    def add_arguments(self, parser):
        parser.add_argument("--quiz", metavar="SLUG", help="only the quiz of this article")
        parser.add_argument("--json", action="store_true", help="print one JSON object, with every sheet of answers")

    def handle(self, **options):
        attempts = Attempt.objects.all()
        if slug := options["quiz"]:
            if not Quiz.objects.filter(article__slug=slug).exists():
                raise CommandError(f"No article with the slug {slug} has a quiz.", returncode=2)
            attempts = attempts.filter(quiz__article__slug=slug)
        stored = stored_answers(attempts, report_progress=self._show_progress)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(stored)))
        else:
            self.stdout.write(
                f"Attempts: {stored.attempts}, answers: {stored.answers}, "
                f"incomplete: {stored.incomplete}, duplicates: {stored.duplicates}."
            )
        if not stored.is_whole:
            sys.exit(1)

    def _show_progress(self, count: int) -> None:
        self.stderr.write(f"{count:,} attempts read")
