"""The own result of learners after the key of a question was corrected."""

import re

import pytest

from hub.models import Learner
from quizzes.corrections import correct_key
from quizzes.models import Phase
from tests.factories import freeze_question, make_attempt, make_published_quiz
from tests.quizzes.test_result import page_of, section, words
from tests.taking import new_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def learner(db):
    return Learner.objects.create()


@pytest.fixture
def device(learner):
    client = new_client()
    client.cookies["lid"] = str(learner.pk)
    return client


def corrected(quiz, actor, slot="1", order=0):
    """The key of a question of the quiz is corrected; the third option was it."""
    question = quiz.questions.get(lines__order=order)
    correct_key(question=question, series=1, slot=slot, reason="The registry says Alpha.", actor=actor, seen=0)


def test_corrected_key_tells_only_those_whose_answer_it_changes(device, quiz, learner, rhea):
    pre = make_attempt(quiz, Phase.PRE, [0, 2], learner=learner)
    post = make_attempt(quiz, Phase.POST, [1, 2], learner=learner)
    other = make_attempt(quiz, Phase.POST, [1, 2])
    corrected(quiz, rhea)
    stranger = new_client()
    stranger.cookies["lid"] = str(other.learner_id)

    page, unmoved = words(page_of(device, post)), words(page_of(stranger, other))

    note = "We had marked the wrong option as right. Your answer before reading was right. Corrected on"
    assert note in page
    assert "The registry says Alpha." in page
    assert "The key of one question was corrected after you answered." in page
    assert "You answered 2 of 2 questions correctly before reading and 1 of 2 after." in page
    assert "We had marked" not in unmoved
    assert pre.answers.filter(was_correct=True).count() == 1


def test_result_shows_the_corrected_key_without_the_reasons_for_the_old_one(device, quiz, learner, rhea):
    post = make_attempt(quiz, Phase.POST, [0, 2], learner=learner)
    corrected(quiz, rhea)

    html = section(page_of(device, post), 1)

    assert re.search(r'answer--key">.*?Alpha', html)
    assert ("About Beta." in html, "About Alpha." in html, "About Gamma." in html) == (True, False, False)
    assert "Your answer was right." in html


def test_reasons_come_from_the_version_written_for_the_corrected_key(device, quiz, learner, rhea):
    post = make_attempt(quiz, Phase.POST, [0, 2], learner=learner)
    corrected(quiz, rhea)
    question = quiz.questions.get(lines__order=0)
    question.options.filter(slot="1").update(feedback="Alpha it is.")
    freeze_question(question, number=2)

    html = section(page_of(device, post), 1)

    assert "Alpha it is." in html and "About Gamma." in html
