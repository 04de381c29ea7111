"""Answers to statements over many surveys, and what became of commitments."""

import pytest

from surveys.commitment_sums import CommitmentSums, commitment_sums
from surveys.models import Commitment, CommitmentReview, PinnedStatement, SurveyResponse
from surveys.statement_counts import StatementCount, statement_counts, together
from tests.answered import BLANK, NOT_APPLICABLE, make_responses
from tests.factories import make_article, make_published_survey, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(hub):
    return make_published_survey(make_article(hub))


def keys(survey) -> list[tuple[int, int, int]]:
    pins = survey.pins.order_by("order").values_list("statement_version__statement", flat=True)
    return [(survey.pk, statement, 1) for statement in pins]


def test_points_blanks_and_not_applicable_are_counted_by_survey(survey):
    make_responses(survey, 5, NOT_APPLICABLE, n=3)
    make_responses(survey, 4, BLANK, n=2)
    make_responses(survey, 1, 1, flag="staff")
    other = make_published_survey(make_article(survey.article.hub))

    first, second = keys(survey)
    assert statement_counts([survey.pk, other.pk]) == {
        first: StatementCount(False, 5, (0, 0, 0, 2, 3), 0),
        second: StatementCount(False, 5, (0, 0, 0, 0, 0), 3),
        **dict.fromkeys(keys(other), StatementCount(False, 0, (0, 0, 0, 0, 0), 0)),
    }


def test_statement_is_eligible_only_where_the_survey_showed_it(survey):
    make_responses(survey, 5, 5, n=3)
    first = survey.pins.order_by("order").first()
    later = make_version(survey.article)
    PinnedStatement.objects.create(
        article_version=later, survey=survey, statement_version=first.statement_version, order=0
    )
    make_responses(survey, 2, n=4)

    found = statement_counts([survey.pk])

    assert [found[key].eligible for key in keys(survey)[:1] + keys(survey)[2:]] == [7, 3]


def test_counts_of_several_surveys_add_up():
    found = together("T", 1, [StatementCount(True, 5, (1, 0, 1, 1, 0), 2), StatementCount(True, 3, (0, 2, 0, 0, 1), 0)])

    assert (found.counts, found.eligible, found.not_applicable, found.blank) == ((1, 2, 1, 1, 1), 8, 2, 0)
    assert found.is_reversed


@pytest.mark.parametrize("n", [1, 3])
def test_surveys_are_read_in_as_many_queries(hub, n, django_assert_num_queries):
    surveys = [make_published_survey(make_article(hub)).pk for _ in range(n)]

    with django_assert_num_queries(3):
        statement_counts(surveys)


def test_commitments_are_counted_by_what_became_of_them(survey, django_assert_num_queries):
    make_responses(survey, 5, 5, n=6)
    for response, outcome in zip(
        SurveyResponse.objects.all(), ["yes", "yes", "partly", "not_yet", "no_longer", None], strict=True
    ):
        commitment = Commitment.objects.create(response=response, change="c")
        if outcome:
            CommitmentReview.objects.create(commitment=commitment, outcome=outcome)
    make_responses(survey, 5, 5, flag="staff")
    of_staff = Commitment.objects.create(response=SurveyResponse.objects.exclude(flags=None).get(), change="c")
    CommitmentReview.objects.create(commitment=of_staff, outcome="yes")

    with django_assert_num_queries(2):
        assert commitment_sums([survey.pk]) == CommitmentSums(6, made=2, in_part=1, not_yet=1, no_longer=1)
    assert commitment_sums([]) == CommitmentSums(0, 0, 0, 0, 0)
