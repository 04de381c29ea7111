"""Storing imported references."""

import json

import pytest
from django.db import connection

from articles.models import Citation, Reference
from articles.reference_actions import ImportRefused, import_references
from hub.audit import first_broken_event
from hub.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db
ITEM = {
    "type": "article-journal", "title": "Isatuximab for myeloma", "issued": {"date-parts": [[2024]]},
    "DOI": "10.1056/NEJMoa2400712", "PMID": "38832972", "status": "retracted",
}  # fmt: skip


def make_reference(key: str, title: str = "", **columns) -> Reference:
    return Reference.objects.create(key=key, title=title or key, csl={"type": "book", "title": title or key}, **columns)


def test_item_becomes_a_row_with_its_columns(ada):
    stored = import_references(items=[("facon2024", ITEM)], actor=ada)

    row = Reference.objects.get()
    assert stored.created == (row,)
    assert row.csl == {name: value for name, value in ITEM.items() if name != "status"}
    assert (row.key, row.title, row.doi, row.pmid, row.status) == (
        "facon2024", "Isatuximab for myeloma", "10.1056/nejmoa2400712", "38832972", "retracted",
    )  # fmt: skip
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject) == (ada, "import references", "references")
    assert json.loads(event.detail) == {"created": ["facon2024"], "listed": []}
    assert first_broken_event() is None


def test_second_import_finds_everything_there(ada):
    without = {"type": "book", "title": "No numbers"}
    import_references(items=[("a", ITEM), ("b", without)], actor=ada)

    again = import_references(items=[("a", ITEM), ("b", without)], actor=ada)

    assert (again.created, [row.key for row in again.present]) == ((), ["a", "b"])
    assert (Reference.objects.count(), AuditEvent.objects.count()) == (2, 1)


@pytest.mark.parametrize("columns", [{"doi": "10.1056/nejmoa2400712"}, {"pmid": "38832972"}])
def test_work_stored_under_another_key_stays_as_it_is(ada, columns):
    held = make_reference("imroz", **columns)

    stored = import_references(items=[("facon2024", ITEM)], actor=ada)

    assert (stored.created, stored.present) == ((), (held,))
    assert Reference.objects.get().csl == held.csl


def test_key_of_another_work_stores_nothing(ada):
    make_reference("taken")

    with pytest.raises(ImportRefused) as refused:
        import_references(items=[("free", ITEM), ("taken", {"type": "book", "title": "Other"})], actor=ada)

    assert refused.value.sentences == {"taken": "The key taken is held by another reference. Choose a different one."}
    assert list(Reference.objects.values_list("key", flat=True)) == ["taken"]
    assert not AuditEvent.objects.exists()


def test_references_join_the_list_of_an_article_once(ada):
    article = factories.make_article()
    old, other = make_reference("old"), make_reference("other")
    Citation.objects.create(article=article, reference=old, order=3)

    stored = import_references(items=[("new", ITEM)], actor=ada, article=article, also_list=["other", "old"])

    assert stored.listed == 2
    assert list(article.citations.values_list("reference__key", "order")) == [("old", 3), ("new", 4), ("other", 5)]
    assert AuditEvent.objects.get().subject == f"article {article.slug}"
    assert other.citations.count() == 1


def test_number_that_comes_twice_in_one_import_is_stored_once(ada):
    stored = import_references(items=[("a", ITEM), ("b", ITEM | {"title": "Again"})], actor=ada)

    assert ([row.key for row in stored.created], [row.key for row in stored.present]) == (["a"], ["a"])
    assert Reference.objects.get().title == "Isatuximab for myeloma"


@pytest.mark.parametrize("count", [1, 3])
def test_import_asks_the_database_as_often_for_more_references(ada, django_assert_num_queries, count):
    items = [(f"key{number}", {"type": "book", "title": f"Title {number}"}) for number in range(count)]

    # One more on PostgreSQL: the lock of the audit chain.
    with django_assert_num_queries(8 if connection.vendor == "sqlite" else 9):
        import_references(items=items, actor=ada)


def test_reference_that_somebody_stores_at_the_same_moment(ada, monkeypatch):
    store = type(Reference.objects).bulk_create

    def store_after_another(manager, rows):
        make_reference("theirs", doi="10.1056/nejmoa2400712")
        return store(manager, rows)

    monkeypatch.setattr(type(Reference.objects), "bulk_create", store_after_another)

    with pytest.raises(ImportRefused) as refused:
        import_references(items=[("other", {"type": "book", "title": "Other"}), ("mine", ITEM)], actor=ada)

    assert refused.value.sentences == {
        "": "Somebody stored some of these references at the same moment. Nothing was stored twice; look again."
    }
    assert not Reference.objects.filter(key__in=["other", "mine"]).exists()
