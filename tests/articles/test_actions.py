"""Approve, publish, take down: who may, what stands in the way, what is written."""

import json
from datetime import timedelta

import pytest

from articles.actions import Refused, approve, publish, take_down
from articles.bundle.dumping import content_hash, dump, to_json
from articles.models import Approval, Article, ArticleVersion, TextBlock
from articles.outcome_plans import laid_digest
from hub.models import AppendOnlyError, AuditEvent
from quizzes.models import PinnedQuestion
from tests import factories
from tests.factories import NOW


@pytest.fixture
def article(hub):
    return factories.make_ready_article(hub, slug="ready")


@pytest.fixture
def approved(article, rhea):
    approve(article=article, reviewer=rhea, now=NOW)
    return article


def test_approve_records_who_found_which_content_right(article, rhea):
    approval = approve(article=article, reviewer=rhea, note="checked", now=NOW)

    assert (approval.content_hash, approval.reviewer, approval.approved_at) == (
        content_hash(to_json(dump(article))),
        rhea,
        NOW,
    )
    assert [(event.actor, event.verb, event.subject) for event in AuditEvent.objects.all()] == [
        (rhea, "approve", "article ready")
    ]


def test_publish_freezes_the_content(approved, paul, rhea):
    version = publish(article=approved, publisher=paul, now=NOW)

    assert json.loads(version.content) == dump(approved)
    assert version.content_hash == content_hash(version.content) == version.approval.content_hash
    assert (version.number, version.live_from, version.published_by, version.approval.reviewer) == (1, NOW, paul, rhea)
    assert version.published_on == NOW.date()
    assert "The text." in version.body_html


def test_publish_pins_the_questions(approved, paul):
    version = publish(article=approved, publisher=paul, now=NOW)

    pin = PinnedQuestion.objects.get(article_version=version)
    assert (pin.question_version.stem, pin.objective) == ("Which trial?", "recall the trials")
    assert version.shown["quiz"]["questions"][0]["id"] == str(pin.question_version_id)


def test_publish_leaves_an_audit_event(approved, paul, rhea):
    version = publish(article=approved, publisher=paul, reason="ready", now=NOW)

    event = AuditEvent.objects.latest("pk")
    assert (event.actor, event.verb, event.subject, json.loads(event.detail)) == (
        paul,
        "publish",
        "article ready",
        {
            "row": version.pk,
            "version": 1,
            "content": version.content_hash,
            "reason": "ready",
            "approved_by": rhea.pk,
            "accepted": [],
            "plan": laid_digest(version),
        },
    )


def test_later_edit_leaves_the_published_version_alone_and_the_approval_behind(approved, paul):
    version = publish(article=approved, publisher=paul, now=NOW)
    TextBlock.objects.get(parent=approved).delete()
    TextBlock.objects.create(parent=approved, region="main", ordering=10, text="<p>Edited.</p>")

    with pytest.raises(Refused, match="No reviewer has approved this content as it stands now"):
        publish(article=approved, publisher=paul, now=NOW)

    stored = ArticleVersion.objects.get()
    assert (stored.pk, "Edited" in stored.body_html, "Edited" in stored.content) == (version.pk, False, False)


def test_second_publication_has_the_next_number_and_new_pins_only_for_changed_questions(approved, rhea, paul):
    publish(article=approved, publisher=paul, now=NOW)
    Article.objects.filter(pk=approved.pk).update(title="A new title")
    approved.refresh_from_db()
    approve(article=approved, reviewer=rhea, now=NOW)

    second = publish(article=approved, publisher=paul, now=NOW + timedelta(days=1))

    assert (second.number, second.title) == (2, "A new title")
    assert PinnedQuestion.objects.values("question_version").distinct().count() == 1


@pytest.mark.parametrize("role", ["writer", "publisher", "analyst", "sponsor manager"])
def test_only_a_reviewer_approves(article, role):
    with pytest.raises(Refused, match="does not hold the role reviewer"):
        approve(article=article, reviewer=factories.make_staff("other", role))

    assert not Approval.objects.exists()


@pytest.mark.parametrize("role", ["writer", "reviewer", "analyst", "sponsor manager"])
def test_only_a_publisher_publishes(approved, role):
    with pytest.raises(Refused, match="does not hold the role publisher"):
        publish(article=approved, publisher=factories.make_staff("other", role))

    assert not ArticleVersion.objects.exists()


def test_superuser_needs_the_role_too(article, db):
    chief = factories.make_user("chief", is_superuser=True, is_staff=True)

    with pytest.raises(Refused):
        approve(article=article, reviewer=chief)


def test_inactive_account_cannot_act(article, rhea):
    rhea.is_active = False
    rhea.save()

    with pytest.raises(Refused):
        approve(article=article, reviewer=rhea)


def test_contributor_cannot_approve_or_publish(article, rhea, paul):
    for user in (rhea, paul):
        person = factories.make_person(user=user)
        article.contributors.create(person=person)

    with pytest.raises(Refused, match="stands among the contributors"):
        approve(article=article, reviewer=rhea)
    with pytest.raises(Refused, match="stands among the contributors"):
        publish(article=article, publisher=paul)


def test_one_person_with_two_roles_cannot_use_both(article):
    both = factories.make_staff("both", "reviewer", "publisher")
    approve(article=article, reviewer=both, now=NOW)

    with pytest.raises(Refused, match="two people are needed"):
        publish(article=article, publisher=both, now=NOW)


def test_errors_block_approval_and_name_what_is_missing(article, rhea):
    article.objectives.all().delete()

    with pytest.raises(Refused) as refusal:
        approve(article=article, reviewer=rhea, now=NOW)

    assert [finding.rule for finding in refusal.value.findings] == ["OBJ-NONE"]


def test_error_that_arises_after_approval_blocks_publication(approved, paul):
    approved.support.delete()

    with pytest.raises(Refused) as refusal:
        publish(article=approved, publisher=paul, now=NOW)

    assert [finding.rule for finding in refusal.value.findings] == ["FUND-NONE"]
    assert not ArticleVersion.objects.exists()


def test_warnings_need_a_reason(hub, rhea, paul):
    article = factories.make_ready_article(hub, summary="Short.")
    approve(article=article, reviewer=rhea, now=NOW)

    with pytest.raises(Refused, match="Give a reason"):
        publish(article=article, publisher=paul, now=NOW)
    version = publish(article=article, publisher=paul, reason="It is short on purpose.", now=NOW)

    assert version.reason == "It is short on purpose."
    assert json.loads(AuditEvent.objects.latest("pk").detail)["accepted"] == ["WEB-META article.summary"]


def test_embargo_blocks_until_it_ends(hub, rhea, paul):
    article = factories.make_ready_article(hub, embargo_until=NOW + timedelta(hours=1))
    approve(article=article, reviewer=rhea, now=NOW)

    with pytest.raises(Refused, match="embargo"):
        publish(article=article, publisher=paul, now=NOW)

    assert publish(article=article, publisher=paul, now=NOW, live_from=NOW + timedelta(hours=1)).number == 1


def test_published_version_refuses_change_and_deletion(approved, paul):
    version = publish(article=approved, publisher=paul, now=NOW)
    version.title = "Another"

    for act in (version.save, version.delete, ArticleVersion.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            act()


def test_body_can_be_rendered_again(approved, paul):
    version = publish(article=approved, publisher=paul, now=NOW)
    version.save_body("<p>Rendered again</p>")

    assert ArticleVersion.objects.get().body_html == "<p>Rendered again</p>"


def test_take_down_hides_at_once_and_publication_shows_again(approved, paul):
    publish(article=approved, publisher=paul, now=NOW)

    take_down(article=approved, publisher=paul, reason="legal", now=NOW)
    hidden = Article.objects.public(NOW).count()
    approved.refresh_from_db()
    publish(article=approved, publisher=paul, now=NOW)

    assert (hidden, Article.objects.public(NOW).count()) == (0, 1)


@pytest.mark.parametrize("reason", ["", "  "])
def test_take_down_needs_a_reason(approved, paul, reason):
    publish(article=approved, publisher=paul, now=NOW)

    with pytest.raises(Refused, match="Give a reason"):
        take_down(article=approved, publisher=paul, reason=reason)


def test_take_down_of_a_draft_is_refused(article, paul):
    with pytest.raises(Refused, match="not public"):
        take_down(article=article, publisher=paul, reason="legal")


def test_publication_date_of_a_first_publication_decides_what_must_hold(hub, rhea, paul):
    article = factories.make_ready_article(hub, published_on=NOW.date())
    later = NOW + timedelta(days=500)  # by then the declaration is older than a year
    approve(article=article, reviewer=rhea, now=later)
    publish(article=article, publisher=paul, now=later)

    with pytest.raises(Refused) as refusal:
        approve(article=article, reviewer=rhea, now=later)

    assert [finding.rule for finding in refusal.value.findings] == ["DISC-OLD"]
