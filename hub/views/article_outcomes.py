"""What readers of one article learned, for everybody: where the hub publishes it, up to the last full month."""

from django.http import Http404
from django.shortcuts import render

from articles.models import ArticleVersion
from articles.views import at_home, versions_with_hub
from hub.exports import csv_file
from hub.models import FrozenReport
from hub.public_pages import in_language, public_page
from hub.reports.outcomes.editions import ARTICLES, of_article, report_of
from hub.reports.outcomes.files import LINES
from hub.reports.outcomes.public import public_document
from hub.reports.published import newest
from sponsors.public import site_frame

TABLES = ("questions", "statements")


@public_page
def page(request, slug: str):
    version = _published(slug)
    if redirect := at_home(request, version):
        return redirect
    edition = _edition(version)
    with in_language(version.language):
        context = {
            "version": version,
            "document": public_document(report_of(edition), edition.content_hash) if edition else None,
            "tables": TABLES,
            "frame": site_frame(version.article.hub),
            "canonical": request.build_absolute_uri(request.path),
        }
        return render(request, "hub/article_outcomes.html", context)


@public_page
def table(request, slug: str):
    """The numbers of the page as CSV: `?table=` questions (as without it) or statements."""
    version = _published(slug)
    if redirect := at_home(request, version):
        return redirect
    name = request.GET.get("table", "questions")
    if name not in TABLES:
        raise Http404
    edition = _edition(version)
    if edition is None:
        raise Http404
    row_type, lines = LINES[name]
    with in_language(version.language):
        rows = list(lines(report_of(edition), edition.content_hash))
        return csv_file(row_type, rows, f"outcomes-{slug}-{name}.csv")


def _published(slug: str) -> ArticleVersion:
    """The version that readers see, of a hub that publishes outcomes; else there is no such page."""
    version = versions_with_hub().live().filter(article__slug=slug).first()
    if version is None or not version.article.hub.publishes_outcomes:
        raise Http404
    return version


def _edition(version: ArticleVersion) -> FrozenReport | None:
    return newest(ARTICLES.kind, of_article(version.article).key)
