from datetime import timedelta

import pytest

from quizzes.models import Option, PinnedQuestion, Quiz, QuizQuestion
from quizzes.publication import check, current_version, freeze, ordered_options
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


def test_current_version_is_minted_once_for_unchanged_content(db):
    question = factories.make_question()

    first, second = current_version(question, NOW), current_version(question, NOW + timedelta(days=1))

    assert (first.pk, first.number, first.series) == (second.pk, 1, 1)


@pytest.mark.parametrize(
    ("change", "series"),
    [
        (lambda q: q.options.filter(order=0).update(feedback="Better feedback."), 1),
        (lambda q: type(q).objects.filter(pk=q.pk).update(rationale="<p>Other.</p>"), 1),
        (lambda q: type(q).objects.filter(pk=q.pk).update(stem="Another stem?"), 2),
        (lambda q: q.options.filter(order=0).update(text="Another option"), 2),
        (lambda q: (q.options.update(is_key=False), q.options.filter(order=0).update(is_key=True)), 2),
        (lambda q: q.options.filter(order=0).delete(), 2),
    ],
)
def test_change_of_stem_options_or_key_starts_a_series_and_other_changes_do_not(db, change, series):
    question = factories.make_question()
    current_version(question, NOW)
    change(question)

    version = current_version(type(question).objects.get(pk=question.pk), NOW)

    assert (version.number, version.series) == (2, series)


def test_version_keeps_the_order_of_the_version_before(db):
    question = factories.make_question(options=[f"Option {n}" for n in range(8)], key=0)
    first = current_version(question, NOW)
    question.options.filter(order=3).update(text="Option three")

    second = current_version(question, NOW)

    assert [option.slot for option in second.options.all()] == [option.slot for option in first.options.all()]


def test_key_has_no_favoured_place(db):
    places = [
        next(
            option.order
            for option in current_version(factories.make_question(key=0), NOW).options.all()
            if option.is_key
        )
        for _ in range(60)
    ]

    assert set(places) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("words", "keep", "expected"),
    [
        (["30%", "5%", "12.5%"], False, ["5%", "12.5%", "30%"]),
        (["10", "9", "8"], True, ["10", "9", "8"]),
    ],
)
def test_ordered_options_sorts_numbers_unless_the_editor_fixed_the_order(words, keep, expected):
    options = [Option(slot=str(n), text=text, order=n) for n, text in enumerate(words)]

    assert [one.text for one in ordered_options(options, keep=keep, previous=[], seed=1)] == expected


def test_freeze_shows_stems_and_options_and_never_the_key(quiz):
    frozen = freeze(quiz.article, None, NOW)

    versions = [line.question.versions.get() for line in quiz.lines.all()]
    assert frozen.shown == {
        "mode": "pre_post",
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
