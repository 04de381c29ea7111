"""Erases one person, or erases again whom a restored backup brought back."""

from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub import erasure
from hub.models import ErasedPerson, User, fold_email
from hub.personal_data import address_data


class Command(BaseCommand):
    help = (
        "Erase the person with this e-mail address: account, profile, link to the answers, sessions, addresses, second "
        "factors, notes; and the person in suggestions and contributions, whose amounts and dates stay. Answers stay without any link, or go too with --with-answers. Staff whose approvals and "
        "publications are history keep an empty, closed account; bylines stay as published. After a backup was "
        "restored, --replay erases again everybody on the list that --list wrote before."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?")
        parser.add_argument("--with-answers", action="store_true", help="delete quiz and survey answers too")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--list", action="store_true", help="print the erased, as keyed hashes, a line each")
        parser.add_argument(
            "--replay", metavar="FILE", type=Path, help="erase again whom this list names, and the hub's own"
        )

    def handle(self, *, email, with_answers, yes, replay, **options):
        if options["list"]:
            for row in ErasedPerson.objects.all():
                self.stdout.write(f"{row.mac} {row.erased_at.isoformat()} {'with' if row.with_answers else 'without'}")
        elif replay:
            self._replay(replay)
        elif email:
            self._erase(email, with_answers, yes)
        else:
            raise CommandError("Give an e-mail address, --list or --replay FILE.", returncode=2)

    def _erase(self, email: str, with_answers: bool, yes: bool) -> None:
        folded = fold_email(email)
        account = User.objects.filter(email=folded).first()
        if account is None and not any(data.dump([folded]) for data in address_data()):
            self.stdout.write("No account has this e-mail address: there is nothing to erase.")
            return
        if not yes:
            answers = "with all answers" if with_answers else "answers stay"
            if input(f"Erase {folded} ({answers})? It cannot be undone. Type yes: ").strip() != "yes":
                raise CommandError("Nothing was erased.")
        if account is None:
            done = erasure.erase_address(email=folded, now=timezone.now())
        else:
            done = erasure.erase_account(account=account, with_answers=with_answers, now=timezone.now(), under=[folded])
        rows = ", ".join(f"{key} {count}" for key, count in done.rows.items() if count)
        said = (
            f"Account {done.account}. Rows deleted"
            if account
            else "No account has this e-mail address. Rows deleted or emptied"
        )
        self.stdout.write(f"{said}: {rows or 'none'}.")

    def _replay(self, path: Path) -> None:
        try:
            lines = path.read_text(encoding="ascii").splitlines()
            rows = [_read(line) for line in lines if line.strip()]
        except OSError as error:
            raise CommandError(f"{path} could not be read: {error.strerror}.") from error
        except ValueError as error:
            raise CommandError(f"{path} is no list of erased people: {error}") from error
        done = erasure.replay(erased=[*ErasedPerson.objects.all(), *rows], now=timezone.now())
        self.stdout.write(f"{len(done)} erased again.")


def _read(line: str) -> ErasedPerson:
    mac, erased_at, answers = line.split()
    if len(mac) != 64 or answers not in ("with", "without"):
        raise ValueError(f"this line cannot be read: {line[:80]}")
    return ErasedPerson(mac=mac, erased_at=datetime.fromisoformat(erased_at), with_answers=answers == "with")
