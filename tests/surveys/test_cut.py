"""Which responses a report counts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.actions import submit_response
from surveys.cut import EVERYBODY, SurveyCut
from surveys.models import LikertPoint, SurveyResponse
from surveys.reports import survey_lines, survey_report
from tests.answered import make_responses
from tests.factories import NOW, make_article, make_hub, make_published_survey, make_version

pytestmark = pytest.mark.django_db
DAY = NOW.date()


@pytest.fixture
def survey(hub):
    return make_published_survey(make_article(hub), ["Clear"])


def test_narrowed_and_of_a_cohort():
    assert (EVERYBODY.is_narrowed, EVERYBODY.is_of_cohort) == (False, False)
    assert SurveyCut(surveys=(1,)).is_narrowed is False
    for cut in (SurveyCut(first_day=DAY), SurveyCut(last_day=DAY), SurveyCut(language="de"), SurveyCut(version=1)):
        assert (cut.is_narrowed, cut.is_of_cohort) == (True, False)
    for cut in (SurveyCut(profession="nurse"), SurveyCut(specialty="Urology"), SurveyCut(country="DE")):
        assert (cut.is_narrowed, cut.is_of_cohort) == (True, True)


def test_every_restriction_keeps_only_its_own(survey):
    first = survey.article.versions.get()
    second = make_version(survey.article)
    survey.pins.create(article_version=second, statement_version=survey.pins.get().statement_version, order=0)
    make_responses(survey, 5, n=5, version=first)
    others = {
        SurveyCut(profession="nurse"): {"profession": "nurse"},
        SurveyCut(specialty="Urology"): {"specialty": "Urology"},
        SurveyCut(country="DE"): {"country": "DE"},
        SurveyCut(language="de"): {"language": "de"},
        SurveyCut(first_day=DAY + timedelta(days=1)): {"at": NOW + timedelta(days=1)},
        SurveyCut(last_day=DAY - timedelta(days=1)): {"at": NOW - timedelta(days=1)},
    }
    for n, fields in enumerate(others.values(), start=5):
        make_responses(survey, 1, n=n, version=first, **fields)
    make_responses(survey, 2, n=11, version=second)

    for n, cut in enumerate(others, start=5):
        report = survey_report(survey, cut)
        assert (cut, report.responses, [one.counts for one in report.statements]) == (cut, n, [(n, 0, 0, 0, 0)])
        assert survey_lines([survey], cut)[survey.pk].responses == n
    (statement,) = survey_report(survey, SurveyCut(version=second.pk)).statements
    assert (statement.counts, statement.eligible) == ((0, 11, 0, 0, 0), 11)
    assert survey_report(survey).responses == 5 + sum(range(5, 11)) + 11


def test_cuts_of_days_add_up(survey):
    for days in range(6):
        make_responses(survey, 4, n=days + 1, at=NOW + timedelta(days=days))

    parts = [
        survey_report(survey, SurveyCut(first_day=first, last_day=last)).responses
        for first, last in ((None, DAY + timedelta(days=2)), (DAY + timedelta(days=3), None))
    ]

    assert parts == [1 + 2 + 3, 4 + 5 + 6]


@pytest.mark.parametrize(("n", "is_hidden"), [(0, True), (4, True), (5, False)])
def test_few_learners_of_a_cohort_are_hidden(survey, n, is_hidden):
    make_responses(survey, 5, n=20)
    make_responses(survey, 1, n=n, country="AD")
    make_responses(survey, 1, n=3, flag="staff", country="AD")

    report = survey_report(survey, SurveyCut(country="AD"), reached=9)

    assert report.hidden is is_hidden
    assert (report.responses, report.reached, len(report.statements)) == ((0, None, 0) if is_hidden else (5, 9, 1))
    assert (report.left_out, report.flags, report.uniform) == (0, (), 0)


@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", date(2026, 3, 29)), ("Pacific/Auckland", date(2026, 3, 30)), ("America/New_York", DAY)]
)
def test_day_is_that_of_the_hub_and_stays(zone, day):
    hub = make_hub(time_zone=zone)
    survey = make_published_survey(make_article(hub), ["Clear"])
    pin = survey.pins.get()
    now = datetime(2026, 3, 29, 23, 30, tzinfo=UTC) if day != DAY else datetime(2026, 3, 3, 1, 0, tzinfo=UTC)

    submit_response(
        survey=survey,
        pins=[pin],
        learner_id=pin.statement_version_id,
        nonce="n",
        answers={pin.statement_version_id: LikertPoint.AGREE},
        now=now,
        language="en",
    )
    hub.time_zone = "Asia/Tokyo"
    hub.save()

    assert SurveyResponse.objects.get().submitted_on == day
    assert survey_report(survey, SurveyCut(first_day=day, last_day=day)).responses == 1


def test_cohort_is_hidden_where_the_others_would_tell_it(survey):
    """All 30 are known: with DE and FR shown, whoever is from AD would be the rest."""
    for n, country in ((20, "DE"), (8, "FR"), (2, "AD")):
        make_responses(survey, 4, n=n, country=country)

    hidden = {country: survey_report(survey, SurveyCut(country=country)).hidden for country in ("DE", "FR", "AD")}

    assert hidden == {"DE": False, "FR": True, "AD": True}


def test_two_filters_hide_what_taking_one_away_would_tell(survey):
    make_responses(survey, 4, n=10, country="DE", profession="nurse")
    make_responses(survey, 4, n=10, country="FR", profession="nurse")
    make_responses(survey, 4, n=10, country="FR", profession="physician")
    of_both = SurveyCut(country="DE", profession="nurse")
    assert not survey_report(survey, of_both).hidden

    make_responses(survey, 4, country="DE", profession="physician")

    assert survey_report(survey, of_both).hidden
