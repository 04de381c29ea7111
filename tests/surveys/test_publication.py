from surveys.models import PinnedStatement, Statement, Survey, SurveyStatement
from surveys.publication import freeze
from surveys.versions import current_version
from tests import factories
from tests.factories import NOW


def test_current_version_is_minted_again_only_when_the_statement_changed(hub):
    statement = Statement.objects.create(hub=hub, key="clear", text="It was clear")
    first = current_version(statement, NOW)
    again = current_version(statement, NOW)
    statement.text = "The text was clear"
    statement.save()

    changed = current_version(statement, NOW)

    assert (again.pk, changed.number, changed.text) == (first.pk, 2, "The text was clear")


def test_freeze_pins_the_statements_in_order(hub):
    survey = Survey.objects.create(article=factories.make_article(hub))
    for order, text in enumerate(["First", "Second"]):
        statement = Statement.objects.create(hub=hub, key=f"s{order}", text=text)
        SurveyStatement.objects.create(survey=survey, statement=statement, order=order)

    frozen = freeze(survey.article, None, NOW)
    frozen.pin(factories.make_version(survey.article))

    assert [one["text"] for one in frozen.shown["statements"]] == ["First", "Second"]
    assert list(PinnedStatement.objects.values_list("statement_version__text", "order")) == [
        ("First", 0),
        ("Second", 1),
    ]


def test_freeze_without_survey_shows_nothing(hub):
    assert freeze(factories.make_article(hub), None, NOW).shown is None
