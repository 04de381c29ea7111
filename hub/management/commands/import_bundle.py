"""Articles from bundle files."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.actions import Refused
from articles.bundle.loading import Imported, load_bundle
from articles.bundle.publishing import load_and_publish, refusal_lines, require_two_people
from articles.bundle.reading import LARGEST_FILE, BundleError, read_bundle
from hub.models import Hub, User

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Import articles, one transaction a file: all of a file or nothing. Writes working copies only; importing the same "
        "file again changes nothing. Exit status 2 where a file has problems, each printed with its place."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="bundle, see docs/bundle.md")
        parser.add_argument("--hub", metavar="SLUG", help="where new articles go (default: the default hub)")
        parser.add_argument("--publish", action="store_true", help="approve and publish as well")
        parser.add_argument("--reviewer", metavar="EMAIL", help="account that approves; needed with --publish")
        parser.add_argument("--publisher", metavar="EMAIL", help="account that publishes; needed with --publish")
        parser.add_argument(
            "--overwrite", action="store_true", help="replace stored values of trials, people, funders and references"
        )
        parser.add_argument("--json", action="store_true", help="print one line of JSON a file")

    def handle(self, *, files, hub, publish, reviewer, publisher, overwrite, **options):
        wishes = {"hub": self._hub(hub), "overwrite": overwrite}
        if publish:
            wishes |= self._two_people(reviewer, publisher)
        elif reviewer or publisher:
            raise CommandError("--reviewer and --publisher go with --publish.")
        refused = [file for file in files if not self._import(file, wishes, as_json=options["json"])]
        if refused:
            count = f"{len(refused)} of {len(files)} files were" if len(files) > 1 else f"{refused[0]} was"
            raise CommandError(f"{count} not imported.", returncode=BAD_INPUT)

    def _hub(self, slug: str | None) -> Hub | None:
        hub = Hub.objects.filter(slug=slug).first() if slug else None
        if slug and hub is None:
            raise CommandError(f"There is no hub {slug}.", returncode=BAD_INPUT)
        return hub

    def _two_people(self, reviewer: str | None, publisher: str | None) -> dict[str, User]:
        if not reviewer or not publisher:
            raise CommandError("--publish needs --reviewer and --publisher.", returncode=BAD_INPUT)
        people = {"reviewer": self._account(reviewer), "publisher": self._account(publisher)}
        try:
            require_two_people(**people)
        except Refused as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from refused
        return people

    def _account(self, email: str) -> User:
        try:
            return User.objects.get_by_natural_key(email)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account {email}.", returncode=BAD_INPUT) from error

    def _import(self, file: Path, wishes: dict, *, as_json: bool) -> bool:
        load = load_and_publish if "reviewer" in wishes else load_bundle
        try:
            imported = load(read_bundle(_content(file)), folder=file.parent, **wishes)
        except OSError as error:
            self._report(file, [f"the file cannot be read: {error.strerror}"])
        except BundleError as error:
            self._report(file, list(map(str, error.problems)))
        except Refused as refused:
            self._report(file, refusal_lines(refused))
        else:
            self.stdout.write(_line(file, imported) if as_json else _sentences(file, imported))
            return True
        return False

    def _report(self, file: Path, lines) -> None:
        """A single problem on one line with the file; several under a heading."""
        if len(lines) == 1:
            self.stderr.write(f"{file}: {lines[0]}")
            return
        self.stderr.write(f"{file}: {len(lines)} problems")
        for line in lines:
            self.stderr.write(line)


def _content(file: Path) -> bytes:
    """The bytes of the file, never many more than a bundle may have."""
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def _line(file: Path, imported: Imported) -> str:
    return json.dumps(
        {
            "file": str(file),
            "article": imported.article.slug,
            "created": imported.created,
            "updated": imported.updated,
            "findings": [asdict(finding) for finding in imported.findings],
        },
        ensure_ascii=False,
    )


def _sentences(file: Path, imported: Imported) -> str:
    def counts(numbers: dict[str, int]) -> str:
        return ", ".join(f"{count} {name}" for name, count in numbers.items())

    done = [f"created {counts(imported.created)}"] if imported.created else []
    done += [f"updated {counts(imported.updated)}"] if imported.updated else []
    heading = f"{file}: {imported.article.slug}: {'; '.join(done) or 'nothing to change'}"
    return "\n".join(
        [heading, *(f"{one.severity:8}{one.rule:16}{one.where}: {one.message}" for one in imported.findings)]
    )
