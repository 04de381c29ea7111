"""The quiz of a bundle: questions keep their history, whatever the file changes."""

import pytest

from quizzes.models import Option, Phase, PinnedQuestion, Question, Quiz
from tests import factories
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db


def with_questions(*questions, **quiz):
    return bundles.small(quiz={"questions": list(questions)} | quiz)


def question(stem="Which?", **fields):
    options = [{"text": "This", "correct": True}, {"text": "That", "correct": False}]
    return {"stem": stem, "options": options} | fields


def quiz_of(bundle, **options):
    return bundles.exported(bundles.load(bundle, **options).article).get("quiz")


def test_mode_is_always_written_and_defaults_are_not():
    given = with_questions(question(fixed_order=False), presentation="all", confidence=False)

    assert quiz_of(given) == {"mode": "pre_post", "questions": [question()]}


def test_slots_are_written_only_where_they_are_not_the_places():
    plain = [{"slot": "1", "text": "A"}, {"slot": "2", "text": "B"}]
    turned = [{"slot": "2", "text": "B", "correct": False}, {"slot": "1", "text": "A", "correct": False}]

    held = quiz_of(with_questions(question("One?", options=plain), question("Two?", options=turned)))

    assert [one["options"] for one in held["questions"]] == [
        [{"text": "A", "correct": False}, {"text": "B", "correct": False}],
        turned,
    ]


def test_option_without_slot_takes_its_place():
    options = [{"slot": "b", "text": "B", "correct": False}, {"text": "A", "correct": False}]

    held = quiz_of(with_questions(question(options=options)))

    assert [option["slot"] for option in held["questions"][0]["options"]] == ["b", "2"]


def test_slot_that_the_place_of_another_option_takes_is_refused():
    options = [{"slot": "2", "text": "B"}, {"text": "A"}]

    assert bundles.problems_of(with_questions(question(options=options))) == [
        'quiz.questions[0].options[1].slot: the slot "2" is used twice'
    ]


@pytest.mark.parametrize("options", [[], [{"text": "This"}, {"text": "That"}]])
def test_question_without_key_is_imported_as_a_draft(options):
    imported = bundles.load(with_questions(question(options=options)))

    assert [(one.rule, one.severity, one.where) for one in imported.findings] == [
        ("BUNDLE-DRAFT", "warning", "quiz.questions[0]")
    ]
    assert Option.objects.filter(is_key=True).count() == 0


def test_stored_question_is_found_by_its_key():
    bundles.load(with_questions(question(id="q1"), question("Other?", id="q2")))
    before = list(Question.objects.order_by("pk"))

    imported = bundles.load(with_questions(question("Reworded?", id="q2"), question(id="q1")))

    assert list(Question.objects.order_by("pk")) == before
    assert Question.objects.get(pk=before[1].pk).stem == "Reworded?"
    assert (imported.created, imported.updated) == ({}, {"Question": 1, "QuizQuestion": 2})


def test_stored_question_is_found_by_its_stem_when_its_key_is_new():
    bundles.load(with_questions(question(id="q1")))

    imported = bundles.load(with_questions(question(id="first")))

    assert (imported.created, imported.updated) == ({}, {"QuizQuestion": 1})


def test_new_key_of_the_right_option_replaces_the_options():
    bundles.load(with_questions(question(id="q1")))
    options = [{"text": "This", "correct": False}, {"text": "That", "correct": True}]

    imported = bundles.load(with_questions(question(id="q1", options=options)))

    assert imported.updated == {"Question": 1}
    assert [option.is_key for option in Option.objects.order_by("order")] == [False, True]


def test_question_that_the_file_drops_goes_unless_learners_may_have_seen_it():
    bundles.load(with_questions(question("Seen?"), question("Unseen?"), question("Stays?")))
    factories.freeze_question(Question.objects.get(stem="Seen?"))

    imported = bundles.load(with_questions(question("Stays?")))

    assert sorted(Question.objects.values_list("stem", flat=True)) == ["Seen?", "Stays?"]
    assert imported.updated == {"Quiz": 1, "QuizQuestion": 1}


def test_question_of_another_article_is_copied_before_it_changes():
    bundles.load(with_questions(question(id="q1")))
    shared = Question.objects.get()
    other = Quiz.objects.create(article=factories.make_article())
    other.lines.create(question=shared, order=0)

    bundles.load(with_questions(question(id="q1", rationale="Because.")))

    shared.refresh_from_db()
    assert (shared.rationale, Question.objects.count(), other.lines.get().question) == ("", 2, shared)


def test_same_question_of_another_article_stays_shared():
    bundles.load(with_questions(question(id="q1")))
    Quiz.objects.create(article=factories.make_article()).lines.create(question=Question.objects.get(), order=0)

    assert bundles.load(with_questions(question(id="q1"))).updated == {}


@pytest.mark.parametrize("quiz", [None, {}, {"mode": "post", "questions": []}])
def test_quiz_without_questions_is_none(quiz):
    bundles.load(bundles.small())

    assert quiz_of(bundles.small(quiz=quiz)) is None
    assert bundles.load(bundles.small(quiz=quiz)).updated == {}


def test_objective_that_the_article_loses_is_refused():
    bundle = bundles.small()
    bundle["article"]["objectives"] = []

    assert bundles.problems_of(bundle) == ['quiz.questions[0].objective: unknown objective "LO1"']


@pytest.mark.parametrize(
    ("edit", "change", "told"),
    [({"stem": "Which one?"}, "meaning", "a new series starts"), ({"rationale": "Because."}, "", None)],
)
def test_other_words_of_an_answered_question_start_a_series_and_the_import_says_so(edit, change, told):
    article = bundles.load(with_questions(question(id="q1"))).article
    version = factories.make_version(article)
    pin = {"quiz": article.quiz, "question_version": factories.freeze_question(Question.objects.get()), "order": 0}
    PinnedQuestion.objects.create(article_version=version, **pin)
    factories.make_attempt(article.quiz, Phase.PRE, [0])
    bundle = with_questions(question(id="q1", **edit))

    imported = bundles.load(bundle)

    found = [finding.message for finding in imported.findings if finding.rule == "QUIZ-CHANGE"]
    assert Question.objects.get().change == change
    assert [told in message for message in found] == ([True] if told else [])
    assert quiz_of(bundle) == {"mode": "pre_post", **bundle["quiz"]}
