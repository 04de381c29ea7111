"""Who chose one point throughout, what article versions changed, and what the table for specialists holds."""

import pytest

from surveys.agreement import Agreement
from surveys.models.survey import is_uniform
from surveys.report_rows import agreement_rows, statement_rows
from surveys.reports import survey_report
from surveys.sentences import uniform_sentence, version_sentence
from tests.answered import BLANK, NOT_APPLICABLE, make_responses
from tests.factories import make_article, make_published_survey, make_version


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([4, 4], True),
        ([4, None, 4], True),
        ([4, 5], False),
        ([4], False),
        ([4, None], False),
        ([None, None], False),
        ([], False),
    ],
)
def test_one_point_throughout_needs_two_points(points, expected):
    assert is_uniform(points) is expected


@pytest.fixture
def survey(hub):
    return make_published_survey(make_article(hub))


def test_result_with_and_without_doubtful_answers(survey):
    make_responses(survey, 5, 5, n=3)
    make_responses(survey, 4, 2, n=2)
    make_responses(survey, 1, 1, n=4, flag="too_fast")
    make_responses(survey, 1, 2, flag="too_fast")
    make_responses(survey, 1, 1, flag="staff")

    report = survey_report(survey)

    clear = report.statements[0]
    assert (report.uniform, report.straight_lined, report.left_out) == (3, 4, 6)
    assert clear.counts == (0, 0, 0, 2, 3)
    assert (clear.with_flagged, clear.without_uniform) == (Agreement((6, 0, 0, 2, 3)), Agreement((0, 0, 0, 2, 0)))
    assert uniform_sentence(report) == (
        "3 learners of the 5 counted chose one point for every statement they answered. Of the flagged responses, 4 did "
        "so in less than 3 seconds and are taken for straight-lining."
    )


def test_nothing_is_said_where_nobody_did(survey):
    make_responses(survey, 5, 4)
    make_responses(survey, 5, BLANK)
    make_responses(survey, NOT_APPLICABLE, 4)

    assert uniform_sentence(survey_report(survey)) == ""


def publish_again(survey):
    older = survey.article.versions.order_by("-number").first()
    newer = make_version(survey.article)
    for pin in survey.pins.filter(article_version=older):
        survey.pins.create(article_version=newer, statement_version=pin.statement_version, order=pin.order)


def test_versions_of_the_article_are_compared(survey):
    make_responses(survey, 4, 4, n=20)
    make_responses(survey, 2, 2, n=20)
    publish_again(survey)
    make_responses(survey, 4, 4, n=30)
    make_responses(survey, 2, 2, n=10)

    statement = survey_report(survey).statements[0]

    # Newcombe's method 10 by hand: 30/40 (.598 to .858) less 20/40 (.352 to .648).
    assert version_sentence(statement) == (
        "50% (95% CI 35 to 65) agreed or strongly agreed after version 1 of the article, 75% (95% CI 60 to 86) after "
        "version 2: +25 points (95% CI +4 to +43)."
    )


def test_few_after_a_version_give_no_difference(survey):
    make_responses(survey, 4, 4, n=20)
    publish_again(survey)
    make_responses(survey, 4, 4, n=3)

    assert version_sentence(survey_report(survey).statements[0]) == (
        "100% (95% CI 84 to 100) agreed or strongly agreed after version 1 of the article, 3 of 3 after version 2; too "
        "few for an estimate of the difference."
    )


def test_rows_hold_what_only_specialists_read(survey):
    make_responses(survey, 5, 4, n=10)
    make_responses(survey, 3, BLANK, n=10)
    make_responses(survey, 1, 1, n=2, flag="too_fast")

    clear, learned = statement_rows(survey_report(survey, reached=80))

    assert (clear.median, clear.first_quartile, clear.third_quartile) == (4.0, 3.0, 5.0)
    assert (clear.mean_equal_steps, clear.sd_equal_steps) == (4.0, 1.026)
    assert (learned.mean_equal_steps, learned.sd_equal_steps, learned.blank) == (None, None, 10)
    assert (clear.with_flagged_answered, clear.without_uniform_answered) == (22, 20)
    assert (clear.survey_response_pct, clear.straight_lined, clear.one_point_throughout) == (25.0, 2, 0)


def test_rows_by_version_and_month(survey):
    make_responses(survey, 4, 2, n=20)
    publish_again(survey)
    make_responses(survey, 2, 2, n=20)

    rows = list(agreement_rows(survey_report(survey)))

    assert [(row.statement, row.version, row.month, row.answered, row.top_two, row.shift_points) for row in rows] == [
        ("The content was clear", 1, "", 20, 20, None),
        ("The content was clear", 2, "", 20, 0, -100.0),
        ("The content was clear", None, "2026-03", 40, 20, None),
        ("I learned something", 1, "", 20, 0, None),
        ("I learned something", 2, "", 20, 0, 0.0),
        ("I learned something", None, "2026-03", 40, 0, None),
    ]
