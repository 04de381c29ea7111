"""Remaking the index of findings from the texts."""

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.models import Finding


class Command(BaseCommand):
    help = "Rebuild the index of findings from the texts of all articles. Needed only after rows were written by hand."

    @transaction.atomic
    def handle(self, **options):
        n_findings = Finding.objects.rebuild_all()
        self.stdout.write(f"{n_findings} findings in the index.")
