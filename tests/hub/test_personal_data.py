"""Nothing that hangs on a person may be missing in exports and erasure."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import EmailField

from hub.declaration_actions import review_declaration
from hub.models import Learner, User
from hub.personal_data import account_data, address_data, learner_data, rows_of_account, rows_of_learner
from quizzes.models import Attempt, Phase
from tests.factories import NOW, declare, make_attempt, make_person, make_published_quiz, make_user

OWN = {"hub", "sponsors", "articles", "quizzes", "surveys", "account", "mfa", "usersessions"}
# Erased by hand in hub.erasure: the link and the merged learners; the byline; the log of the admin; groups and permissions.
HANDLED = {"hub.LearnerLink", "hub.Learner", "hub.Person", "hub.User_groups", "hub.User_user_permissions"}
# What staff did, redaction of words included, is history: it stays, and the account is emptied.
HISTORY = {
    "surveys.SurveyComment",
    "surveys.Commitment",
    "surveys.CommitmentReview",
    "quizzes.KeyCorrection",
    "quizzes.ReviewDecision",
    "quizzes.Withdrawal",
    "articles.Approval",
    "articles.ArticleVersion",
    "articles.Unscheduling",
    "hub.AuditEvent",
    "hub.Declaration",
    "articles.Result",
    "articles.Finding",
    "articles.SuggestionStep",
    "sponsors.ContributionStep",
    "sponsors.ImpactUpdate",
}
# The address of an account is the account's own; that of a hub is the publisher's.
NOT_OF_A_PERSON = {"hub.User", "hub.Hub", "account.EmailAddress"}


def pointing_to(model) -> set[str]:
    """Labels of our models, and those of the sign-in, with a foreign key to this one."""
    return {
        other._meta.label
        for other in apps.get_models(include_auto_created=True)
        if other._meta.app_label in OWN and any(field.related_model is model for field in other._meta.concrete_fields)
    }


def test_everything_of_a_learner_is_registered():
    assert pointing_to(Learner) - HANDLED == {data.model for data in learner_data()}


def test_everything_of_an_account_is_registered_or_history():
    assert pointing_to(User) - HANDLED - HISTORY == {data.model for data in account_data()} - HISTORY


def test_everything_under_an_address_is_registered():
    holding = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OWN and any(isinstance(field, EmailField) for field in model._meta.fields)
    }

    assert holding - NOT_OF_A_PERSON == {data.model for data in address_data()}


@pytest.mark.django_db
def test_plain_rows_of_a_learner_are_told_in_one_line(hub):
    attempt = make_attempt(make_published_quiz(), Phase.POST, [0])
    make_attempt(attempt.quiz, Phase.POST, [0])
    data = rows_of_learner("sheets", "quizzes.Attempt")

    (row,) = data.dump([attempt.learner_id], False)

    assert (row["id"], row["learner_id"], row["phase"]) == (str(attempt.pk), str(attempt.learner_id), "post")
    assert row["submitted_at"] == attempt.submitted_at.isoformat()
    assert Attempt.objects.count() == 2


@pytest.mark.django_db
def test_plain_rows_of_an_account_are_erased_in_one_line(dan):
    cara = make_user("cara")
    for user in (dan, cara):
        user.emailaddress_set.create(email=user.email, verified=True)
    data = rows_of_account("addresses", "account.EmailAddress", secret=("id",))

    assert data.dump(dan) == [{"user_id": dan.pk, "email": "dan@example.org", "verified": True, "primary": False}]
    assert (data.erase(dan), cara.emailaddress_set.count()) == (1, 1)


@pytest.mark.django_db
def test_record_of_an_account_holds_what_its_person_declared_and_erasing_keeps_it(dan, rhea):
    make_person(user=dan)
    declaration = declare(dan.person, date(2025, 4, 20), ["Company C"])
    declare(make_person())
    review_declaration(declaration=declaration, reviewer=rhea, mitigation="Checked.", now=NOW)
    (data,) = (one for one in account_data() if one.key == "declarations")

    assert data.dump(dan) == [
        {
            "declared_on": "2025-04-20",
            "nothing_to_declare": False,
            "interests": ["Company C (honoraria)"],
            "covers_months": 24,
            "collected_by": "form",
            "mitigation": "Checked.",
            "reviewed_on": "2026-03-02",
            "withdrawn_at": None,
            "withdrawn_because": "",
        }
    ]
    assert (data.erase(dan), data.dump(rhea)) == (0, [])
