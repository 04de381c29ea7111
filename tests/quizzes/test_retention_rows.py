"""What stayed weeks later, and scores of two groups, as rows of files."""

from datetime import timedelta

import pytest
from django.urls import reverse

from quizzes.later_reports import later_report
from quizzes.models import Phase
from quizzes.report_rows import RetentionRow, contrast_rows, retention_rows
from quizzes.reports import quiz_report
from tests.answered import KEY, WRONG, make_answers, make_responses, store_attempts
from tests.downloads import read_csv
from tests.factories import NOW, make_published_quiz, make_published_survey, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


def thrice(quiz, n, before, after, later):
    learners = make_answers(quiz, n, [before], [after])
    store_attempts(quiz, Phase.FOLLOW_UP, learners, [later], NOW + timedelta(days=50))


def read(quiz):
    return later_report(quiz, quiz_report(quiz).questions, now=NOW + timedelta(days=100), asks_scores=True)


def test_no_rows_before_somebody_came_back(quiz):
    make_answers(quiz, 3, [WRONG], [KEY])

    assert list(retention_rows(read(quiz))) == list(contrast_rows(None, "x")) == []


def test_retention_of_few_has_counts_alone(quiz):
    """Of 12 + 2 right after reading the 12 still are; 19 learners are too few for a share."""
    thrice(quiz, 12, WRONG, KEY, KEY)
    thrice(quiz, 2, KEY, KEY, WRONG)
    thrice(quiz, 5, WRONG, WRONG, WRONG)

    question, whole = retention_rows(read(quiz))

    counts = {"learners": 19, "answers": 19, "before_right": 2, "after_right": 14, "later_right": 12, "kept": 12}
    nothing = dict.fromkeys(
        name for name in RetentionRow.__dataclass_fields__ if name.endswith(("_pct", "_points", "_lower", "_upper"))
    )
    stem = quiz_report(quiz).questions[0].head.stem
    assert question == RetentionRow(number=1, question=stem, series=1, **counts, **nothing)
    assert whole == RetentionRow(number=None, question="All questions", series=None, **counts, **nothing)


def test_retention_by_hand(quiz):
    """30 of 40 kept: 75%. Right after reading 40 of 50, weeks later 30: -20 points; before reading none: +60."""
    thrice(quiz, 30, WRONG, KEY, KEY)
    thrice(quiz, 10, WRONG, KEY, WRONG)
    thrice(quiz, 10, WRONG, WRONG, WRONG)

    for row in retention_rows(read(quiz)):
        assert (row.kept, row.kept_pct, row.since_reading_points, row.since_before_points) == (30, 75.0, -20.0, 60.0)
        assert row.kept_lower < 75 < row.kept_upper


def test_files_of_quiz_and_survey_compare_scores(client, quiz):
    thrice(quiz, 20, WRONG, KEY, KEY)
    others = make_answers(quiz, 25, [KEY], [KEY])
    survey = make_published_survey(quiz.article)
    make_responses(survey, *[4] * survey.pins.count(), learners=others)
    client.force_login(make_staff("ben", "analyst"))

    (kept, _all) = read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": "later"}))
    came = read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": "later-scores"}))
    answered = read_csv(client.get(reverse("staff:survey_csv", args=[survey.pk]), {"table": "scores"}))

    assert (kept["learners"], kept["kept"], kept["kept_pct"]) == ("20", "20", "100.0")
    assert [(row["phase"], row["what"], row["did"], row["did_pct"]) for row in came] == [
        ("before", "answered again weeks later", "20", "0.0"),
        ("after", "answered again weeks later", "20", "100.0"),
    ]
    assert [(row["what"], row["did"], row["did_not"], row["difference_points"]) for row in answered] == [
        ("answered the survey", "25", "20", "100.0"),
        ("answered the survey", "25", "20", "0.0"),
    ]
