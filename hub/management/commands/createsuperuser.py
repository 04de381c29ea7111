"""Django's own command, with the trace in the audit log."""

from django.contrib.auth.management.commands import createsuperuser

from hub import accounts
from hub.models import User


class Command(createsuperuser.Command):
    def handle(self, *args, **options):
        # Not one transaction: the command may wait for what somebody types.
        known = set(User.objects.values_list("pk", flat=True))
        result = super().handle(*args, **options)
        for account in User.objects.filter(is_superuser=True).exclude(pk__in=known):
            accounts.record_change(account=account, before={}, actor=None)
        return result
