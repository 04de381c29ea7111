"""When an article needs its contributors: for publication while in work, for review while readers see it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.models import Contributor
from articles.person_uses import PersonUse, person_uses
from hub.declaration_gaps import Moment, Use
from tests.declaring import used_person
from tests.factories import NOW, make_article, make_hub, make_version

pytestmark = pytest.mark.django_db
LATER = date(2026, 4, 1)


def uses_of(article) -> list[tuple[str, date | None]]:
    used_person("Ada", article)
    return [(one.use.moment, one.use.on) for one in person_uses(NOW)]


def test_whole_use_is_told_once_for_a_person_in_two_places(hub):
    article = make_article(title="Draft", published_on=LATER)
    ada = used_person("Ada", article)
    Contributor.objects.create(article=article, person=ada, place=Contributor.Place.FEATURED)

    use = Use(article.pk, "Draft", Moment.PUBLICATION, LATER)
    assert person_uses(NOW) == [PersonUse(ada.pk, "Ada", hub.pk, use)]


@pytest.mark.parametrize(
    ("published_on", "embargo_until", "on"),
    [
        (None, None, None),
        (LATER, None, LATER),
        (date(2026, 1, 1), None, date(2026, 1, 1)),
        (LATER, datetime(2026, 4, 3, 12, tzinfo=UTC), date(2026, 4, 3)),
        (LATER, datetime(2026, 3, 3, 12, tzinfo=UTC), LATER),
        (None, datetime(2026, 4, 3, 23, tzinfo=UTC), date(2026, 4, 4)),
    ],
)
def test_article_in_work_needs_people_on_the_planned_day_of_its_zone(db, published_on, embargo_until, on):
    hub = make_hub(time_zone="Europe/Berlin")
    article = make_article(hub, published_on=published_on, embargo_until=embargo_until)

    assert uses_of(article) == [("publication", on)]


def test_scheduled_version_says_the_day(hub):
    article = make_article(published_on=LATER)
    make_version(article, live_from=NOW + timedelta(days=5))

    assert uses_of(article) == [("publication", date(2026, 3, 7))]


def test_live_article_needs_people_at_its_review_and_at_a_planned_update(hub):
    article = make_article(published_on=date(2026, 2, 1), review_by=date(2027, 1, 1))
    make_version(article, review_by=date(2026, 12, 1))
    assert uses_of(article) == [("review", date(2026, 12, 1))]

    make_version(article, live_from=NOW + timedelta(days=5))

    assert [(one.use.moment, one.use.on) for one in person_uses(NOW)] == [
        ("publication", date(2026, 3, 7)),
        ("review", date(2026, 12, 1)),
    ]


def test_article_taken_down_needs_nobody_unless_a_day_is_planned(hub):
    gone = make_article(taken_down_at=NOW, published_on=date(2026, 1, 1))
    make_version(gone, review_by=LATER)
    assert uses_of(gone) == []

    again = make_article(taken_down_at=NOW, embargo_until=NOW + timedelta(days=9))
    make_version(again)

    assert uses_of(again) == [("publication", date(2026, 3, 11))]


@pytest.mark.parametrize("n", [1, 3])
def test_one_query_for_any_number_and_one_hub(hub, n, django_assert_num_queries):
    for number in range(n):
        used_person(f"Ada {number}")
    used_person("Eve", make_article(make_hub(is_default=False)))

    with django_assert_num_queries(1):
        assert len(person_uses(NOW, hub)) == n
    assert len(person_uses(NOW)) == n + 1
