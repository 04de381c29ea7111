"""Where a report ends, and which versions it speaks of."""

from datetime import UTC, date, datetime

import pytest

from hub.reports.outcomes import NoMonthError, editions, month_of, of_article, of_funder
from sponsors.models import VersionSupport
from tests.factories import make_agreement, make_article, make_funder, make_hub, make_version
from tests.supported import make_supported_quiz


@pytest.mark.parametrize(("text", "day"), [("2026-05", date(2026, 5, 1)), ("1999-12", date(1999, 12, 1))])
def test_month_is_its_first_day(text, day):
    assert month_of(text) == day


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-1", "0000-01", "May", "2026-05-01", "٢٠٢٦-٠٥", "2026-05\n"]
)
def test_what_is_no_month_gets_an_example(text):
    with pytest.raises(NoMonthError, match="such as 2026-10"):
        month_of(text)


def test_month_of_a_funder_is_over_once_it_is_over_at_every_hub(db):
    now = datetime(2026, 5, 1, 2, tzinfo=UTC)
    make_hub(time_zone="Asia/Tokyo")
    assert editions.of_funder(make_funder(), now).cutoff(now) == date(2026, 5, 1)

    make_hub(is_default=False, time_zone="America/Chicago")
    assert editions.of_funder(make_funder(), now).cutoff(now) == date(2026, 4, 1)


def test_versions_are_those_that_named_the_funder_and_came_out_before(hub, django_assert_num_queries):
    agreement = make_agreement("Ocelot Pharma", purpose="a purpose", in_kind="translation", starts_on=date(2026, 1, 1))
    quiz = make_supported_quiz(agreement, title="Supported")
    first = quiz.article.versions.get()
    VersionSupport.objects.create(version=first, agreement=make_agreement("Marmot Pharma"))
    make_version(quiz.article, number=2, title="No longer supported")
    later = make_version(make_article(hub), published_on=date(2026, 4, 1))
    VersionSupport.objects.create(version=later, agreement=agreement)
    make_version(make_article(hub))

    funder = make_funder("Ocelot Pharma")
    with django_assert_num_queries(2):
        subject = of_funder(funder, date(2026, 4, 1))

    assert [version.pk for version in subject.versions] == [first.pk]
    assert (subject.kind, subject.key, subject.language) == ("funder", "ocelot-pharma", "en")
    assert [(row.purpose, row.in_kind, row.starts_on, row.ends_on) for row in subject.funding] == [
        ("a purpose", "translation", "2026-01-01", "")
    ]
    assert subject.funders == ("Marmot Pharma", "Ocelot Pharma")
    assert len(of_funder(make_funder("Ocelot Pharma"), date(2026, 5, 1)).versions) == 2


def test_article_is_reported_with_all_its_versions_and_without_what_a_funder_agreed(hub):
    quiz = make_supported_quiz("Ocelot Pharma", title="Old title")
    make_version(quiz.article, number=2, title="New title")

    subject = of_article(quiz.article, date(2026, 4, 1))

    assert (subject.name, len(subject.versions), subject.funding, subject.funders) == (
        "New title",
        2,
        (),
        ("Ocelot Pharma",),
    )
