"""Whether later articles show the trials of an article: what its notice names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice

from django.urls import reverse

from .models import ArticleVersion, VersionTrial

MOST_ARTICLES = 3
"""A notice names so many; the trial's page lists all."""
MOST_ROWS = 60


@dataclass(frozen=True)
class TrialLink:
    acronym: str
    url: str


@dataclass(frozen=True)
class NewerArticle:
    """A later article and which trials of the older one it shows."""

    title: str
    url: str
    published_on: date
    trials: tuple[TrialLink, ...]


def newer_articles(version: ArticleVersion, now=None) -> list[NewerArticle]:
    """The newest later articles of the same hub and language on a trial of this version; one query."""
    rows = VersionTrial.objects.newer_than(version, now).values_list(
        "version", "version__article__slug", "version__title", "version__published_on", "trial__acronym", "trial__slug"
    )[:MOST_ROWS]
    return list(islice(_grouped(rows), MOST_ARTICLES))


def _grouped(rows) -> Iterator[NewerArticle]:
    for (_pk, slug, title, day), lines in groupby(rows, key=lambda row: row[:4]):
        trials = tuple(TrialLink(line[4], reverse("articles:trial", args=[line[5]])) for line in lines)
        yield NewerArticle(title, reverse("articles:detail", args=[slug]), day, trials)
