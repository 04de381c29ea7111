"""Statements of a hub's library, and surveys on the article screen."""

import pytest
from django.urls import reverse

from surveys.models import Statement, Survey
from tests import factories
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


def make_statement(hub, key: str, **fields) -> Statement:
    return Statement.objects.create(hub=hub, key=key, text=f"Statement {key}", **fields)


def asked(survey) -> list[str]:
    return [line.statement.key for line in survey.lines.select_related("statement")]


def test_survey_on_the_article_screen_keeps_the_order_in_which_statements_were_sent(desk):
    article = factories.make_article()
    clear, relevant, change = (make_statement(article.hub, key) for key in ("clear", "relevant", "change"))

    desk.save("articles.article", article.pk, rows={"survey": [{"chosen": [change.pk, clear.pk]}]})
    assert asked(Survey.objects.get()) == ["change", "clear"]

    shown = as_shown(desk.open("articles.article", article.pk))
    assert shown["survey-0-chosen"] == [str(change.pk), str(clear.pk)]

    desk.save("articles.article", article.pk, **{"survey-0-chosen": [clear.pk, relevant.pk, change.pk]})
    assert asked(Survey.objects.get()) == ["clear", "relevant", "change"]

    desk.save("articles.article", article.pk, **{"survey-0-chosen": []})
    assert asked(Survey.objects.get()) == []


def test_survey_offers_statements_in_use_of_the_articles_hub(desk):
    article = factories.make_article()
    make_statement(article.hub, "own")
    make_statement(article.hub, "retired", retired_at=factories.NOW)
    make_statement(factories.make_hub(is_default=False), "foreign")
    standing = make_statement(article.hub, "standing", retired_at=factories.NOW)
    survey = Survey.objects.create(article=article)
    survey.lines.create(statement=standing)

    page = desk.open("articles.article", article.pk).content.decode()

    offered = [key for key in ("own", "retired", "foreign", "standing") if f"Statement {key}" in page]
    assert offered == ["own", "standing"]


def test_statement_of_another_hub_is_refused(desk):
    article = factories.make_article()
    foreign = make_statement(factories.make_hub(is_default=False), "foreign")

    answer = desk.send("articles.article", article.pk, rows={"survey": [{"chosen": [foreign.pk]}]})

    assert any("is not one of the available choices" in sentence for sentence in errors(answer))
    assert not Survey.objects.exists()


def test_statement_key_is_unique_in_its_hub(desk, hub):
    make_statement(hub, "clear")

    answer = desk.send("surveys.statement", hub=hub.pk, key="clear", text="Again")

    assert errors(answer) == ["This key is taken in the hub."]


def test_asked_statement_keeps_its_key_and_is_retired_instead_of_deleted(client, paul):
    survey = factories.make_published_survey(factories.make_article())
    statement = survey.statements.first()
    desk = Desk(client, paul)

    assert "key" not in as_shown(desk.open("surveys.statement", statement.pk))
    assert client.post(reverse("admin:surveys_statement_delete", args=[statement.pk])).status_code == 409
    client.post(reverse("admin:surveys_statement_changelist"), {"action": "retire", "_selected_action": [statement.pk]})
    statement.refresh_from_db()
    assert statement.retired_at is not None


def test_statements_of_a_survey_move_on_its_own_page(desk):
    article = factories.make_article()
    survey = Survey.objects.create(article=article)
    for order, key in enumerate(("clear", "relevant")):
        survey.lines.create(statement=make_statement(article.hub, key), order=order)

    desk.save("surveys.survey", survey.pk, **{"lines-0-order": "5"})

    assert asked(survey) == ["relevant", "clear"]


def test_statement_is_put_under_an_objective_of_the_article_on_the_page_of_the_survey(desk):
    article, other = factories.make_article(), factories.make_article()
    own, foreign = (one.objectives.create(key="LO1", text="recall") for one in (article, other))
    survey = Survey.objects.create(article=article)
    line = survey.lines.create(statement=make_statement(article.hub, "clear"))

    desk.save("surveys.survey", survey.pk, **{"lines-0-objective": own.pk})
    line.refresh_from_db()
    assert line.objective == own

    desk.save("articles.article", article.pk, **{"survey-0-chosen": [line.statement_id]})
    line.refresh_from_db()
    assert line.objective == own
    answer = desk.send("surveys.survey", survey.pk, **{"lines-0-objective": foreign.pk})
    assert any("not one of the available choices" in sentence for sentence in errors(answer))


def test_new_hub_gets_the_standard_statements(client):
    desk = Desk(client, factories.make_user("root", is_staff=True, is_superuser=True))

    desk.save("hub.hub", name="Leukemia Hub", short_name="Leukemia", slug="leukemia", publisher="Sample Publishing")

    assert list(Statement.objects.values_list("key", flat=True)) == [
        "clear",
        "objectives",
        "relevant",
        "practice_change",
    ]
