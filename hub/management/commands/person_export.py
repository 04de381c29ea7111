"""Writes all that is stored of one person."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub import audit
from hub.models import User, erased_email_mac, fold_email
from hub.personal_data import address_data, learner_ids_of, personal_record


class Command(BaseCommand):
    help = (
        "Write all that is stored of the person with this e-mail address, as JSON (GDPR Art. 15 and 20). Scores are "
        "complete: also those that the person's own page holds back until the questions after reading are answered."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--output", metavar="FILE", type=Path, help="write into this new file; else to the output")

    def handle(self, *, email, output, **options):
        folded = fold_email(email)
        account = User.objects.filter(email=folded).first()
        if account is None and not any(data.dump([folded]) for data in address_data()):
            raise CommandError("No account has this e-mail address. Addresses are compared without upper case.")
        record = personal_record(
            account=account,
            learner_ids=learner_ids_of(account) if account else (),
            now=timezone.now(),
            tells_all_scores=True,
            addresses=[folded],
        )
        audit.record(actor=None, verb="export person", subject=f"person {erased_email_mac(folded)[:16]}", by="command")
        text = json.dumps(record, ensure_ascii=False, indent=1)
        if output is None:
            self.stdout.write(text)
            return
        try:
            with output.open("x", encoding="utf-8") as file:
                file.write(f"{text}\n")
        except OSError as error:
            raise CommandError(f"{output} could not be written: {error.strerror}.") from error
        self.stderr.write(f"Written to {output}.")
