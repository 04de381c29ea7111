"""One statement of the library over all the articles that ask it."""

import pytest
from django.urls import reverse

from hub.models import AuditEvent, Person
from surveys.agreement import NOBODY, Agreement
from surveys.models import PinnedStatement, StatementVersion, Survey
from surveys.statement_reports import SurveyAgreement, statement_report
from tests.answered import NOT_APPLICABLE, make_responses
from tests.downloads import read_csv
from tests.factories import NOW, make_article, make_published_survey, make_version


@pytest.fixture
def first(hub):
    return make_published_survey(make_article(hub, title="First"), ["Clear"])


@pytest.fixture
def second(first):
    return ask_in(first, "Second")


def ask_in(survey, title, *, series=1):
    """Another article whose survey asks the same statement; in another series as a version of its own."""
    article = make_article(survey.article.hub, title=title)
    found = survey.pins.order_by("-statement_version__number").first().statement_version
    if found.series != series:
        fields = {"text": "Quite clear", "is_reversed": False, "created_at": NOW}
        found = StatementVersion.objects.create(statement=found.statement, number=2, series=series, **fields)
    other = Survey.objects.create(article=article)
    version = make_version(article)
    PinnedStatement.objects.create(article_version=version, survey=other, statement_version=found, order=0)
    return other


def statement_of(survey):
    return survey.pins.first().statement_version.statement


def test_articles_stand_in_the_order_of_agreement(first, second, django_assert_num_queries):
    third = ask_in(first, "Third")
    make_responses(first, 2, n=3)
    make_responses(first, NOT_APPLICABLE, n=2)
    make_responses(second, 5, n=4, is_simulated=True)
    make_responses(second, 1, n=9, flag="staff")

    statement = statement_of(first)
    with django_assert_num_queries(5):
        report = statement_report(statement, Survey.objects.all())

    assert report.surveys == (
        SurveyAgreement(second.pk, "Second", Agreement((0, 0, 0, 0, 4)), 0, has_simulated=True),
        SurveyAgreement(first.pk, "First", Agreement((0, 3, 0, 0, 0)), 2, has_simulated=False),
        SurveyAgreement(third.pk, "Third", NOBODY, 0, has_simulated=False),
    )
    assert (report.agreement, report.has_simulated) == (Agreement((0, 3, 0, 0, 4)), True)


def test_only_the_newest_meaning_counts(first):
    make_responses(first, 1, n=3)
    newer = ask_in(first, "Newer", series=2)
    make_responses(newer, 4, n=2)

    report = statement_report(statement_of(first), Survey.objects.all())

    assert (report.text, report.series, [one.title for one in report.surveys]) == ("Quite clear", 2, ["Newer"])


def test_statement_without_a_version_has_nobody(first):
    fresh = first.article.hub.statements.create(key="fresh", text="Fresh")

    report = statement_report(fresh, Survey.objects.all())

    assert (report.text, report.series, report.surveys, report.agreement) == ("Fresh", 0, (), NOBODY)


def page_of(client, statement):
    return client.get(reverse("staff:statement_report", args=[statement.pk])).content.decode()


def test_page_and_csv(client, first, second, ben):
    make_responses(first, 4, n=20)
    make_responses(second, 2, n=3)
    client.force_login(ben)

    page = page_of(client, statement_of(first))
    rows = read_csv(client.get(reverse("staff:statement_csv", args=[statement_of(first).pk])))

    assert "Of 23 answers after 2 articles, 87% (95% CI 68 to 95) agreed or strongly agreed." in page
    assert page.count('role="img"') == 1
    assert f'href="{reverse("staff:survey_report", args=[second.pk])}">Second</a>' in page
    assert [(row["article"], row["answered"], row["top_two_pct"], row["mean_equal_steps"]) for row in rows] == [
        ("First", "20", "100.0", "4.0"),
        ("Second", "3", "", ""),
    ]
    assert AuditEvent.objects.get().verb == "export report"


def test_page_without_answers_says_so(client, first, ben):
    client.force_login(ben)

    assert "Nobody has answered this statement yet." in page_of(client, statement_of(first))


def test_writers_see_their_own_articles_alone(client, first, second, ada):
    make_responses(first, 4, n=20)
    client.force_login(ada)
    assert "No published survey that you may report on asks this statement." in page_of(client, statement_of(first))

    person = Person.objects.create(slug="ada", name="Ada", user=ada)
    second.article.contributors.create(person=person, role="medical writer")

    page = page_of(client, statement_of(first))
    assert ("Second" in page, "First" in page) == (True, False)
