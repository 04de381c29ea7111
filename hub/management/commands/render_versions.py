"""Renders the bodies of published versions again, after templates have changed."""

import json

from django.core.management.base import BaseCommand

from articles.actions import body_of
from articles.models import ArticleVersion


class Command(BaseCommand):
    help = (
        "Render the body of every published version again from its frozen content. Hashes and content stay as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("--slug", help="only versions of this article")

    def handle(self, *, slug, **options):
        versions = ArticleVersion.objects.select_related("article__hub").order_by("pk")
        if slug:
            versions = versions.filter(article__slug=slug)
        n_changed = 0
        for version in versions.iterator():
            body = body_of(version, json.loads(version.content))
            if body != version.body_html:
                version.save_body(body)
                n_changed += 1
                self.stdout.write(f"{version.article.slug} version {version.number}")
        self.stdout.write(f"{n_changed} of {versions.count()} bodies changed.")
