"""Every list and add page of the admin, for every role: who gets in where."""

import pytest
from django.contrib import admin
from django.urls import reverse

from hub import roles
from tests import factories

pytestmark = pytest.mark.django_db

CONTENT = {
    "articles.article", "articles.reference", "articles.result", "articles.topic", "articles.trial",
    "hub.declaration", "hub.person", "quizzes.question", "quizzes.quiz", "surveys.statement", "surveys.survey",
}  # fmt: skip
INBOX = {"articles.suggestion"}
PUBLISHED = {"articles.approval", "articles.articleversion", "articles.finding", "articles.unscheduling"}
REGISTER = {"sponsors.company", "sponsors.product"}
LISTS = {
    roles.WRITER: CONTENT | PUBLISHED | INBOX | REGISTER | {"articles.glossaryterm", "hub.committeeterm", "hub.hub"},
    roles.REVIEWER: CONTENT | PUBLISHED | {"articles.glossaryterm", "hub.committeeterm", "hub.hub"},
    roles.PUBLISHER: CONTENT
    | PUBLISHED
    | INBOX
    | REGISTER
    | {"articles.glossaryterm", "hub.committeeterm", "hub.hub", "hub.auditevent", "sponsors.impactupdate"},
    roles.ANALYST: {"quizzes.answer", "quizzes.attempt"},
    roles.SPONSOR_MANAGER: REGISTER
    | {
        "hub.hub",
        "sponsors.agreement",
        "sponsors.bandtier",
        "sponsors.contribution",
        "sponsors.funder",
        "sponsors.impactupdate",
        "sponsors.notice",
    },
}
ADD_PAGES = {
    roles.WRITER: CONTENT,
    roles.REVIEWER: set(),
    roles.PUBLISHER: CONTENT | REGISTER | {"articles.glossaryterm", "hub.committeeterm", "sponsors.impactupdate"},
    roles.ANALYST: set(),
    roles.SPONSOR_MANAGER: REGISTER
    | {
        "sponsors.agreement",
        "sponsors.bandtier",
        "sponsors.contribution",
        "sponsors.funder",
        "sponsors.impactupdate",
        "sponsors.notice",
    },
}
PAGES_OF_AN_ARTICLE = ("change", "preview", "export", "approve", "publish", "take-down", "history", "delete")
ARTICLE_PAGES = {
    roles.WRITER: {"change", "preview", "export", "history"},
    roles.REVIEWER: {"change", "preview", "export", "history", "approve"},
    roles.PUBLISHER: {"change", "preview", "export", "history", "publish", "take-down", "delete"},
    roles.ANALYST: set(),
    roles.SPONSOR_MANAGER: set(),
}


def statuses(client, page: str) -> dict[str, int]:
    """Status of the page `changelist` or `add` of every registered model."""
    options = [model._meta for model in admin.site._registry]
    return {
        option.label_lower: client.get(reverse(f"admin:{option.app_label}_{option.model_name}_{page}")).status_code
        for option in options
    }


@pytest.mark.parametrize("role", roles.ROLES)
def test_lists_open_to_a_role(client, role):
    client.force_login(factories.make_staff("staff", role))

    found = statuses(client, "changelist")

    assert {label for label, status in found.items() if status == 200} == LISTS[role]
    assert set(found.values()) <= {200, 403}


@pytest.mark.parametrize("role", roles.ROLES)
def test_add_pages_open_to_a_role(client, role, hub):
    client.force_login(factories.make_staff("staff", role))

    found = statuses(client, "add")

    assert {label for label, status in found.items() if status == 200} == ADD_PAGES[role]
    assert set(found.values()) <= {200, 403}


@pytest.mark.parametrize("role", roles.ROLES)
def test_pages_of_an_article_open_to_a_role(client, role):
    article = factories.make_article(title="Secret draft")
    client.force_login(factories.make_staff("staff", role))

    pages = {
        page: client.get(reverse(f"admin:articles_article_{page}", args=[article.pk])) for page in PAGES_OF_AN_ARTICLE
    }

    assert {page for page, answer in pages.items() if answer.status_code == 200} == ARTICLE_PAGES[role]
    assert not any(b"Secret draft" in answer.content for answer in pages.values() if answer.status_code != 200)


@pytest.mark.parametrize("role", roles.ROLES)
def test_desk_shows_only_what_a_role_may_open(client, role):
    client.force_login(factories.make_staff("staff", role))

    answer = client.get(reverse("admin:index"))

    shown = {
        f"{app['app_label']}.{model['object_name'].lower()}"
        for app in answer.context["app_list"]
        for model in app["models"]
    }
    assert shown == LISTS[role]


def test_every_page_but_donors_opens_for_a_superuser(client, hub):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))

    # Who gave is the sponsor manager's alone.
    assert {label for label, status in statuses(client, "changelist").items() if status != 200} == {
        "sponsors.contribution"
    }
    closed = {label for label, status in statuses(client, "add").items() if status != 200}
    assert closed == {
        "articles.suggestion", "sponsors.contribution", "hub.auditevent", "articles.articleversion", "articles.unscheduling", "articles.approval", "articles.finding", "quizzes.attempt", "quizzes.answer",
    }  # fmt: skip


def test_admin_sends_a_stranger_to_the_log_in(client):
    answer = client.get("/admin/articles/article/", follow=True)

    assert answer.redirect_chain == [
        ("/admin/login/?next=/admin/articles/article/", 302),
        ("/accounts/login/?next=%2Fadmin%2Farticles%2Farticle%2F", 302),
    ]


def test_admin_refuses_an_account_without_a_role(client, dan):
    client.force_login(dan)

    assert client.get("/admin/", follow=True).status_code == 403


def test_groups_authenticators_and_sessions_are_not_in_the_admin():
    labels = {model._meta.label for model in admin.site._registry}

    assert labels.isdisjoint({"auth.Group", "mfa.Authenticator", "usersessions.UserSession"})
    assert "hub.User" in labels
