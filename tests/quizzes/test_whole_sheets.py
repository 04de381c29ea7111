"""A sheet in which nothing is open and nothing unknown is stored without a form; everything else meets one."""

from uuid import uuid4

import pytest
from django.http import QueryDict

from hub.models import Learner
from hub.questionnaire import DONT_KNOW
from quizzes.actions import Given
from quizzes.drafts import read_sheet
from quizzes.form_addresses import FormAddresses
from quizzes.forms import AttemptForm
from quizzes.models import Attempt, PinnedQuestion
from quizzes.sittings import QuizSettings, asked_questions
from quizzes.views import taking
from tests.factories import make_published_quiz
from tests.taking import new_client, open_form, quiz_url

pytestmark = pytest.mark.django_db
FOREIGN = str(uuid4())


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2, confidence=True, dont_know=True)


@pytest.fixture
def pins(quiz):
    return asked_questions(PinnedQuestion.objects.values_list("article_version", flat=True)[0])


def option(pin: PinnedQuestion, place: int) -> str:
    return str(pin.question_version.options.all()[place].pk)


def posted(**fields: list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name.replace("_", "-"), values)
    return data


def test_what_is_read_is_what_is_submitted(quiz, pins):
    first, second = pins
    data = posted(q1=[option(first, 2)], q1_confidence=["4"], q2=[DONT_KNOW], q2_confidence=[""])

    given = read_sheet(data, pins, QuizSettings.of(first.article_version)).given(pins)

    assert given == {
        first.question_version_id: Given(first.question_version.options.all()[2].pk, 4),
        second.question_version_id: Given(None, None),
    }


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"q1": ["first", "second"]},
        {"q1": ["second", "foreign"]},
        {"q1": ["foreign"]},
        {"q1": [""]},
        {"q1": []},
        {"q1": [" first"]},
        {"q1": ["FIRST"]},
        {"q1": [DONT_KNOW]},
        {"q1": ["first\0"]},
        {"q1_confidence": ["5"]},
        {"q1_confidence": ["6"]},
        {"q1_confidence": [" "]},
        {"q1_confidence": ["\u0665"]},
        {"q1_confidence": ["1", "0"]},
        {"q3": ["first"]},
        {"q": ["first"]},
        {"further": ["a program"]},
    ],
)
def test_form_takes_whatever_is_stored_without_one(quiz, pins, changed):
    words = {"first": option(pins[0], 0), "second": option(pins[0], 1), "foreign": FOREIGN}
    words |= {"FIRST": words["first"].upper(), " first": f" {words['first']}", "first\0": f"{words['first']}\0"}
    fields = {"q1": ["first"], "q2": [option(pins[1], 3)]} | changed
    data = posted(**{name: [words.get(value, value) for value in values] for name, values in fields.items()})
    settings = QuizSettings.of(pins[0].article_version)
    form = AttemptForm(
        data,
        addresses=FormAddresses("", ""),
        settings=settings,
        phase="pre",
        pins=pins,
        key=str,
        ticked={},
        leave_url="",
    )

    read = read_sheet(data, pins, settings)
    is_stored_at_once = read.is_whole and read.given(pins) is not None

    assert form.is_valid() or not is_stored_at_once
    # A field that is no question's is for the form to judge, and makes no difference to it.
    assert is_stored_at_once == (form.is_valid() and "q3" not in data)


@pytest.fixture
def no_form(monkeypatch):
    class FormMadeError(Exception):
        pass

    def refuse(*_args, **_kwargs):
        raise FormMadeError

    monkeypatch.setattr(taking, "_sent_form", refuse)
    return FormMadeError


def test_whole_sheet_needs_no_form(quiz, no_form):
    device = new_client()
    page = open_form(device, quiz_url(quiz))

    response = device.post(page.action, page.sent(q1=page.options["q1"][2], q2=page.options["q2"][2]))

    assert response.status_code == 303
    assert list(Attempt.objects.values_list("learner", flat=True)) == [Learner.objects.get().pk]


def test_open_question_meets_the_form(quiz, no_form):
    device = new_client()
    page = open_form(device, quiz_url(quiz))

    with pytest.raises(no_form):
        device.post(page.action, page.sent(q1=page.options["q1"][2]))
