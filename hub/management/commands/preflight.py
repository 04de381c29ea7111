"""What publication of an article would still need."""

import json
from dataclasses import asdict
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actions import publication_day
from articles.bundle.dumping import content_hash, dump, to_json
from articles.checks import review_findings
from articles.models import Article
from articles.preflight import findings


class Command(BaseCommand):
    help = "List the editorial findings of an article's working copy; exit status 1 where an error stands."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="slug of the article")
        parser.add_argument(
            "--date", type=date.fromisoformat, help="as of this day (default: the day of publication, past or next)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON list")

    def handle(self, *, slug, date, json: bool, **options):
        article = Article.objects.select_related("hub").filter(slug=slug).first()
        if article is None:
            raise CommandError(f"There is no article {slug}.", returncode=2)
        found = findings(article, date or default_day(article))
        found += review_findings(dump(article), date or timezone.localdate())
        self.stdout.write(as_json(found) if json else as_text(found))
        if any(finding.severity == "error" for finding in found):
            raise SystemExit(1)


def default_day(article: Article):
    """The day for which the working copy matters: of its publication where readers see just this content, else of the next."""
    live = article.live_version()
    if live and live.content_hash == content_hash(to_json(dump(article))):
        return live.published_on
    return publication_day(article, timezone.now())


def as_json(found) -> str:
    return json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1)


def as_text(found) -> str:
    if not found:
        return "Nothing stands in the way."
    return "\n".join(f"{finding.severity:8}{finding.rule:16}{finding.where}: {finding.message}" for finding in found)
