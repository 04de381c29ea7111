"""References by DOI or PMID, into the library."""

from django.core.management.base import BaseCommand, CommandError

from articles.ama import reference_text
from articles.lookup import look_up, read_identifiers
from articles.models import Reference
from articles.reference_actions import ImportRefused, import_references
from articles.reference_import.duplicates import find_duplicates, work_of
from articles.reference_import.keys import suggest_keys
from hub.models import Hub

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Look up references by DOI at doi.org (Crossref, DataCite) and by PMID at PubMed, and store those that are not there "
        "yet. Exit status 2 where an identifier cannot be read or is not found; the others are stored all the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("identifiers", nargs="+", metavar="DOI-or-PMID")
        parser.add_argument("--dry-run", action="store_true", help="print what would be stored, and store nothing")

    def handle(self, *, identifiers, dry_run, **options):
        wanted, problems = read_identifiers(" ".join(identifiers))
        found = look_up(wanted, contact=Hub.objects.contact_email(), patience=float("inf"))
        new = self._new_ones(found.items)
        if not dry_run:
            self._store(new)
        for key, item in new:
            self.stdout.write(f"{'would store' if dry_run else 'stored'} {key}: {reference_text(item)}")
        for problem in (failures := [*problems, *found.problems]):
            self.stderr.write(str(problem))
        if failures:
            raise CommandError(f"{len(failures)} of these remarks need a look.", returncode=BAD_INPUT)

    def _new_ones(self, items) -> list[tuple[str, dict]]:
        """The works that nobody stored, each with a free key; the others are named."""
        stored = Reference.objects.works()
        works = [work_of(item, f"number {number}") for number, item in enumerate(items, start=1)]
        new = []
        for item, duplicate in zip(items, find_duplicates(works, stored), strict=True):
            if duplicate is None:
                new.append(item)
            else:
                self.stdout.write(
                    f"there already as {duplicate.work.label} (same {duplicate.by}): {reference_text(item)}"
                )
        return list(zip(suggest_keys(new, {work.label for work in stored}), new, strict=True))

    def _store(self, new) -> None:
        try:
            import_references(items=new, actor=None)
        except ImportRefused as refused:
            raise CommandError(str(refused)) from refused
