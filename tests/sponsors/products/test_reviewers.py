"""Publishing an article in which a supporter has a stake: two reviewers without interests in that supporter."""

from datetime import date, timedelta

import pytest

from articles.actions import Refused, approve, publish
from hub.models import AuditEvent, Declaration
from sponsors.models import Company, CompanyName, ProductOwner
from tests import factories
from tests.factories import NOW, declare, make_agreement, make_owner, make_person, make_staff, support_article

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def article(hub):
    """A ready article on isatuximab, supported by the company that owns it."""
    article = factories.make_ready_article(hub, title="Isatuximab in first line")
    make_owner("isatuximab", "Sanofi")
    support_article(article, make_agreement("Sanofi"))
    return article


def reviewer(name, *entities, declared_on: date | None = TODAY):
    """A reviewer whose person has declared interests in these; None: no declaration."""
    user = make_staff(name, "reviewer")
    if declared_on:
        declare(make_person(user=user), declared_on, entities)
    return user


def refusal(article, paul) -> str:
    with pytest.raises(Refused) as refused:
        publish(article=article, publisher=paul, reason="reason", now=NOW)
    assert article.versions.count() == 0
    return str(refused.value)


WHY = "The article is supported by a company with a stake in what it discusses."


def test_two_reviewers_without_interests_can_release_it(article, paul):
    one, other = reviewer("one"), reviewer("other", "Pfizer")
    for user in (one, other):
        approve(article=article, reviewer=user, now=NOW)

    version = publish(article=article, publisher=paul, reason="reason", now=NOW)

    assert version.shown["support"]["stake"] == [{"funder": "Sanofi", "products": ["isatuximab"]}]
    event = AuditEvent.objects.get(verb="publish")
    assert f'"also_approved_by": [{one.pk}], "approved_by": {other.pk}' in event.detail


def test_one_reviewer_is_not_enough_and_counts_once(article, paul):
    one = reviewer("one")
    approve(article=article, reviewer=one, now=NOW)
    approve(article=article, reviewer=one, now=NOW)

    assert refusal(article, paul) == (
        "Needs one more approval of this content, by reviewers without interests in Sanofi; approved so far by One. "
        + WHY
    )


@pytest.mark.parametrize(
    ("entities", "declared_on", "sentence"),
    [
        (["Sanofi"], NOW.date(), "Two has declared an interest in Sanofi. Ask a reviewer without one."),
        (["Pfizer", "Genzyme (advisory board)"], NOW.date(), "Two has declared an interest in Sanofi. Ask a reviewer without one."),
        (
            [], None,
            "Two has no current declaration of interests on record. Have an administrator link the account to a person, and "
            "add a declaration of that person.",
        ),
        (
            [], NOW.date() - timedelta(days=400),
            "Two has no current declaration of interests on record. Have an administrator link the account to a person, and "
            "add a declaration of that person.",
        ),
    ],
)  # fmt: skip
def test_reviewer_who_is_not_shown_to_be_free_of_interests_does_not_count(
    article, paul, entities, declared_on, sentence
):
    CompanyName.objects.create(company=Company.objects.get(), name="Genzyme")
    for user in (reviewer("one"), reviewer("two", *entities, declared_on=declared_on)):
        approve(article=article, reviewer=user, now=NOW)

    assert refusal(article, paul) == (
        "Needs one more approval of this content, by reviewers without interests in Sanofi; approved so far by One. "
        f"{WHY} {sentence}"
    )


def test_newest_declaration_decides(article, paul):
    two = reviewer("two", "Sanofi", declared_on=NOW.date() - timedelta(days=30))
    declare(two.person)
    for user in (reviewer("one"), two):
        approve(article=article, reviewer=user, now=NOW)

    assert publish(article=article, publisher=paul, reason="reason", now=NOW).number == 1


def test_approval_of_other_content_does_not_count(article, paul):
    approve(article=article, reviewer=reviewer("one"), now=NOW)
    article.title = "Isatuximab, again"
    article.save()
    approve(article=article, reviewer=reviewer("two"), now=NOW)

    assert "approved so far by Two." in refusal(article, paul)


def test_reviewer_who_became_a_contributor_does_not_count(article, paul):
    one, two = reviewer("one"), reviewer("two")
    for user in (one, two):
        approve(article=article, reviewer=user, now=NOW)
    # The account moves to the person of the byline, which changes nothing of the content.
    Declaration.objects.filter(person__user=two).delete()
    two.person.delete()
    article.people.update(user=two)

    assert refusal(article, paul).endswith("Two stands among the contributors of this article.")


def test_reviewer_whom_the_article_names_as_such_counts(article, paul):
    one, two = reviewer("one"), reviewer("two")
    article.contributors.create(person=two.person, place="reviewed")
    for user in (one, two):
        approve(article=article, reviewer=user, now=NOW)

    assert publish(article=article, publisher=paul, reason="reason", now=NOW).number == 1


def test_publisher_who_also_reviews_is_not_one_of_the_two(article):
    both = make_staff("both", "reviewer", "publisher")
    declare(make_person(user=both))
    for user in (reviewer("one"), both):
        approve(article=article, reviewer=user, now=NOW)

    assert "approved so far by One." in refusal(article, both)


def test_supporter_without_a_stake_needs_one_reviewer(article, paul):
    article.support.lines.all().delete()
    support_article(article, make_agreement("Pfizer"))
    approve(article=article, reviewer=reviewer("one", declared_on=None), now=NOW)

    assert publish(article=article, publisher=paul, reason="reason", now=NOW).shown["support"]["stake"] == []


def test_article_screen_and_deed_pages_say_what_is_missing(client, article, paul):
    one, two = reviewer("one"), reviewer("two", "Sanofi")
    approve(article=article, reviewer=one, now=NOW)
    need = "Needs one more approval of this content, by reviewers without interests in Sanofi; approved so far by One."

    def page(user, path):
        client.force_login(user)
        return client.get(f"/admin/articles/article/{article.pk}/{path}/").content.decode()

    assert need in page(paul, "change")
    assert need in page(paul, "publish")
    assert need in page(one, "approve")
    assert "Your approval would not count" not in page(one, "approve")
    assert "Your approval would not count: Two has declared an interest in Sanofi." in page(two, "approve")


def test_day_of_the_register_is_the_day_of_publication(article, paul):
    Declaration.objects.update(declared_on=date(2025, 12, 1))
    article.published_on = date(2026, 1, 1)
    article.save()
    ProductOwner.objects.update(starts_on=date(2026, 2, 1))
    approve(article=article, reviewer=reviewer("one", declared_on=None), now=NOW)

    assert publish(article=article, publisher=paul, reason="reason", now=NOW).shown["support"]["stake"] == []
