"""A file that is refused leaves no trace, whatever it was refused for."""

import pytest
from django.db import IntegrityError, connection

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


def failing_at(table, error):
    """The database fails at the first row of this table."""

    def execute_or_fail(execute, sql, params, many, context):
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise error
        return execute(sql, params, many, context)

    return connection.execute_wrapper(execute_or_fail)


def test_what_the_database_refuses_is_a_problem_of_the_file():
    before = bundles.row_counts()

    with failing_at("surveys_survey", IntegrityError("UNIQUE constraint failed")):
        found = bundles.problems_of(bundles.small())

    assert found == [
        "the database refuses what the file says, perhaps because somebody changed it meanwhile: UNIQUE constraint failed"
    ]
    assert bundles.row_counts() == before


@pytest.mark.parametrize("error", [RuntimeError("broken"), IntegrityError("refused")])
def test_failure_after_a_file_was_stored_deletes_the_file(error, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    bundles.lay_out_maximal(tmp_path)

    with failing_at("surveys_survey", error), pytest.raises((RuntimeError, BundleError)):
        bundles.load(bundles.maximal(), folder=tmp_path)

    assert [file for file in (tmp_path / "media").rglob("*") if file.is_file()] == []
