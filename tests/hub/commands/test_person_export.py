import json

import pytest
from django.core.management import CommandError, call_command

from hub.models import Learner
from quizzes.models import Phase
from tests.factories import make_attempt, make_published_quiz
from tests.mine import link, make_note


@pytest.fixture
def learner(hub, dan):
    quiz = make_published_quiz()
    learner = Learner.objects.create()
    link(dan, learner)
    make_attempt(quiz, Phase.PRE, [2], learner)
    make_note(learner, quiz.article)
    return learner


def test_export_holds_account_answers_with_scores_and_notes(learner, capsys):
    call_command("person_export", " DAN@example.org ")

    record = json.loads(capsys.readouterr().out)
    assert record["account"]["email"] == "dan@example.org"
    assert [answer["correct"] for answer in record["attempts"][0]["answers"]] == [True]
    assert [note["text"] for note in record["notes"]] == ["Ask about dosing."]
    assert record["deeds"] == []


def test_export_goes_into_a_new_file_only(learner, tmp_path):
    target = tmp_path / "dan.json"

    call_command("person_export", "dan@example.org", output=target)

    assert json.loads(target.read_text())["account"]["name"] == "Dan"
    with pytest.raises(CommandError, match="could not be written: File exists"):
        call_command("person_export", "dan@example.org", output=target)


def test_unknown_address_is_an_error(db):
    with pytest.raises(CommandError, match="No account has this e-mail address"):
        call_command("person_export", "nobody@example.org")
