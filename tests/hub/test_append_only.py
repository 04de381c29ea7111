"""Every model whose rows are written once refuses change and deletion by each way that code of the app has."""

import pytest
from django.contrib import admin
from django.db import IntegrityError

from articles.models import Approval
from hub.history_triggers import append_only_models
from hub.models import AppendOnlyError
from sponsors.models import Notice
from tests import factories

MODELS = pytest.mark.parametrize("model", append_only_models(), ids=lambda model: model._meta.label)


def stored(model):
    """A row as if it came from the database: refusal asks for none."""
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], _values(model))


def _values(model):
    return [
        field.to_python("1") if field.primary_key and field.get_internal_type() != "UUIDField" else None
        for field in model._meta.concrete_fields
    ]


@MODELS
def test_row_refuses_to_be_saved_again(model):
    with pytest.raises(AppendOnlyError):
        stored(model).save()


@MODELS
def test_row_refuses_deletion(model):
    with pytest.raises(AppendOnlyError):
        stored(model).delete()


def _field(model):
    return next(field for field in model._meta.concrete_fields if not field.primary_key)


WAYS = {
    "update": lambda rows, row, name: rows.update(**{name: None}),
    "update of nothing": lambda rows, row, name: rows.update(),
    "bulk_update": lambda rows, row, name: rows.bulk_update([row], [name]),
    "upsert": lambda rows, row, name: rows.bulk_create(
        [row], update_conflicts=True, unique_fields=["pk"], update_fields=[name]
    ),
    "delete": lambda rows, row, name: rows.delete(),
    "_raw_delete": lambda rows, row, name: rows._raw_delete("default"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
@MODELS
def test_queryset_refuses(model, way):
    row = stored(model)
    row.pk = model._meta.pk.to_python("6f1c9d3e-0000-4000-8000-000000000001" if _has_uuid(model) else "1")

    with pytest.raises(AppendOnlyError):
        way(model.objects.all(), row, _field(model).name)


def _has_uuid(model):
    return model._meta.pk.get_internal_type() == "UUIDField"


@pytest.mark.django_db
@MODELS
def test_admin_offers_neither_change_nor_deletion(model, rf):
    request = rf.get("/admin/")
    request.user = factories.make_user("root", is_staff=True, is_superuser=True)
    pages = [page for page in [admin.site._registry.get(model)] if page]
    inlines = [
        inline
        for parent in admin.site._registry.values()
        for inline in parent.get_inline_instances(request)
        if inline.model is model
    ]

    offered = {
        f"{type(page).__name__} {what}"
        for page in [*pages, *inlines]
        for what, is_allowed in (
            ("add", page.has_add_permission(request, *([None] if page in inlines else []))),
            ("change", page.has_change_permission(request)),
            ("delete", page.has_delete_permission(request)),
        )
        if is_allowed
    }

    # People write notices; every other such row is written by an action alone.
    assert offered == ({"NoticeAdmin add"} if model is Notice else set())


@pytest.mark.django_db
def test_new_row_under_the_key_of_a_stored_one_overwrites_nothing(hub, ada):
    article = factories.make_article(hub)
    version = factories.make_version(article)
    approval = version.approval

    with pytest.raises(IntegrityError):
        Approval(pk=approval.pk, article=article, content_hash="1" * 64, reviewer=ada, approved_at=factories.NOW).save()
