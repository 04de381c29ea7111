"""Renders the bodies of published versions again, after templates have changed."""

from django.core.management.base import BaseCommand

from articles.actions import render_again
from articles.models import ArticleVersion


class Command(BaseCommand):
    help = (
        "Render the body of every published version again from its frozen content. Hashes and content stay as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("--slug", help="only versions of this article")

    def handle(self, *, slug, **options):
        versions = ArticleVersion.objects.all()
        if slug:
            versions = versions.filter(article__slug=slug)
        n_changed = 0
        for version in render_again(versions):
            n_changed += 1
            self.stdout.write(f"{version.article.slug} version {version.number}")
        self.stdout.write(f"{n_changed} of {versions.count()} bodies changed.")
