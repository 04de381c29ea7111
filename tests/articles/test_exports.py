"""Downloads of an article: its reference list, its results and its own citation."""

import json
from datetime import date

import pytest

from articles.actions import approve, publish
from tests import factories
from tests.downloads import read_csv

ITEMS = [
    {"id": "b", "type": "article-journal", "title": "On B"},
    {"id": "unused", "type": "article-journal", "title": "On nothing"},
    {"id": "a", "type": "article-journal", "title": "On A"},
]
CONTENT = {
    "article": {"slug": "sample", "body": [{"block": "trial", "trial": "alpha"}]},
    "trials": [
        {
            "slug": slug,
            "acronym": slug.upper(),
            "arms": [{"key": "e", "abbr": "New"}, {"key": "c", "abbr": "Old"}],
            "endpoints": [{"key": "pfs", "measure": "PFS"}],
            "results": [
                {
                    "endpoint": "pfs",
                    "ref": "a",
                    "comparison": {
                        "measure": "HR", "value": "0.50", "ci_pct": "98.5", "ci_lower": "0.30", "ci_upper": "0.83",
                        "p_op": "<", "p_value": "0.001",
                    },
                }
            ],
        }
        for slug in ("alpha", "not-shown")
    ],
    "references": ITEMS,
}  # fmt: skip


@pytest.fixture
def version(hub):
    article = factories.make_article(hub, slug="sample")
    return factories.make_version(
        article,
        title="A published title",
        byline=["Wendy Writer", "Rob van Reviewer"],
        published_on=date(2026, 2, 1),
        content=json.dumps(CONTENT),
        numbering={"b": 2, "a": 1},
    )


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
    ],
)
def test_references_come_as_printed(client, version, ending, content_type, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(f"/articles/sample/references.{ending}")

    text = response.content.decode()
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="sample-references.{ending}"'
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300"
    assert text.index("On A") < text.index("On B")
    assert "On nothing" not in text


def test_results_of_the_shown_trials_come_with_their_source(client, version, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/articles/sample/results.csv")
    answer = json.loads(client.get("/articles/sample/results.json").content)

    rows = read_csv(response)
    assert [
        (
            row["trial"],
            row["endpoint"],
            row["measure"],
            row["estimate"],
            row["ci_pct"],
            row["p_operator"],
            row["p_value"],
        )
        for row in rows
    ] == [("ALPHA", "PFS", "HR", "0.50", "98.5", "<", "0.001")]
    assert rows[0]["citation"] == "On A."
    assert [row["estimate"] for row in answer["results"]] == ["0.50"]
    assert (answer["article"], answer["version"], answer["references"]) == ("A published title", 1, ITEMS)


def test_the_article_is_cited_with_its_own_address(client, version, hub):
    response = client.get("/articles/sample/citation.json")

    assert json.loads(response.content) == [
        {
            "id": "sample",
            "type": "webpage",
            "title": "A published title",
            "author": [{"literal": "Wendy Writer"}, {"literal": "Rob van Reviewer"}],
            "container-title": hub.name,
            "publisher": hub.publisher,
            "issued": {"date-parts": [[2026, 2, 1]]},
            "URL": "http://testserver/articles/sample/",
        }
    ]
    assert response["Content-Disposition"] == 'attachment; filename="sample.json"'


def test_the_page_shows_how_to_cite_it(client, version, hub):
    html = client.get("/articles/sample/").content.decode()

    assert (
        f'Wendy Writer; Rob van Reviewer. A published title. {hub.name}. Published February 1, 2026. '
        '<a href="http://testserver/articles/sample/" rel="noopener">http://testserver/articles/sample/</a>'
    ) in html  # fmt: skip
    assert 'href="/articles/sample/citation.ris"' in html


@pytest.mark.parametrize("page", ["references.ris", "citation.bib", "results.csv"])
def test_a_draft_has_no_downloads(client, hub, page):
    factories.make_article(hub, slug="draft")

    assert client.get(f"/articles/draft/{page}").status_code == 404


@pytest.mark.parametrize("page", ["references.pdf", "citation.csv", "references.", "results.ris"])
def test_an_unknown_format_is_not_found(client, version, page):
    assert client.get(f"/articles/sample/{page}").status_code == 404


def test_publication_keeps_the_byline(hub, rhea, paul):
    article = factories.make_ready_article(hub)
    approve(article=article, reviewer=rhea)

    assert publish(article=article, publisher=paul).byline == [article.people.get().name]
