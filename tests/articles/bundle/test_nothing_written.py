"""A file that is refused leaves no trace, whatever it was refused for."""

import pytest
from django.db import IntegrityError

from articles.bundle import loading
from articles.bundle.reading import BundleError
from articles.models import Reference
from tests import factories
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db

REFUSED = {
    "shape": (["article", "title"], None),
    "markup": (["article", "lead"], "[@"),
    "citation": (["article", "lead"], "[@imrz]"),
    "number": (["trials", 0, "results", 0, "comparison", "value"], "5"),
    "survey key": (["survey"], ["clear", "nonsense"]),
    "key of another work": (["references", 0], {"id": "taken", "title": "Mine"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_file_changes_no_row(name):
    path, value = REFUSED[name]
    factories.make_hub()
    Reference.objects.create(key="taken", title="Taken")
    bundles.load(bundles.small())
    before = bundles.row_counts()
    bundle = bundles.set_at(bundles.small(), path, value)
    bundle["article"]["slug"] = "another"

    with pytest.raises(BundleError):
        bundles.load(bundle)

    assert bundles.row_counts() == before


def test_problems_of_file_and_installation_come_together():
    Reference.objects.create(key="one", title="Another work")
    bundle = bundles.small(survey=["nonsense", "clear"])
    bundle["article"]["body"][0]["text"] = "[@imrz]"
    bundle["article"]["tittle"] = "x"

    assert bundles.problems_of(bundle) == [
        'article.tittle: unknown key; did you mean "title"?',
        'article.body[0].text: unknown citation key "imrz"',
        'references[0].id: the citation key "one" is held by a different work; "one-2" is free',
        'survey[0]: unknown survey key "nonsense"',
    ]


def test_failure_in_the_middle_of_writing_changes_no_row(monkeypatch):
    """The database has the last word; what it refuses is reported as a problem of the file."""
    before = bundles.row_counts()

    def refuse(*args):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(loading, "write_lists", refuse)

    assert bundles.problems_of(bundles.small()) == [
        "the database refuses what the file says, perhaps because somebody changed it meanwhile: UNIQUE constraint failed"
    ]
    assert bundles.row_counts() == before


def test_error_in_the_middle_of_writing_deletes_the_stored_files(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    bundles.lay_out_maximal(tmp_path)

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(loading, "write_lists", fail)

    with pytest.raises(RuntimeError):
        bundles.load(bundles.maximal(), folder=tmp_path)

    assert [file for file in (tmp_path / "media").rglob("*") if file.is_file()] == []
