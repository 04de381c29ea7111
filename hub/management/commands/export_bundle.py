"""An article as a bundle file."""

import shutil
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from articles.bundle.dumping import dump, to_json
from articles.bundle.files import SameName, files_beside
from articles.models import Article
from hub import audit


class Command(BaseCommand):
    help = "Write the working copy of an article as a bundle to standard output, or with its files into a folder."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="slug of the article")
        parser.add_argument(
            "--to", type=Path, metavar="DIR", help="folder for the bundle and its files, made if missing"
        )

    def handle(self, *, slug, to, **options):
        article = Article.objects.select_related("translation_of").filter(slug=slug).first()
        if article is None:
            raise CommandError(f"There is no article {slug}.", returncode=2)
        content = dump(article)
        text = to_json(content)
        audit.record(actor=None, verb="export article", subject=f"article {article.slug}", by="command")
        if to is None:
            self.stdout.write(text, ending="")
            return
        try:
            self._write(article, text, files_beside(article, content), to)
        except SameName as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The folder {to} cannot be written: {error}") from error

    def _write(self, article: Article, text: str, files: dict[str, str], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in files.items():
            with default_storage.open(path, "rb") as stored, (folder / name).open("wb") as beside:
                shutil.copyfileobj(stored, beside)
        bundle = folder / f"{article.slug}.json"
        bundle.write_bytes(text.encode())
        self.stdout.write(str(bundle))
