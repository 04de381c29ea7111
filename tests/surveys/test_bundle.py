"""The survey of a bundle: keys of the hub's statements, or statements in full."""

import pytest

from surveys.library import STANDARD, add_standard_statements
from surveys.models import PinnedStatement, Statement, StatementVersion, Survey
from tests import factories
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db

OWN = {"key": "own", "text": "This confused me.", "moore": 2, "reversed": True}


def survey_of(*entries, **options):
    imported = bundles.load(bundles.small(survey=list(entries)), **options)
    return bundles.exported(imported.article).get("survey")


def test_standard_statements_are_added_once(hub):
    add_standard_statements(hub)
    add_standard_statements(hub)

    assert list(hub.statements.values_list("key", "moore")) == [
        ("clear", 2),
        ("objectives", 2),
        ("relevant", 2),
        ("practice_change", 4),
    ]


def test_statement_of_the_hub_is_asked_by_its_key_and_exported_in_full(hub):
    Statement.objects.create(hub=hub, key="local", text="Only here.")

    assert survey_of("local", "clear") == [{"key": "local", "text": "Only here."}, "clear"]


def test_standard_statement_that_the_hub_lacks_is_made(hub):
    assert survey_of("practice_change") == ["practice_change"]
    assert Statement.objects.get().hub == hub


def test_standard_statement_in_full_is_written_as_its_key(hub):
    standard = STANDARD[0]

    assert survey_of({"key": standard.key, "text": standard.text, "moore": standard.moore}) == ["clear"]


def test_standard_key_in_other_words_is_written_in_full(hub):
    Statement.objects.create(hub=hub, key="clear", text="Clear?", moore=2)

    assert survey_of("clear") == [{"key": "clear", "text": "Clear?", "moore": 2}]


def test_statement_in_full_is_made(hub):
    assert survey_of(OWN) == [OWN]


@pytest.mark.parametrize("overwrite", [False, True])
def test_stored_statement_in_other_words_stays_unless_it_is_overwritten(hub, overwrite):
    Statement.objects.create(hub=hub, key="own", text="Other words.")

    imported = bundles.load(bundles.small(survey=[OWN]), overwrite=overwrite)

    assert [(one.rule, one.where) for one in imported.findings] == [("BUNDLE-DIFFERS", "survey[0].text")]
    stored = Statement.objects.get(key="own")
    assert (stored.text, stored.moore, stored.is_reversed) == (OWN["text"] if overwrite else "Other words.", 2, True)


def test_key_of_another_hub_is_unknown(hub):
    Statement.objects.create(hub=factories.make_hub(is_default=False), key="theirs", text="T")

    assert bundles.problems_of(bundles.small(survey=["clear", "theirs"])) == ['survey[1]: unknown survey key "theirs"']


@pytest.mark.parametrize("survey", [None, []])
def test_survey_without_statements_is_none_and_keeps_what_was_published(hub, survey):
    article = bundles.load(bundles.small()).article
    statement = Statement.objects.get()
    version = StatementVersion.objects.create(
        statement=statement, number=1, series=1, text="T", is_reversed=False, created_at=factories.NOW
    )
    published = factories.make_version(article)
    PinnedStatement.objects.create(
        article_version=published, survey=Survey.objects.get(), statement_version=version, order=0
    )

    imported = bundles.load(bundles.small(survey=survey))

    assert "survey" not in bundles.exported(imported.article)
    assert (imported.updated, Survey.objects.count()) == ({"Survey": 1}, 1)
    assert bundles.load(bundles.small(survey=survey)).updated == {}


def test_other_order_of_statements_is_taken_over(hub):
    survey_of("clear", "relevant")

    assert survey_of("relevant", "clear") == ["relevant", "clear"]


def test_statement_about_one_objective_says_so_in_the_file_and_its_place(hub):
    about = OWN | {"objective": "LO1"}
    imported = bundles.load(bundles.small(survey=[about, "clear"]))

    assert bundles.exported(imported.article)["survey"] == [about, "clear"]
    assert [line.objective and line.objective.key for line in imported.article.survey.lines.all()] == ["LO1", None]
    assert bundles.load(bundles.small(survey=[about, "clear"])).updated == {}
    assert survey_of(OWN, "clear") == [OWN, "clear"]


def test_standard_statement_about_one_objective_is_written_in_full(hub):
    about = {"key": "clear", "text": STANDARD[0].text, "moore": 2, "objective": "LO1"}

    assert survey_of(about) == [about]


def test_unknown_objective_of_a_statement_is_refused(hub):
    problems = bundles.problems_of(bundles.small(survey=[OWN | {"objective": "LO9"}]))

    assert problems == ['survey[0].objective: unknown objective "LO9"']


def test_statement_that_opens_a_commitment_says_so_in_the_file(hub):
    change = {"key": "change", "text": "I will change how I treat.", "moore": 4, "commitment": True}

    assert survey_of(change) == [change]
    assert survey_of("practice_change") == ["practice_change"]


def test_reversed_statement_opens_no_commitment(hub):
    problems = bundles.problems_of(bundles.small(survey=[OWN | {"commitment": True}]))

    assert problems == ["survey[0].commitment: agreement with a reversed statement announces no change"]
