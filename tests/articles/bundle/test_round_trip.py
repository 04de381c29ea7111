"""Export of an import, byte for byte; and a second import, which changes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.bundle.dumping import content_hash, dump, to_json
from articles.bundle.schema import bundle_node, canonical_bundle
from articles.bundle.shape import Either, ListOf, OneOrMany, Record, Tagged, Unwritten
from articles.models import Article
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db
# The maximal bundle has a trial without a block, an uncited reference, two drafts of questions, two dangling pointers.
NOTED = ["BUNDLE-DRAFT", "BUNDLE-DRAFT", "BUNDLE-UNUSED", "BUNDLE-UNUSED", "BUNDLE-UNKNOWN", "BUNDLE-UNKNOWN"]


def imported_article(path, tmp_path):
    if path is bundles.MAXIMAL:
        bundles.lay_out_maximal(tmp_path)
    return bundles.load(path.read_text(), folder=tmp_path).article


@pytest.mark.parametrize("path", [bundles.DEMO, bundles.MAXIMAL], ids=lambda path: path.stem)
def test_export_of_an_import_is_the_file(path, tmp_path):
    article = imported_article(path, tmp_path)

    assert to_json(dump(Article.objects.get(pk=article.pk))) == path.read_text()


@pytest.mark.parametrize("path", [bundles.DEMO, bundles.LANDSCAPE, bundles.MAXIMAL], ids=lambda path: path.stem)
def test_file_is_in_canonical_form(path):
    assert to_json(canonical_bundle(bundles.read(path.read_text()))) == path.read_text()


@pytest.mark.parametrize("path", [bundles.DEMO, bundles.MAXIMAL], ids=lambda path: path.stem)
def test_second_import_writes_nothing(path, tmp_path):
    imported_article(path, tmp_path)
    before = bundles.row_counts()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = bundles.load(path.read_text(), folder=tmp_path)

    verbs = {query["sql"].split()[0] for query in queries.captured_queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"}
    assert (again.created, again.updated) == ({}, {})
    assert bundles.row_counts() == before


def test_second_import_keeps_the_content_hash():
    article = bundles.load(bundles.small()).article
    before = content_hash(to_json(dump(Article.objects.get(pk=article.pk))))

    bundles.load(bundles.small())

    assert content_hash(to_json(dump(Article.objects.get(pk=article.pk)))) == before


def test_findings_of_the_maximal_bundle(tmp_path):
    bundles.lay_out_maximal(tmp_path)

    found = bundles.load(bundles.maximal(), folder=tmp_path).findings

    assert [finding.rule for finding in found] == NOTED


def test_demo_import_has_no_findings():
    assert bundles.load(bundles.demo()).findings == []


def every_key(node):
    """Names of all keys that the format knows, of a record and everything below it."""
    match node:
        case Record():
            for name, inner in node.fields.items():
                if not isinstance(inner, Unwritten):
                    yield name
                    yield from every_key(inner)
        case ListOf():
            yield from every_key(node.item)
        case Either():
            yield from every_key(node.record)
        case OneOrMany():
            yield from every_key(node.many)
        case Tagged():
            for record in node.records.values():
                yield from every_key(record)


def keys_in(value):
    if isinstance(value, dict):
        for name, held in value.items():
            yield name
            yield from keys_in(held)
    elif isinstance(value, list):
        for entry in value:
            yield from keys_in(entry)


def test_maximal_bundle_uses_every_key():
    assert set(every_key(bundle_node())) - set(keys_in(bundles.maximal())) == set()


@pytest.mark.parametrize("order", [1, -1])
def test_order_of_keys_in_the_file_does_not_matter(order):
    def turned(value):
        if isinstance(value, dict):
            return {name: turned(held) for name, held in sorted(value.items(), reverse=order < 0)}
        return [turned(entry) for entry in value] if isinstance(value, list) else value

    article = bundles.load(turned(bundles.demo())).article

    assert to_json(dump(article)) == bundles.DEMO.read_text()


def test_numbers_keep_their_printed_digits():
    """JSON numbers count as written: 4.00 has two decimals, 446 none."""
    bundle = bundles.small()
    comparison = {"measure": "OR", "value": "0.60", "ci_pct": "98.5", "ci_lower": "0.4", "ci_upper": "@"}
    bundle["trials"][0]["results"][0]["comparison"] = comparison

    article = bundles.load(bundles.to_text(bundle).replace('"@"', "4.00").replace('"98.5"', "98.50")).article

    assert bundles.exported(article)["trials"][0]["results"][0]["comparison"] == comparison | {
        "ci_upper": "4.00",
        "ci_pct": "98.50",
    }


def test_bare_bundle_is_written_with_slug_and_body():
    article = bundles.load({"article": {"title": "Ein Überblick: CD38", "body": []}}).article

    assert bundles.exported(article) == {
        "format": "hub-article/1",
        "article": {"slug": "ein-uberblick-cd38", "title": "Ein Überblick: CD38", "body": []},
    }


def test_export_of_a_bare_bundle_can_be_imported():
    article = bundles.load({"article": {"title": "Bare", "body": []}}).article

    again = bundles.load(bundles.exported(article))

    assert (again.article, again.created, again.updated) == (article, {}, {})
