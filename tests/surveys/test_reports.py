"""The survey report from real rows, and its sentences."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.shares import Share
from surveys.analysis import StatementReport, SurveyReport
from surveys.models import PinnedStatement, StatementVersion
from surveys.reports import SurveyLine, survey_lines, survey_report
from surveys.sentences import agreement_sentence, median_words, response_sentence
from tests.answered import BLANK, NOT_APPLICABLE, make_responses
from tests.factories import NOW, make_article, make_published_survey, make_version


@pytest.fixture
def survey(hub):
    return make_published_survey(make_article(hub))


def statement(*counts, **fields):
    known = {"eligible": sum(counts), "not_applicable": 0, "is_reversed": False, "is_current": True}
    return StatementReport(text="Clear", series=1, version_numbers=(1,), counts=counts, **known | fields)


def test_distribution_keeps_not_applicable_and_blank_apart(survey):
    make_responses(survey, 5, 4, n=3)
    make_responses(survey, 2, NOT_APPLICABLE, n=2)
    make_responses(survey, NOT_APPLICABLE, BLANK)

    report = survey_report(survey, reached=12)

    clear, learned = report.statements
    assert (clear.text, clear.counts, clear.not_applicable, clear.blank) == (
        "The content was clear",
        (0, 2, 0, 0, 3),
        1,
        0,
    )
    assert (learned.counts, learned.not_applicable, learned.blank, learned.eligible) == ((0, 0, 0, 3, 0), 2, 1, 6)
    assert (clear.n, clear.top_two, clear.bottom_two, clear.median) == (5, Share(3, 5), Share(2, 5), 5)
    assert (report.responses, report.response_rate, report.left_out, report.has_simulated) == (
        6,
        Share(6, 12),
        0,
        False,
    )


def test_flagged_responses_are_left_out_and_counted(survey):
    make_responses(survey, 5, 5, n=2)
    make_responses(survey, 1, 1, n=4, flag="staff", is_simulated=True)

    report = survey_report(survey)

    assert (report.responses, report.left_out, report.has_simulated, report.response_rate) == (2, 4, False, None)
    assert [(line.counts, line.eligible) for line in report.statements] == [((0, 0, 0, 0, 2), 2)] * 2


def test_simulated_learners_are_declared(survey):
    make_responses(survey, 5, 5, is_simulated=True)

    assert survey_report(survey).has_simulated


def publish_reworded(survey, *, series):
    """A second article version whose first statement is a new version in that series."""
    clear, learned = survey.pins.order_by("order")
    newer = make_version(survey.article)
    reworded = StatementVersion.objects.create(
        statement=clear.statement_version.statement,
        number=2,
        series=series,
        text="The content was clear to me",
        is_reversed=False,
        created_at=NOW,
    )
    for order, version in enumerate([reworded, learned.statement_version]):
        PinnedStatement.objects.create(article_version=newer, survey=survey, statement_version=version, order=order)


def lines(survey):
    statements = survey_report(survey).statements
    return [(line.text, line.version_numbers, line.is_current, line.counts, line.eligible) for line in statements]


def test_statement_of_another_meaning_is_reported_beside_the_old_one(survey):
    make_responses(survey, 1, 4, n=3)
    publish_reworded(survey, series=2)
    make_responses(survey, 5, BLANK, n=2)

    assert lines(survey) == [
        ("The content was clear to me", (2,), True, (0, 0, 0, 0, 2), 2),
        ("I learned something", (1,), True, (0, 0, 0, 3, 0), 5),
        ("The content was clear", (1,), False, (3, 0, 0, 0, 0), 3),
    ]


def test_statement_in_other_words_pools_with_the_old_one(survey):
    make_responses(survey, 1, 4, n=3)
    publish_reworded(survey, series=1)
    make_responses(survey, 5, BLANK, n=2)

    assert lines(survey) == [
        ("The content was clear to me", (1, 2), True, (3, 0, 0, 0, 2), 5),
        ("I learned something", (1,), True, (0, 0, 0, 3, 0), 5),
    ]


def test_survey_without_responses_lists_its_statements(survey):
    report = survey_report(survey, reached=0)

    assert [(line.n, line.median, line.net, line.top_two) for line in report.statements] == [
        (0, None, None, Share(0, 0))
    ] * 2
    assert report.by_agreement == ()
    assert response_sentence(report) == "Nobody has answered this survey yet."


def test_lines_of_the_list(survey):
    other = make_published_survey(make_article())
    make_responses(survey, 5, 5, n=2, is_simulated=True)
    make_responses(survey, 5, 5, flag="staff")

    assert survey_lines([survey, other]) == {
        survey.pk: SurveyLine(responses=2, left_out=1, has_simulated=True),
        other.pk: SurveyLine(responses=0, left_out=0, has_simulated=False),
    }


def test_query_count_does_not_grow_with_statements(hub):
    counts = []
    for texts in (["One"], ["One", "Two", "Three"]):
        survey = make_published_survey(make_article(hub), texts)
        make_responses(survey, *[4] * len(texts), n=2)
        with CaptureQueriesContext(connection) as queries:
            survey_report(survey)
        counts.append(len(queries))
    assert counts == [3, 3]


@pytest.mark.parametrize(
    ("counts", "median", "words"),
    [
        ((0, 0, 0, 0, 0), None, ""),
        ((1, 0, 0, 0, 0), 1, "1"),
        ((1, 1, 1, 1, 1), 3, "3"),
        ((2, 0, 0, 2, 0), 2.5, "between 2 and 3"),
        ((0, 0, 2, 2, 0), 3.5, "between 3 and 4"),
        ((0, 0, 2, 3, 0), 4, "4"),
    ],
)
def test_median_of_ordered_points(counts, median, words):
    assert statement(*counts).median == median
    assert median_words(statement(*counts).median) == words


def test_net_agreement_needs_twenty_answers():
    assert statement(2, 2, 5, 5, 5).net is None
    net = statement(5, 15, 30, 30, 20).net
    assert net.estimate == pytest.approx(0.30)
    assert (net.interval.lower, net.interval.upper) == pytest.approx((0.146922, 0.453078), abs=5e-7)


def test_statements_are_ranked_by_agreement():
    low, high, none = statement(2, 0, 0, 1, 0), statement(0, 0, 1, 1, 1), statement(0, 0, 0, 0, 0)
    report = SurveyReport("A survey", 5, 0, (), None, (low, none, high), has_simulated=False)

    assert report.by_agreement == (high, low)


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (statement(0, 0, 0, 0, 0), "Nobody has chosen a point of this statement yet."),
        (
            statement(1, 0, 2, 3, 1),
            "7 learners answered: 4 agreed or strongly agreed, 1 disagreed or strongly disagreed; too few for an estimate.",
        ),
        (
            statement(5, 15, 30, 30, 20),
            "50% (95% CI 40 to 60) of 100 learners agreed or strongly agreed; agreement minus disagreement is +30 points "
            "(95% CI +15 to +45).",
        ),
        (
            statement(0, 0, 0, 20, 0, is_reversed=True),
            "100% (95% CI 84 to 100) of 20 learners agreed or strongly agreed; agreement minus disagreement is +100 "
            "points. Here agreement is the unfavourable answer.",
        ),
    ],
)
def test_agreement_sentence(report, sentence):
    assert agreement_sentence(report) == sentence


@pytest.mark.parametrize(
    ("responses", "reached", "sentence"),
    [
        (1, None, "1 learner answered this survey."),
        (6, 12, "6 of 12 (50%) learners who came as far as the survey answered it."),
        (
            29,
            100,
            "29 of 100 (29%) learners who came as far as the survey answered it. With fewer than 30% answering, they may "
            "differ from those who did not.",
        ),
        (1, 9, "1 of 9 learners who came as far as the survey answered it."),
    ],
)
def test_response_sentence(responses, reached, sentence):
    assert response_sentence(SurveyReport("A survey", responses, 0, (), reached, (), has_simulated=False)) == sentence
