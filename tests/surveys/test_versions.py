import pytest

from surveys.models import Statement
from surveys.publication import check
from surveys.versions import current_version
from tests.answered import make_responses
from tests.desk import Desk, errors
from tests.factories import NOW, make_article, make_published_survey


@pytest.fixture
def statement(hub):
    """A statement whose only version was answered once."""
    survey = make_published_survey(make_article(hub), ["It was clear"])
    make_responses(survey, 4)
    return survey.statements.get()


@pytest.mark.parametrize(
    ("edit", "said", "series"),
    [
        ({"text": "The text was clear"}, "wording", 1),
        ({"text": "The text was clear"}, "meaning", 2),
        ({"text": "The text was clear"}, "", 2),
        ({"is_reversed": True}, "wording", 2),
    ],
)
def test_word_of_the_editor_decides_for_an_answered_statement(statement, edit, said, series):
    Statement.objects.update(**edit, change=said)

    version = current_version(Statement.objects.get(), NOW)

    assert (version.number, version.series, Statement.objects.get().change) == (2, series, "")


def test_reworded_statement_without_a_word_stops_publication(statement):
    Statement.objects.update(text="The text was clear")

    (found,) = check(statement.surveys.get().article, None, NOW.date())

    assert (found.rule, found.severity, found.where) == ("SURVEY-CHANGE", "error", "survey[0]")


def test_answered_statement_asks_what_changed(client, ada, statement):
    desk = Desk(client, ada)

    silent = desk.send("surveys.statement", statement.pk, text="The text was clear")

    assert errors(silent) == ["Say what you changed: learners have answered the words as they stood."]
    desk.save("surveys.statement", statement.pk, text="The text was clear", what_changed="meaning")
    assert Statement.objects.values_list("text", "change").get() == ("The text was clear", "meaning")
