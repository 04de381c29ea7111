from uuid import uuid4

import pytest

from articles.parts import BodyPage
from quizzes.models import PinnedQuestion, Quiz, QuizQuestion
from quizzes.publication import check, describe, freeze, render
from sponsors.models import Notice
from tests import factories
from tests.factories import NOW


def texts(version):
    return [option.text for option in version.options.all()]


@pytest.fixture
def quiz(hub):
    article = factories.make_article(hub)
    quiz = Quiz.objects.create(article=article)
    for order in range(2):
        question = factories.make_question(stem=f"Stem {order}", rationale="<p>Because.</p>")
        QuizQuestion.objects.create(quiz=quiz, question=question, order=order)
    return quiz


def test_freeze_shows_stems_and_options_and_never_the_key(quiz):
    frozen = freeze(quiz.article, None, NOW)

    versions = [line.question.versions.get() for line in quiz.lines.all()]
    assert frozen.shown == {
        "mode": "pre_post",
        "presentation": "all",
        "confidence": False,
        "dont_know": False,
        "questions": [
            {
                "id": str(version.id),
                "stem": version.stem,
                "options": [
                    {"id": str(option.id), "letter": "ABCD"[option.order], "text": option.text}
                    for option in version.options.all()
                ],
            }
            for version in versions
        ],
    }


def test_freeze_pins_the_versions_in_order(quiz):
    version = factories.make_version(quiz.article)

    freeze(quiz.article, None, NOW).pin(version)

    assert list(PinnedQuestion.objects.values_list("question_version__stem", "order")) == [("Stem 0", 0), ("Stem 1", 1)]


def findings(article):
    return [(finding.rule, finding.severity) for finding in check(article, None, NOW.date())]


def test_check_finds_nothing_in_a_complete_quiz(quiz):
    assert findings(quiz.article) == []


@pytest.mark.parametrize(
    ("break_it", "finding"),
    [
        (lambda q: q.options.update(is_key=False), ("QUIZ-KEYCOUNT", "error")),
        (lambda q: q.options.filter(order__gt=0).delete(), ("QUIZ-OPTIONS", "error")),
        (lambda q: q.options.filter(order__gt=1).update(text="ALPHA ", is_key=False), ("QUIZ-DUP", "error")),
        (lambda q: q.options.filter(order=0).update(feedback=""), ("QUIZ-FEEDBACK", "warning")),
    ],
)
def test_check_finds_what_is_wrong_with_a_question(quiz, break_it, finding):
    break_it(quiz.lines.first().question)

    assert finding in findings(quiz.article)


def test_check_wants_a_reason_for_no_quiz(hub):
    article = factories.make_article(hub)
    explained = factories.make_article(hub, quiz_disabled_reason="congress news")

    assert (findings(article), findings(explained)) == ([("OBJ-NOQUIZ", "warning")], [("OBJ-NOQUIZ", "info")])


def test_check_finds_an_objective_without_question(quiz):
    quiz.article.objectives.create(key="LO1", text="recall")

    assert findings(quiz.article) == [("OBJ-UNCOVERED", "warning")]


def test_a_quiz_is_described_by_its_first_question_without_options(db):
    options = [{"id": str(uuid4()), "letter": "A", "text": "Alpha"}]
    first = {"id": str(uuid4()), "stem": "First?", "options": options}
    shown = {"questions": [first, {"id": str(uuid4()), "stem": "Second?"}]}

    assert (describe(None), describe(shown)) == (
        {},
        {"hasPart": [{"@type": "Quiz", "hasPart": [{"@type": "Question", "text": "First?"}]}]},
    )


def test_hub_words_the_introduction_before_reading(quiz):
    Notice.objects.create(hub=quiz.article.hub, kind="quiz_intro", text="Welcome to {hub}.", valid_from="2026-01-01")

    shown = freeze(quiz.article, None, NOW).shown
    slots = render(shown, BodyPage("a"))

    assert shown["intro"] == "Welcome to Example Hub."
    assert ("Welcome to Example Hub." in slots["before_text"], "Welcome" in slots["after_text"]) == (True, False)
