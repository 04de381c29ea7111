"""Sums of a cut: whatever table they come from, they are what the answers give."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from hub.models import Hub, Learner
from hub.time_limits import TooSlow, at_most
from quizzes.counts import Timing
from quizzes.cut import Cut, Evidence
from quizzes.models import Phase
from quizzes.rollups import reading
from quizzes.rollups.folding import fold
from quizzes.rollups.states import Scope
from quizzes.tallies import MoveCount, QuestionTally, QuizTally
from tests.factories import flag, make_article, make_attempt, make_published_quiz

pytestmark = pytest.mark.django_db

KEY, WRONG = 2, 0
START = datetime(2026, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def quizzes(hub):
    return [make_published_quiz(questions=2, article=make_article(title=title)) for title in ("One", "Two")]


def answer(quiz, learner, phase, choices, at, language="en", **fields):
    return make_attempt(quiz, phase, choices, learner, submitted_at=at, language=language, **fields)


@pytest.fixture
def answered(quizzes):
    """Twenty-four learners over three months, some flagged, some late, half of it folded."""
    chance = random.Random(3)
    for number in range(24):
        learner = Learner.objects.create(
            profession=chance.choice(["nurse", "physician", ""]),
            specialty=chance.choice(["Haematology", "Nephrology", ""]),
            country=chance.choice(["DE", "FR"]),
        )
        quiz, language = chance.choice(quizzes), chance.choice(["en", "de"])
        at = START + timedelta(days=chance.randrange(60), hours=number)
        choices = [chance.choice([KEY, WRONG, None]) for _ in range(4)]
        answer(quiz, learner, Phase.PRE, choices[:2], at, language)
        if number % 5:
            later = at + timedelta(days=chance.choice([0, 1, 29, 40]), seconds=number)
            after = answer(quiz, learner, Phase.POST, choices[2:], later, chance.choice(["en", "de"]))
            if number % 6 == 1:
                flag(after)
        if number == 12:
            fold(limit=30)
    return quizzes


CUTS = [
    Cut(),
    Cut(first=date(2026, 2, 1)),
    Cut(first=date(2026, 1, 25), last=date(2026, 3, 10)),
    Cut(first=date(2026, 2, 3), last=date(2026, 2, 20)),
    Cut(last=date(2026, 2, 28)),
    Cut(specialty="Haematology"),
    Cut(country="DE", first=date(2026, 2, 1), last=date(2026, 2, 28)),
    Cut(language="de"),
    Cut(language="de", last=date(2026, 2, 14)),
    Cut(specialty="Nephrology", country="FR"),
    Cut(profession="nurse"),
]


def from_answers(kind, cut, by=()):
    part = reading._from_answers(kind, cut, by, Scope())
    return reading._run(kind, by, [part])


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_tables_give_what_the_answers_give(answered, cut):
    for one in (cut, Cut(**{**vars(cut), "quizzes": (answered[0].pk,)})):
        assert list(reading.question_tallies(one).items()) == [
            (key, QuestionTally(*sums)) for key, sums in from_answers(reading._QUESTIONS, one)
        ]
        assert list(reading.quiz_tallies(one).items()) == [
            (key, QuizTally(*sums)) for key, sums in from_answers(reading._QUIZZES, one)
        ]


@pytest.mark.parametrize(
    "by", [("month",), ("day",), ("specialty",), ("month", "country"), ("language",), ("profession",)]
)
@pytest.mark.parametrize("cut", [Cut(), Cut(first=date(2026, 1, 25), last=date(2026, 3, 10))], ids=str)
def test_groups_are_those_of_the_answers(answered, cut, by):
    tallies = reading.quiz_tallies(cut, by)

    assert list(tallies.items()) == [(key, QuizTally(*sums)) for key, sums in from_answers(reading._QUIZZES, cut, by)]
    total = sum(tallies.values(), QuizTally())
    assert total == sum(reading.quiz_tallies(cut).values(), QuizTally())


def test_moves_of_everybody_come_from_their_table_others_from_the_answers(answered):
    everybody = reading.option_moves(Cut(quizzes=(answered[0].pk,)))
    parts = [reading.option_moves(Cut(quizzes=(answered[0].pk,), language=language)) for language in ("en", "de")]

    assert {key: _summed(everybody[key]) for key in everybody} == {
        key: _summed([*parts[0].get(key, []), *parts[1].get(key, [])]) for key in everybody
    }


def _summed(moves: list[MoveCount]) -> dict:
    found: dict = {}
    for move in moves:
        place = move.slot_before, move.slot_after, move.timing
        found[place] = found.get(place, 0) + move.learners
    return found


def test_whole_cut_of_one_learner(quizzes):
    quiz = quizzes[0]
    learner = Learner.objects.create(country="DE")
    answer(quiz, learner, Phase.PRE, [WRONG, KEY], START)
    answer(quiz, learner, Phase.POST, [KEY, None], START + timedelta(days=1))

    (first, one), (second, two) = sorted(reading.question_tallies(Cut(country="DE")).items())
    assert (first[0], second[0]) == (quiz.pk, quiz.pk)
    assert one == QuestionTally(n_before=1, n_after=1, right_after=1, learned=1)
    assert two == QuestionTally(n_before=1, right_before=1, n_after=1, unlearned=1)
    assert reading.quiz_tallies(Cut(country="DE")) == {
        (quiz.pk,): QuizTally(
            n_before=1, n_after=1, matched=1, clusters=1, learned=1, unlearned=1, sum_ss=0, sum_sm=0, sum_mm=4
        )
    }
    assert reading.quiz_tallies(Cut(country="FR")) == {}
    assert reading.option_moves(Cut())[first] == [MoveCount("1", "3", Timing.MATCHED, 1)]
    assert reading.option_moves(Cut())[second] == [MoveCount("3", "", Timing.MATCHED, 1)]


def test_pair_belongs_to_the_version_and_language_of_its_first_answers(quizzes):
    learner = Learner.objects.create()
    quiz = quizzes[0]
    before = answer(quiz, learner, Phase.PRE, [KEY, KEY], START, "de")
    answer(quiz, learner, Phase.POST, [KEY, KEY], START, "en")

    assert reading.quiz_tallies(Cut(language="de"))[quiz.pk,].matched == 1
    assert reading.quiz_tallies(Cut(language="en")) == {}
    assert reading.quiz_tallies(Cut(version=before.article_version_id))[quiz.pk,].matched == 1


def test_toggles_leave_out_exactly_those_who_lack_the_evidence(quizzes):
    quiz, hour = quizzes[0], timedelta(hours=1)
    told = {
        "reads": {"before": {}, "after": {"article_read_at": START}, "wait": hour},
        "does not read": {"before": {}, "after": {}, "wait": hour},
        "is hasty": {"before": {}, "after": {"article_read_at": START}, "wait": timedelta(seconds=19)},
        "takes twenty seconds": {"before": {}, "after": {"article_read_at": START}, "wait": timedelta(seconds=20)},
        "reads first": {"before": {"article_read_at": START}, "after": {"article_read_at": START}, "wait": hour},
    }
    for how in told.values():
        learner = Learner.objects.create()
        answer(quiz, learner, Phase.PRE, [WRONG, WRONG], START, **how["before"])
        answer(quiz, learner, Phase.POST, [KEY, KEY], START + how["wait"], **how["after"])

    def matched(*lacks):
        return reading.quiz_tallies(Cut(without=frozenset(lacks)))[quiz.pk,].matched

    assert [matched(), matched(Evidence.NOT_READ), matched(Evidence.HASTY), matched(Evidence.READ_BEFORE)] == [
        5,
        4,
        4,
        4,
    ]
    assert matched(*Evidence) == 2


def test_with_flagged_is_the_recount_without_flags(answered):
    for cut in (Cut(), Cut(quizzes=(answered[1].pk,)), CUTS[3], CUTS[10]):
        with_flagged = reading.quiz_tallies_with_flagged(cut)
        part = reading._from_answers(reading._QUIZZES, cut, (), Scope(with_flagged=True))
        assert with_flagged == {key: QuizTally(*sums) for key, sums in reading._run(reading._QUIZZES, (), [part])}


def test_flagged_attempts_count_where_they_are_asked_for(quizzes):
    learner, quiz = Learner.objects.create(), quizzes[0]
    flag(answer(quiz, learner, Phase.PRE, [KEY, KEY], START))
    answer(quiz, learner, Phase.POST, [KEY, KEY], START)

    assert reading.quiz_tallies(Cut())[quiz.pk,].matched == 0
    assert reading.quiz_tallies_with_flagged(Cut())[quiz.pk,].matched == 1


@pytest.mark.parametrize("cut", [Cut(), CUTS[2], CUTS[9]], ids=str)
def test_sums_are_read_in_one_statement(quizzes, cut, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):  # on PostgreSQL a time limit is set before and taken off after
        reading.question_tallies(cut)


def test_nothing_is_asked_of_an_empty_cut(quizzes, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reading.quiz_tallies(Cut(quizzes=())) == {}
        assert reading.quiz_tallies(Cut(first=date(2026, 3, 2), last=date(2026, 3, 1))) == {}


def test_hub_that_changes_its_zone_moves_no_day(answered):
    before = reading.quiz_tallies(Cut(), ("day",))
    Hub.objects.update(time_zone="Pacific/Auckland")

    assert reading.quiz_tallies(Cut(), ("day",)) == before


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"


def test_query_that_takes_too_long_is_ended(transactional_db):
    with pytest.raises(TooSlow, match=r"ended after 0\.05 s"), at_most(0.05), connection.cursor() as cursor:
        cursor.execute(ENDLESS)

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
