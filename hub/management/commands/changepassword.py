"""Django's own command, with the trace in the audit log where the account works for a hub."""

from django.contrib.auth.management.commands import changepassword

from hub import accounts
from hub.models import User, fold_email


class Command(changepassword.Command):
    def handle(self, *args, **options):
        # Not one transaction: the command waits for what somebody types.
        account = User.objects.filter(email=fold_email(options["username"] or "")).first()
        before = accounts.powers(account)
        result = super().handle(*args, **options)
        if account is not None:
            accounts.record_change(account=account, before=before, password_before=account.password, actor=None)
        return result
