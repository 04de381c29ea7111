"""Trials from ClinicalTrials.gov, into the registry of the installation."""

from django.core.management.base import BaseCommand, CommandError

from articles.bundle.reading import read_json
from articles.registry_import.actions import StaleComparison, Unfit, beside, take_study, trial_of
from articles.registry_import.ctgov import StudyError, read_study
from articles.registry_import.fetching import fetch_study
from hub.models import Hub

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Ask ClinicalTrials.gov for studies and store the trials that are not there yet. Of a stored trial the differences "
        "are listed and nothing changes; the admin offers them one by one. Exit status 2 where a study is not found."
    )

    def add_arguments(self, parser):
        parser.add_argument("numbers", nargs="+", metavar="NCT-number")
        parser.add_argument("--dry-run", action="store_true", help="print what would be stored, and store nothing")

    def handle(self, *, numbers, dry_run, **options):
        n_failures = 0
        for number in numbers:
            try:
                self._fetch(number, dry_run=dry_run)
            except (StudyError, Unfit, StaleComparison) as error:
                self.stderr.write(f"{number}: {error}")
                n_failures += 1
        if n_failures:
            raise CommandError(f"{n_failures} of {len(numbers)} studies were not read.", returncode=BAD_INPUT)

    def _fetch(self, number: str, *, dry_run: bool) -> None:
        study = read_study(read_json(fetch_study(number, contact=Hub.objects.contact_email())))
        trial = trial_of(study)
        side = beside(study, trial)
        changes = side.compared().changes
        if trial:
            self.stdout.write(f"{study.number}: stored as {trial}, {len(changes)} differences")
            for change in changes:
                self.stdout.write(f"  {change.label}")
            return
        if dry_run:
            self.stdout.write(f"{study.number}: would store {study.trial['acronym']}")
            return
        paths = [change.path for change in changes]
        taken = take_study(study=study, trial=None, chosen=paths, seen=side.state, actor=None)
        self.stdout.write(f"{study.number}: stored {taken.trial}")
        for remark in study.remarks:
            self.stdout.write(f"  {remark.where}: {remark.message}")
