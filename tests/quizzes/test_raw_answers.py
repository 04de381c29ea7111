"""Every stored answer as a row: what it tells, and what it must not."""

from datetime import date, timedelta

import pytest

from hub.models import FlagKind, Learner
from quizzes.answer_rows import AnswerRow
from quizzes.corrections import correct_key
from quizzes.models import Attempt, Phase, Withdrawal
from quizzes.raw_answers import AskedByVersion, TitleByQuiz, answer_rows
from tests.answered import KEY, WRONG, make_answers
from tests.factories import NOW, flag, freeze_question, make_article, make_attempt, make_published_quiz


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="=Anti-CD38"), questions=2)


def by_phase(rows):
    return {(row.phase, row.stem): row for row in rows}


def test_row_tells_all_of_one_answer(quiz):
    learner = Learner.objects.create(is_simulated=True, profession="nurse", specialty="Haematology", country="CH")
    make_attempt(quiz, Phase.PRE, [WRONG, None], learner)
    post = make_attempt(quiz, Phase.POST, [KEY, KEY], learner, submitted_at=NOW + timedelta(days=9), language="de")
    flag(post, FlagKind.BURST)
    flag(post, FlagKind.TOO_FAST)
    version = post.answers.get(question_version__stem="Question 1?").question_version

    rows = list(answer_rows(quiz))

    found = by_phase(rows)
    assert found["post", "Question 1?"] == AnswerRow(
        learner=rows[0].learner,
        simulated=True,
        quiz=quiz.pk,
        article="=Anti-CD38",
        article_version=1,
        question=version.question_id,
        series=1,
        version=1,
        stem="Question 1?",
        withdrawn=False,
        phase="post",
        day=date(2026, 3, 11),
        days_since_first=9,
        option="C",
        slot="3",
        text="Gamma",
        correct_as_stored=True,
        correct_now=True,
        confidence=None,
        language="de",
        flags="too_fast burst",
        profession="nurse",
        specialty="Haematology",
        country="CH",
    )
    unknown = found["pre", "Question 2?"]
    assert (unknown.option, unknown.slot, unknown.text, unknown.correct_now) == ("", "", "", False)
    assert (unknown.days_since_first, unknown.flags, unknown.day) == (0, "", date(2026, 3, 2))
    assert len({row.learner for row in rows}) == 1 and len(rows) == 4


def test_no_row_names_a_learner_in_any_writing(quiz):
    learners = make_answers(quiz, 6, [WRONG, KEY], [KEY, KEY], profession="nurse")

    text = repr(list(answer_rows(quiz))).lower()

    assert text.count("nurse") == 24
    assert [one for one in learners if str(one.pk) in text or one.pk.hex in text] == []
    assert [one for one in Attempt.objects.all() if str(one.pk) in text or one.nonce in text] == []


def test_two_exports_share_no_pseudonym_and_one_joins_its_own(quiz):
    make_answers(quiz, 20, [WRONG, KEY], [KEY, KEY])
    first, second = list(answer_rows(quiz)), list(answer_rows(None))

    assert {row.learner for row in first} & {row.learner for row in second} == set()
    for rows in (first, second):
        names = [row.learner for row in rows]
        assert (len(names), len(set(names))) == (80, 20)
        assert {names.count(name) for name in names} == {4}


def test_order_is_by_quiz_and_question_and_tells_nothing_else(quiz):
    other = make_published_quiz(article=make_article(quiz.article.hub))
    make_answers(other, 2, [KEY])
    make_answers(quiz, 30, [KEY, KEY])
    make_answers(quiz, 30, [WRONG, WRONG])

    rows = list(answer_rows(None))
    again = list(answer_rows(None))

    places = [(row.quiz, row.question) for row in rows]
    assert places == sorted(places)
    # The chance that 60 rows come in one order twice, or sorted by when they were stored, is nil.
    marks = [[row.correct_now for row in export if row.question == rows[0].question] for export in (rows, again)]
    assert marks[0] != marks[1]
    assert marks[0] not in ([True] * 30 + [False] * 30, [False] * 30 + [True] * 30)


def test_rare_values_of_real_learners_are_left_out(quiz):
    make_answers(quiz, 5, [KEY, KEY], profession="nurse", country="CH")
    make_answers(quiz, 4, [KEY, KEY], profession="scientist", country="CH")
    make_answers(quiz, 1, [KEY, KEY], profession="scientist", is_simulated=True)
    elsewhere = make_published_quiz(article=make_article(quiz.article.hub))
    make_answers(elsewhere, 3, [KEY], profession="scientist")

    of_the_quiz = [(row.simulated, row.profession, row.country) for row in answer_rows(quiz)]

    assert sorted(set(of_the_quiz)) == [(False, "", "CH"), (False, "nurse", "CH"), (True, "scientist", "")]
    # In the file of all quizzes seven real scientists are enough.
    assert {row.profession for row in answer_rows(None)} == {"nurse", "scientist"}


def test_learner_of_several_answers_is_one_learner_of_a_rare_value(quiz):
    make_answers(quiz, 4, [KEY, KEY], [KEY, KEY], profession="nurse")

    assert {row.profession for row in answer_rows(quiz)} == {""}


def test_key_as_stored_and_as_it_stands(quiz, rhea):
    make_attempt(quiz, Phase.PRE, [WRONG, KEY])
    question = quiz.questions.get(stem="Question 1?")
    correct_key(question=question, series=1, slot="1", reason="Misread", actor=rhea, seen=0)

    rows = by_phase(answer_rows(quiz))

    assert (rows["pre", "Question 1?"].correct_as_stored, rows["pre", "Question 1?"].correct_now) == (False, True)
    assert (rows["pre", "Question 2?"].correct_as_stored, rows["pre", "Question 2?"].correct_now) == (True, True)


def test_withdrawn_question_is_marked(quiz, rhea):
    make_attempt(quiz, Phase.PRE, [WRONG, KEY])
    question = quiz.questions.get(stem="Question 2?")
    Withdrawal.objects.create(question=question, series=1, number=1, reason="Outdated", decided_by=rhea, decided_at=NOW)

    assert {row.stem: row.withdrawn for row in answer_rows(quiz)} == {"Question 1?": False, "Question 2?": True}


def test_queries_are_as_many_for_any_number_of_answers(quiz, django_assert_num_queries):
    make_answers(quiz, 2, [WRONG, KEY], [KEY, KEY])
    with django_assert_num_queries(7):
        list(answer_rows(quiz))
    make_answers(quiz, 30, [WRONG, KEY], [KEY, KEY])
    make_answers(make_published_quiz(article=make_article(quiz.article.hub), questions=3), 3, [KEY, KEY, KEY])
    with django_assert_num_queries(7):
        list(answer_rows(None))


def test_words_published_while_the_rows_are_read_are_read_when_met(quiz, django_assert_num_queries):
    question = quiz.questions.get(stem="Question 1?")
    question.stem = "Question 1, once more?"
    version = freeze_question(question, number=2)
    asked, titles = AskedByVersion(), TitleByQuiz()

    with django_assert_num_queries(5):
        for _time in range(2):
            assert (asked[version.pk].stem, asked[version.pk].number) == ("Question 1, once more?", 2)
            assert {option.letter for option in asked[version.pk].options.values() if option.is_key} == {"C"}
            assert titles[quiz.pk] == "=Anti-CD38"
