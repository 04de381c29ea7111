"""A part of the learners of a quiz: which months of it a report shows, and that few never follow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from hub.reports.cohorts import ShownCut, shown_cut
from quizzes.cut import Cut, Evidence
from tests.answered import KEY, WRONG, make_answers
from tests.factories import make_article, make_published_quiz

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 2, 3))
TIMED = 2 if connection.vendor == "postgresql" else 0
"""Counting from the answers, PostgreSQL is told how long it may take, and afterwards that nothing else is limited."""

NOT_SHOWN = ShownCut(
    None, "Not shown: numbers on fewer than 5 learners could be worked out from this part of them. Choose a wider part."
)


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub))


def answered(quiz, n, at, **learner):
    make_answers(quiz, n, [WRONG], before_at=at, **learner)


def asked(quiz, **cut):
    return Cut(quizzes=(quiz.pk,), **cut)


def test_all_learners_are_shown_as_asked(quiz, django_assert_num_queries):
    cut = asked(quiz, first=date(2026, 1, 15), last=date(2026, 1, 15))

    with django_assert_num_queries(0):
        assert shown_cut(cut) == ShownCut(cut)


@pytest.mark.parametrize("name", ["profession", "specialty", "country"])
def test_a_large_cohort_is_shown_as_asked(quiz, name, django_assert_num_queries):
    value, other = {"profession": ("nurse", "physician"), "country": ("DE", "FR")}.get(name, ("Urology", "Oncology"))
    answered(quiz, 5, JANUARY, **{name: value})
    answered(quiz, 6, JANUARY, **{name: other})
    cut = asked(quiz, **{name: value})

    with django_assert_num_queries(1 + (TIMED if name == "profession" else 0)):
        assert shown_cut(cut) == ShownCut(cut)


def test_a_small_cohort_is_not_shown_and_neither_is_what_would_tell_it(quiz):
    answered(quiz, 4, JANUARY, country="DE")
    answered(quiz, 9, JANUARY, country="FR")
    answered(quiz, 20, JANUARY, country="IT")

    assert shown_cut(asked(quiz, country="DE")) == NOT_SHOWN
    assert shown_cut(asked(quiz, country="FR")) == NOT_SHOWN
    assert shown_cut(asked(quiz, country="IT")) == ShownCut(asked(quiz, country="IT"))
    assert shown_cut(asked(quiz, country="PL")) == NOT_SHOWN


def test_who_answered_twice_is_one_learner(quiz):
    make_answers(quiz, 4, [WRONG], [KEY], before_at=JANUARY, after_at=JANUARY + timedelta(hours=1), country="DE")
    answered(quiz, 20, JANUARY, country="IT")
    assert shown_cut(asked(quiz, country="DE")) == NOT_SHOWN

    make_answers(quiz, 1, None, [KEY], after_at=JANUARY, country="DE")
    assert shown_cut(asked(quiz, country="DE")) == ShownCut(asked(quiz, country="DE"))


def test_months_that_fill_no_block_are_left_out_and_said(quiz):
    for month in (JANUARY, FEBRUARY, MARCH):
        answered(quiz, 30, month, country="IT")
        answered(quiz, 30, month, country="ES")
    answered(quiz, 6, JANUARY, country="DE")
    answered(quiz, 5, FEBRUARY, country="DE")
    answered(quiz, 2, MARCH, country="DE")

    found = shown_cut(asked(quiz, country="DE"))

    assert found.cut == asked(quiz, country="DE", first=date(2026, 1, 1), last=date(2026, 2, 28))
    assert found.remark == (
        "Shown are the months from January 2026 to February 2026: the others hold fewer than 5 learners who could be told apart."
    )
    assert shown_cut(asked(quiz, country="DE", first=date(2026, 3, 1))) == NOT_SHOWN


def test_days_inside_a_month_are_widened_to_no_month(quiz):
    answered(quiz, 30, JANUARY, country="IT")
    cut = asked(quiz, country="IT", first=date(2026, 1, 2), last=date(2026, 2, 28))

    assert shown_cut(cut) == NOT_SHOWN
    assert shown_cut(replace(cut, first=date(2026, 1, 1))) == ShownCut(replace(cut, first=date(2026, 1, 1)))
    assert shown_cut(replace(cut, first=date(2025, 12, 31))) == ShownCut(
        replace(cut, first=date(2026, 1, 1)),
        "A part of the learners is shown in whole months: days around them are left out.",
    )
    assert shown_cut(replace(cut, last=date(2026, 1, 20))).cut is None


def test_two_things_at_once_need_every_part_to_be_large(quiz, django_assert_num_queries):
    cut = asked(quiz, country="DE", specialty="Urology")
    answered(quiz, 7, JANUARY, country="DE", specialty="Urology")
    answered(quiz, 8, JANUARY, country="DE", specialty="Oncology")
    answered(quiz, 30, JANUARY, country="FR", specialty="Oncology")

    with django_assert_num_queries(4 + TIMED):
        assert shown_cut(cut) == ShownCut(cut)

    # All urologists less those of DE would be three.
    answered(quiz, 3, JANUARY, country="FR", specialty="Urology")
    assert shown_cut(cut) == NOT_SHOWN


def test_learners_without_some_evidence_are_a_part_too(quiz):
    make_answers(quiz, 20, [WRONG], [KEY], before_at=JANUARY, after_at=JANUARY + timedelta(hours=1))
    cut = asked(quiz, without=frozenset({Evidence.HASTY}))
    assert shown_cut(cut) == ShownCut(cut)

    make_answers(quiz, 2, [WRONG], [KEY], before_at=JANUARY, after_at=JANUARY + timedelta(seconds=9))
    assert shown_cut(cut) == NOT_SHOWN


def test_three_things_at_once_are_refused(quiz, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = shown_cut(asked(quiz, country="DE", specialty="Urology", profession="nurse"))

    assert found == ShownCut(
        None, "Of learners, at most two things are asked for at once, so that nobody can be told apart. Remove one."
    )


def test_page_shows_the_remark_and_no_number(client, quiz, ben):
    answered(quiz, 4, JANUARY, country="DE")
    answered(quiz, 30, JANUARY, country="IT")
    client.force_login(ben)
    url = reverse("staff:quiz_report", args=[quiz.pk])

    hidden, shown = client.get(url, {"country": "DE"}), client.get(url)

    assert (hidden.status_code, "page" in hidden.context, hidden.context["remark"]) == (200, False, NOT_SHOWN.remark)
    assert NOT_SHOWN.remark in hidden.content.decode()
    assert (shown.context["page"].report.learners.before, shown.context["remark"]) == (34, "")
