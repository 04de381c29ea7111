"""Importing questions: what is shown first is what is stored, all of it or nothing."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Reference, TextBlock
from hub.exports import csv_lines
from hub.models import AuditEvent
from quizzes.models import Option, Phase, Question, QuizQuestion
from quizzes.question_export import QuestionRow, example_rows, question_rows
from quizzes.question_import.actions import ImportRefused, ImportStale, import_questions
from quizzes.question_import.plan import plan_import
from quizzes.question_import.reading import read_questions
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "external_id,stem,option_1,option_2,option_3,key,rationale\n"


def store(text: str, actor):
    reading = read_questions(text)
    assert reading.problems == ()
    return import_questions(questions=reading.questions, seen=plan_import(reading.questions).digest, actor=actor)


def planned(text: str) -> list[tuple]:
    plan = plan_import(read_questions(text).questions)
    return [(entry.state, [(one.column, one.old, one.new) for one in entry.changes]) for entry in plan.entries]


def problems(text: str) -> list[tuple]:
    return [(one.row, one.column, one.message) for one in plan_import(read_questions(text).questions).problems]


def options(question) -> list[tuple]:
    return list(question.options.values_list("slot", "text", "is_key"))


def exported(questions=None) -> str:
    return "".join(csv_lines(QuestionRow, question_rows(questions or Question.objects.order_by("pk"))))


def test_new_questions_are_stored_with_an_audit_event(ada):
    imported = store(HEADER + "q1,One?,A,B,,b,*So*.\n,Two?,C,D,E,3,\n", ada)

    first, second = Question.objects.order_by("pk")
    assert (imported.created, imported.changed, imported.n_unchanged) == ((first, second), (), 0)
    assert (first.external_id, first.rationale, options(first)) == (
        "q1",
        "<p><em>So</em>.</p>",
        [("1", "A", False), ("2", "B", True)],
    )
    assert options(second) == [("1", "C", False), ("2", "D", False), ("3", "E", True)]
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor) == ("import", "questions", ada)


def test_second_import_of_the_same_file_changes_nothing(ada):
    text = HEADER + "q1,One?,A,B,,b,*So*.\n,Two?,C,D,E,3,\n"
    store(text, ada)

    assert planned(text) == [("unchanged", []), ("unchanged", [])]
    assert store(text, ada).n_unchanged == 2
    assert (Question.objects.count(), AuditEvent.objects.count()) == (2, 1)


def test_changes_are_shown_column_by_column_and_keep_slots(ada):
    store(HEADER + "q1,One?,A,B,C,b,*So*.\n", ada)
    text = HEADER + "q1,One now?,B,A2,,a,\n"

    assert planned(text) == [
        (
            "changed",
            [
                ("stem", "One?", "One now?"), ("option_1", "A", "B"), ("option_2", "B", "A2"), ("option_3", "C", ""),
                ("key", "B", "A"), ("rationale", "*So*.", ""),
            ],
        )
    ]  # fmt: skip
    store(text, ada)

    assert options(Question.objects.get()) == [("2", "B", True), ("3", "A2", False)]


def test_a_column_that_the_file_lacks_leaves_what_is_stored(ada):
    question = factories.make_question(external_id="q1", rationale="<p>Kept</p>", bloom="apply")

    store("external_id,stem,option_1,option_2,option_3,option_4,key\nq1,New?,Alpha,Beta,Gamma,Delta,C\n", ada)

    question.refresh_from_db()
    assert (question.stem, question.rationale, question.bloom) == ("New?", "<p>Kept</p>", "apply")
    assert question.options.first().feedback == "About Alpha."


def test_a_question_without_external_id_is_known_by_what_it_asks(ada):
    question = factories.make_question()
    text = "external_id,stem,option_1,option_2,option_3,option_4,key\nmine,Which trial?,Alpha,Beta,Gamma,Delta,C\n"

    assert planned(text) == [("changed", [("external_id", "", "mine")])]
    store(text, ada)

    question.refresh_from_db()
    assert question.external_id == "mine"


def test_changing_an_answered_question_is_told():
    quiz = factories.make_published_quiz()
    factories.make_attempt(quiz, Phase.PRE, [2])
    Question.objects.update(external_id="q1")
    row = "external_id,stem,option_1,option_2,option_3,option_4,key,bloom\nq1,{},Alpha,Beta,Gamma,Delta,C,apply\n"

    told = [
        plan_import(read_questions(row.format(stem)).questions).entries[0].changes_what_was_answered
        for stem in ("Question 1?", "Question one?")
    ]

    assert told == [False, True]


def test_question_joins_its_quiz_with_objective_and_evidence(ada):
    article = factories.make_ready_article(slug="anti-cd38")
    TextBlock.objects.create(parent=article, region="main", ordering=20, key="proof", text="<p>a</p>")
    text = "stem,option_1,option_2,key,quiz,objective,evidence\nNew one?,A,B,1,anti-cd38,LO1,proof\n"

    store(text, ada)

    line = QuizQuestion.objects.order_by("order").last()
    assert (line.question.stem, line.key, line.objective.key, line.evidence) == ("New one?", "q2", "LO1", "proof")
    assert planned(text) == [("unchanged", [])]
    assert planned(text.replace("LO1", "")) == [("changed", [("objective (anti-cd38)", "LO1", "")])]


def test_what_the_hub_does_not_have_is_named_with_row_and_column():
    factories.make_ready_article(slug="anti-cd38")
    text = (
        "stem,option_1,option_2,feedback_1,key,rationale,refs,quiz,objective,evidence\n"
        "One?,A,B,See [@nobody].,1,And [@none].,key9,anti-cd38,LO9,gone\nTwo?,A,B,,1,,,nowhere,,\n"
    )

    missing = "No reference has the key {}. Add it under References, or choose another."
    assert problems(text) == [
        (2, "refs", missing.format("key9")),
        (2, "rationale", missing.format("none")),
        (2, "feedback_1", missing.format("nobody")),
        (2, "objective", "The article anti-cd38 has no objective with the key LO9."),
        (2, "evidence", "The article anti-cd38 has no block with the key gone."),
        (3, "quiz", "No article with the address nowhere has a quiz. Add the quiz on the article's page first."),
    ]


def test_nothing_is_stored_where_one_question_is_refused(ada):
    questions = read_questions("stem,option_1,option_2,key,refs\nOne?,A,B,1,\nTwo?,A,B,1,nobody\n").questions

    with pytest.raises(ImportRefused):
        import_questions(questions=questions, seen=plan_import(questions).digest, actor=ada)

    assert Question.objects.count() == 0


def test_nothing_is_stored_where_something_else_was_shown(ada):
    questions = read_questions(HEADER + "q1,One?,A,B,,b,\n").questions
    seen = plan_import(questions).digest
    factories.make_question(external_id="q1")

    with pytest.raises(ImportStale):
        import_questions(questions=questions, seen=seen, actor=ada)

    assert Question.objects.get().stem == "Which trial?"


def test_planning_asks_a_fixed_number_of_queries(django_assert_num_queries):
    for n in range(3):
        factories.make_question(stem=f"Q{n}?", external_id=f"q{n}")
    rows = [f"q{n},Q{n}?,A,B,,b,\n" for n in range(3)]

    for text in (HEADER + rows[0], HEADER + "".join(rows)):
        questions = read_questions(text).questions
        with django_assert_num_queries(7):
            plan_import(questions)


def test_export_has_every_column_and_its_import_changes_nothing(ada, django_assert_num_queries):
    Reference.objects.create(key="imroz", title="Isatuximab")
    article = factories.make_ready_article(slug="anti-cd38")
    factories.make_question(
        stem="=1+1?\n'=2", options=("+A", "-5", "'=x"), rationale='<p>So<cite data-ref="imroz"></cite></p><p>*</p>',
        refs="imroz", bloom="apply", moore=4, fixed_order=True,
    )  # fmt: skip
    QuizQuestion.objects.create(
        quiz=factories.Quiz.objects.create(article=factories.make_article(slug="b-article")),
        question=article.quiz.lines.get().question,
        key="q1",
    )

    with django_assert_num_queries(3):
        text = exported()

    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert (row["quiz"], row["objective"]) == ("anti-cd38\nb-article", "LO1\n")
    assert [state for state, _changes in planned(text)] == ["unchanged"] * 2
    assert problems(text) == []


def test_template_can_be_imported_as_it_is(ada):
    store("".join(csv_lines(QuestionRow, example_rows())), ada)

    assert options(Question.objects.get()) == [("1", "10 mg", False), ("2", "20 mg", True), ("3", "40 mg", False)]


NASTY = st.text(alphabet="'=+-@;,\t\"\n\r *[]~^\\<&aé\u200b–", min_size=1, max_size=12)


class RoundTrip(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(NASTY, min_size=3, max_size=3), NASTY)
    def test_exported_questions_come_back_as_they_were(self, texts, rationale):
        Question.objects.all().delete()
        question = factories.make_question(stem=f"S {texts[0]}", options=(f"1{texts[1]}", f"2{texts[2]}"), key=1)
        Question.objects.filter(pk=question.pk).update(external_id="q")
        Option.objects.filter(question=question).update(feedback="")
        question.refresh_from_db()
        question.rationale = f"<p>{rationale.replace('<', '&lt;')}</p>"
        question.save()

        text = exported()

        assert planned(text) == [("unchanged", [])]
