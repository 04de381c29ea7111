"""Downloads of an article: its references, its results, and the article itself as a reference."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse

from hub.exports import csv_file, json_file, named
from hub.public_pages import public_page

from .citing import cited_as
from .models import ArticleVersion
from .reference_export import FORMATS
from .result_rows import ResultRow, columns, result_rows
from .shown_results import trials_as_shown
from .views import at_home, versions_with_hub

Content = Mapping[str, Any]


def _live(slug: str, *columns: str) -> ArticleVersion:
    version = versions_with_hub().live().filter(article__slug=slug).defer(None).defer("body_html", *columns).first()
    if version is None:
        raise Http404
    return version


def _file(items: list[dict], ending: str, name: str) -> HttpResponse:
    form = FORMATS[ending]
    response = HttpResponse(form.write(items), content_type=f"{form.content_type}; charset=utf-8")
    return named(response, f"{name}.{ending}")


@public_page
def references(request, slug: str, ending: str):
    """The printed reference list of the live version, in its order."""
    if ending not in FORMATS:
        raise Http404
    version = _live(slug, "shown")
    if elsewhere := at_home(request, version):
        return elsewhere
    items = {item["id"]: item for item in json.loads(version.content).get("references", [])}
    keys = sorted(version.numbering, key=version.numbering.__getitem__)
    return _file([items[key] for key in keys if key in items], ending, f"{slug}-references")


@public_page
def citation(request, slug: str, ending: str):
    """The article itself, for somebody who cites it."""
    if ending not in FORMATS:
        raise Http404
    version = _live(slug, "content", "shown", "numbering")
    if elsewhere := at_home(request, version):
        return elsewhere
    address = request.build_absolute_uri(version.article.get_absolute_url())
    return _file([cited_as(version, address)], ending, slug)


@public_page
def results(request, slug: str, ending: str):
    """The results that the live version shows, as CSV or as JSON with the meaning of the columns and the sources."""
    if ending not in ("csv", "json"):
        raise Http404
    version = _live(slug, "shown", "numbering")
    if elsewhere := at_home(request, version):
        return elsewhere
    content = json.loads(version.content)
    items = content.get("references", [])
    about = {
        "article": version.title,
        "url": request.build_absolute_uri(version.article.get_absolute_url()),
        "version": version.number,
    }
    return results_file(ending, slug, about, trials_as_shown(content), items)


def results_file(
    ending: str, slug: str, about: Mapping[str, Any], trials: Iterable[Content], references: Sequence[Content]
) -> HttpResponse:
    """The results of trials as CSV, or as JSON with the meaning of the columns and the sources.

    ending: csv or json. about: what the JSON says first, of the article or trial. trials, references: bundle forms.
    """
    rows = result_rows(trials, references)
    if ending == "csv":
        return csv_file(ResultRow, rows, f"{slug}-results.csv")
    answer = {
        **about,
        "columns": columns(),
        "results": [asdict(row) for row in rows],
        "references": list(references),
    }
    return json_file(answer, f"{slug}-results.json")
