"""Two saves at one moment: the second is told what the first has stored."""

import pytest
from django.contrib.admin import ModelAdmin
from django.db import IntegrityError

from articles.admin.new_trial import NewTrialForm
from articles.models import Trial
from tests.desk import Desk, errors

pytestmark = pytest.mark.django_db


def test_second_of_two_saves_is_told_who_holds_the_name(client, ada, monkeypatch):
    desk = Desk(client, ada)
    page = ModelAdmin.changeform_view

    def too_late(self, request, *args, **kwargs):
        if request.method == "POST" and not Trial.objects.exists():
            Trial.objects.create(slug="imroz", acronym="IMROZ")
            raise IntegrityError("duplicate key value violates unique constraint")
        return page(self, request, *args, **kwargs)

    monkeypatch.setattr(ModelAdmin, "changeform_view", too_late)

    answer = desk.send("articles.trial", acronym="IMROZ")

    assert answer.status_code == 200
    assert any("is stored already" in sentence for sentence in errors(answer))
    assert Trial.objects.count() == 1


def test_namesake_stored_while_the_slug_is_made_is_warned_of(client, ada, monkeypatch):
    desk = Desk(client, ada)
    make_slug = NewTrialForm._make_slug

    def and_somebody_else_saves(form, cleaned, acronym):
        make_slug(form, cleaned, acronym)
        Trial.objects.get_or_create(slug="imroz", acronym="IMROZ")

    monkeypatch.setattr(NewTrialForm, "_make_slug", and_somebody_else_saves)

    assert any("is stored already" in sentence for sentence in errors(desk.send("articles.trial", acronym="IMROZ")))
    assert Trial.objects.count() == 1


def test_fault_that_stays_is_not_hidden(client, ada, monkeypatch):
    desk = Desk(client, ada)

    def broken(self, request, obj, form, change):
        raise IntegrityError("of another kind")

    monkeypatch.setattr(ModelAdmin, "save_model", broken)

    with pytest.raises(IntegrityError, match="of another kind"):
        desk.send("articles.trial", acronym="IMROZ")
