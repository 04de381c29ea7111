"""/committee/: who sits in the steering committee, who did, and where it is linked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.people import declare, main_of, page_of, serve

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def person(hub):
    return factories.make_person(slug="eva", name="Eva Expert", affiliation="Clinic", city="Lyon", country="FR")


def test_committee_page_shows_members_the_chair_first_and_former_ones_below(client, hub, person):
    serve(hub, person, title="patient representative")
    chair = factories.make_person(slug="zoe", name="Zoe Chair")
    serve(hub, chair, date(2020, 1, 1), date(2024, 12, 31))
    serve(hub, chair, date(2025, 1, 1), role="chair")
    serve(hub, factories.make_person(name="Fay Former"), date(2020, 1, 1), date(2022, 1, 31))
    serve(hub, factories.make_person(name="Nora Next"), timezone.localdate() + 3 * DAY)
    declare(person, date(2025, 1, 1), ("Company C", "honoraria", "2024"))

    text = main_of(page_of(client, "/committee/"))

    assert "Nora Next" not in text
    assert text.partition("Members")[2] == (
        " ZC Zoe Chair Chair, since Jan. 1, 2025 Member, Jan. 1, 2020 to Dec. 31, 2024 No declaration on record."
        " EE Eva Expert Clinic, Lyon, France Member, patient representative, since Jan. 1, 2025"
        " Honoraria from Company C, 2024 (declared Jan. 1, 2025)."
        " Former members FF Fay Former Member, Jan. 1, 2020 to Jan. 31, 2022 No declaration on record."
    )


def test_former_member_is_shown_with_what_was_declared_in_office(client, hub, person):
    serve(hub, person, date(2020, 1, 1), date(2022, 1, 31))
    declare(person, date(2021, 1, 1), ("In office", "grants", ""))
    declare(person, date(2022, 2, 1), ("Afterwards", "grants", ""))

    for path in ("/committee/", "/people/eva/"):
        page = page_of(client, path)
        assert ("In office" in page, "Afterwards" in page) == (True, False)


def test_committee_page_says_what_the_committee_does(client, hub):
    neutral = main_of(page_of(client, "/committee/"))
    hub.committee_statement = "It meets <twice> a year."
    hub.save()

    own = page_of(client, "/committee/")

    assert "advises on subjects and experts" in neutral
    assert ("It meets &lt;twice&gt; a year." in own, "advises on subjects and experts" in own) == (True, False)


def test_committee_page_without_members_says_so(client, hub, person):
    assert "This hub has no steering committee at present." in main_of(page_of(client, "/committee/"))


def test_committee_of_another_hub_is_its_own(client, hub, person):
    serve(factories.make_hub(is_default=False), person)

    assert "Eva Expert" not in page_of(client, "/committee/")
    assert client.get("/people/eva/").status_code == 404


def test_committee_is_linked_where_there_is_one(client, hub, person):
    before = [page_of(client, path).count('href="/committee/"') for path in ("/about/", "/funders/")]
    serve(hub, person)

    assert before == [0, 0]
    assert [page_of(client, path).count('href="/committee/"') for path in ("/about/", "/funders/")] == [1, 1]


@pytest.mark.parametrize("n", [1, 3])
def test_committee_page_keeps_its_queries(client, hub, n, django_assert_num_queries):
    for _number in range(n):
        one = factories.make_person()
        declare(one, date(2025, 1, 1), ("C", "grants", ""))
        serve(hub, one)

    with django_assert_num_queries(6):  # hub, terms with people, declarations, interests, strip, notices
        client.get("/committee/")
