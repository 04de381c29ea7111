"""The head of an article page: what link previews and search engines take from it."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest

from tests import factories


@pytest.fixture
def version(hub):
    return factories.make_version(
        factories.make_article(hub, slug="sample"),
        title='Is p < 0.05 "enough"?',
        summary="IgG<sub>1</sub> &amp; more",
        byline=["Wendy Writer", "Rob van Reviewer"],
        published_on=date(2026, 2, 1),
        live_from=datetime(2026, 2, 3, 9, 30, tzinfo=UTC),
    )


def metas(page):
    """Name or property, and content, of every meta element in its order; without charset and viewport."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return [(name, unescape(content)) for name, content in found if name != "viewport"]


def test_head_says_what_a_link_preview_needs(client, version):
    page = client.get("/articles/sample/").content.decode()

    assert metas(page) == [
        ("author", "Wendy Writer, Rob van Reviewer"),
        ("description", "IgG1 & more"),
        ("og:description", "IgG1 & more"),
        ("og:type", "article"),
        ("og:site_name", "Example Hub"),
        ("og:title", 'Is p < 0.05 "enough"?'),
        ("og:url", "http://testserver/articles/sample/"),
        ("article:published_time", "2026-02-01"),
        ("article:modified_time", "2026-02-03T09:30:00+00:00"),
        ("article:author", "Wendy Writer"),
        ("article:author", "Rob van Reviewer"),
        ("twitter:card", "summary"),
    ]
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == ["http://testserver/articles/sample/"]


def test_head_leaves_out_what_is_not_known(client, hub):
    factories.make_version(factories.make_article(hub, slug="bare"))

    names = [name for name, _content in metas(client.get("/articles/bare/").content.decode())]

    assert {"author", "description", "og:description", "article:author"} & set(names) == set()


def test_earlier_version_points_to_the_current_page_and_is_not_indexed(client, version):
    factories.make_version(version.article, live_from=datetime(2026, 2, 4, tzinfo=UTC))

    page = client.get("/articles/sample/versions/1/").content.decode()

    assert dict(metas(page))["robots"] == "noindex"
    assert dict(metas(page))["og:url"] == "http://testserver/articles/sample/"


def test_lists_show_the_summary_as_text(client, version):
    assert '<p class="entry__summary">IgG1 &amp; more</p>' in client.get("/articles/").content.decode()
