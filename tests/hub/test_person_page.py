"""/people/<slug>/: who is shown, with which words, and who is not."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import VersionPerson
from hub.models import Declaration
from sponsors.models import Notice
from tests import factories
from tests.desk import Desk
from tests.people import declare, main_of, name_in, page_of, serve

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 3


@pytest.fixture
def person(hub):
    return factories.make_person(slug="eva", name="Eva Expert", affiliation="Clinic", city="Lyon", country="FR")


def test_person_page_shows_who_declared_what_and_wrote_what(client, hub, person):
    declare(person, date(2025, 6, 1), ("Company C", "honoraria", "2024-2025"), ("Company D", "", ""))
    article = factories.make_article(hub, slug="one", title="One")
    name_in(person, article, "featured", "interviewed expert", title="One", published_on=date(2026, 1, 1))
    name_in(person, factories.make_article(hub, slug="two"), "reviewed", title="Two", published_on=date(2026, 2, 1))

    page = page_of(client)

    assert main_of(page) == (
        "Eva Expert Clinic, Lyon, France"
        " Declaration of interests Declared on June 1, 2025: Company C Honoraria, 2024-2025 Company D Relationship"
        " Articles Two Reviewer, Feb. 1, 2026 One Interviewed expert, Jan. 1, 2026"
    )
    assert "<title>Eva Expert – ex Hub</title>" in page


def test_person_who_declared_nothing_or_never(client, hub, person):
    name_in(person)
    never = main_of(page_of(client))
    declare(person, date(2025, 6, 1))

    assert "Declaration of interests No declaration on record. Articles" in never
    assert "Declaration of interests Nothing to declare (June 1, 2025). Articles" in main_of(page_of(client))


def test_page_says_that_relationships_were_mitigated(client, hub, person, rhea):
    name_in(person)
    declaration = declare(person, date(2025, 6, 1), ("Company C", "honoraria", "2024-2025"))
    before = main_of(page_of(client))
    Declaration.objects.filter(pk=declaration.pk).update(
        reviewed_by=rhea, reviewed_on=date(2025, 6, 2), mitigation="Another reviewer."
    )

    assert "mitigated" not in before
    assert "Honoraria, 2024-2025 This relationship was mitigated. Articles" in main_of(page_of(client))


def test_declaration_dated_ahead_does_not_count_yet(client, hub, person):
    name_in(person)
    declare(person, timezone.localdate() + 3 * DAY, ("Secret Co", "stock", ""))

    assert "Secret Co" not in page_of(client)


def test_earlier_declarations_are_those_that_readers_were_shown(client, hub, person):
    for year, company in [(2020, "Never shown"), (2024, "In office"), (2025, "Then later"), (2026, "Now")]:
        declare(person, date(year, 1, 1), (company, "grants", ""))
    serve(hub, person, date(2024, 6, 1), date(2024, 12, 31))
    frozen = {"disclosed_on": "2023-05-01", "disclosures": [{"entity": "As published", "type": "stock"}]}
    name_in(person, mention=frozen)
    name_in(person, mention=frozen)

    text = main_of(page_of(client))

    assert text[text.index("Declaration of") : text.index("Articles")] == (
        "Declaration of interests Declared on Jan. 1, 2026: Now Grants Earlier declarations"
        " Grants from In office (declared Jan. 1, 2024)."
        " Stock from As published (declared May 1, 2023). "
    )


def test_committee_member_without_article_has_a_page(client, hub, person):
    serve(hub, person, role="chair")

    text = main_of(page_of(client))

    assert "Steering committee Chair, since Jan. 1, 2025" in text
    assert "Articles No published article names this person yet." in text


@pytest.mark.parametrize(
    "state", ["unknown", "draft", "scheduled", "taken down", "another hub", "to come", "declared only"]
)
def test_person_whom_readers_cannot_meet_has_no_page(client, hub, person, state):
    match state:
        case "unknown":
            person.slug = "another"
            person.save()
        case "draft":
            factories.make_article(hub).contributors.create(person=person)
        case "scheduled":
            name_in(person, live_from=timezone.now() + DAY)
        case "taken down":
            name_in(person, factories.make_article(hub, taken_down_at=timezone.now()))
        case "another hub":
            name_in(person, factories.make_article(factories.make_hub(is_default=False)))
        case "to come":
            serve(hub, person, timezone.localdate() + 3 * DAY)
        case "declared only":
            declare(person, date(2025, 1, 1))

    answer = client.get("/people/eva/")

    assert (answer.status_code, "Eva" in answer.content.decode()) == (404, False)
    assert "/people/eva/" not in client.get("/sitemap.xml").content.decode()


def test_page_lists_the_articles_of_the_hub_of_its_host_in_its_language(client, hub, person, settings):
    settings.ALLOWED_HOSTS = ["*"]
    other = factories.make_hub(slug="aml", is_default=False, domain="aml.example.org", language="de")
    name_in(person, factories.make_article(hub), title="Here")
    name_in(person, factories.make_article(other), title="There")

    here, there = page_of(client), page_of(client, headers={"host": "aml.example.org"})

    assert ["Here" in main_of(here), "There" in main_of(here)] == [True, False]
    assert ["Here" in main_of(there), "There" in main_of(there)] == [False, True]
    assert ('lang="en"' in here, 'lang="de"' in there) == (True, True)


def test_article_that_was_taken_down_leaves_the_page(client, hub, person):
    name_in(person, title="Stays")
    gone = name_in(person, title="Goes").article
    gone.taken_down_at = timezone.now()
    gone.save()

    assert ("Stays" in page_of(client), "Goes" in page_of(client)) == (True, False)


def test_article_that_names_the_person_no_more_is_shown_by_its_earlier_version(client, hub, person):
    article = factories.make_article(hub, slug="one")
    name_in(person, article, role="author", title="First title")
    factories.make_version(article, title="Second title")

    page = page_of(client)

    assert '<a href="/articles/one/versions/1/">First title</a>' in page
    assert "Author, Feb. 1, 2026 , in version 1, not the current one" in main_of(page)


def test_article_stands_once_by_its_newest_version_with_all_parts(client, hub, person):
    article = factories.make_article(hub, slug="one")
    name_in(person, article, role="translator", title="Old", published_on=date(2026, 3, 1))
    version = name_in(person, article, role="author", title="New")
    VersionPerson.objects.create(
        version=version, person=person, place="featured", role="interviewed expert", mention={}
    )

    assert main_of(page_of(client)).partition("Articles ")[2] == "New Author, interviewed expert, Feb. 1, 2026"


@pytest.mark.parametrize(("number", "n_listed"), [("", 20), ("2", 1), ("99", 1), ("nonsense", 20)])
def test_articles_come_in_pages(client, hub, person, number, n_listed):
    for index in range(21):
        name_in(person, title=f"Article-{index:02}", published_on=date(2026, 1, 1) + index * DAY)

    page = page_of(client, "/people/eva/" + (f"?page={number}" if number else ""))

    assert len(re.findall(r">Article-\d+</a>", page)) == n_listed
    assert ('rel="canonical" href="http://testserver/people/eva/"' in page) is (n_listed == 20)


@pytest.mark.parametrize("n", [1, 3])
def test_person_page_keeps_its_queries(client, hub, person, n, django_assert_num_queries):
    for number in range(n):
        declare(person, date(2025, 1, 1 + number), ("C", "grants", ""))
        serve(hub, person, date(2024, 1, 1 + 2 * number), date(2024, 1, 2 + 2 * number))
        name_in(person, mention={"disclosed_on": "2024-01-01"})

    with django_assert_num_queries(8):  # hub; person, declarations, interests, terms, mentions; strip, notices
        client.get("/people/eva/")


@pytest.mark.parametrize("path", ["/people/eva/", "/committee/"])
def test_page_is_public_and_the_same_for_everybody(client, admin_client, hub, person, path):
    serve(hub, person)
    name_in(person)
    anonymous, staff = client.get(path), admin_client.get(path, HTTP_ACCEPT_LANGUAGE="de")

    assert (anonymous.content == staff.content, anonymous.cookies, anonymous.get("Vary", "")) == (True, {}, "")
    assert anonymous["Cache-Control"].startswith("public")
    assert client.get(path, headers={"if-none-match": anonymous["ETag"]}).status_code == 304


@pytest.mark.parametrize("is_strict", [False, True])
@pytest.mark.parametrize("path", ["/people/eva/", "/committee/"])
def test_strip_stands_on_the_page_and_names_funders_unless_placement_is_strict(client, hub, person, path, is_strict):
    factories.make_agreement("Zealandia Pharma", 1, scope="hub", hub=hub)
    hub.has_strict_placement = is_strict
    hub.save()
    serve(hub, person)

    page = page_of(client, path)

    assert ('class="strip"' in page, "Zealandia Pharma" in page) == (True, not is_strict)


def test_notice_of_the_hub_stands_in_the_strip(client, hub, person):
    serve(hub, person)
    Notice.objects.create(hub=hub, kind="strip", text="Our own words.", valid_from="2020-01-01")

    assert "Our own words." in page_of(client)


def test_machines_read_who_the_person_is(client, hub, person):
    person.portrait = "portraits/eva.png"
    person.save()
    serve(hub, person)
    name_in(person, factories.make_article(hub, slug="one"), title="One </script>")

    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page_of(client))

    assert json.loads(script) == {
        "@context": "https://schema.org",
        "@id": "/people/eva/#person",
        "@type": "Person",
        "name": "Eva Expert",
        "url": "/people/eva/",
        "image": "/media/portraits/eva.png",
        "affiliation": {"@type": "Organization", "name": "Clinic"},
        "workLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": "Lyon", "addressCountry": "FR"},
        },
        "memberOf": {"@type": "Organization", "name": "Steering committee of Example Hub"},
        "subjectOf": [{"@type": "MedicalWebPage", "headline": "One </script>", "url": "/articles/one/"}],
    }


def test_machines_read_no_more_than_the_page_says(client, hub):
    bare = factories.make_person(slug="eva", name="Eva")
    serve(hub, bare, date(2020, 1, 1), date(2021, 1, 1))

    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page_of(client))

    assert json.loads(script) == {
        "@context": "https://schema.org",
        "@id": "/people/eva/#person",
        "@type": "Person",
        "name": "Eva",
        "url": "/people/eva/",
    }


def test_long_and_hostile_words_stay_words(client, hub):
    person = factories.make_person(slug="eva", name=LONG, affiliation="<b>" + "x" * 190)
    declare(person, date(2025, 1, 1), ("<script>alert(1)</script>", "y" * 120, "z" * 60))
    serve(hub, person, title="<i>" * 40)

    for path in ("/people/eva/", "/committee/"):
        page = page_of(client, path)
        assert [mark for mark in ("<script>alert", "<b>x", "<i><i>") if mark in page] == []
        assert LONG in page


def test_public_people_stand_in_the_sitemap(client, hub, person):
    name_in(person)
    serve(hub, factories.make_person(slug="member"))

    sitemap = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"testserver(/people/[^<]*)<", sitemap) == ["/people/eva/", "/people/member/"]
    assert client.get("/people/member/").status_code == 200


@pytest.mark.parametrize("state", ["draft", "published", "served"])
def test_slug_stays_once_published_pages_lead_to_it(client, hub, person, ada, state):
    match state:
        case "draft":
            factories.make_article(hub).contributors.create(person=person)
        case "published":
            name_in(person)
        case "served":
            serve(hub, person)

    page = Desk(client, ada).open("hub.person", person.pk).content.decode()

    assert ('name="slug"' in page) is (state == "draft")
