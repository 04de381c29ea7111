"""People named as reviewers of an article: bundle, page, who may act, and what publication lists."""

import re
from datetime import timedelta

import pytest

from articles.actions import Refused, approve, publish, render_again, take_down
from articles.checks.reviewers import own_review
from articles.models import ArticleVersion, VersionPerson
from articles.preview import preview_html
from hub.models import CommitteeTerm
from sponsors.publication import gaps
from tests import factories
from tests.articles.bundle import bundles
from tests.factories import NOW, declare

pytestmark = pytest.mark.django_db
DAY = NOW.date()
RITA = {"slug": "rita", "name": "Rita Reviewer", "role": "haematologist", "disclosed_on": "2025-01-02"}


@pytest.fixture
def article(hub):
    return factories.make_ready_article(hub, slug="ready")


def name_reviewer(article, user=None, declared_on=DAY, **fields):
    person = factories.make_person(**{"slug": "rita", "name": "Rita Reviewer", "user": user} | fields)
    if declared_on:
        declare(person, declared_on)
    article.contributors.create(person=person, place="reviewed", role="haematologist", order=5)
    return person


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_reviewers_round_trip():
    bundle = bundles.small()
    bundle["article"]["reviewers"] = [RITA]

    article = bundles.load(bundle).article

    assert bundles.exported(article)["article"]["reviewers"] == [RITA]
    assert [line.place for line in article.contributors.all()] == ["byline", "reviewed"]
    assert bundles.load(bundle).updated == {}


def test_reviewer_in_three_places_is_written_in_full_everywhere():
    bundle = bundles.small()
    bundle["article"] |= {
        "byline": [{"slug": "rita", "name": "Rita Reviewer", "city": "Bern"}],
        "featured": [{"slug": "rita", "name": "Rita Reviewer", "affiliation": "Clinic"}],
        "reviewers": [RITA],
    }

    held = bundles.exported(bundles.load(bundle).article)["article"]

    said = {"slug": "rita", "name": "Rita Reviewer"}
    place = {"affiliation": "Clinic", "city": "Bern", "disclosed_on": "2025-01-02"}
    assert [held[key] for key in ("byline", "featured", "reviewers")] == [
        [said | place],
        [said | place],
        [said | {"role": "haematologist"} | place],
    ]


@pytest.mark.parametrize("first", [("byline", "the byline"), ("featured", "the list of featured experts")])
def test_reviewer_who_is_described_otherwise_elsewhere_is_a_problem(first):
    key, words = first
    bundle = bundles.small()
    bundle["article"] |= {"reviewers": [RITA | {"city": "Bern"}], key: [RITA | {"city": "Basel"}]}

    assert bundles.problems_of(bundle) == [
        f"article.reviewers[0].city: differs from what {words} says of the same person"
    ]


def test_own_review_is_an_error():
    people = {"byline": [{"slug": "w", "name": "Wendy"}], "featured": [{"slug": "f", "name": "Fay"}]}
    content = {"article": people | {"reviewers": [{"slug": name, "name": name.title()} for name in ("r", "f", "w")]}}

    found = [(one.rule, one.severity, one.where) for one in own_review(content, NOW.date())]

    assert found == [("REVIEW-OWN", "error", f"article.reviewers[{index}]") for index in (1, 2)]


def test_reviewer_without_declaration_stops_the_approval_and_the_claim_of_independence(article, rhea):
    name_reviewer(article, declared_on=None)

    with pytest.raises(Refused) as refusal:
        approve(article=article, reviewer=rhea, now=NOW)

    assert [(one.rule, one.where) for one in refusal.value.findings] == [("DISC-NONE", "article.reviewers[0]")]
    assert gaps(article, [], NOW.date()) == [
        "Rita Reviewer has not declared interests, nor that there is nothing to declare"
    ]


def test_named_reviewer_approves_and_does_not_publish(article, paul):
    rita = factories.make_staff("rita", "reviewer", "publisher")
    name_reviewer(article, user=rita)

    approve(article=article, reviewer=rita, now=NOW)
    with pytest.raises(Refused, match="stands among the contributors"):
        publish(article=article, publisher=rita, now=NOW)
    version = publish(article=article, publisher=paul, now=NOW)
    with pytest.raises(Refused, match="stands among the contributors"):
        take_down(article=article, publisher=rita, reason="wrong")

    assert version.approval.reviewer == rita


@pytest.mark.parametrize("place", ["byline", "featured"])
def test_whoever_also_made_a_part_does_not_approve(article, rhea, place):
    person = name_reviewer(article, user=rhea)
    article.contributors.create(person=person, place=place)

    with pytest.raises(Refused, match="stands among the contributors"):
        approve(article=article, reviewer=rhea, now=NOW)


def release(article, rhea, paul, now=NOW):
    approve(article=article, reviewer=rhea, now=now)
    return publish(article=article, publisher=paul, reason="sample", now=now)


@pytest.mark.parametrize("is_of_committee", [True, False])
def test_page_names_the_reviewer_with_the_declaration_before_the_text(hub, article, rhea, paul, is_of_committee):
    person = name_reviewer(article)
    if is_of_committee:
        CommitteeTerm.objects.create(hub=hub, person=person, starts_on=NOW.date())

    text = words(release(article, rhea, paul).body_html)

    words_of_it = "Reviewed for the steering committee by" if is_of_committee else "Reviewed by"
    sentence = f"{words_of_it} Rita Reviewer , haematologist: Nothing to declare (March 2, 2026)."
    assert text.index(sentence) < text.index("The text.")
    assert f"{words_of_it} Rita Reviewer" in words(preview_html(article, NOW))


def test_term_that_ends_or_begins_later_changes_no_published_page(hub, article, rhea, paul):
    person = name_reviewer(article)
    term = CommitteeTerm.objects.create(
        hub=hub, person=person, starts_on=NOW.date() - timedelta(days=9), ends_on=NOW.date()
    )
    version = release(article, rhea, paul)
    CommitteeTerm.objects.filter(pk=term.pk).update(ends_on=NOW.date() - timedelta(days=5))

    assert list(render_again(ArticleVersion.objects.all())) == []
    assert "Reviewed for the steering committee by" in version.body_html


def test_summary_counts_everybody_once(article, rhea, paul):
    name_reviewer(article, declared_on=None)
    declare(article.people.get(slug="rita"), interests=["Company C"])

    assert "1 of 2 contributors reports a relationship" in words(release(article, rhea, paul).body_html)


def test_names_lead_to_the_pages_of_people(article, rhea, paul):
    name_reviewer(article)
    writer = article.people.exclude(slug="rita").get()

    body = release(article, rhea, paul).body_html

    assert re.findall(r'<a href="(/people/[^"]*)">([^<]*)</a>', body) == [
        (f"/people/{writer.slug}/", writer.name),
        (f"/people/{writer.slug}/", writer.name),
        ("/people/rita/", "Rita Reviewer"),
    ]


def test_publication_lists_the_people_as_they_were(article, rhea, paul):
    person = name_reviewer(article)
    writer = article.people.exclude(slug="rita").get()

    version = release(article, rhea, paul)

    assert list(VersionPerson.objects.values_list("version", "person", "place", "role", "mention__disclosed_on")) == [
        (version.pk, writer.pk, "byline", "medical writer", "2026-03-02"),
        (version.pk, person.pk, "reviewed", "haematologist", "2026-03-02"),
    ]
