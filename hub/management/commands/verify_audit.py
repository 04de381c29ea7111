"""Checks the hash chain of the audit log, and the rows whose hashes it keeps."""

import re

from django.core.management.base import BaseCommand, CommandError

from hub.audit import verify

MOST_SENTENCES = 20


class Command(BaseCommand):
    help = (
        "Recompute the hash chain of the audit log, and the hashes of the versions, approvals and other rows that its "
        "events speak of; exit status 1 where anything differs. Write the head down outside, and give it to the next "
        "run: only so can it be seen that the newest events were removed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", metavar="HASH", default="", help="the head that an earlier run printed")

    def handle(self, *, head, **options):
        noted = head.strip().lower()
        if noted and not re.fullmatch("[0-9a-f]{64}", noted):
            raise CommandError("A head has 64 hexadecimal digits, as verify_audit prints it.", returncode=2)
        verdict = verify(noted_head=noted)
        for remark in verdict.remarks[:MOST_SENTENCES]:
            self.stderr.write(remark)
        if verdict.problems:
            shown = verdict.problems[:MOST_SENTENCES]
            rest = len(verdict.problems) - len(shown)
            raise CommandError("\n".join([*shown, *([f"And {rest} more."] if rest else [])]))
        self.stdout.write(f"{verdict.n_events} events, chain whole; {verdict.n_payloads} rows as their events say.")
        self.stdout.write(f"Head: {verdict.head}")
        self.stdout.write("Write the head down outside, and give it to the next run: verify_audit --head HASH")
