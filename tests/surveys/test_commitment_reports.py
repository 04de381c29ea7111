"""How many announced a change, and what they said of it weeks later."""

from datetime import timedelta

import pytest

from hub.models import Learner
from hub.reports.survey_page import read_survey
from hub.shares import Share
from quizzes.models import Phase
from surveys.commitment_counts import CommitmentCounts
from surveys.cut import SurveyCut
from surveys.models import Commitment, CommitmentReview, Statement, SurveyResponse
from surveys.sentences import commitment_sentence
from tests.answered import KEY, make_responses, store_attempts
from tests.factories import NOW, make_published_quiz, make_published_survey

OUTCOMES = (("yes", "Yes"), ("partly", "Partly"), ("not_yet", "Not yet"), ("no_longer", "It no longer applies"))


def counts(agreed, announced, *learners, days=None):
    said = [(key, words, n) for (key, words), n in zip(OUTCOMES, learners or (0, 0, 0, 0), strict=True)]
    return CommitmentCounts(agreed, announced, tuple(said), days)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (counts(0, 0), ""),
        (
            counts(1, 0),
            "1 learner agreed with the statement that announces a change; 0 of them wrote down what they want to change. "
            "Nobody has said yet what became of it.",
        ),
        (
            counts(30, 8, 1, 1, 1, 0),
            "30 learners agreed with the statement that announces a change; 8 of them wrote down what they want to "
            "change. 3 learners of these said weeks later what became of it: 1 of 3 said they made the change. Nobody "
            "checked it.",
        ),
        (
            counts(90, 40, 12, 4, 3, 1, days=50),
            "90 learners agreed with the statement that announces a change; 40 of them wrote down what they want to "
            "change. 20 learners of these said weeks later what became of it, 50 days later (median): 12 of 20 (60%, "
            "95% CI 39 to 78) said they made the change. Nobody checked it.",
        ),
    ],
)
def test_sentence(given, sentence):
    assert commitment_sentence(given) == sentence


def test_shares_are_of_those_who_said_anything():
    found = counts(90, 40, 12, 4, 3, 1)

    assert (found.made, found.followed_up) == (Share(12, 20), Share(20, 40))


@pytest.fixture
def survey(hub):
    survey = make_published_survey(make_published_quiz().article)
    Statement.objects.filter(text="I learned something").update(opens_commitment=True)
    return survey


def commit(survey, n, outcome="", days=50, **fields):
    learners = Learner.objects.bulk_create([Learner() for _ in range(n)])
    make_responses(survey, 3, 5, learners=learners, **fields)
    for response in SurveyResponse.objects.filter(learner__in=learners):
        commitment = Commitment.objects.create(response=response, change="Ask")
        if outcome:
            CommitmentReview.objects.create(commitment=commitment, outcome=outcome)
    if outcome:
        store_attempts(survey.article.quiz, Phase.FOLLOW_UP, learners, [KEY], NOW + timedelta(days=days))


def test_counts_of_unflagged_responses_in_the_cut(survey):
    commit(survey, 7, "yes", days=44)
    commit(survey, 4, "partly", days=60)
    commit(survey, 2)
    commit(survey, 3, "yes", flag="staff")
    commit(survey, 5, "yes", at=NOW + timedelta(days=40))
    make_responses(survey, 5, 2, n=6)

    page = read_survey(survey, SurveyCut(last_day=NOW.date()))

    assert page.commitments.counts == counts(13, 13, 7, 4, 0, 0, days=44)
    assert read_survey(survey, SurveyCut(version=0)).commitments is None


def test_delay_of_few_is_not_told(survey):
    commit(survey, 9, "yes")

    assert read_survey(survey).commitments.counts == counts(9, 9, 9, 0, 0, 0)
