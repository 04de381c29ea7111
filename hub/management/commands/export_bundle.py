"""An article as a bundle file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.bundle.dumping import dump, to_json
from articles.bundle.files import portraits_of
from articles.models import Article


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
        text = to_json(dump(article))
        if to is None:
            self.stdout.write(text, ending="")
            return
        try:
            self._write(article, text, to)
        except OSError as error:
            raise CommandError(f"The folder {to} cannot be written: {error}") from error

    def _write(self, article: Article, text: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, portrait in portraits_of(article).items():
            with portrait.open("rb") as stream:
                (folder / name).write_bytes(stream.read())
        bundle = folder / f"{article.slug}.json"
        bundle.write_bytes(text.encode())
        self.stdout.write(str(bundle))
