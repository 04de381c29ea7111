"""Sums over other months for each quiz."""

from datetime import date

from quizzes.month_spans import inside, without_months
from quizzes.tallies import QuizTally

JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))
MONTHLY = {(1, JAN): QuizTally(1), (1, FEB): QuizTally(2), (1, MAR): QuizTally(4), (2, FEB): QuizTally(8)}


def test_months_outside_and_quizzes_without_a_span_are_left_out():
    assert inside(MONTHLY, {1: (FEB, MAR)}) == {(1, FEB): QuizTally(2), (1, MAR): QuizTally(4)}
    assert inside(MONTHLY, {}) == {}


def test_no_spans_take_every_month():
    assert inside(MONTHLY, None) == MONTHLY


def test_months_add_up_under_the_rest_of_the_key():
    assert without_months(MONTHLY) == {(1,): QuizTally(7), (2,): QuizTally(8)}
    assert without_months({(1, 5, 2, JAN): QuizTally(1), (1, 5, 3, JAN): QuizTally(2)}) == {
        (1, 5, 2): QuizTally(1),
        (1, 5, 3): QuizTally(2),
    }
