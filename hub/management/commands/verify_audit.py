"""Checks the hash chain of the audit log."""

from django.core.management.base import BaseCommand, CommandError

from hub.audit import first_broken_event
from hub.models import AuditEvent


class Command(BaseCommand):
    help = "Recompute the hash chain of the audit log; exit status 1 where it is broken."

    def handle(self, **options):
        if broken := first_broken_event():
            raise CommandError(f"The chain is broken at event {broken.pk} of {broken.at}: {broken}.")
        self.stdout.write(f"{AuditEvent.objects.count()} events, chain whole.")
