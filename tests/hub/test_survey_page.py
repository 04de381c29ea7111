"""The page of a survey: its filters, who answered, months, versions and words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hub.reports.reach import survey_reach
from hub.reports.responders import responder_scores
from hub.reports.survey_page import read_survey
from hub.shares import Share
from hub.stats import learner_sums
from quizzes.models import Phase
from surveys.cut import EVERYBODY, SurveyCut
from surveys.models import SurveyComment, SurveyResponse
from tests.answered import KEY, WRONG, make_answers, make_responses
from tests.downloads import read_csv
from tests.factories import NOW, flag, make_article, make_published_quiz, make_published_survey

pytestmark = pytest.mark.django_db
NEXT_MONTH = NOW + timedelta(days=31)


@pytest.fixture
def survey(hub):
    return make_published_survey(make_published_quiz().article)


def get(client, survey, **data):
    return client.get(reverse("staff:survey_report", args=[survey.pk]), data)


def test_reach_is_who_answered_the_quiz_after_reading_or_the_survey(survey):
    both = make_answers(survey.article.quiz, 3, after=[KEY])
    make_answers(survey.article.quiz, 4, [KEY])
    make_answers(survey.article.quiz, 5, after=[KEY])
    (left_out,) = make_answers(survey.article.quiz, 1, after=[KEY])
    flag(left_out.attempts.get(phase=Phase.POST))
    make_responses(survey, 4, 4, learners=both)
    make_responses(survey, 4, 4, n=2)
    make_responses(survey, 4, 4, n=6, flag="staff")

    assert survey_reach(survey) == 3 + 5 + 2


def test_reach_of_days_adds_up(survey):
    """Whoever answered the quiz in March and the survey in April belongs to April alone."""
    learners = make_answers(survey.article.quiz, 3, after=[KEY])
    make_answers(survey.article.quiz, 2, after=[KEY])
    make_responses(survey, 4, 4, learners=learners, at=NEXT_MONTH)

    march, april = SurveyCut(last_day=NOW.date()), SurveyCut(first_day=NEXT_MONTH.date())

    assert [survey_reach(survey, cut) for cut in (march, april, EVERYBODY)] == [2, 3, 5]


def test_survey_without_a_quiz_has_no_reach(hub):
    assert survey_reach(make_published_survey(make_article(hub))) is None


def test_scores_of_responders_beside_the_others(survey):
    quiz = survey.article.quiz
    answered = make_answers(quiz, 3, [WRONG], [KEY])
    make_answers(quiz, 4, [KEY], [WRONG], country="DE")
    make_answers(quiz, 9, [KEY])
    make_responses(survey, 4, 4, learners=answered)
    make_responses(survey, 4, 4, learners=make_answers(quiz, 2, after=[KEY]), flag="too_fast")

    found = responder_scores(survey, EVERYBODY)

    assert found.before.did.sums == learner_sums([(0, 1)] * 3)
    assert found.before.did_not.sums == learner_sums([(1, 1)] * 4)
    assert found.after.did.share == Share(3, 3)
    assert found.after.did_not.share == Share(2, 6)
    assert responder_scores(survey, SurveyCut(country="DE")).after.did_not.share == Share(0, 4)


def test_scores_of_many_wait_until_asked_for(client, survey, ben, monkeypatch):
    monkeypatch.setattr("hub.reports.survey_page.MANY_LEARNERS", 2)
    make_responses(survey, 4, 4, learners=make_answers(survey.article.quiz, 3, [WRONG], [KEY]))
    client.force_login(ben)

    page = get(client, survey, language="en").content.decode()

    assert '<a href="?language=en&amp;scores=on#scores">Compare them</a>' in page
    assert "of those who answered the survey were correct" in get(client, survey, scores="on").content.decode()


def test_page_is_of_the_filter_and_so_is_its_csv(client, survey, ben):
    make_responses(survey, 5, 5, n=6, at=NEXT_MONTH)
    make_responses(survey, 1, 1, n=20)
    client.force_login(ben)

    page = get(client, survey, **{"from": "2026-04-01"}).content.decode()
    rows = read_csv(client.get(reverse("staff:survey_csv", args=[survey.pk]), {"from": "2026-04-01"}))

    assert "6 of 6 learners who came as far as the survey answered it." in page
    assert "Survey report of a part of the answers." in page
    assert "?table=agreement&amp;from=2026-04-01" in page
    assert [(row["strongly_disagree"], row["strongly_agree"], row["survey_responses"]) for row in rows] == [
        ("0", "6", "6")
    ] * 2


def test_unknown_filter_gets_a_sentence_and_no_number(client, survey, ben):
    client.force_login(ben)

    answer = get(client, survey, country="XX")
    table = client.get(reverse("staff:survey_csv", args=[survey.pk]), {"from": "soon"})

    assert (answer.status_code, table.status_code) == (400, 400)
    assert "“XX” is not among the choices of “Country”." in answer.content.decode()
    assert "What readers said" not in answer.content.decode()
    assert "“soon” is not a day." in table.content.decode()
    assert client.get(reverse("staff:survey_csv", args=[survey.pk]), {"table": "x"}).status_code == 404


def test_few_learners_of_a_cohort_are_not_shown(client, survey, ben):
    make_responses(survey, 5, 5, n=20)
    make_responses(survey, 1, 1, n=3, country="AD")
    client.force_login(ben)

    page = get(client, survey, country="AD").content.decode()

    assert "These filters pick out fewer than 5 learners" in page
    assert ("Strongly disagree" in page, "What readers said" in page) == (False, False)
    assert read_csv(client.get(reverse("staff:survey_csv", args=[survey.pk]), {"country": "AD"})) == []


def test_scores_of_few_of_a_cohort_are_not_shown(survey):
    quiz = survey.article.quiz
    make_responses(survey, 4, 4, learners=make_answers(quiz, 6, [WRONG], [KEY], country="DE"))
    make_answers(quiz, 4, [WRONG], [KEY], country="DE")
    assert read_survey(survey, SurveyCut(country="DE")).scores == ()
    assert len(read_survey(survey).scores) == 2

    make_answers(quiz, 1, [WRONG], [KEY], country="DE")

    assert len(read_survey(survey, SurveyCut(country="DE")).scores) == 2


def test_words_of_learners_are_shown_without_filters_alone(client, survey, ben):
    make_responses(survey, 5, 5, n=12)
    SurveyComment.objects.create(response=SurveyResponse.objects.first(), text="Clear figures")
    client.force_login(ben)

    assert "Clear figures" in get(client, survey).content.decode()
    assert "Clear figures" not in get(client, survey, language="en").content.decode()


def test_neutral_answers_can_stand_apart(client, survey, ben):
    make_responses(survey, 3, 4, n=20)
    client.force_login(ben)

    split, apart = get(client, survey).content.decode(), get(client, survey, neutral="apart").content.decode()

    assert "are split across the line" in split
    assert "stand apart at the right" in apart
    assert read_survey(survey).chart != read_survey(survey, neutral="apart").chart


def test_months_and_their_versions(survey):
    make_responses(survey, 4, 2, n=12)
    assert read_survey(survey).months == ()

    make_responses(survey, 5, 4, n=4, at=NEXT_MONTH)

    assert [(row.month, row.starts, row.shares) for row in read_survey(survey).months] == [
        ("2026-03", (), (Share(12, 12), Share(0, 12))),
        ("2026-04", (), (Share(4, 4), Share(4, 4))),
    ]
